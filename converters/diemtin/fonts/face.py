"""One face of a font family: its file, its metrics, and which characters it has."""

from collections.abc import Container
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import uharfbuzz

Axes = tuple[tuple[str, float], ...]


class Face(msgspec.Struct, frozen=True, dict=True):
    """A face: a file, its index in a collection, and a point in the file's design space.

    Measures are in thousandths of the font size, as PDF writes them.
    """

    path: Path
    index: int = 0
    axes: Axes = ()

    @cached_property
    def harfbuzz(self) -> Any:
        """The face as HarfBuzz opened it (`uharfbuzz.Face`)."""
        return _open(self.path, self.index)

    @cached_property
    def font(self) -> Any:
        """The face at its point in the design space, ready to shape (`uharfbuzz.Font`)."""
        font = uharfbuzz.Font(self.harfbuzz)
        if self.axes:
            font.set_variations(dict(self.axes))
        return font

    @cached_property
    def characters(self) -> Container[int]:
        """The code points that have a glyph."""
        found: Container[int] = self.harfbuzz.unicodes
        return found

    @cached_property
    def scale(self) -> float:
        """Thousandths of the font size in one unit of the font."""
        return 1000 / float(self.harfbuzz.upem)

    @cached_property
    def ascent(self) -> float:
        """How far the face reaches above the baseline."""
        return float(self.font.get_font_extents("ltr").ascender) * self.scale

    @cached_property
    def descent(self) -> float:
        """How far the face reaches below the baseline: a negative number."""
        return float(self.font.get_font_extents("ltr").descender) * self.scale

    @cached_property
    def cap_height(self) -> float:
        """The height of capital letters."""
        extents = self.font.get_glyph_extents(self.font.get_nominal_glyph(ord("H")) or 0)
        return float(extents.y_bearing) * self.scale if extents else self.ascent * 0.7

    @cached_property
    def postscript_name(self) -> str:
        """The name that PDF and PostScript know the face by."""
        return self.harfbuzz.get_name(6) or self.path.stem

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph."""
        return float(self.font.get_glyph_h_advance(glyph)) * self.scale

    def __hash__(self) -> int:
        """Hash by file and place, so that faces can be keys."""
        return hash((self.path, self.index, self.axes))


@lru_cache(maxsize=64)
def _open(path: Path, index: int) -> Any:
    """Open a face once, however many points of its design space are used."""
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), index)
