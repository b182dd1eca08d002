"""What nobody would write by hand stays whole and on its page in every finished file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from tests.tagged_pdf import code_of

from diemtin.model import (
    Block,
    Cell,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Section,
    Table,
    Text,
    document_words,
)
from diemtin.style import Style, load_style
from diemtin.writers import docx, epub
from diemtin.writers.pdf import lay_out

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG_TITLE = "Kết quả hợp tác " * 25
FOREIGN = "Chữ שלום עולם مرحبا بالعالم 中国北京 日本 한국 ខ្មែរ ສະບາຍດີ 😀 👨‍👩‍👧 ₫ \u0378."


def row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(text),)) for text in texts)


ITEMS: dict[str, tuple[Block, ...]] = {
    "a table of 60 columns": (
        Table(tuple(row(*(f"{r}.{column}" for column in range(60))) for r in range(4)), 1),
    ),
    "a word of 5,000 letters": (Paragraph((Text("nghiêng" * 715),)),),
    "such a word in a table": (Table((row("nghiêng" * 715, "ngắn"),)),),
    "foreign scripts and emoji": (
        Paragraph((Text(FOREIGN),)),
        Heading(2, (Text(FOREIGN),), "h-2"),
        Table((row(FOREIGN, "ngắn"),)),
    ),
    "a title of 400 letters": (Paragraph((Text("Hết."),)),),
}


def document_of(name: str) -> Document:
    title = LONG_TITLE if "title" in name else "Tin"
    blocks = (Heading(1, (Text(title),), "h-1"), *ITEMS[name])
    return Document(Metadata(title), (Section("article", "article-1", title, blocks),))


def letters(text: str) -> str:
    """Return a text without its spaces, and as capitals and small letters alike."""
    return re.sub(r"\s", "", text).casefold()


@pytest.fixture(params=["nd30", "pocket"])
def style(request: pytest.FixtureRequest) -> Style:
    return load_style(request.param)


@pytest.mark.parametrize("name", ITEMS)
def test_no_letter_leaves_the_printed_page_or_is_an_empty_box(name: str, style: Style) -> None:
    data, _ = lay_out(document_of(name), style)
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1).strip():
                left, bottom, right, top = text.get_charbox(index)
                assert -0.5 <= left < right <= width + 0.5
                assert -0.5 <= bottom < top <= height + 0.5
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not any(glyph == b"\0\0" for page in pdf.pages for glyph in glyphs(page))


def glyphs(page: pikepdf.Page) -> list[bytes]:
    """Return the glyph numbers that a page shows, two bytes each; 0 is the empty box."""
    strings = [
        bytes(part)
        for operands, name in code_of(page)
        if name == "TJ"
        for part in operands[0]
        if isinstance(part, pikepdf.String)
    ]
    return [string[at : at + 2] for string in strings for at in range(0, len(string), 2)]


@pytest.mark.parametrize("name", ITEMS)
def test_the_word_file_holds_all_of_it_in_tables_no_wider_than_the_text(
    name: str, style: Style
) -> None:
    document = document_of(name)
    pagination = lay_out(document, style)[1]
    part = ZipFile(BytesIO(docx.write(document, style, pagination))).read("word/document.xml")
    body = etree.fromstring(part)
    text = "".join(node.text or "" for node in body.iter(f"{W}t"))
    assert letters(text) == letters("".join(document_words(document)))
    page = style.page
    widest = max(
        page.width - page.margin_left - page.margin_right,
        page.height - page.margin_top - page.margin_bottom,
    )
    for table in body.iter(f"{W}tbl"):
        columns = [int(node.attrib[f"{W}w"]) for node in table.iter(f"{W}gridCol")]
        assert sum(columns) <= widest * 20 + len(columns)
        # Word opens no table of more columns.
        assert len(columns) <= 63
        # Words that are wider than a column would else widen it.
        layouts = [node.get(f"{W}type") for node in table.iter(f"{W}tblLayout")]
        assert layouts == ([] if name == "foreign scripts and emoji" else ["fixed"])


@pytest.mark.parametrize("name", ITEMS)
def test_the_book_holds_all_of_it_and_no_long_word_widens_its_page(name: str, style: Style) -> None:
    document = document_of(name)
    archive = ZipFile(BytesIO(epub.write(document, style, lay_out(document, style)[1])))
    body = etree.fromstring(archive.read("EPUB/article-0001.xhtml"))[1]
    text = "".join(map(str, body.itertext()))
    assert letters(text) == letters("".join(document_words(document)))
    [sheet] = [name for name in archive.namelist() if name.endswith(".css")]
    css = archive.read(sheet).decode()
    assert re.search(r"body \{[^}]*overflow-wrap: (anywhere|break-word)", css)
    for table in body.iter("{*}table"):
        if len(table[0][0]) > 3:
            around = table.getparent()
            assert around is not None
            assert around.get("class") == "table"
            assert re.search(r"div\.table \{[^}]*overflow-x: auto", css)
