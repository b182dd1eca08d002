"""A chart in a PDF: one figure with alternative text, and no words of its own."""

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from diemtin.model import Chart, ChartPoint, Document, Heading, Metadata, Section, Text
from diemtin.model import document_words as words_of
from diemtin.style import load_style, style_names
from diemtin.writers.pdf import lay_out

ReadTagged = Callable[[bytes], Any]
ReadPrinted = Callable[[bytes], list[Any]]

BARS = Chart(
    "bars",
    (ChartPoint("Sản lượng chè", "tăng 21%", 21.0), ChartPoint("Số vụ vi phạm", "giảm 3%", -3.0)),
    "%",
    (Text("Mức tăng, giảm"),),
    "Sản lượng chè tăng 21%; số vụ vi phạm giảm 3%.",
    "chart-1",
)
TIMELINE = Chart(
    "timeline",
    tuple(
        ChartPoint("Hội nghị Ngoại giao " * 3, f"{day:02}/5/2025", first=f"2025-05-{day:02}")
        for day in range(1, 13)
    ),
    caption=(Text("Các sự kiện"),),
    alternative="Mười hai hội nghị trong tháng Năm.",
    identifier="chart-2",
)


def document(*charts: Chart) -> Document:
    heading = Heading(1, (Text("Biểu đồ"),), "charts-title")
    return Document(Metadata("Thử"), (Section("index", "charts", "Biểu đồ", (heading, *charts)),))


@pytest.mark.parametrize("name", style_names())
def test_a_chart_is_one_figure_with_alternative_text(name: str, read_tagged: ReadTagged) -> None:
    data, pagination = lay_out(document(BARS, TIMELINE), load_style(name))
    tagged = read_tagged(data)
    assert tagged.problems == []
    figures = tagged.root.find("Figure")
    assert [str(figure.source.Alt) for figure in figures] == [
        BARS.alternative,
        TIMELINE.alternative,
    ]
    for figure in figures:
        assert len(figure.kids) == 1, "all of the drawing is one marked content"
        assert figure.kids[0].paints > 0
        left, bottom, right, top = map(float, figure.source.A.BBox)
        assert right > left
        assert top > bottom
    assert {"chart-1", "chart-2"} <= set(pagination.anchors)


@pytest.mark.parametrize("name", style_names())
def test_the_words_of_the_page_are_the_document_s(
    name: str, read_printed: ReadPrinted, read_tagged: ReadTagged
) -> None:
    """The lettering of a drawing is none of them, whoever reads the page."""
    whole = document(BARS, TIMELINE)
    data, _ = lay_out(whole, load_style(name))
    wanted = words_of(whole)
    assert wanted == ["Biểu", "đồ", "Mức", "tăng,", "giảm", "Các", "sự", "kiện"]
    assert [w.casefold() for w in read_tagged(data).root.text().split()] == [
        word.casefold() for word in wanted
    ]
    printed = "".join(character.text for character in read_printed(data))
    assert "Hội nghị" not in printed
    assert "21%" not in printed


def test_a_glyph_is_in_the_file_once(read_tagged: ReadTagged) -> None:
    style = load_style("bulletin")
    once, _ = lay_out(document(TIMELINE), style)
    twice, _ = lay_out(document(TIMELINE, TIMELINE), style)

    def forms(data: bytes) -> int:
        pdf = read_tagged(data).pdf
        streams = (item for item in pdf.objects if isinstance(item, pikepdf.Stream))
        return sum(stream.get("/Subtype") == "/Form" for stream in streams)

    assert 0 < forms(once) == forms(twice)


def test_a_chart_that_is_higher_than_the_page_is_scaled_down() -> None:
    tall = Chart("bars", tuple(ChartPoint("Một nhãn dài " * 9, "1", 1.0) for _ in range(24)))
    _, pagination = lay_out(document(tall), load_style("plain"))
    assert pagination.count <= 2
