"""Painting lines of text into pictures, the same on every machine."""

from PIL import ImageDraw, ImageFont

from diemtin.fonts.face import Face
from diemtin.fonts.shaping import Word


def paint_line(
    pen: ImageDraw.ImageDraw, word: Word, place: tuple[float, float], size: int, fill: int | str
) -> None:
    """Paint shaped text with its baseline beginning at a place; all measures are in pixels."""
    x, baseline = place
    for run in word.runs:
        shown = f"[U+{ord(run.text[0]):04X}]" if run.stand_in else run.text
        pen.text((x, baseline), shown, fill=fill, font=_opened(run.face, size), anchor="ls")
        x += sum(glyph.advance for glyph in run.glyphs) * size / 1000


def _opened(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Open a face for painting; the basic layout needs no library that may be absent."""
    basic = ImageFont.Layout.BASIC
    font = ImageFont.truetype(str(face.path), size, face.index, layout_engine=basic)
    if face.axes:
        wanted = dict(face.axes)
        axes = face.harfbuzz.axis_infos
        font.set_variation_by_axes([wanted.get(axis.tag, axis.default_value) for axis in axes])
    return font
