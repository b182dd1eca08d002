"""Styles: one TOML file drives every format; this package finds it, reads it and checks it."""

from diemtin.style.load import find_style, load_style, style_names
from diemtin.style.types import (
    Colour,
    Colours,
    FigureStyle,
    Fonts,
    Length,
    ListStyle,
    Page,
    ParagraphStyle,
    Reader,
    Rule,
    Running,
    Style,
    TableStyle,
)

__all__ = [
    "Colour",
    "Colours",
    "FigureStyle",
    "Fonts",
    "Length",
    "ListStyle",
    "Page",
    "ParagraphStyle",
    "Reader",
    "Rule",
    "Running",
    "Style",
    "TableStyle",
    "find_style",
    "load_style",
    "style_names",
]
