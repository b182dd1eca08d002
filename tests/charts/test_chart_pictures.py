"""The picture of a chart has the style's colours, and keeps the chart inside."""

import io

import msgspec
import pytest
from PIL import Image, PngImagePlugin

from diemtin.charts.picture import chart_picture, kept_chart
from diemtin.model import Chart, ChartPoint, Text
from diemtin.style import load_style

STYLE = load_style("bulletin")
POINTS = (ChartPoint("Chè", "tăng 21%", 21.0), ChartPoint("Vải", "giảm 3%", -3.0))
CHART = Chart("bars", POINTS, "%", (Text("Mức tăng"),), "Chè tăng 21%", "chart-1")


def png_with(text: str) -> bytes:
    information = PngImagePlugin.PngInfo()
    information.add_itxt("diemtin-chart", text, zip=True)
    target = io.BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG", pnginfo=information)
    return target.getvalue()


def test_it_is_drawn_at_200_pixels_an_inch_in_the_colours_of_the_style() -> None:
    data, drawing = chart_picture(CHART, STYLE, 360)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.width == 1000
    assert image.height == pytest.approx(drawing.height * 200 / 72, abs=1)
    colours = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in image.getcolors(10_000) or []}  # type: ignore[misc]
    assert {STYLE.colours.paper, STYLE.colours.accent} <= colours


def test_the_chart_is_kept_but_for_what_is_printed_beside_it() -> None:
    data, _ = chart_picture(CHART, STYLE, 360)
    assert kept_chart(data) == Chart("bars", POINTS, "%")
    assert b"Ch\xc3\xa8" not in data, "it is compressed, and no program finds words in it"


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert chart_picture(CHART, STYLE, 360) == chart_picture(CHART, STYLE, 360)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[" * 5000, '{"chart":{"type":"chart","kind":"pie","points":[]}}', "\ud7ff"],
)
def test_a_damaged_chart_is_a_picture(text: str) -> None:
    assert kept_chart(png_with(text)) is None


def test_other_files_hold_no_chart() -> None:
    valid = png_with(msgspec.json.encode({"chart": Chart("bars", POINTS)}).decode())
    assert kept_chart(valid) == Chart("bars", POINTS)
    assert kept_chart(b"") is None
    assert kept_chart(valid[:60]) is None
    assert kept_chart(b"\xff\xd8\xff" + valid) is None
