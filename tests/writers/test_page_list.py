"""The page list of the EPUB names the pages of the PDF: both begin with the same words."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from lxml import etree

from diemtin.model import (
    Citation,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Metadata,
    Paragraph,
    Quote,
    Section,
    Text,
)
from diemtin.style import Style, load_style, style_names
from diemtin.writers import epub
from diemtin.writers.pdf import lay_out

XHTML = {"x": "http://www.w3.org/1999/xhtml"}
# So many characters of a page are compared, spaces apart.
COMPARED = 24


def sentences(start: int, count: int) -> str:
    """Return sentences of which each is like no other."""
    return " ".join(
        f"Đoàn thứ {number} làm việc về thông quan, kho bãi và rút ngắn {number} giờ kiểm tra."
        for number in range(start, start + count)
    )


def paragraph(start: int, count: int) -> Paragraph:
    return Paragraph((Text(sentences(start, count)),))


def mixed(start: int) -> Paragraph:
    """Return a paragraph of many inlines, in part as files of a Mac spell it."""
    content: list[Inline] = []
    for number in range(start, start + 30):
        content += [
            Text(unicodedata.normalize("NFD", f"Bước {number} ")),
            Text("rất quan trọng", strong=True),
            Text(", rộng 5 m"),
            Text("2", script="superscript"),
            Text(", xem "),
            Link("https://tinh.example/", (Text(f"trang tin số {number}"),)),
            Text(" "),
            Citation("#h-0", str(number), f"citation-{number}"),
            Text(".") if number % 3 else LineBreak(),
        ]
    return Paragraph(tuple(content))


@pytest.fixture(scope="module")
def document() -> Document:
    def article(number: int) -> Section:
        start = 1_000 * (number + 1)
        return Section(
            "article",
            f"article-{number}",
            f"Tin {number}",
            (
                Heading(1, (Text(f"Tin số {number}"),), f"h-{number}"),
                *(paragraph(start + 20 * step, 3 + 4 * step) for step in range(5)),
                mixed(start + 200),
                List(tuple((paragraph(start + 300 + 20 * item, 2 + item),) for item in range(12))),
                Quote((paragraph(start + 600, 40), paragraph(start + 700, 9))),
                paragraph(start + 800, 120),
            ),
        )

    return Document(Metadata("Tin đối ngoại"), tuple(article(number) for number in range(3)))


def beginning(text: str) -> str:
    """Return the start of a text, without what cannot be compared: spaces, case, bullets."""
    letters = re.sub(r"\s", "", unicodedata.normalize("NFC", text)).casefold()
    return letters.lstrip("•-–")[:COMPARED]


def printed(data: bytes, style: Style) -> dict[int, str]:
    """Return how each page of a PDF begins, below its running head."""
    page = style.page
    found = {}
    for number, sheet in enumerate(pypdfium2.PdfDocument(data), 1):
        top = sheet.get_height() - page.margin_top
        text = sheet.get_textpage().get_text_bounded(bottom=page.margin_bottom, top=top + 2)
        found[number] = beginning(text)
    return found


def marked(data: bytes) -> dict[int, str]:
    """Return what follows each entry of an EPUB's page list."""
    archive = zipfile.ZipFile(BytesIO(data))
    navigation = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    found = {}
    for link in navigation.findall(".//x:nav[@role='doc-pagelist']//x:a", XHTML):
        file, _, identifier = str(link.attrib["href"]).partition("#")
        root = etree.fromstring(archive.read(f"EPUB/{file}"))
        mark = root.find(f".//*[@id='{identifier}']")
        assert mark is not None
        following = etree.XPath("following::text()")(mark)
        assert isinstance(following, list)
        found[int(link.text or 0)] = beginning("".join(map(str, following)))
    return found


@pytest.mark.parametrize("name", style_names())
def test_every_page_begins_where_its_mark_stands(name: str, document: Document) -> None:
    style = load_style(name)
    data, pagination = lay_out(document, style)
    pages = printed(data, style)
    assert len(pages) > 12
    assert marked(epub.write(document, style, pagination)) == pages
