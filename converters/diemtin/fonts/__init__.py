"""Fonts: finding the families that a style names, and turning words into glyphs."""

from diemtin.fonts.face import Face
from diemtin.fonts.family import Family, choose_family, family_of_style, find_family
from diemtin.fonts.outlines import Segment, glyph_outline
from diemtin.fonts.shaping import Font, Glyph, Run, Word

__all__ = [
    "Face",
    "Family",
    "Font",
    "Glyph",
    "Run",
    "Segment",
    "Word",
    "choose_family",
    "family_of_style",
    "find_family",
    "glyph_outline",
]
