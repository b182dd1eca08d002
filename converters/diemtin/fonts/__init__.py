"""Fonts: finding the families that a style names, and turning words into glyphs."""

from diemtin.fonts.face import Face
from diemtin.fonts.family import Family, choose_family, find_family
from diemtin.fonts.shaping import Font, Glyph, Run, Word

__all__ = [
    "Face",
    "Family",
    "Font",
    "Glyph",
    "Run",
    "Word",
    "choose_family",
    "find_family",
]
