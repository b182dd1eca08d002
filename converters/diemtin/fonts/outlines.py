"""Outlines: what a glyph looks like, for lettering that is drawn and not set as text."""

from functools import lru_cache
from typing import Literal, NamedTuple

from diemtin.fonts.face import Face


class Segment(NamedTuple):
    """A step of an outline: past which control points to where, as x, y, x, y.

    Measures are in thousandths of the font size, upward from the baseline.
    """

    operator: Literal["move", "line", "quadratic", "cubic", "close"]
    points: tuple[float, ...] = ()


class _Pen:
    """Gathers what HarfBuzz draws."""

    def __init__(self, scale: float) -> None:
        self.segments: list[Segment] = []
        self._scale = scale

    def _add(
        self, operator: Literal["move", "line", "quadratic", "cubic"], *points: tuple[float, float]
    ) -> None:
        values = (round(value * self._scale, 1) for point in points for value in point)
        self.segments.append(Segment(operator, tuple(values)))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol's names
        self._add("move", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("line", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("quadratic", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("cubic", *points)

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(Segment("close"))


@lru_cache(maxsize=2048)
def glyph_outline(face: Face, glyph: int) -> tuple[Segment, ...]:
    """Return the outline of a glyph, to be filled by the non-zero rule; a space has none."""
    pen = _Pen(face.scale)
    face.font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.segments)
