"""A chart in EPUB and HTML: SVG that takes part in light and dark.

EPUBCheck's verdict is asked for the specimen, which has one of each kind.
"""

from collections.abc import Callable
from typing import Any

from lxml import etree

from diemtin.model import (
    Chart,
    ChartPoint,
    Document,
    Heading,
    Metadata,
    Pagination,
    Section,
    Text,
    document_words,
)
from diemtin.style import load_style
from diemtin.writers.epub import write
from diemtin.writers.html import write as write_html
from diemtin.writers.markdown import write as write_markdown

S = "{http://www.w3.org/2000/svg}"
BARS = Chart(
    "bars",
    (ChartPoint("Chè & <vải>", "tăng 21%", 21.0), ChartPoint("Số vụ", "giảm 3%", -3.0)),
    "%",
    (Text("Mức tăng, giảm"),),
    'Chè & <vải> tăng "21%".',
    "glyph-1-1",
)
TIMELINE = Chart(
    "timeline",
    (
        ChartPoint("Hội nghị", "21/12/2023", first="2023-12-21"),
        ChartPoint("Tổng kết", "cuối năm 2024", first="2024-10-01", last="2024-12-31"),
    ),
    caption=(Text("Các sự kiện"),),
    alternative="Hai sự kiện.",
)
STYLE = load_style("bulletin")
HEADING = Heading(1, (Text("Biểu đồ"),), "charts-title")
DOCUMENT = Document(
    Metadata("Thử", identifier="urn:uuid:0b5f8a51-5c55-5b43-9b0a-0f7d1c3a7f11"),
    (
        Section("index", "charts", "Biểu đồ", (HEADING, BARS, TIMELINE)),
        Section("closing", "closing", "Hết", (Heading(1, (Text("Hết"),), "end"),)),
    ),
)
HTML: Any = etree.fromstring(write_html(DOCUMENT, STYLE, Pagination()))


def test_only_the_file_with_drawings_is_said_to_have_some(
    open_epub: Callable[[bytes], Any],
) -> None:
    book = open_epub(write(DOCUMENT, STYLE, Pagination()))
    found = book.find("content.opf", '//o:item[@properties="svg"]/@href')
    assert found == ["index-0001.xhtml"]
    assert "alternativeText" in book.properties("schema:accessibilityFeature")


def test_a_drawing_is_an_image_with_a_name() -> None:
    drawings = HTML.findall(f".//{S}svg")
    assert [drawing.get("role") for drawing in drawings] == ["img", "img"]
    assert [d.get("aria-label") for d in drawings] == [BARS.alternative, TIMELINE.alternative]
    assert not HTML.findall(f".//{S}text")


def test_its_lettering_is_none_of_the_words() -> None:
    (body,) = HTML.findall("{*}body")
    assert " ".join(body.itertext()).split() == document_words(DOCUMENT)


def test_glyphs_are_there_once_and_every_use_finds_its_own() -> None:
    names = [node.get("id") for node in HTML.iter() if node.get("id")]
    assert len(names) == len(set(names))
    uses = HTML.findall(f".//{S}use")
    assert uses
    assert {use.get("{http://www.w3.org/1999/xlink}href")[1:] for use in uses} <= set(names)


def test_colours_come_from_the_stylesheet_which_has_others_for_the_dark() -> None:
    svg = etree.tostring(HTML.find(f".//{S}svg")).decode()
    assert "#9e1b32" not in svg
    assert "style=" not in svg, "the page's policy allows no style but its own sheet"
    css = HTML.findtext(".//{*}style")
    light, dark = css.split("@media (prefers-color-scheme: dark)")[:2]
    assert f".chart-accent {{ color: {STYLE.colours.accent} }}" in light
    assert ".chart-accent" in dark
    assert STYLE.colours.accent not in dark.partition(".chart-accent")[2].split("}")[0]


def test_markdown_has_the_caption_alone() -> None:
    text = write_markdown(DOCUMENT, STYLE, Pagination()).decode()
    assert text.split() == [
        "#",
        "Biểu",
        "đồ",
        "Mức",
        "tăng,",
        "giảm",
        "Các",
        "sự",
        "kiện",
        "#",
        "Hết",
    ]
