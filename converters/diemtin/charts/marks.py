"""What a drawing is made of, in points from its upper left corner."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from diemtin.fonts import Face, Word

Ink = Literal["text", "muted", "accent"]
"""A colour of the style's palette, by which a writer chooses its own: a dark page has others."""


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    ink: Ink


class Box(NamedTuple):
    """A filled rectangle with its upper left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


class Dot(NamedTuple):
    """A filled circle around (x, y)."""

    x: float
    y: float
    radius: float
    ink: Ink


class Placed(NamedTuple):
    """A glyph of a line of lettering, its origin at (x, y)."""

    face: Face
    glyph: int
    x: float
    y: float


class Lettering(NamedTuple):
    """A line of text whose baseline begins at (x, y)."""

    x: float
    y: float
    text: str
    word: Word
    size: float
    ink: Ink

    @property
    def width(self) -> float:
        """How far the line reaches."""
        return self.word.width * self.size / 1000

    def glyphs(self) -> Iterator[Placed]:
        """Yield the glyphs at their places."""
        x, scale = self.x, self.size / 1000
        for run in self.word.runs:
            for glyph in run.glyphs:
                place = (x + glyph.x * scale, self.y - glyph.y * scale)
                yield Placed(run.face, glyph.number, *place)
                x += glyph.advance * scale


Mark = Stroke | Box | Dot | Lettering


class Drawing(NamedTuple):
    """A drawing of a size, in points; its marks are painted in their order."""

    width: float
    height: float
    marks: tuple[Mark, ...]
