"""Pages: breaks, running heads, numbers, contents, and what is kept together."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
import pikepdf
import pytest

from diemtin.model import (
    Block,
    Cell,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Figure,
    Heading,
    List,
    Metadata,
    Quote,
    Section,
    Table,
    Text,
)
from diemtin.style import Style, load_style
from diemtin.writers.pdf import lay_out
from diemtin.writers.pdf.breaking import Line, break_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.writers.pdf.conftest import Find, LaidOut, ReadCode, ReadPrinted, ReadTagged, Samples

    from diemtin.writers.pdf.typesetting import Word


def heading(text: str, identifier: str = "", level: int = 1) -> Heading:
    return Heading(level, (Text(text),), identifier)


def test_every_page_names_the_block_that_it_begins_in(nd30: Style, samples: Samples) -> None:
    blocks = (samples.body(20), samples.body(20), samples.body(20))
    data, pagination = lay_out(samples.document(*blocks), nd30)
    assert pagination.count == len(pikepdf.open(BytesIO(data)).pages) == len(pagination.breaks)
    assert [entry.page for entry in pagination.breaks] == list(range(1, pagination.count + 1))
    assert {entry.section for entry in pagination.breaks} == {"article"}
    indices = [entry.block for entry in pagination.breaks]
    assert indices == sorted(indices)
    assert indices[0] == 0
    assert indices[-1] == 2


def test_anchors_give_the_page_of_every_identifier(full_pdf: LaidOut, samples: Samples) -> None:
    _, pagination = full_pdf
    assert set(pagination.anchors) >= {
        "contents", "article-1", "part-1", "citation-1", "table", "sources", "source-1",
    }  # fmt: skip
    assert set(pagination.anchors) >= {"front", "section-1", "section-2", "closing"}
    assert pagination.anchors["section-2"] == pagination.anchors["sources"]
    assert pagination.anchors["article-1"] == 1
    assert pagination.anchors["sources"] > pagination.anchors["part-1"]


def test_contents_print_the_pages_of_their_targets(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    """They are laid out before their numbers are known, in one pass."""
    entries = tuple(ContentsEntry(1, (Text(f"Tin {i}"),), f"h{i}") for i in range(30))
    articles = tuple(
        Section("article", f"s{i}", f"Tin {i}", (heading(f"Tin {i}", f"h{i}"), samples.body(5)))
        for i in range(30)
    )
    document = Document(Metadata("Tin"), (Section("contents", "c", "", (Contents(entries),)),
                                          *articles))  # fmt: skip
    data, pagination = lay_out(document, nd30)
    printed = [entry.text().split()[-1] for entry in read_tagged(data).root.find("TOCI")]
    assert printed == [str(pagination.anchors[f"h{i}"]) for i in range(30)]
    assert int(printed[-1]) > 9


def test_contents_entry_without_its_heading_is_printed_without_a_number(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    contents = Contents((ContentsEntry(1, (Text("Tin đã bỏ"),), "gone"),))
    tree = read_tagged(lay_out(samples.document(contents), nd30)[0]).root
    assert tree.find("TOCI")[0].text().split() == ["Tin", "đã", "bỏ"]
    assert not tree.find("Link")


def test_bookmarks_follow_the_headings(full_pdf: LaidOut) -> None:
    with pikepdf.open(BytesIO(full_pdf[0])) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Mục lục", "Hợp tác biên giới", "Nguồn tin",
        ]  # fmt: skip
        assert [item.title for item in outline.root[1].children] == ["Cửa khẩu"]


def test_first_page_of_nd30_has_no_number_and_the_others_do(
    full_pdf: LaidOut, read_tagged: ReadTagged
) -> None:
    texts = [text for text in read_tagged(full_pdf[0]).artifacts if text[10:].isdigit()]
    assert [int(text[10:]) for text in texts] == list(range(2, full_pdf[1].count + 1))


def test_running_head_names_the_section_that_the_page_begins_in(
    samples: Samples, read_tagged: ReadTagged
) -> None:
    bulletin = load_style("bulletin")
    sections = tuple(
        Section("article", f"s{i}", f"Mục số {i}", (heading(f"Tin {i}"), samples.body(12)))
        for i in range(3)
    )
    data, pagination = lay_out(Document(Metadata("Tin"), sections), bulletin)
    heads = [text[10:] for text in read_tagged(data).artifacts if "Mục số" in text]
    wanted = [f"Mục số {entry.section[1:]}" for entry in pagination.breaks[1:]]
    assert heads == wanted


def test_running_head_of_a_long_title_takes_one_line(
    samples: Samples, read_printed: ReadPrinted
) -> None:
    bulletin = load_style("bulletin")
    for title in ("Tiêu đề rất dài " * 25, "x" * 400):
        data, _ = lay_out(samples.document(samples.body(30), title=title), bulletin)
        limit = bulletin.page.height - bulletin.page.margin_top
        heads = [c for c in read_printed(data) if c.page == 2 and c.bottom > limit]
        assert heads[-1].text == "…"
        assert max(c.right for c in heads) <= bulletin.page.width - bulletin.page.margin_right + 1
        assert max(c.top for c in heads) - min(c.bottom for c in heads) < 2 * heads[0].size


def test_heading_goes_to_the_next_page_with_what_follows(
    nd30: Style,
    samples: Samples,
    read_printed: ReadPrinted,
    find: Find,
) -> None:
    """Wherever the page ends, at least two lines of the paragraph stand under its heading."""
    for count in range(6, 11):
        blocks: list[Block] = [
            *(samples.body() for _ in range(count)),
            heading("Đầu đề"),
            samples.body(2),
        ]
        characters = read_printed(lay_out(samples.document(*blocks), nd30)[0])
        own = find(characters, "ĐẦU ĐỀ")[0]
        below = {round(c.bottom) for c in characters
                 if c.page == own.page and c.bottom < own.bottom - 5}  # fmt: skip
        assert len(below) >= 2


def test_no_paragraph_leaves_a_single_line_on_a_page(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    """Orphans and widows: each part of a split paragraph has two lines or more."""
    for extra in range(1, 5):
        blocks = [*samples.lines(*["Dòng đơn."] * extra, role="body"),
                  *(samples.body(2) for _ in range(12))]  # fmt: skip
        tagged = read_tagged(lay_out(samples.document(*blocks), nd30)[0])
        split = [paragraph for paragraph in tagged.root.find("P") if len(paragraph.kids) > 1]
        assert split
        for paragraph in split:
            assert all(len(kid.text()) > 90 for kid in paragraph.kids)


def test_picture_and_caption_stand_on_one_page(
    nd30: Style,
    samples: Samples,
    read_printed: ReadPrinted,
    find: Find,
    read_code: ReadCode,
) -> None:
    for count in range(4, 9):
        figure = Figure((Text("Chú thích riêng."),), "p", "Ảnh")
        document = samples.document(
            *(samples.body() for _ in range(count)),
            figure,
            samples.body(),
            pictures=(samples.picture("p", 900, 600),),
        )
        data, _ = lay_out(document, nd30)
        caption = find(read_printed(data), "Chú thích riêng.")[0]
        pdf = pikepdf.open(BytesIO(data))
        page = pdf.pages[caption.page - 1]
        assert any(name == "Do" for _, name in read_code(page))


def test_picture_becomes_a_little_smaller_rather_than_leave_a_page_half_empty(
    nd30: Style, samples: Samples, read_code: ReadCode, read_printed: ReadPrinted, find: Find
) -> None:
    heights = set()
    for count in range(25, 40):
        lines = samples.lines(*["Dòng đơn."] * count, role="table-text")
        document = samples.document(
            *lines,
            Figure((Text("Chú thích riêng."),), "p", "Ảnh"),
            pictures=(samples.picture("p", 1200, 700),),
        )
        data = lay_out(document, nd30)[0]
        caption = find(read_printed(data), "Chú thích riêng.")[0]
        pdf = pikepdf.open(BytesIO(data))
        code = read_code(pdf.pages[caption.page - 1])
        width, height = next(
            (float(matrix[0]), float(matrix[3]))
            for (matrix, name), (_, following) in pairwise(code)
            if name == "cm" and following == "Do"
        )
        assert width / height == pytest.approx(12 / 7, rel=0.01)
        assert caption.bottom > nd30.page.margin_bottom - 4
        heights.add((caption.page, round(height)))
    full = max(height for _, height in heights)
    assert {height for page, height in heights if page == 2} == {full}
    smaller = [height for page, height in heights if page == 1 and height < full]
    assert len(smaller) > 3
    assert min(smaller) >= 0.65 * full - 1


def test_small_picture_is_not_enlarged_and_a_large_one_fits(
    nd30: Style, samples: Samples, read_code: ReadCode
) -> None:
    for width, height in ((150, 100), (6000, 1000), (300, 5000)):
        document = samples.document(
            Figure((Text("Ảnh."),), "p", "Ảnh"), pictures=(samples.picture("p", width, height),)
        )
        pdf = pikepdf.open(BytesIO(lay_out(document, nd30)[0]))
        page = pdf.pages[0]
        matrix = next(operands for operands, name in read_code(page) if name == "cm")
        shown_width, shown_height = float(matrix[0]), float(matrix[3])
        assert width / shown_width * 72 >= 149.9
        assert shown_width <= nd30.page.width - nd30.page.margin_left - nd30.page.margin_right + 1
        assert shown_height <= nd30.figure.max_height + 1
        assert abs(shown_width / shown_height - width / height) < 0.01 * width / height


def test_wide_table_gets_a_landscape_page_and_its_heading_goes_with_it(
    nd30: Style, samples: Samples
) -> None:
    document = samples.document(
        samples.body(), heading("Bảng"), samples.table(3, 14), samples.body()
    )
    pages = pikepdf.open(BytesIO(lay_out(document, nd30)[0])).pages
    assert [page.mediabox[2] > page.mediabox[3] for page in pages] == [False, True, False]


def test_rows_that_cells_join_to_more_than_a_page_are_parted(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    """Each cell spans into the rows of the next one, like bricks, over all of the table."""
    cells = [Cell((Text(f"Ô {row} dài hơn một dòng. " * 3),), row_span=3) for row in range(120)]
    rows = tuple((cells[row],) if row % 3 or not row else (cells[row],) * 2 for row in range(120))
    data, pagination = lay_out(samples.document(Table(rows)), nd30)
    numbers = nd30.page.margin_bottom * 0.75
    lowest = min(c.bottom for c in read_printed(data) if c.bottom > numbers)
    assert lowest > nd30.page.margin_bottom - 2
    assert pagination.count > 1


def test_wide_table_inside_of_a_list_stays_on_its_page(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    wide = Table(
        tuple(tuple(Cell((Text("Một câu dài hơn."),)) for _ in range(12)) for _ in range(3))
    )
    data, _ = lay_out(samples.document(List(((samples.body(), wide),))), nd30)
    assert max(c.right for c in read_printed(data)) <= nd30.page.width - nd30.page.margin_right


def test_wide_tables_that_follow_each_other_share_a_landscape_page(
    nd30: Style, samples: Samples
) -> None:
    blocks: list[Block] = [
        samples.body(),
        samples.table(2, 16),
        heading("Bảng hai", "two"),
        samples.table(2, 16),
        samples.body(),
    ]
    data, pagination = lay_out(samples.document(*blocks), nd30)
    widths = [float(page.mediabox[2]) for page in pikepdf.open(BytesIO(data)).pages]
    assert [width > 600 for width in widths] == [False, True, False]
    assert pagination.anchors["two"] == 2


def test_landscape_page_at_the_start_leaves_no_empty_page(nd30: Style, samples: Samples) -> None:
    _, pagination = lay_out(samples.document(samples.table(3, 14)), nd30)
    assert pagination.count == 1


def test_quotation_keeps_who_said_it(
    nd30: Style,
    samples: Samples,
    read_printed: ReadPrinted,
    find: Find,
) -> None:
    for count in range(9, 13):
        quote = Quote((samples.body(),), (Text("Người nói"),))
        blocks: list[Block] = [*(samples.body() for _ in range(count)), quote]
        characters = read_printed(lay_out(samples.document(*blocks), nd30)[0])
        own = find(characters, "Người nói")[0]
        assert any(c.page == own.page and 0 < c.bottom - own.bottom < 60 for c in characters)


def test_what_announces_a_table_stays_with_it(
    nd30: Style, samples: Samples, read_printed: ReadPrinted, find: Find
) -> None:
    for count in range(6, 11):
        blocks: list[Block] = [
            *(samples.body() for _ in range(count)),
            *samples.lines("Số liệu như sau:", role="body"),
            samples.table(3),
        ]
        characters = read_printed(lay_out(samples.document(*blocks), nd30)[0])
        assert find(characters, "Số liệu như")[0].page == find(characters, "Cột 1")[0].page


def test_key_facts_stand_close_and_apart_from_the_text(
    nd30: Style, samples: Samples, read_printed: ReadPrinted, find: Find
) -> None:
    facts = Definitions(
        tuple(Definition((Text(name),), (Text("x"),)) for name in ("Ngày", "Tên")), "facts"
    )
    characters = read_printed(lay_out(samples.document(facts, samples.body()), nd30)[0])
    tops = [find(characters, text)[0].top for text in ("Ngày", "Tên", "Sáng")]
    line = nd30.of("fact").size * nd30.of("fact").leading
    assert tops[0] - tops[1] == pytest.approx(line, abs=0.6)
    assert tops[1] - tops[2] == pytest.approx(line + nd30.of("fact").space_after, abs=0.6)


def test_style_may_ask_for_a_new_page_before_articles(nd30: Style, samples: Samples) -> None:
    roles = dict(nd30.paragraph)
    roles["heading-1"] = msgspec.structs.replace(roles["heading-1"], page_break_before=True)
    style = msgspec.structs.replace(nd30, paragraph=roles)
    sections = tuple(
        Section("article", f"s{i}", "", (heading(f"Tin {i}", f"h{i}"), samples.body()))
        for i in range(3)
    )
    _, pagination = lay_out(Document(Metadata("Tin"), sections), style)
    assert [pagination.anchors[f"h{i}"] for i in range(3)] == [1, 2, 3]


def test_document_is_laid_out_once(
    nd30: Style, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The contents need no second pass: every paragraph is broken into lines a single time."""
    calls: list[int] = []

    def counted(words: Sequence[Word], *widths: float, justify: bool, base: int) -> list[Line]:
        calls.append(len(words))
        return break_lines(words, *widths, justify=justify, base=base)

    monkeypatch.setattr("diemtin.writers.pdf.prose.break_lines", counted)
    blocks = [samples.body() for _ in range(40)]
    _, pagination = lay_out(samples.document(*blocks), nd30)
    assert len(calls) == len(blocks) + pagination.count - 1, "paragraphs and page numbers"
