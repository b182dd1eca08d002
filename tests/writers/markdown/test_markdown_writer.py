"""Markdown: every kind of block in its CommonMark form, and text that stays text."""

import pytest
from markdown_it import MarkdownIt

from diemtin.assembly.specimen import specimen
from diemtin.model import (
    Block,
    Cell,
    Citation,
    Definition,
    Definitions,
    Document,
    Heading,
    LineBreak,
    Link,
    List,
    Metadata,
    Pagination,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from diemtin.style import load_style
from diemtin.writers.markdown import write

STYLE = load_style("nd30")


def markdown(*blocks: Block) -> str:
    document = Document(Metadata("x"), (Section("article", "a", "", blocks),))
    return write(document, STYLE, Pagination()).decode()


def plain(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def paragraph(*content: Text | Link | Citation | LineBreak) -> str:
    return markdown(Paragraph(content)).rstrip("\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# không phải đề mục", r"\# không phải đề mục"),
        ("1. không phải danh sách", r"1\. không phải danh sách"),
        ("- Như trên;", r"\- Như trên;"),
        ("2 * 3 * 4 [x](y) <b> `z` a_b", r"2 \* 3 \* 4 \[x\](y) \<b\> \`z\` a\_b"),
        ("5 > 4 & R&D", r"5 \> 4 \& R\&D"),
        ("Năm 2024. Tháng 2.", "Năm 2024. Tháng 2."),
    ],
)
def test_text_is_escaped_where_it_could_mean_something(text: str, written: str) -> None:
    assert paragraph(Text(text)) == written


def test_emphasis_leaves_its_spaces_outside() -> None:
    content = (Text("Nguồn: ", strong=True), Text("báo"), Text(" mới", emphasis=True))
    assert paragraph(*content) == "**Nguồn:** báo *mới*"


def test_emphasis_that_asterisks_cannot_say_is_said_by_elements() -> None:
    """CommonMark 0.31.2, 6.2: a delimiter after punctuation and before a letter closes nothing."""
    assert paragraph(Text("ảnh:", strong=True), Text("chú")) == "<strong>ảnh:</strong>chú"


def test_links_citations_and_line_breaks() -> None:
    link = Link("https://vi.example/a b", plain("trang"))
    assert (
        paragraph(link, LineBreak(), Text("dưới")) == "[trang](<https://vi.example/a%20b>)\\\ndưới"
    )
    assert paragraph(Link("javascript:x", plain("trang"))) == "trang"
    said = markdown(
        Paragraph((Text("Theo "), Citation("#s", "1"))),
        Definitions((Definition(plain("[1]"), plain("Báo"), "s"),), "sources"),
    )
    assert said == 'Theo [\\[1\\]](<#s>)\n\n* <a id="s"></a>**\\[1\\]** Báo\n'


def test_lists_one_after_the_other_stay_two() -> None:
    items = ((Paragraph(plain("một")),),)
    text = markdown(List(items), List(items), List(items, ordered=True, start=4))
    html = MarkdownIt("commonmark").render(text)
    assert html.count("<ul>") == 2
    assert '<ol start="4">' in html


def test_a_list_holds_a_list() -> None:
    inner = List(((Paragraph(plain("trong")),),), ordered=True)
    html = MarkdownIt("commonmark").render(markdown(List(((Paragraph(plain("ngoài")), inner),))))
    assert "<ul>\n<li>\n<p>ngoài</p>\n<ol>\n<li>trong</li>\n</ol>\n</li>\n</ul>" in html


def test_tables_are_pipe_tables() -> None:
    rows = (
        (Cell(plain("Mặt hàng"), header=True), Cell(plain("A|B"), header=True)),
        (Cell(plain("Tổng"), column_span=2),),
    )
    text = markdown(Table(rows, header_rows=1, caption=plain("Bảng 1")))
    assert text == "Bảng 1\n\n| Mặt hàng | A\\|B |\n| --- | --- |\n| Tổng |  |\n"


def test_quotes_and_headings_have_their_marks() -> None:
    quote = Quote((Paragraph(plain("Lời nói.")), Paragraph(plain("Nữa."))), plain("Ông A"))
    assert markdown(quote) == "> Lời nói.\n>\n> Nữa.\n>\n> Ông A\n"
    assert markdown(Heading(2, plain("Mục #1"))) == "## Mục \\#1\n"


def test_pictures_are_carried_at_the_end() -> None:
    text = write(specimen(STYLE), STYLE, Pagination()).decode()
    assert "![Hình vẽ hai lớp núi dưới nền trời sáng][picture-1]" in text
    assert text.splitlines()[-1].startswith("[picture-1]: data:image/png;base64,")


def test_what_the_style_sets_in_bold_is_bold() -> None:
    assert markdown(Paragraph(plain("Báo cáo"), "kind")) == "**Báo cáo**\n"
