"""A chart in a Word file: a picture with its alternative text, that reads back as the chart."""

import io
import zipfile

import msgspec
import pytest
from docx.api import Document as WordFile
from docx.shared import Pt

from diemtin.model import (
    Chart,
    ChartPoint,
    Document,
    Heading,
    List,
    Metadata,
    Pagination,
    Paragraph,
    Section,
    Text,
)
from diemtin.readers.docx import read
from diemtin.style import load_style, style_names
from diemtin.writers.docx import write

CHART = Chart(
    "timeline",
    (
        ChartPoint("Hội nghị Ngoại giao", "21/12/2023", first="2023-12-21", last="2023-12-21"),
        ChartPoint("Tổng kết", "cuối năm 2024", first="2024-10-01", last="2024-12-31"),
    ),
    caption=(Text("Các sự kiện "), Text("theo thời gian", strong=True)),
    alternative="Dòng thời gian gồm 2 sự kiện.",
    identifier="chart-events",
)
BARS = Chart("bars", (ChartPoint("Chè", "tăng 21%", 21.0), ChartPoint("Vải", "giảm 3%", -3.0)), "%")


def document(*blocks: Chart | List) -> Document:
    heading = Heading(1, (Text("Biểu đồ"),), "charts-title")
    after = Paragraph((Text("Hết."),))
    section = Section("index", "charts", "Biểu đồ", (heading, *blocks, after))
    return Document(Metadata("Thử", identifier="urn:uuid:1"), (section,))


def written(whole: Document, name: str = "bulletin") -> bytes:
    return write(whole, load_style(name), Pagination())


@pytest.mark.parametrize("name", style_names())
def test_it_reads_back_equal(name: str) -> None:
    item = List(((Paragraph((Text("Mục"),)), msgspec.structs.replace(BARS, identifier="x")),))
    whole = document(CHART, BARS, BARS, item)
    assert read(written(whole, name), "a.docx") == whole


@pytest.mark.parametrize("name", style_names())
def test_it_is_a_picture_as_wide_as_the_text_with_alternative_text(name: str) -> None:
    page = load_style(name).page
    word = WordFile(io.BytesIO(written(document(CHART), name)))
    (shape,) = word.inline_shapes
    room = page.width - page.margin_left - page.margin_right
    assert abs(shape.width - Pt(room)) < Pt(1)
    assert shape._inline.docPr.get("descr") == CHART.alternative


def test_its_lettering_is_no_text_of_the_file() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(document(CHART))))
    texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    assert not any("Hội nghị Ngoại giao" in text for text in texts)


def test_an_editor_may_change_caption_and_alternative_text() -> None:
    word = WordFile(io.BytesIO(written(document(CHART))))
    word.inline_shapes[0]._inline.docPr.set("descr", "Hai sự kiện.")
    (caption,) = (line for line in word.paragraphs if line.text.startswith("Các sự kiện"))
    caption.runs[0].text = "Hai sự kiện "
    target = io.BytesIO()
    word.save(target)
    (chart,) = (b for b in read(target.getvalue(), "a.docx").sections[0].blocks if type(b) is Chart)
    assert chart.points == CHART.points
    assert chart.alternative == "Hai sự kiện."
    assert chart.caption[0] == Text("Hai sự kiện ")
