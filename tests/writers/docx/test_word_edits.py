"""What an editor changes in the Word file is what the reader reads."""

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar, cast

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

from diemtin.model import (
    Block,
    Columns,
    Comment,
    Contents,
    Definitions,
    Document,
    Figure,
    Heading,
    List,
    Pagination,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
    block_words,
    plain_text,
)
from diemtin.readers.docx import read
from diemtin.style import load_style
from diemtin.writers.docx import write

if TYPE_CHECKING:
    from lxml.etree import _Element

Edit = Callable[[WordDocument], object]
Kind = TypeVar("Kind")


@pytest.fixture(scope="module")
def data(sample: Document) -> bytes:
    return write(sample, load_style("nd30"), Pagination())


def edited(data: bytes, edit: Edit) -> Document:
    word = docx.Document(BytesIO(data))
    edit(word)
    buffer = BytesIO()
    word.save(buffer)
    return read(buffer.getvalue(), "bao-cao.docx")


def find(word: WordDocument, start: str) -> WordParagraph:
    """Return the paragraph of the body, not of the contents, that begins with a text."""
    return next(
        p
        for p in word.paragraphs
        if p.text.startswith(start) and p.style and not (p.style.name or "").startswith("toc")
    )


def insert(before: WordParagraph, text: str, style: str) -> WordParagraph:
    return before.insert_paragraph_before(text, style)


def remove(paragraph: WordParagraph) -> None:
    cast("_Element", paragraph._p.getparent()).remove(paragraph._p)


def wrapped(kind: str, text: str) -> "_Element":
    """Return a tracked change: `ins` or `del` around a run."""
    tag = "w:delText" if kind == "del" else "w:t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="900" w:author="A">'
        f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r></w:{kind}>'
    )


def article(document: Document, identifier: str = "article-1") -> Section:
    return next(s for s in document.sections if s.identifier == identifier)


def only(blocks: tuple[Block, ...], kind: type[Kind]) -> list[Kind]:
    return [block for block in blocks if isinstance(block, kind)]


def entries(document: Document) -> list[tuple[int, str, str]]:
    (contents,) = only(article(document, "contents").blocks, Contents)
    return [(e.level, plain_text(e.content), e.target) for e in contents.entries]


def test_saving_without_a_change_changes_nothing(data: bytes, sample: Document) -> None:
    assert edited(data, lambda word: None) == sample


def test_a_changed_word_is_read(data: bytes, sample: Document) -> None:
    def edit(word: WordDocument) -> None:
        find(word, "Hai bên thống nhất").runs[0].text = "Hai bên nhất trí."

    changed = article(edited(data, edit))
    assert Paragraph((Text("Hai bên nhất trí."),), "standfirst") in changed.blocks
    assert len(changed.blocks) == len(article(sample).blocks)


