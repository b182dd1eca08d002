"""The cover picture: the title in the style's type and colours, drawn the same on every run."""

import io
from collections.abc import Callable, Iterator
from functools import partial

from PIL import Image, ImageDraw

from diemtin.fonts import Font, family_of_style
from diemtin.fonts.painting import paint_line
from diemtin.model import Metadata
from diemtin.style import Style

WIDTH, HEIGHT = 1000, 1600
_MARGIN = 100
_TITLE_TOP, _TITLE_HEIGHT = 350, 800
_TITLE_SIZES = (124, 110, 96, 84, 74, 66, 58, 50, 44, 38, 34)
_SMALL, _LARGE = 38, 46
_TIGHT, _OPEN = 1.24, 1.4
_COMPRESSION = 4

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """Cut text into lines no wider than `width`; a word that is wider is cut where it must be.

    >>> wrap("tin đối ngoại", 7, measure=len)
    ['tin đối', 'ngoại']
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if measure(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and measure(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


class _Cover:
    """A cover while it is drawn: a mask, in which 255 is the colour of the text."""

    def __init__(self, style: Style) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 0)
        self.drawing = ImageDraw.Draw(self.image)
        family = family_of_style(style, "heading")
        self.plain = Font(family, style.fonts.fallback, bold=False, italic=False)
        self.bold = Font(family, style.fonts.fallback, bold=True, italic=False)

    def line(self, text: str, font: Font, size: int, baseline: float) -> None:
        """Draw a line of text from the left margin."""
        paint_line(self.drawing, font.word(text), (_MARGIN, baseline), size, 255)

    def lines(self, lines: list[str], font: Font, size: int, top: float, leading: float) -> float:
        """Draw lines one below the other from `top`, and return where the last one ends."""
        for number, line in enumerate(lines):
            self.line(line, font, size, top + size + number * size * leading)
        return top + len(lines) * size * leading

    def text(self, text: str, size: int, top: float, most: int) -> float:
        """Draw text of at most so many lines, and return where it ends."""
        width = WIDTH - 2 * _MARGIN
        lines = wrap(text, width, lambda line: self.plain.width(line, size)) if text else []
        return self.lines(lines[:most], self.plain, size, top, _OPEN)

    def _bold_width(self, size: int, text: str) -> float:
        return self.bold.width(text, size)

    def title(self, text: str) -> float:
        """Draw the title as large as it fits, and return where it ends."""
        width = WIDTH - 2 * _MARGIN
        for size in _TITLE_SIZES:
            lines = wrap(text, width, partial(self._bold_width, size))
            widest = max((self.bold.width(word, size) for word in text.split()), default=0)
            if len(lines) * size * _TIGHT <= _TITLE_HEIGHT and widest <= width:
                break
        most = int(_TITLE_HEIGHT / (size * _TIGHT))
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
        return self.lines(lines, self.bold, size, _TITLE_TOP, _TIGHT)


def _shades(background: str, text: str) -> Iterator[int]:
    """Yield 256 colours from the background to the text, as red, green and blue."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (background, text)]
    for step in range(256):
        for low, high in zip(*ends, strict=True):
            yield round(low + (high - low) * step / 255)


def draw_cover(metadata: Metadata, style: Style) -> bytes:
    """Return the cover as a PNG, 1000 by 1600 pixels.

    It shows who publishes, the title, the subtitle and the date, in the two colours that the
    style gives the cover and those between them.
    """
    cover = _Cover(style)
    right, bottom = WIDTH - _MARGIN, HEIGHT - _MARGIN
    cover.text(metadata.creator, _SMALL, _MARGIN, most=3)
    cover.drawing.rectangle((_MARGIN, 250, _MARGIN + 180, 258), fill=255)
    end = cover.title(metadata.title)
    cover.text(metadata.subtitle, _LARGE, end + _LARGE, most=3)
    cover.drawing.line((_MARGIN, bottom - 76, right, bottom - 76), fill=255, width=2)
    day = ".".join(reversed((metadata.date or "")[:10].split("-")))
    cover.line(day, cover.plain, _SMALL, bottom - 16)
    if style.front == "letterhead":
        edge = _MARGIN // 2
        cover.drawing.rectangle((edge, edge, WIDTH - edge, HEIGHT - edge), outline=255, width=3)
    cover.image.putpalette(list(_shades(style.reader.cover_background, style.reader.cover_text)))
    target = io.BytesIO()
    cover.image.save(target, "PNG", compress_level=_COMPRESSION)
    return target.getvalue()
