"""Charts are drawn to scale, inside their width, and no lettering covers another."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.charts import Box, Dot, Drawing, Lettering, Stroke, draw
from diemtin.model import Chart, ChartPoint
from diemtin.style import Style, load_style, style_names

LONG = "Hội nghị trực tuyến thúc đẩy xuất khẩu nông sản chủ lực của các tỉnh vùng biên " * 4
STYLE = load_style("pocket")
WIDTH = 329.0


def bars(*values: float, label: str = "Sản lượng chè") -> Chart:
    points = (ChartPoint(f"{label} {n}", f"{value:g} tấn", value) for n, value in enumerate(values))
    return Chart("bars", tuple(points), "tấn")


def timeline(*days: date, label: str = "Hội nghị") -> Chart:
    return Chart(
        "timeline",
        tuple(
            ChartPoint(f"{label} {n}", f"{day:%d/%m/%Y}", first=day.isoformat())
            for n, day in enumerate(days)
        ),
    )


def letters(drawing: Drawing) -> list[Lettering]:
    return [mark for mark in drawing.marks if isinstance(mark, Lettering)]


def overlaps(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Yield lines of lettering that cover each other, from the baseline to the height of an x."""
    for one, other in combinations(letters(drawing), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        if not apart and abs(one.y - other.y) < 0.9 * one.size:
            yield one.text, other.text


def text_width(style: Style) -> float:
    return style.page.width - style.page.margin_left - style.page.margin_right


@pytest.mark.parametrize("style", [*map(load_style, style_names())], ids=style_names())
@pytest.mark.parametrize("count", range(3, 13))
@pytest.mark.parametrize("label", ["Ngắn", LONG], ids=["short", "long"])
def test_labels_do_not_overlap_and_stay_inside(style: Style, count: int, label: str) -> None:
    days = [date(2024, 3, 1) + timedelta(days=n * n) for n in range(count)]
    for chart in (timeline(*days, label=label), bars(*range(-2, count - 2), label=label)):
        drawing = draw(chart, style, text_width(style))
        assert list(overlaps(drawing)) == []
        for line in letters(drawing):
            assert line.x >= -0.01
            assert line.x + line.width <= drawing.width + 0.01
            assert 0 < line.y <= drawing.height


@settings(deadline=None, max_examples=60)
@given(st.lists(st.dates(), min_size=1, max_size=12))
def test_any_days_can_be_drawn(days: list[date]) -> None:
    drawing = draw(timeline(*days), STYLE, WIDTH)
    assert list(overlaps(drawing)) == []
    assert sum(isinstance(mark, Dot) for mark in drawing.marks) == len(days)
    for mark in drawing.marks:
        if isinstance(mark, Dot):
            assert 0 <= mark.y <= drawing.height


def test_days_stand_to_scale() -> None:
    days = date(2024, 1, 1), date(2024, 1, 31), date(2024, 4, 30)
    first, second, third = (
        mark.y for mark in draw(timeline(*days), STYLE, WIDTH).marks if isinstance(mark, Dot)
    )
    assert third - second == pytest.approx(3 * (second - first))


def test_events_are_drawn_in_order_of_time() -> None:
    drawing = draw(timeline(date(2025, 5, 9), date(2025, 3, 12)), STYLE, WIDTH)
    shown = [line.text for line in letters(drawing) if line.text.startswith("Hội nghị")]
    assert shown == ["Hội nghị 1", "Hội nghị 0"]


def test_what_is_known_to_the_month_reaches_over_it() -> None:
    points = (
        ChartPoint("Hội chợ", "3/2025", first="2025-03-01", last="2025-03-31"),
        ChartPoint("Lễ hội", "9/5/2025", first="2025-05-09", last="2025-05-09"),
    )
    drawing = draw(Chart("timeline", points), STYLE, WIDTH)
    (spell,) = [m for m in drawing.marks if isinstance(m, Stroke) and m.thickness > 2]
    assert spell.y2 > spell.y1
    assert sum(isinstance(mark, Dot) for mark in drawing.marks) == 1


def test_bars_are_proportional_to_their_values() -> None:
    values = (30.0, 21.0, 14.5, -7.25, 0.0)
    boxes = [mark for mark in draw(bars(*values), STYLE, WIDTH).marks if isinstance(mark, Box)]
    assert [box.width / boxes[0].width for box in boxes] == pytest.approx(
        [1, 0.7, 14.5 / 30, 7.25 / 30]
    )


def test_bars_below_zero_end_where_the_others_begin() -> None:
    rise, fall = (m for m in draw(bars(10, -5), STYLE, WIDTH).marks if isinstance(m, Box))
    assert fall.x + fall.width == pytest.approx(rise.x)


def test_a_long_label_ends_in_an_ellipsis() -> None:
    drawing = draw(bars(3, 2, 1, label=LONG), STYLE, WIDTH)
    lines = [line.text for line in letters(drawing)]
    assert sum(text.endswith("…") for text in lines) == 3


def test_lettering_has_the_size_of_the_text_of_tables() -> None:
    for name in style_names():
        style = load_style(name)
        sizes = {line.size for line in letters(draw(bars(1, 2, 3), style, 300))}
        assert sizes == {style.of("table-text").size}


@pytest.mark.parametrize(
    "chart",
    [
        Chart("bars", ()),
        Chart("timeline", ()),
        bars(0, 0, 0),
        bars(1e308, 1e308, -1e308),
        Chart("timeline", (ChartPoint("Không ngày", "?", first="hôm qua"),)),
        Chart("bars", (ChartPoint("x" * 200_000, "y" * 200_000, 1),), "z" * 200_000),
        bars(*range(5000)),
        timeline(date.min, date.max),
    ],
    ids=["no bars", "no days", "zeros", "huge", "no date", "endless words", "many", "all of time"],
)
def test_odd_charts_are_drawn_too(chart: Chart) -> None:
    drawing = draw(chart, STYLE, WIDTH)
    assert 0 < drawing.height < 3000
    assert list(overlaps(drawing)) == []
