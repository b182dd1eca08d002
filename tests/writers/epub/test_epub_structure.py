"""What is inside an EPUB: its files and their order, navigation, pages, semantics, cover."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from PIL import Image

from diemtin.assembly.specimen import specimen
from diemtin.model import (
    Document,
    Figure,
    Heading,
    Metadata,
    PageBreak,
    Pagination,
    Paragraph,
    Quote,
    Section,
    Text,
)
from diemtin.style import load_style
from diemtin.writers.epub import write

Open = Callable[[bytes], Any]
STYLE = load_style("bulletin")
DOCUMENT = specimen(STYLE)
PAGES = Pagination(
    5,
    {},
    (
        PageBreak(1, "front", 0),
        PageBreak(2, "contents", 0),
        PageBreak(3, "article-1", 0),
        PageBreak(4, "article-1", 7),
        PageBreak(5, "sources", 0),
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(DOCUMENT, STYLE, PAGES)


@pytest.fixture
def book(data: bytes, open_epub: Open) -> Any:
    return open_epub(data)


def plain(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def small(*blocks: Any, **metadata: Any) -> Document:
    """Return a document of one article."""
    section = Section("article", "bai", "Bài", (Heading(1, plain("Bài"), "bai-1"), *blocks))
    return Document(Metadata("Nhan đề", **metadata), (section,))


def test_every_section_is_a_file_in_reading_order_after_the_cover(book: Any) -> None:
    kinds = [re.sub(r"(-\d+)?\.xhtml", "", name) for name in book.spine]
    assert kinds == ["cover", *(section.kind for section in DOCUMENT.sections)]


def test_the_mimetype_comes_first_and_is_not_compressed(book: Any) -> None:
    """EPUB Open Container Format 3.3, 4.3."""
    first = book.archive.infolist()[0]
    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert book.archive.read("mimetype") == b"application/epub+zip"


def test_navigation_nests_the_headings(book: Any) -> None:
    path = '//x:nav[@e:type="toc"]/x:ol/x:li[x:a[contains(., "Đối ngoại")]]/x:ol/x:li/x:a'
    below = ["Thông quan cả ngày lẫn đêm", "Bảng số liệu", "Biểu đồ"]
    assert book.texts("nav.xhtml", path) == below
    top = book.texts("nav.xhtml", '//x:nav[@e:type="toc"]/x:ol/x:li/x:a')
    assert top[0] == "Bản mẫu các thành phần trình bày"
    assert top[1] == "Mục lục"


def test_every_link_leads_to_something(book: Any) -> None:
    names = [name.removeprefix("EPUB/") for name in book.archive.namelist()]
    pages = [name for name in names if name.endswith(".xhtml")]
    ids = {name: set(book.find(name, "//@id")) for name in pages}
    checked = 0
    for page in pages:
        for href in book.find(page, "//x:a/@href"):
            if not href.startswith("http"):
                file, _, fragment = href.partition("#")
                assert not fragment or fragment in ids[file or page], href
                checked += 1
    assert checked > 30


def test_the_page_list_agrees_with_the_pages_of_the_pdf(book: Any) -> None:
    pages = book.find("nav.xhtml", '//x:nav[@e:type="page-list"]//x:a')
    assert [page.text for page in pages] == ["1", "2", "3", "4", "5"]
    file, _, mark = pages[3].get("href").partition("#")
    [span] = book.find(file, f'//x:span[@id="{mark}"]')
    assert span.get("role") == "doc-pagebreak"
    assert span.get("{http://www.idpf.org/2007/ops}type") == "pagebreak"
    assert span.get("aria-label") == "4"
    assert "".join(span.itertext()) == ""
    assert span.getnext().text.startswith("Lực lượng chức năng")
    assert book.properties("pageBreakSource") == ["Bản PDF của tài liệu này"]


def test_without_pages_there_is_no_page_list(open_epub: Open) -> None:
    book = open_epub(write(DOCUMENT, STYLE, Pagination()))
    assert book.find("nav.xhtml", '//x:nav[@e:type="page-list"]') == []
    assert book.properties("pageBreakSource") == []
    assert "pageBreakMarkers" not in book.properties("schema:accessibilityFeature")


def test_landmarks_name_cover_contents_and_start(book: Any) -> None:
    marks = book.find("nav.xhtml", '//x:nav[@e:type="landmarks"]//x:a')
    terms = [mark.get("{http://www.idpf.org/2007/ops}type") for mark in marks]
    assert terms == ["cover", "toc", "bodymatter"]
    assert marks[2].get("href").startswith("summary-")
    guide = book.find("content.opf", "//o:guide/o:reference/@type")
    assert guide == ["cover", "toc", "text"]


def test_old_readers_find_the_same_headings_and_pages(book: Any) -> None:
    """The NCX of EPUB 2 says what the navigation document says."""
    titles = book.texts("toc.ncx", "//n:navPoint/n:navLabel")
    assert titles == book.texts("nav.xhtml", '//x:nav[@e:type="toc"]//x:a')
    assert book.texts("toc.ncx", "//n:pageTarget/n:navLabel") == ["1", "2", "3", "4", "5"]
    [depth] = book.find("toc.ncx", '//n:meta[@name="dtb:depth"]/@content')
    assert depth == "6"


def test_citations_are_note_references_and_lead_back(book: Any) -> None:
    [name] = [name for name in book.spine if name.startswith("summary")]
    notes = book.find(name, '//x:a[@e:type="noteref" and @role="doc-noteref"]')
    assert ["".join(note.itertext()) for note in notes] == ["[1]", "[1]", "[2]"]
    file, _, source = notes[0].get("href").partition("#")
    assert book.texts(file, f'//x:dt[@id="{source}"]') == ["[1]"]
    [back] = book.find(file, f'//x:div[x:dt[@id="{source}"]]//x:a[@role="doc-backlink"]/@href')
    assert back == f"{name}#{notes[0].get('id')}"


def test_sections_say_what_they_are(book: Any) -> None:
    [name] = [name for name in book.spine if name.startswith("article")]
    [section] = book.find(name, "//x:body/x:section")
    assert section.get("role") == "doc-chapter"
    label = section.get("aria-labelledby")
    assert book.texts(name, f'//x:h1[@id="{label}"]') == [
        "Đối ngoại địa phương gắn với phát triển kinh tế vùng biên"
    ]
    assert book.find(name, "/x:html/@lang") == ["vi"]


def test_tables_have_headers_with_a_scope(book: Any) -> None:
    [name] = [name for name in book.spine if name.startswith("article")]
    [table] = book.find(name, '//x:table[@id="table-1"]')
    scopes = [(cell.text, cell.get("scope")) for cell in table.iter("{*}th")]
    assert scopes[0] == ("Mặt hàng", "col")
    assert scopes[-1] == ("Tổng cộng", "row")
    assert table[0].tag.endswith("caption")


def test_the_metadata_are_those_of_the_document(open_epub: Open) -> None:
    document = small(
        modified="2024-02-05T07:00:00Z",
        subtitle="Tuần 5",
        creator="Sở Ngoại vụ",
        date="2024-02-05",
        identifier="urn:uuid:00000000-0000-5000-8000-000000000001",
    )
    book = open_epub(write(document, STYLE, Pagination()))
    assert book.properties("dcterms:modified") == ["2024-02-05T07:00:00Z"]
    assert book.texts("content.opf", "//d:title") == ["Nhan đề", "Tuần 5"]
    assert book.texts("content.opf", "//d:creator") == ["Sở Ngoại vụ"]
    assert book.texts("content.opf", "//d:date") == ["2024-02-05"]
    assert book.texts("content.opf", "//d:language") == ["vi"]
    assert book.texts("content.opf", "//d:identifier") == [document.metadata.identifier]
    assert book.find("content.opf", "/o:package/@xml:lang") == ["vi"]


def test_conformance_is_claimed_where_every_picture_has_words(book: Any) -> None:
    claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert book.properties("dcterms:conformsTo") == [claim]
    assert book.properties("schema:accessMode") == ["textual", "visual"]
    assert book.properties("schema:accessibilityHazard") == ["none"]
    assert book.properties("a11y:certifiedBy")[0].startswith("diemtin ")
    features = book.properties("schema:accessibilityFeature")
    assert {"alternativeText", "pageBreakMarkers", "tableOfContents"} <= set(features)


def test_conformance_is_not_claimed_for_a_picture_without_words(open_epub: Open) -> None:
    """WCAG 2.2, success criterion 1.1.1."""
    picture = DOCUMENT.pictures[0]
    document = small(Figure((), picture.identifier))
    document = msgspec.structs.replace(document, pictures=(picture,))
    book = open_epub(write(document, STYLE, Pagination()))
    assert book.properties("dcterms:conformsTo") == []
    assert "alternativeText" not in book.properties("schema:accessibilityFeature")
    assert "chưa có văn bản thay thế" in book.properties("schema:accessibilitySummary")[0]


def test_a_document_without_pictures_is_text_alone(open_epub: Open) -> None:
    book = open_epub(write(small(Paragraph(plain("Nội dung."))), STYLE, Pagination()))
    assert book.properties("schema:accessMode") == ["textual"]
    assert book.properties("schema:accessModeSufficient") == ["textual"]


def test_the_cover_has_the_colours_of_the_style(book: Any) -> None:
    cover = Image.open(io.BytesIO(book.read("cover.png"))).convert("RGB")
    assert cover.size == (1000, 1600)
    accent = tuple(int(STYLE.reader.cover_background[at : at + 2], 16) for at in (1, 3, 5))
    assert cover.getpixel((5, 5)) == accent
    assert (255, 255, 255) in {colour for _, colour in cover.getcolors(10_000) or []}
    assert book.find("content.opf", '//o:item[@properties="cover-image"]/@href') == ["cover.png"]
    [alternative] = book.find("cover.xhtml", "//x:img/@alt")
    assert alternative == "Trang bìa: Bản mẫu các thành phần trình bày"


@pytest.mark.parametrize(
    "title", ["Tin", "tin đối ngoại " * 40, "x" * 400, "中文 عربي 😀 \U00013000"]
)
def test_any_title_stays_inside_the_cover(open_epub: Open, title: str) -> None:
    document = msgspec.structs.replace(small(), metadata=Metadata(title))
    book = open_epub(write(document, STYLE, Pagination()))
    cover = Image.open(io.BytesIO(book.read("cover.png"))).convert("L")
    ground = cover.getpixel((2, 2))
    right = cover.crop((930, 0, 1000, 1600)).getcolors()
    assert right == [(70 * 1600, ground)]


def test_fonts_are_carried_only_if_the_style_asks(book: Any, open_epub: Open) -> None:
    assert not [name for name in book.archive.namelist() if "font" in name]
    assert b"@font-face" not in book.read("style.css")
    reader = msgspec.structs.replace(STYLE.reader, embed_fonts=True)
    style = msgspec.structs.replace(STYLE, reader=reader)
    with_fonts = open_epub(write(small(), style, Pagination()))
    fonts = [name for name in with_fonts.archive.namelist() if name.endswith(".ttf")]
    assert len(fonts) == 8
    assert with_fonts.read("style.css").count(b"@font-face") == 8


@pytest.fixture
def zones() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("zones")
def test_the_same_document_gives_the_same_bytes_in_any_time_zone(data: bytes) -> None:
    for zone in ("UTC", "Asia/Ho_Chi_Minh"):
        os.environ["TZ"] = zone
        time.tzset()
        assert write(DOCUMENT, STYLE, PAGES) == data


def test_members_are_dated_by_the_document(open_epub: Open) -> None:
    book = open_epub(write(small(modified="2024-02-05T07:08:10Z"), STYLE, Pagination()))
    dates = {member.date_time for member in book.archive.infolist()}
    assert dates == {(2024, 2, 5, 7, 8, 10)}


def test_nothing_is_loaded_from_outside(book: Any) -> None:
    for name in book.archive.namelist():
        if name.endswith((".xhtml", ".css", ".ncx", ".opf")):
            text = book.archive.read(name).decode()
            assert not re.search(r"<(script|iframe|object|embed|form)|\son\w+=|@import", text)
            assert not re.search(r"(src|data)=\"(https?:)?//", text)
            assert not re.search(r"url\(\s*[\"']?(https?:)?//", text)


def test_no_level_of_headings_is_skipped_and_none_is_empty(open_epub: Open) -> None:
    said = ((6, "Sáu"), (3, " "), (3, "Ba"), (4, "Bốn"), (2, "Hai"))
    blocks = [Heading(level, plain(text)) for level, text in said]
    book = open_epub(write(small(*blocks), STYLE, Pagination()))
    (name,) = [file for file in book.spine if file.startswith("article")]
    headings = book.find(name, "//x:h1 | //x:h2 | //x:h3 | //x:h4 | //x:h5 | //x:h6")
    assert [(node.tag[-2:], node.text) for node in headings] == [
        ("h1", "Bài"), ("h2", "Sáu"), ("h3", "Ba"), ("h4", "Bốn"), ("h2", "Hai"),
    ]  # fmt: skip


def test_quotations_in_quotations_have_no_landmarks(open_epub: Open) -> None:
    """A footer is a landmark of the page (Ace: landmark-no-duplicate-contentinfo)."""
    inner = Quote((Paragraph(plain("Trong")),), plain("Người trong"))
    book = open_epub(write(small(Quote((inner,), plain("Người ngoài"))), STYLE, Pagination()))
    (name,) = [file for file in book.spine if file.startswith("article")]
    assert book.texts(name, '//x:p[@class="attribution"]') == ["Người trong", "Người ngoài"]
    assert not book.find(name, "//x:footer")
