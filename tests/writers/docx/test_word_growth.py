"""However long a document is, few of its elements are in memory as a tree, and the file is one."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from diemtin.model import (
    Cell,
    Contents,
    ContentsEntry,
    Document,
    Heading,
    Metadata,
    Pagination,
    Paragraph,
    Section,
    Table,
    Text,
)
from diemtin.style import load_style
from diemtin.writers.docx import body, tables, write
from diemtin.writers.docx.markup import qualified

ND30 = load_style("nd30")
SECTIONS, ROWS = 6, 700


def document() -> Document:
    """A document with contents, sections that end in tables, and one long table."""
    targets = [f"title-{number}" for number in range(SECTIONS)]
    entries = tuple(ContentsEntry(1, (Text(target),), target) for target in targets)
    rows = tuple((Cell((Text(f"hàng {number}"),)),) for number in range(ROWS))
    return Document(
        Metadata("Thử"),
        (
            Section("contents", "contents", "", (Contents(entries),)),
            *(
                Section(
                    "article",
                    f"section-{number}",
                    "",
                    (
                        Heading(1, (Text(target),), target),
                        Paragraph((Text(f"Câu {number} <?aside 0?>."),)),
                        Table(rows if number == 3 else rows[:2]),
                    ),
                )
                for number, target in enumerate(targets)
            ),
        ),
    )


PAGES = Pagination(9, {f"title-{number}": number + 3 for number in range(SECTIONS)})


def main_part(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_the_file_is_the_same_however_it_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = write(document(), ND30, PAGES)
    monkeypatch.setattr(body, "_PIECE", 7)
    monkeypatch.setattr(body, "_IN_MEMORY", 50)
    monkeypatch.setattr(tables, "_ROWS_AT_ONCE", 3)
    in_pieces = write(document(), ND30, PAGES)
    monkeypatch.setattr(body.Body, "store", lambda _self, unfinished: None)
    monkeypatch.setattr(body.Body, "store_rows", lambda _self, _table: None)
    as_one_tree = write(document(), ND30, PAGES)
    assert usual == in_pieces == as_one_tree


def test_rows_and_sections_stand_in_their_order() -> None:
    texts = re.findall(r"<w:t [^>]*>(hàng \d+|Câu \d)", main_part(write(document(), ND30, PAGES)))
    expected = []
    for number in range(SECTIONS):
        rows = range(ROWS if number == 3 else 2)
        expected += [f"Câu {number}", *(f"hàng {row}" for row in rows)]
    assert texts == expected


def test_every_entry_of_the_contents_gets_its_page_though_later_sections_are_stored() -> None:
    xml = main_part(write(document(), ND30, PAGES))
    field = r'PAGEREF title_(\d) .*?"separate"/></w:r><w:r><w:t xml:space="preserve">(\d+)<'
    found = {int(number): int(page) for number, page in re.findall(field, xml)}
    assert found == {number: number + 3 for number in range(SECTIONS)}


def test_few_elements_are_in_memory_as_a_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[int] = []
    store, store_rows = body.Body.store, body.Body.store_rows

    def stored(self: body.Body, *, unfinished: bool) -> None:
        store(self, unfinished=unfinished)
        left.append(len(self.element))

    def stored_rows(self: body.Body, table: etree._Element) -> None:
        store_rows(self, table)
        left.append(len(table.findall(qualified("w:tr"))))

    monkeypatch.setattr(body.Body, "store", stored)
    monkeypatch.setattr(body.Body, "store_rows", stored_rows)
    write(document(), ND30, PAGES)
    assert left == [1] * (1 + SECTIONS + ROWS // tables._ROWS_AT_ONCE)
