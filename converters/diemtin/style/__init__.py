"""Styles: one TOML file drives every format; this package finds it, reads it and checks it."""

from diemtin.style.colour import contrast, dark_background, dark_text
from diemtin.style.load import find_style, load_style, shipped_file, style_names
from diemtin.style.types import (
    Colour,
    Colours,
    FigureStyle,
    Fonts,
    Length,
    Limit,
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
    "Limit",
    "ListStyle",
    "Page",
    "ParagraphStyle",
    "Reader",
    "Rule",
    "Running",
    "Style",
    "TableStyle",
    "contrast",
    "dark_background",
    "dark_text",
    "find_style",
    "load_style",
    "shipped_file",
    "style_names",
]
