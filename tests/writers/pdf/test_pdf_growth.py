"""The work of laying out grows with a document's length, as counted calls show."""

from typing import Any

import pytest
from reportlab.platypus.tables import Table as PlatypusTable
from tests.tagged_pdf import TaggedPdf

from diemtin.model import Cell, Document, Metadata, Paragraph, Section, Table, Text
from diemtin.style import Style
from diemtin.writers.pdf import lay_out, tables


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


def rows_given_to_reportlab(monkeypatch: pytest.MonkeyPatch, style: Style, rows: int) -> int:
    given = 0
    make = PlatypusTable.__init__

    def count(self: PlatypusTable, data: list[Any], *arguments: Any, **named: Any) -> None:
        nonlocal given
        given += len(data)
        make(self, data, *arguments, **named)

    with monkeypatch.context() as context:
        context.setattr(PlatypusTable, "__init__", count)
        lay_out(document(rows), style)
    return given


def test_a_table_of_four_times_the_rows_takes_four_times_the_work(
    monkeypatch: pytest.MonkeyPatch, nd30: Style
) -> None:
    short = rows_given_to_reportlab(monkeypatch, nd30, 200)
    long = rows_given_to_reportlab(monkeypatch, nd30, 800)
    assert long < 4.5 * short


@pytest.mark.parametrize("rows", [101, 102, 103, 130, 300])
def test_a_table_made_page_by_page_breaks_where_it_would_break_as_a_whole(
    monkeypatch: pytest.MonkeyPatch, nd30: Style, rows: int
) -> None:
    _, by_page = lay_out(document(rows), nd30)
    monkeypatch.setattr(tables, "_LONG", rows + 1)
    _, whole = lay_out(document(rows), nd30)
    assert by_page == whole


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
