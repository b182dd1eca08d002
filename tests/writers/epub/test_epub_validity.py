"""EPUBCheck 5.3 finds nothing to say: no error, no warning, no usage message with a remedy."""

from collections.abc import Callable

import msgspec

from diemtin.assembly.specimen import specimen
from diemtin.model import (
    Block,
    Cell,
    Citation,
    Columns,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    Metadata,
    PageBreak,
    Pagination,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    Text,
)
from diemtin.style import load_style
from diemtin.writers.epub import write

Complaints = Callable[[bytes], list[str]]


def test_the_specimen_is_valid(complaints: Complaints) -> None:
    style = load_style("nd30")
    document = specimen(style)
    breaks = tuple(
        PageBreak(page, section.identifier, 0)
        for page, section in enumerate(document.sections, start=1)
    )
    assert complaints(write(document, style, Pagination(len(breaks), {}, breaks))) == []


def test_fonts_that_the_style_asks_for_are_the_only_remark(complaints: Complaints) -> None:
    """Usage message CSS-028 says that there are fonts, which the style wants."""
    style = load_style("bulletin")
    reader = msgspec.structs.replace(style.reader, embed_fonts=True)
    style = msgspec.structs.replace(style, reader=reader)
    remarks = complaints(write(specimen(style), style, Pagination()))
    assert {remark.partition(":")[0] for remark in remarks} == {"USAGE CSS-028"}


ODD_TEXTS = (
    "<script>alert(1)</script> & ]]> \x00\x01\x0b\ufffe\ud83d",
    "عنوان باللغة العربية, 中文, 😀, e\u0301, \u202egnp.exe",
    "x" * 5000,
    "",
)
ODD_TARGETS = (
    "javascript:alert(1)",
    "data:text/html,<script>",
    "//vi.example/x",
    "https://exa mple/",
    "https://[::1",
    "https://vi.example/đường dẫn?q=<>&x=\"'#phần",
    "mailto:a b@vi.example",
    "file:///etc/passwd",
    "#nowhere",
    "#",
    "",
)
ODD_IDENTIFIERS = ("1 x", "page-1", "a&b", "same", "same", "", "ữ", "cover", "toc")


def odd_document() -> Document:
    """Return a document that no writer of ours would make, but a file could hold."""
    png = specimen(load_style("nd30")).pictures[0].data
    texts = tuple(Text(text) for text in ODD_TEXTS)
    links = tuple(Link(target, (Text(f"nơi {target}"),)) for target in ODD_TARGETS)
    cell = Cell((Text("ô"),), column_span=3, row_span=2)
    nested = List(((Paragraph((Text("sâu"),)),),))
    for _ in range(40):
        nested = List(((Paragraph((Text("lớp"),)), nested),))
    blocks: tuple[Block, ...] = (
        *(Paragraph(texts, role, identifier) for role, identifier in zip(
            ('x" onload="', "}{", "note", "body", "QUOTE", "", "ữ", "fact", "list-item"),
            ODD_IDENTIFIERS,
            strict=True,
        )),
        Paragraph(links),
        Heading(9, texts, "same"),
        Heading(0, (), ""),
        Heading(2, (LineBreak(), Text("Đề mục"), LineBreak()), "page-2"),
        Paragraph((Citation("#nowhere", "1<", 'c"1'), Citation("#same", "2", "c2"))),
        List(()),
        nested,
        Quote(()),
        Quote((Paragraph(texts),), texts),
        Figure(),
        Figure((), "p"),
        Figure(texts, "p", 'có "ngoặc" & <dấu>', "Nhãn:", "same"),
        Figure(texts, "missing"),
        Table(()),
        Table(((),)),
        Table(((cell, Cell()), (Cell(header=True),), (Cell(),) * 60), header_rows=1, caption=texts),
        Table(((Cell(texts, header=True),),), header_rows=5),
        Definitions(()),
        Definitions((Definition((), (), "d1"), Definition(texts, texts, "d1")), 'x" y'),
        Contents(()),
        Contents(tuple(ContentsEntry(n % 9, (*texts, *links), "#same") for n in range(30))),
        Columns("letterhead", (), ()),
        Columns("closing", (Paragraph(texts, "agency"),), (Paragraph(()),)),
    )  # fmt: skip
    sections = (
        Section("front", "s", "", blocks[:1]),
        Section("article", "s", "<Tiêu đề> & tên", blocks),
        Section("article", "", "", ()),
        Section("index", "c2", "Chỉ mục", (Heading(6, (Text("sâu"),)),)),
    )
    identifier = "urn:uuid:00000000-0000-5000-8000-000000000000"
    metadata = Metadata(
        "\x01", "phụ <b>", identifier=identifier, creator="Sở & <b>", keywords=("a", "b")
    )
    return Document(metadata, sections, (Picture("p", "image/png", 640, 360, png),))


def test_the_oddest_document_is_valid_too(complaints: Complaints) -> None:
    breaks = tuple(PageBreak(page, "s", page * 7) for page in (1, 2, 3, 3, 9, 900))
    breaks += (PageBreak(50, "unknown", 0),)
    data = write(odd_document(), load_style("bulletin"), Pagination(9, {}, breaks))
    assert complaints(data) == []
