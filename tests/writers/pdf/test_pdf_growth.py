"""The work of laying out grows with a document's length, as counted calls and objects show."""

import gc
import re
from typing import Any

import pypdfium2
import pytest
from tests.tagged_pdf import TaggedPdf

from diemtin.model import Cell, Document, Metadata, Paragraph, Section, Table, Text
from diemtin.style import Style
from diemtin.writers.pdf import lay_out, tables
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.printed_tables import Row
from diemtin.writers.pdf.structure import Element


def document(rows: int) -> Document:
    """A document of one table, with a head and so many rows of different heights."""
    cells = [
        tuple(
            Cell((Text(f"Dòng {row} cột {column} " + "tin " * (row % 17)),)) for column in range(3)
        )
        for row in range(rows)
    ]
    head = tuple(Cell((Text(f"Cột {column}"),), header=True) for column in range(3))
    section = Section("index", "figures", "Số liệu", (Table((head, *cells), header_rows=1),))
    return Document(Metadata(title="Tin", language="vi"), (section,))


@pytest.fixture
def set_rows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The rows of tables in the order in which they are set, with the pages complete by then."""
    rows: list[tuple[int, int]] = []
    pages = 0
    set_row, show_page = tables._Setting._set_row, TaggedCanvas.showPage

    def noted(self: tables._Setting, number: int, *look: Any) -> Row:
        rows.append((number, pages))
        return set_row(self, number, *look)

    def counted(self: TaggedCanvas) -> None:
        nonlocal pages
        pages += 1
        show_page(self)

    monkeypatch.setattr(tables._Setting, "_set_row", noted)
    monkeypatch.setattr(TaggedCanvas, "showPage", counted)
    return rows


def test_rows_of_a_table_are_set_once_each_as_pages_are_filled(
    set_rows: list[tuple[int, int]], nd30: Style
) -> None:
    """What is set and not yet printed does not grow with the table."""
    _, pagination = lay_out(document(400), nd30)
    assert [number for number, _ in set_rows] == list(range(401))
    a_page = 401 / pagination.count
    ahead = max(number - pages * a_page for number, pages in set_rows)
    assert ahead < 3 * a_page
    assert pagination.count > 10


@pytest.mark.parametrize("sections", [5, 20])
def test_tags_and_pages_are_written_when_their_section_is_complete(
    monkeypatch: pytest.MonkeyPatch, nd30: Style, sections: int
) -> None:
    """Memory holds the elements of one section, whatever the number of sections."""
    blocks = tuple(Paragraph((Text("Một câu dài về cửa khẩu. " * 20),)) for _ in range(30))
    articles = tuple(Section("article", f"s{i}", "Tin", blocks) for i in range(sections))
    elements, objects = [], []
    show_page = TaggedCanvas.showPage

    def counted(self: TaggedCanvas) -> None:
        show_page(self)
        elements.append(sum(type(one) is Element for one in gc.get_objects()))
        objects.append(len(self._doc.idToObject))

    monkeypatch.setattr(TaggedCanvas, "showPage", counted)
    gc.collect()
    before = sum(type(one) is Element for one in gc.get_objects())
    lay_out(Document(Metadata(title="Tin", language="vi"), articles), nd30)
    assert len(elements) > sections
    assert max(elements) - before < 2 * (len(blocks) + 5)
    assert max(objects) < 10


@pytest.mark.parametrize("rows", range(40, 48))
def test_no_row_of_a_table_stands_alone_on_a_page(rows: int, nd30: Style) -> None:
    data, _ = lay_out(document(rows), nd30)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert all(text.count("cột 0") >= 2 for text in pages)
    assert all(text.count("Cột 0") == 1 for text in pages)


def test_a_high_row_fills_the_page_that_it_fits_on(nd30: Style) -> None:
    head = tuple(Cell((Text(text),), header=True) for text in ("Số", "Câu"))
    rows = [(Cell((Text("1"),)), Cell((Text("Câu dài nhiều chữ. " * 60),))) for _ in range(4)]
    before = tuple(Paragraph((Text("Dòng."),)) for _ in range(15))
    section = Section("index", "figures", "Số liệu", (*before, Table((head, *rows), 1)))
    data, _ = lay_out(Document(Metadata(title="Tin", language="vi"), (section,)), nd30)
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert first.count("chữ.") == 60


@pytest.mark.parametrize("lines", range(6))
def test_a_row_that_heads_others_is_not_the_last_of_a_page(lines: int, nd30: Style) -> None:
    head = tuple(Cell((Text(text),), header=True) for text in ("Số", "Câu"))
    group = (Cell((Text("Nhóm"),), header=True, column_span=2),)
    rows = [*((Cell((Text("1"),)), Cell((Text(f"Dòng {number}"),))) for number in range(2))]
    table = Table((head, *(row for _ in range(30) for row in (group, *rows))), header_rows=1)
    before = tuple(Paragraph((Text("Dòng."),)) for _ in range(lines))
    section = Section("index", "figures", "Số liệu", (*before, table))
    data, _ = lay_out(Document(Metadata(title="Tin", language="vi"), (section,)), nd30)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert len(pages) > 1
    assert not any(re.sub(r"\d+\s*$", "", text).rstrip().endswith("Nhóm") for text in pages)


@pytest.mark.parametrize("lines", range(20, 34))
def test_the_head_of_a_table_is_read_once_wherever_its_pages_break(lines: int, nd30: Style) -> None:
    long = " ".join(["tin"] * 140)
    rows = tuple((Cell((Text(long),)), Cell((Text("2"),))) for _ in range(12))
    head = (Cell((Text("Đầubảng"),), header=True), Cell((Text("Số"),), header=True))
    table = Table((head, *rows), header_rows=1)
    before = tuple(Paragraph((Text("Dòng."),)) for _ in range(lines))
    section = Section("index", "figures", "Số liệu", (*before, table))
    data, _ = lay_out(Document(Metadata(title="Tin", language="vi"), (section,)), nd30)
    assert TaggedPdf(data).words().count("Đầubảng") == 1
