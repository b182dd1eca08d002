"""What is charted: events on two days or more, and quantities of one unit and one kind."""

import pytest

from diemtin.assembly import assemble, compose
from diemtin.model import (
    Article,
    Block,
    Chart,
    Citation,
    Comparison,
    FrontMatter,
    Paragraph,
    Parts,
    Table,
    Text,
    plain_text,
)
from diemtin.style import load_style

OTHER = Article("z.txt", "Bài khác", (Paragraph((Text("Bà con phấn khởi vì được mùa."),)),))


def told(
    *texts: str, origin: str = "a.txt", title: str = "Tin kinh tế", language: str = "vi"
) -> Article:
    return Article(origin, title, tuple(Paragraph((Text(t),)) for t in texts), language=language)


def compared(*articles: Article) -> list[Comparison]:
    """Return what is compared in a briefing of these articles and one that says nothing of it."""
    return list(assemble([*articles, OTHER], (), FrontMatter(), Parts()).comparisons)


def shown(comparison: Comparison) -> dict[str, float]:
    return {item.label: item.value for item in comparison.items}


def charted(*articles: Article, parts: Parts | None = None) -> list[Block]:
    """Return the blocks of the section of charts, without its heading."""
    briefing = assemble(articles, (), FrontMatter(), parts or Parts())
    document = compose(briefing, load_style("plain"))
    (*found,) = (section for section in document.sections if section.identifier == "charts")
    return list(found[0].blocks[1:]) if found else []


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[plain_text(cell.content) for cell in row] for row in block.rows]


def test_rates_of_change_are_compared_and_levels_are_not() -> None:
    (comparison,) = compared(
        told("Kim ngạch xuất khẩu đạt 1,2 tỷ USD, tăng 14,5% so với năm 2023."),
        told("Sản lượng chè tăng 8,2%. Tỷ lệ hộ nghèo là 4,1%.", origin="b.txt"),
        told("Số vụ vi phạm giảm 3%. Tốc độ tăng trưởng kinh tế đạt 7,14%.", origin="c.txt"),
    )
    assert comparison.unit == "%"
    assert shown(comparison) == {
        "Kim ngạch xuất khẩu": 14.5,
        "Sản lượng chè": 8.2,
        "Tốc độ tăng trưởng kinh tế": 7.14,
        "Số vụ vi phạm": -3,
    }


def test_amounts_of_one_kind_are_compared_whatever_their_scale() -> None:
    (comparison,) = compared(
        told("Kim ngạch xuất khẩu chè đạt 38,4 triệu USD.", "Tổng vốn đăng ký đạt 90 triệu USD."),
        told("Kim ngạch xuất khẩu vải đạt hơn 1,2 tỷ USD.", origin="b.txt"),
        told("Tổng kim ngạch xuất khẩu gỗ đạt 700 triệu USD.", origin="c.txt"),
    )
    assert (comparison.subject, comparison.unit) == ("kim ngạch xuất khẩu", "USD")
    assert list(shown(comparison).values()) == [1.2e9, 7e8, 38.4e6]


def test_counts_of_one_thing_are_compared_over_time() -> None:
    (comparison,) = compared(
        told(
            "Năm 2022, tỉnh thu hút 12 dự án FDI.",
            "Năm 2023, tỉnh thu hút 18 dự án FDI.",
            "Năm 2024, tỉnh thu hút 27 dự án FDI.",
        )
    )
    assert shown(comparison) == {"Năm 2024": 27, "Năm 2023": 18, "Năm 2022": 12}


@pytest.mark.parametrize(
    "texts",
    [
        ("Hội nghị có 14 điểm cầu.", "Có 3 trung tâm chiếu xạ.", "Tỉnh bố trí 45 xe lạnh."),
        ("Sản lượng chè tăng 5%.", "Sản lượng vải tăng 6%."),
        ("Mục tiêu sản lượng chè tăng 5%.", "Sản lượng vải tăng 6%.", "Sản lượng gỗ tăng 7%."),
        ("Sản lượng chè tăng 5 - 6%.", "Sản lượng vải tăng 6%.", "Sản lượng gỗ tăng 7%."),
        ("Sản lượng chè tăng 5% so với tháng trước.", "Sản lượng vải tăng 6%.",
         "Sản lượng gỗ tăng 7%."),
        ("Năm 2024, sản lượng chè tăng 5% so với năm 2010.", "Sản lượng vải tăng 6%.",
         "Sản lượng gỗ tăng 7%."),
        ("Sản lượng chè đạt 5 tấn.", "Diện tích chè đạt 6 ha.", "Sản lượng gỗ đạt 7 m3."),
        ("Sản lượng chè đạt 5 tấn, trong đó 3 tấn chế biến, 2 tấn bán tươi.",),
    ],
    ids=["units", "two", "aim", "range", "month", "long ago", "measures", "shares"],
)  # fmt: skip
def test_what_is_not_comparable_is_left_alone(texts: tuple[str, ...]) -> None:
    assert compared(told(*texts)) == []


