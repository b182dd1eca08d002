"""Styles that stand for no role: defaults, tables, comments, paragraphs without words."""

from typing import TYPE_CHECKING

from diemtin.style import Style
from diemtin.style.word import word_names
from diemtin.writers.docx.formatting import add_font, add_language
from diemtin.writers.docx.markup import add, colour, eighths, half_points, qualified, twips
from diemtin.writers.docx.registry import Kind, StyleRegistry

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMN_PADDING = 3
"""Space at the sides of the columns of letterhead and closing, in points."""

_DEFAULTS: tuple[tuple[Kind, str], ...] = (
    ("paragraph", "Normal"),
    ("character", "Default Paragraph Font"),
    ("table", "Normal Table"),
)
# Room below a table, where the style's paragraphs ask for none.
_LEAST_ROOM = 4


def add_defaults(registry: StyleRegistry, style: Style) -> None:
    """Write the document's defaults: typeface, size and language of the body."""
    defaults = add(registry.root, "w:docDefaults")
    properties = add(add(defaults, "w:rPrDefault"), "w:rPr")
    add_font(properties, style.fonts.word_body)
    add_size(properties, style.of("body").size)
    add_language(properties, registry.language)
    properties = add(add(defaults, "w:pPrDefault"), "w:pPr")
    add(properties, "w:widowControl")
    add(properties, "w:spacing", before="0", after="0", line="240", lineRule="auto")
    for kind, name in _DEFAULTS:
        node, _ = registry.begin(kind, name)
        node.set(qualified("w:default"), "1")
        if kind == "table":
            add(add(node, "w:tblPr"), "w:tblInd", w="0", type="dxa")
        else:
            registry.run_properties(node)


def add_size(properties: "_Element", points: float) -> None:
    """Write a size for all scripts."""
    add(properties, "w:sz", val=half_points(points))
    add(properties, "w:szCs", val=half_points(points))


def add_furniture(registry: StyleRegistry, style: Style) -> None:
    """Write the styles of paragraphs that part tables, and of comments."""
    names = word_names().furniture
    node, separator = registry.begin("paragraph", names["separator"], "Normal")
    add(add(node, "w:pPr"), "w:spacing", before="0", after="0", line="20", lineRule="exact")
    add_size(add(node, "w:rPr"), 1)
    add_language(node[-1], registry.language)
    node, _ = registry.begin("paragraph", names["table-end"], separator)
    room = twips(max(style.of("body").space_after, _LEAST_ROOM))
    add(add(node, "w:pPr"), "w:spacing", after=room)
    registry.run_properties(node)
    comment = registry.plain("paragraph", names["comment"], "Normal")
    node, _ = registry.begin("paragraph", names["replacement"], comment)
    add(add(node, "w:rPr"), "w:b")
    add_language(node[-1], registry.language)
    node, _ = registry.begin("character", word_names().character["comment"])
    add_size(add(node, "w:rPr"), 8)
    add_language(node[-1], registry.language)


def add_tables(registry: StyleRegistry, style: Style) -> None:
    """Write the grid of tables, and the columns of letterhead and closing without lines."""
    names, table = word_names().table, style.table
    normal = registry.known("table", "Normal Table")
    node, _ = registry.begin("table", names["grid"], normal)
    properties = add(node, "w:tblPr")
    add(properties, "w:tblStyleRowBandSize", val="1")
    if table.border > 0:
        borders = add(properties, "w:tblBorders")
        line = {"sz": eighths(table.border), "color": colour(style.colours.rule)}
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            add(borders, f"w:{side}", val="single", space="0", **line)
    _add_cell_margins(properties, table.padding, table.padding)
    for part, fill in (
        ("firstRow", table.header_background),
        ("band2Horz", table.stripe_background),
    ):
        if fill:
            shade = add(add(node, "w:tblStylePr", type=part), "w:tcPr")
            add(shade, "w:shd", val="clear", color="auto", fill=colour(fill))
    for key in ("letterhead", "closing"):
        node, _ = registry.begin("table", names[key], normal)
        _add_cell_margins(add(node, "w:tblPr"), 0, COLUMN_PADDING)


def _add_cell_margins(properties: "_Element", vertical: float, horizontal: float) -> None:
    margins = add(properties, "w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        width = horizontal if side in {"left", "right"} else vertical
        add(margins, f"w:{side}", w=twips(width), type="dxa")
