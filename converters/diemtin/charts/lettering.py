"""The type of a chart's lettering: that of the text of tables."""

from diemtin.charts.marks import Ink, Lettering
from diemtin.fonts import Font, family_of_style
from diemtin.style import Style

ELLIPSIS = "…"
# No label has room for more characters; a text from elsewhere may have any number.
LONGEST = 1000


class Type:
    """Sets lines of lettering in the size and the font that a style gives the text of tables."""

    def __init__(self, style: Style) -> None:
        look = style.of("table-text")
        family = family_of_style(style, look.font)
        fallback = style.fonts.fallback
        self.size = float(look.size)
        self.leading = self.size * look.leading
        self._plain = Font(family, fallback, bold=look.bold, italic=look.italic)
        self._bold = Font(family, fallback, bold=True, italic=look.italic)

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return the width of a text in points."""
        return (self._bold if bold else self._plain).width(text, self.size)

    def line(
        self, text: str, x: float, top: float, ink: Ink = "text", *, bold: bool = False
    ) -> Lettering:
        """Set a line whose room begins at `top`."""
        font = self._bold if bold else self._plain
        baseline = top + (self.leading + self.size * font.face.cap_height / 1000) / 2
        return Lettering(x, baseline, text, font.word(text), self.size, ink)

    def wrapped(self, text: str, width: float, most: int, *, bold: bool = False) -> list[str]:
        """Cut a text into at most so many lines; what is left out is marked with an ellipsis."""
        lines: list[str] = []
        words = text[:LONGEST].split()
        while words and len(lines) < most:
            count = 1
            while count < len(words) and self._fits(words[: count + 1], width, bold=bold):
                count += 1
            line = " ".join(words[:count])
            words = words[count:]
            if self.width(line, bold=bold) > width or (words and len(lines) + 1 == most):
                line = self._shortened(line, width, bold=bold)
            lines.append(line)
        return lines

    def _fits(self, words: list[str], width: float, *, bold: bool) -> bool:
        return self.width(" ".join(words), bold=bold) <= width

    def _shortened(self, line: str, width: float, *, bold: bool) -> str:
        """Cut a line so that an ellipsis fits behind it: behind a word, if one fits."""
        while " " in line and self.width(line + ELLIPSIS, bold=bold) > width:
            line = line.rpartition(" ")[0]
        while len(line) > 1 and self.width(line + ELLIPSIS, bold=bold) > width:
            line = line[:-1]
        return line.rstrip(" ,;:.-–") + ELLIPSIS