def test_a_thing_of_which_captures_differ_is_left_out() -> None:
    common = ("Sản lượng vải tăng 6%.", "Sản lượng gỗ tăng 7%.", "Sản lượng cá tăng 9%.")
    (comparison,) = compared(
        told("Sản lượng chè tăng 5%.", *common), told("Sản lượng chè tăng 8%.", origin="b.txt")
    )
    assert list(shown(comparison).values()) == [9, 7, 6]


def test_of_many_only_the_greatest_are_drawn_and_the_caption_says_so() -> None:
    crops = ("chè", "vải", "gỗ", "cá", "lúa", "ngô", "khoai", "sắn", "cam", "bưởi", "na", "mận",
             "đào", "lê")  # fmt: skip
    texts = [f"Sản lượng {crop} tăng {n}%." for n, crop in enumerate(crops, start=1)]
    chart, table = charted(told(*texts), OTHER)
    assert isinstance(chart, Chart)
    assert [point.value for point in chart.points] == list(range(14, 2, -1))
    assert plain_text(chart.caption) == "Mức tăng, giảm (%): 12 số liệu lớn nhất trong số 14"
    assert len(rows(table)) == 13


def test_english_articles_are_compared_too() -> None:
    (comparison,) = compared(
        told(
            "Tea exports rose 21%.",
            "Rice output fell 3%.",
            "Coffee output grew 8%.",
            language="en",
        )
    )
    assert list(shown(comparison).values()) == [21, 8, -3]


def test_the_seeds_give_a_line_of_time_and_rates(seeds: list[Article]) -> None:
    timeline, days, bars, data = charted(*seeds)
    assert isinstance(timeline, Chart)
    assert isinstance(bars, Chart)
    assert [(point.first, point.last) for point in timeline.points] == [
        ("2023-12-21", "2023-12-21"),
        ("2024-07-18", "2024-07-18"),
        ("2024-10-01", "2024-12-31"),
    ]
    assert rows(days)[1][::2] == ["21/12/2023, năm suy luận", "[1] [2]"]
    assert [(point.value_text, point.value) for point in bars.points] == [
        ("tăng 22,6%", 22.6),
        ("7,14%", 7.14),
        ("gia tăng 6,5%", 6.5),
    ]
    assert rows(data)[0] == ["Đối tượng", "Giá trị", "Nguồn"]


def test_a_chart_is_told_in_words_and_its_table_has_the_same_data(seeds: list[Article]) -> None:
    blocks = charted(*seeds)
    for chart, table in zip(blocks[::2], blocks[1::2], strict=True):
        assert isinstance(chart, Chart)
        told_rows = rows(table)[1:]
        assert len(told_rows) == len(chart.points)
        for point, row in zip(chart.points, told_rows, strict=True):
            assert {point.label, point.value_text} <= set(row)
            assert point.label in chart.alternative
            assert point.value_text in chart.alternative
    cited = [
        inline
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for inline in cell.content
        if isinstance(inline, Citation)
    ]
    assert len(cited) >= 6


def test_events_of_one_day_make_no_line_of_time() -> None:
    one = told("Sáng 5/6/2023, tỉnh khai mạc hội chợ nông sản vùng biên.", title="Hội chợ")
    two = told("Sáng 5/6/2023, cầu mới qua sông được thông xe kỹ thuật.", title="Cầu mới",
               origin="b.txt")  # fmt: skip
    assert charted(one, two) == []


def test_charts_can_be_switched_off(seeds: list[Article]) -> None:
    assert charted(*seeds, parts=Parts(charts=False)) == []


def test_a_chart_needs_no_table_of_figures(seeds: list[Article]) -> None:
    kinds = [type(block) for block in charted(*seeds, parts=Parts(figures=False))]
    assert kinds == [Chart, Table, Chart, Table]
