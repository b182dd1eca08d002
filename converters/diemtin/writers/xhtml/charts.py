"""Charts as SVG inside a page, in the colours that the stylesheet gives them on light and dark."""

from collections.abc import Iterable

from diemtin.charts import Box, Dot, Lettering, Mark, Stroke, draw
from diemtin.fonts import Segment, glyph_outline
from diemtin.model import Chart, plain_text
from diemtin.style import Style
from diemtin.writers.decimals import short_decimal
from diemtin.writers.xhtml.escape import attribute

# So wide is a chart, in multiples of the size of its type: legible on a telephone.
MEASURE = 24
_COMMANDS = {"move": "M", "line": "L", "quadratic": "Q", "cubic": "C", "close": "Z"}


def chart_width(style: Style) -> float:
    """Return how wide charts are drawn, in points."""
    return MEASURE * float(style.of("table-text").size)


def svg(chart: Chart, style: Style, number: int) -> str:
    """Return a chart as an SVG element; `number` tells it from the others of its file.

    Lettering is drawn as outlines. It needs no font, then, of which an e-reader may have none,
    and it is no text of the page, whose words are the document's; what it says is told by the
    label of the picture.
    """
    drawing = draw(chart, style, chart_width(style))
    glyphs: dict[tuple[Segment, ...], str] = {}
    marks = [_mark(mark, glyphs, f"glyph-{number}-") for mark in drawing.marks]
    outlines = (f'<path id="{name}" d="{_path(outline)}"/>' for outline, name in glyphs.items())
    label = attribute(chart.alternative or plain_text(chart.caption))
    size = f"0 0 {short_decimal(drawing.width)} {short_decimal(drawing.height)}"
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'class="chart" viewBox="{size}" role="img" aria-label="{label}" fill="currentColor">'
    )
    return "\n".join([opening, f"<defs>{''.join(outlines)}</defs>", *marks, "</svg>"])


def _mark(mark: Mark, glyphs: dict[tuple[Segment, ...], str], prefix: str) -> str:
    ink = f'class="chart-{mark.ink}"'
    match mark:
        case Stroke():
            names = ("x1", "y1", "x2", "y2", "stroke-width")
            numbers = _numbers(names, mark[:5])
            return f'<line {ink} {numbers} stroke="currentColor"/>'
        case Box():
            return f"<rect {ink} {_numbers(('x', 'y', 'width', 'height'), mark[:4])}/>"
        case Dot():
            return f"<circle {ink} {_numbers(('cx', 'cy', 'r'), mark[:3])}/>"
        case Lettering():
            return _lettering(mark, glyphs, prefix, ink)


def _lettering(
    line: Lettering, glyphs: dict[tuple[Segment, ...], str], prefix: str, ink: str
) -> str:
    """Return a line of lettering, whose glyphs are kept once, upside up and in their own units."""
    scale = line.size / 1000
    used = []
    for glyph in line.glyphs():
        outline = glyph_outline(glyph.face, glyph.glyph)
        if not outline:
            continue
        name = glyphs.setdefault(outline, f"{prefix}{len(glyphs) + 1}")
        x, y = (glyph.x - line.x) / scale, (line.y - glyph.y) / scale
        raised = f' y="{short_decimal(y)}"' if round(y) else ""
        used.append(f'<use xlink:href="#{name}" x="{x:.0f}"{raised}/>')
    place = f"{short_decimal(line.x)} {short_decimal(line.y)}"
    change = f"translate({place}) scale({scale:.5f} {-scale:.5f})"
    return f'<g {ink} transform="{change}">{"".join(used)}</g>'


def _path(outline: Iterable[Segment]) -> str:
    return "".join(
        _COMMANDS[operator] + " ".join(f"{value:.0f}" for value in points)
        for operator, points in outline
    )


def _numbers(names: tuple[str, ...], values: tuple[float | str, ...]) -> str:
    pairs = zip(names, values, strict=True)
    return " ".join(f'{name}="{short_decimal(float(value))}"' for name, value in pairs)
