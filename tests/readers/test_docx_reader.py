"""Word files from elsewhere, and files that only say that they are Word files."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from diemtin.errors import CaptureError
from diemtin.model import (
    Block,
    Contents,
    ContentsEntry,
    Document,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    Paragraph,
    Table,
    Text,
    document_words,
    plain_text,
)
from diemtin.readers.docx import read

W = nsdecls("w")


def packed(word: WordDocument) -> bytes:
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def read_word(word: WordDocument) -> Document:
    return read(packed(word), "bao-cao.docx")


def blocks_of(document: Document) -> list[Block]:
    return [block for section in document.sections for block in section.blocks]


def with_body(*elements: str) -> Document:
    """Read a file of python-docx's own template with these elements in its body."""
    word = docx.Document()
    for element in elements:
        # The section's properties stand last.
        word.element.body.insert(len(word.element.body) - 1, parse_xml(element))
    return read_word(word)


def with_paragraph(inside: str) -> Paragraph:
    (block,) = blocks_of(with_body(f"<w:p {W}>{inside}</w:p>"))
    assert isinstance(block, Paragraph)
    return block


def replaced(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return an archive with its members changed; None takes one away."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def plain() -> bytes:
    word = docx.Document()
    word.add_paragraph("Một đoạn.")
    return packed(word)


def test_main_headings_begin_sections_and_what_precedes_them_is_the_front() -> None:
    word = docx.Document()
    word.add_heading("Bản tin", 0)
    word.add_heading("Tin một", 1)
    word.add_paragraph("Nội dung.")
    word.add_heading("Chi tiết", 2)
    word.add_heading("Tin hai", 1)
    document = read_word(word)
    assert [(s.kind, s.identifier, s.title) for s in document.sections] == [
        ("front", "front-1", ""),
        ("article", "article-1", "Tin một"),
        ("article", "article-2", "Tin hai"),
    ]
    assert document.sections[0].blocks == (Paragraph((Text("Bản tin"),), "title"),)
    headings = [block for block in blocks_of(document) if isinstance(block, Heading)]
    assert [h.identifier for h in headings] == ["heading-1", "heading-2", "heading-3"]


def test_lists_by_style_nest_by_their_numbering() -> None:
    word = docx.Document()
    for text, style in (
        ("một", "List Number"),
        ("hai", "List Number"),
        ("gạch", "List Bullet"),
    ):
        word.add_paragraph(text, style)
    numbers, bullets = blocks_of(read_word(word))
    assert isinstance(numbers, List)
    assert isinstance(bullets, List)
    assert (numbers.ordered, len(numbers.items), bullets.ordered) == (True, 2, False)


def test_a_table_with_spans_keeps_its_shape() -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for number, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    (found,) = blocks_of(read_word(word))
    assert isinstance(found, Table)
    assert [
        [(plain_text(c.content), c.column_span, c.row_span) for c in r] for r in found.rows
    ] == [
        [("0 1", 2, 1), ("2", 1, 1)],
        [("3", 1, 1), ("4", 1, 1), ("5 8", 1, 2)],
        [("6", 1, 1), ("7", 1, 1)],
    ]


def test_a_picture_is_decoded_and_encoded_anew() -> None:
    buffer = BytesIO()
    Image.new("RGB", (40, 20), "#9e1b32").save(buffer, "GIF")
    word = docx.Document()
    word.add_picture(BytesIO(buffer.getvalue()))
    word.add_paragraph("Cột mốc", "Caption")
    document = read_word(word)
    (figure,) = blocks_of(document)
    (picture,) = document.pictures
    assert isinstance(figure, Figure)
    assert (figure.picture, plain_text(figure.caption)) == (picture.identifier, "Cột mốc")
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 40, 20)


def test_a_damaged_picture_leaves_the_rest() -> None:
    buffer = BytesIO()
    Image.new("RGB", (40, 20)).save(buffer, "PNG")
    word = docx.Document()
    word.add_picture(BytesIO(buffer.getvalue()))
    word.add_paragraph("Cột mốc", "Caption")
    data = replaced(packed(word), lambda name, old: old[:60] if "media" in name else old)
    document = read(data, "bao-cao.docx")
    assert blocks_of(document) == [Figure((Text("Cột mốc"),))]
    assert document.pictures == ()


def test_a_field_link_leads_where_its_instruction_says() -> None:
    paragraph = with_paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://vi.example/a" \\o "x" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>trang</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert paragraph.content == (Link("https://vi.example/a", (Text("trang"),)),)


