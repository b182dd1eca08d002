"""The picture of a chart, for formats that hold no drawings; the chart itself is kept inside it.

A chart that an editor deletes is gone from the file with its picture, data and all.
"""

import io

import msgspec
from PIL import Image, ImageDraw, PngImagePlugin

from diemtin.charts.drawing import draw
from diemtin.charts.marks import Box, Dot, Drawing, Lettering, Mark, Stroke
from diemtin.fonts.painting import paint_line
from diemtin.model import Chart
from diemtin.style import Style

RESOLUTION = 200
# It is painted larger and scaled down, which smooths its edges.
_FINER = 2
_COLOURS = 64
# The keyword of the text chunk (ISO/IEC 15948, 11.3.4.5).
_KEYWORD = "diemtin-chart"
_PNG = b"\x89PNG\r\n\x1a\n"

# Pillow would load its formats with the first picture: 4 ms, while the process that writes Word has
# nothing to do when it loads this module, since the document is still being composed.
Image.preinit()


class _Kept(msgspec.Struct, frozen=True):
    """What is kept in the picture: a chart without what the format says of its figures."""

    chart: Chart


def chart_picture(chart: Chart, style: Style, width: float) -> tuple[bytes, Drawing]:
    """Return a chart as a PNG of 200 pixels an inch, and its drawing, which tells its size.

    Args:
        chart: It is kept in the picture, but for its caption, its identifier and its alternative.
        style: Whose colours and type it has.
        width: How wide it is, in points.
    """
    drawing = draw(chart, style, width)
    scale = RESOLUTION / 72 * _FINER
    size = (round(drawing.width * scale), max(round(drawing.height * scale), _FINER))
    image = Image.new("RGB", size, style.colours.paper)
    pen = ImageDraw.Draw(image)
    for mark in drawing.marks:
        _paint(mark, pen, getattr(style.colours, mark.ink), scale)
    kept = msgspec.structs.replace(chart, caption=(), alternative="", identifier="")
    information = PngImagePlugin.PngInfo()
    information.add_itxt(_KEYWORD, msgspec.json.encode(_Kept(kept)).decode(), zip=True)
    target = io.BytesIO()
    small = image.reduce(_FINER).quantize(
        _COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    small.save(target, "PNG", pnginfo=information, dpi=(RESOLUTION, RESOLUTION))
    return target.getvalue(), drawing


def kept_chart(data: bytes) -> Chart | None:
    """Return the chart that is kept in a picture, or None where there is none.

    The file may be hostile: Pillow bounds the text chunks of a PNG, and the types are checked.
    """
    if not data.startswith(_PNG) or _KEYWORD.encode() not in data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            text = image.info.get(_KEYWORD)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if not isinstance(text, str):
        return None
    try:
        return msgspec.json.decode(text.encode(), type=_Kept).chart
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _paint(mark: Mark, pen: ImageDraw.ImageDraw, colour: str, scale: float) -> None:
    match mark:
        case Stroke():
            ends = [value * scale for value in mark[:4]]
            pen.line(ends, fill=colour, width=max(round(mark.thickness * scale), 1))
        case Box():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            corners = [value * scale for value in (mark.x, mark.y, right, bottom)]
            pen.rectangle((*corners[:2], *(value - 1 for value in corners[2:])), fill=colour)
        case Dot():
            reach = (-mark.radius, mark.radius)
            box = [(at + by) * scale for by in reach for at in (mark.x, mark.y)]
            pen.ellipse(box, fill=colour)
        case Lettering():
            place = (mark.x * scale, mark.y * scale)
            paint_line(pen, mark.word, place, round(mark.size * scale), colour)