def test_a_new_paragraph_is_what_its_style_says(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        before = find(word, "Việc cần làm")
        insert(before, "Thêm một đoạn.", "Body Text")
        insert(before, "Theo mẫu mặc định.", "Normal")
        insert(before, "Ghi chú.", "Note")

    blocks = article(edited(data, edit)).blocks
    assert Paragraph((Text("Thêm một đoạn."),)) in blocks
    assert Paragraph((Text("Theo mẫu mặc định."),)) in blocks
    assert Paragraph((Text("Ghi chú."),), "note") in blocks


def test_an_empty_line_is_no_paragraph(data: bytes, sample: Document) -> None:
    document = edited(data, lambda word: insert(find(word, "Việc cần làm"), "", "Body Text"))
    assert document == sample


def test_a_new_subheading_enters_the_contents(data: bytes) -> None:
    document = edited(data, lambda word: insert(find(word, "Hai bên"), "Mở đầu", "Heading 2"))
    assert Heading(2, (Text("Mở đầu"),), "heading-1") in article(document).blocks
    assert [entry[:2] for entry in entries(document)][:3] == [
        (1, "Hội đàm về cửa khẩu"),
        (2, "Mở đầu"),
        (2, "Việc cần làm"),
    ]


def test_a_new_main_heading_begins_an_article(data: bytes, sample: Document) -> None:
    def edit(word: WordDocument) -> None:
        before = find(word, "Giao lưu hữu nghị")
        insert(before, "Tin mới thêm", "Heading 1")
        insert(before, "Nội dung của tin mới.", "Body Text")

    document = edited(data, edit)
    titles = [section.title for section in document.sections]
    assert titles == [*[s.title for s in sample.sections[:3]], "Tin mới thêm", *[
        s.title for s in sample.sections[3:]
    ]]  # fmt: skip
    added = document.sections[3]
    assert (added.kind, added.identifier) == ("article", "article-3")
    assert (1, "Tin mới thêm", "heading-1") in entries(document)


def test_a_renamed_heading_renames_its_entry_and_its_section(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        find(word, "Hội đàm").runs[0].text = "Hội đàm cấp cao"

    document = edited(data, edit)
    assert entries(document)[0] == (1, "Hội đàm cấp cao", "article-1-title")
    assert article(document).title == "Hội đàm cấp cao"


def test_a_section_with_a_title_of_its_own_keeps_it(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        find(word, "Giao lưu hữu nghị").runs[0].text = "Giao lưu"

    assert article(edited(data, edit), "article-2").title == "Giao lưu hữu nghị"


def test_a_deleted_heading_leaves_the_contents(data: bytes) -> None:
    document = edited(data, lambda word: remove(find(word, "Việc cần làm")))
    assert [target for _, _, target in entries(document)] == [
        "article-1-title",
        "article-2-title",
        "sources-title",
    ]


def test_a_deleted_article_is_gone(data: bytes, sample: Document) -> None:
    def edit(word: WordDocument) -> None:
        body = word.element.body
        first = body.index(find(word, "Hội đàm")._p)
        last = body.index(find(word, "Giao lưu hữu nghị")._p)
        for node in list(body)[first:last]:
            body.remove(node)

    document = edited(data, edit)
    assert [s.identifier for s in document.sections] == [
        s.identifier for s in sample.sections if s.identifier != "article-1"
    ]
    assert [p.identifier for p in document.pictures] == ["picture-b"]


def test_contents_that_word_has_made_anew_lead_to_the_same_headings(
    data: bytes, sample: Document
) -> None:
    """F9 in Word replaces entries, and gives headings bookmarks of its own."""

    def edit(word: WordDocument) -> None:
        for number, heading in enumerate(("Hội đàm", "Việc cần làm", "Giao lưu", "Nguồn tin")):
            paragraph = find(word, heading)._p
            name = f"_Toc17000000{number}"
            for tag in ("bookmarkEnd", "bookmarkStart"):
                mark = parse_xml(f'<w:{tag} {nsdecls("w")} w:id="{800 + number}" w:name="{name}"/>')
                paragraph.insert(1, mark)
        links = [p for p in word.paragraphs if p.style and (p.style.name or "") == "toc 1"]
        links += [p for p in word.paragraphs if p.style and (p.style.name or "") == "toc 2"]
        for entry, number in zip(links, (0, 2, 3, 1), strict=True):
            link = next(entry._p.iter(qn("w:hyperlink")))
            link.set(qn("w:anchor"), f"_Toc17000000{number}")

    assert edited(data, edit) == sample


def test_an_added_item_joins_its_list(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        paragraph = find(word, "Điểm năm")._p
        copy = deepcopy(paragraph)
        next(copy.iter(qn("w:t"))).text = "Điểm năm rưỡi"
        paragraph.addnext(copy)

    lists = only(article(edited(data, edit)).blocks, List)
    assert [len(block.items) for block in lists] == [2, 3]
    assert lists[1].start == 5


def test_a_list_that_is_interrupted_counts_on(data: bytes) -> None:
    document = edited(data, lambda word: insert(find(word, "Điểm sáu"), "Xen vào.", "Body Text"))
    lists = only(article(document).blocks, List)
    assert [(len(block.items), block.start) for block in lists[1:]] == [(1, 5), (1, 6)]


def test_a_list_made_with_a_style_alone_is_a_list(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        before = find(word, "Việc cần làm")
        insert(before, "Gạch đầu dòng", "List Bullet")
        insert(before, "Gạch thứ hai", "List Bullet")

    lists = only(article(edited(data, edit)).blocks, List)
    assert [len(block.items) for block in lists] == [2, 2, 2]


def test_a_quotation_and_facts_grow_by_paragraphs_of_their_style(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        insert(find(word, "Và hơn nữa."), "Ở giữa.", "Quote")
        insert(find(word, "Hai bên thống nhất"), "Ảnh\tLan Hương", "Fact")

    blocks = article(edited(data, edit)).blocks
    (quote,) = only(blocks, Quote)
    assert [plain_text(p.content) for p in only(quote.blocks, Paragraph)] == [
        "Chúng tôi sẽ làm hết sức.",
        "Ở giữa.",
        "Và hơn nữa.",
    ]
    (facts,) = only(blocks, Definitions)
    assert plain_text(facts.items[-1].term) == "Ảnh"
    assert plain_text(facts.items[-1].description) == "Lan Hương"


def test_a_deleted_picture_leaves_its_caption(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        drawing = next(word.element.body.iter(qn("w:drawing")))
        remove(WordParagraph(drawing.getparent().getparent(), word._body))

    document = edited(data, edit)
    figures = only(article(document).blocks, Figure)
    assert [(f.picture, plain_text(f.caption)) for f in figures] == [
        (None, "Hai bên ký kết"),
        (None, "Toàn cảnh"),
    ]
    assert [p.identifier for p in document.pictures] == ["picture-b"]


def test_a_row_of_a_table_can_be_added(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        row = word.tables[1].add_row()  # type: ignore[no-untyped-call]
        row.cells[0].text = "Ngô"
        row.cells[1].text = "30"

    (table,) = only(article(edited(data, edit)).blocks, Table)
    assert [plain_text(cell.content) for cell in table.rows[-1]] == ["Ngô", "30"]
    assert table.rows[1][0].row_span == 2


def test_the_letterhead_can_be_changed(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        cell = word.tables[0].cell(0, 0)
        cell.paragraphs[1].runs[0].text = "Văn phòng"

    (letterhead,) = only(edited(data, edit).sections[0].blocks, Columns)
    assert plain_text(letterhead.left[1].content) == "Văn phòng"
    assert [p.role for p in letterhead.left] == ["agency-above", "agency", "number"]


def test_insertions_are_taken_and_deletions_dropped(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        paragraph = find(word, "Hai bên thống nhất")._p
        paragraph.append(wrapped("ins", " Có hiệu lực ngay."))
        removed = wrapped("del", "")
        removed.append(next(paragraph.iter(qn("w:r"))))
        paragraph.append(removed)

    blocks = article(edited(data, edit)).blocks
    assert Paragraph((Text(" Có hiệu lực ngay."),), "standfirst") in blocks


def test_a_deleted_end_of_paragraph_joins_two(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        properties = find(word, "Chúng tôi sẽ làm")._p.get_or_add_pPr()
        mark = f'<w:rPr {nsdecls("w")}><w:del w:id="901" w:author="A"/></w:rPr>'
        properties.append(parse_xml(mark))

    (quote,) = only(article(edited(data, edit)).blocks, Quote)
    assert " ".join(block_words(quote)) == "Chúng tôi sẽ làm hết sức.Và hơn nữa. Ông Bình"
    assert len(quote.blocks) == 1


def test_the_remark_of_an_editor_is_kept_beside_ours(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        run = find(word, "Hai bên thống nhất").runs[0]
        word.add_comment(run, "Cần kiểm tra lại.", author="Biên tập")

    blocks = article(edited(data, edit)).blocks
    (standfirst,) = [p for p in only(blocks, Paragraph) if p.role == "standfirst"]
    assert standfirst.comments == (Comment(0, 42, "Cần kiểm tra lại."),)
    (body,) = [p for p in only(blocks, Paragraph) if p.role == "body"]
    assert body.comments == (Comment(5, 8, "Có thể là: “này”", "này", "glued-words"),)


def test_bold_and_italic_of_an_editor_are_strong_and_emphasis(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        paragraph = insert(find(word, "Việc cần làm"), "Rất ", "Body Text")
        paragraph.add_run("đậm").bold = True
        paragraph.add_run(" và nghiêng").italic = True

    content = (Text("Rất "), Text("đậm", strong=True), Text(" và nghiêng", emphasis=True))
    assert Paragraph(content) in article(edited(data, edit)).blocks


def test_a_style_of_the_editor_means_what_it_is_based_on(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        style = word.styles.add_style("Đoạn riêng", 1)
        style.base_style = word.styles["Standfirst"]
        insert(find(word, "Việc cần làm"), "Đoạn theo mẫu riêng.", "Đoạn riêng")

    blocks = article(edited(data, edit)).blocks
    assert Paragraph((Text("Đoạn theo mẫu riêng."),), "standfirst") in blocks


def test_changed_properties_are_read(data: bytes) -> None:
    def edit(word: WordDocument) -> None:
        word.core_properties.title = "Tên mới"
        word.core_properties.keywords = "một; hai"

    metadata = edited(data, edit).metadata
    assert (metadata.title, metadata.keywords) == ("Tên mới", ("một", "hai"))
    assert (metadata.subtitle, metadata.date, metadata.style) == ("Tuần 5", "2024-02-05", "nd30")