def test_of_a_dangerous_field_only_the_last_result_is_read() -> None:
    paragraph = with_paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DDEAUTO cmd /k calc</w:instrText><w:t>ẩn</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>kết quả</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert paragraph.content == (Text("kết quả"),)


def test_a_link_to_a_script_is_plain_text() -> None:
    word = docx.Document()
    relation = word.part.relate_to(
        "javascript:alert(1)",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    start = f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}">'
    link = f"{start}<w:r><w:t>bấm</w:t></w:r></w:hyperlink>"
    word.add_paragraph()._p.append(parse_xml(link))
    assert blocks_of(read_word(word)) == [Paragraph((Text("bấm"),))]


def test_hidden_text_is_not_read_and_breaks_are() -> None:
    paragraph = with_paragraph(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        '<w:r><w:t>trên</w:t><w:br/><w:t>dưới</w:t><w:br w:type="page"/></w:r>'
    )
    assert paragraph.content == (Text("trên"), LineBreak(), Text("dưới"))


def test_content_controls_and_text_boxes_are_read_in_their_place() -> None:
    control = "<w:p><w:r><w:t>trong khung</w:t></w:r></w:p>"
    document = with_body(
        f"<w:sdt {W}><w:sdtContent>{control}</w:sdtContent></w:sdt>",
        f"<w:p {W}><w:r><w:t>trước</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>",
    )
    assert document_words(document) == ["trong", "khung", "trước", "hộp"]


def test_contents_of_word_are_made_anew_from_the_headings() -> None:
    entry = (
        f'<w:p {W}><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{{start}}<w:hyperlink w:anchor="_Toc1">'
        "<w:r><w:t>Tên cũ</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>7</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>TOC \\o "1-1" \\h</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    heading = f"<w:p {W}>{style}{{mark}}<w:r><w:t>{{text}}</w:t></w:r></w:p>"
    mark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    document = with_body(
        entry.format(start=start),
        heading.format(mark=mark, text="Tên mới"),
        heading.format(mark="", text="Tin thêm"),
    )
    (contents,) = [block for block in blocks_of(document) if isinstance(block, Contents)]
    assert contents.entries == (
        ContentsEntry(1, (Text("Tên mới"),), "toc1"),
        ContentsEntry(1, (Text("Tin thêm"),), "heading-1"),
    )


def test_what_a_file_lacks_is_found_elsewhere() -> None:
    word = docx.Document()
    word.core_properties.title = ""
    word.add_paragraph("Tên trên trang", "Title")
    metadata = read_word(word).metadata
    assert metadata.title == "Tên trên trang"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not a readable Word file"),
        (b"PK\x03\x04 cut short", "is not a readable Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is not a readable Word file"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CaptureError, match=f"bao-cao.docx: {reason}"):
        read(data, "bao-cao.docx")


@pytest.mark.parametrize(
    "member",
    ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"],
)
@pytest.mark.parametrize("content", [None, b"", b"<a", b"<a/>"])
def test_a_damaged_file_is_refused_or_read(
    plain: bytes, member: str, content: bytes | None
) -> None:
    data = replaced(plain, lambda name, old: content if name == member else old)
    assert words_or_refusal(data) in (["Một", "đoạn."], [])


@given(st.data())
def test_no_damage_brings_another_error_than_that_of_a_capture(
    plain: bytes, data: st.DataObject
) -> None:
    with ZipFile(BytesIO(plain)) as archive:
        body = archive.read("word/document.xml")
    at = data.draw(st.integers(0, len(body) - 1))
    cut = data.draw(st.integers(0, 40))
    broken = body[:at] + data.draw(st.binary(max_size=8)) + body[at + cut :]
    words_or_refusal(
        replaced(plain, lambda name, old: broken if name == "word/document.xml" else old)
    )


def words_or_refusal(data: bytes) -> list[str]:
    """Return the words of a file, none if it is refused as a capture should be."""
    try:
        return document_words(read(data, "bao-cao.docx"))
    except CaptureError:
        return []


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(CaptureError, match="holds no text"):
        read_word(docx.Document())


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml"])
def test_a_part_that_declares_entities_is_refused(plain: bytes, member: str) -> None:
    declared = b'<!DOCTYPE d [<!ENTITY a "bom"><!ENTITY b SYSTEM "file:///etc/hostname">]>'

    def change(name: str, old: bytes) -> bytes:
        return declared + old[old.index(b"?>") + 2 :] if name == member else old

    with pytest.raises(CaptureError, match="damaged"):
        read(replaced(plain, change), "bao-cao.docx")
