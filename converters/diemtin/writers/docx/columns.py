"""Letterhead and closing: two columns side by side, as a table without lines."""

import math
from typing import TYPE_CHECKING, Protocol

from diemtin.model import Columns, Paragraph
from diemtin.style import Style
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.formatting import is_short
from diemtin.writers.docx.furniture import COLUMN_PADDING
from diemtin.writers.docx.markup import add
from diemtin.writers.docx.rules import longest_line
from diemtin.writers.docx.tables import add_separator

if TYPE_CHECKING:
    from lxml.etree import _Element

# Decree 30/2020/NĐ-CP, Annex I, shows the columns of a letterhead at two and three fifths.
_SHARES = {"letterhead": (0.4, 0.6), "closing": (0.5, 0.5)}


class AddParagraph(Protocol):
    """Writes a paragraph with its rules, and more room below them."""

    def __call__(
        self, paragraph: Paragraph, place: Place, context: Context, *, room_below: float = 0
    ) -> None:
        """Write it."""


def add_columns(
    block: Columns, place: Place, context: Context, add_paragraph: AddParagraph
) -> None:
    """Write two columns of paragraphs, the left one first, as the words are ordered."""
    add_separator(place, context)
    table = add(place.parent, "w:tbl")
    properties = add(table, "w:tblPr")
    add(properties, "w:tblStyle", val=context.styles.table(block.role))
    add(properties, "w:tblW", w="5000", type="pct")
    add(properties, "w:tblLayout", type="fixed")
    widths = [place.width * share for share in _SHARES[block.role]]
    grid = add(table, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=str(round(width * 20)))
    row = add(table, "w:tr")
    add(add(row, "w:trPr"), "w:cantSplit")
    columns = (block.left, block.right)
    for column, width, room in zip(
        columns, widths, _rooms(columns, widths, context.style), strict=True
    ):
        inside = Place(_add_cell(row, width), width - 2 * COLUMN_PADDING)
        for number, paragraph in enumerate(column):
            last = number == len(column) - 2
            add_paragraph(paragraph, inside, context, room_below=room if last else 0)
        if not column:
            context.paragraph(inside, context.styles.furniture("separator"))


def _rooms(
    columns: tuple[tuple[Paragraph, ...], ...], widths: list[float], style: Style
) -> list[float]:
    """Return how much room each column wants above its last line.

    The number stands on the line of place and date (Decree 30/2020/NĐ-CP, Annex I), also where
    one column has fewer lines above it than the other.
    """
    if [column[-1].role for column in columns if column] != ["number", "place-date"]:
        return [0, 0]
    heights = [
        sum(_height(paragraph, width - 2 * COLUMN_PADDING, style) for paragraph in column[:-1])
        for column, width in zip(columns, widths, strict=True)
    ]
    # Between two paragraphs Word leaves the larger of the spaces that they ask for, not the sum.
    least = [float(style.of(column[-1].role).space_before) for column in columns]
    return [
        max(heights) - height + space if height < max(heights) else 0
        for height, space in zip(heights, least, strict=True)
    ]


def _height(paragraph: Paragraph, width: float, style: Style) -> float:
    """Return the height of a paragraph with its spaces and rules, in points."""
    look = style.of(paragraph.role)
    lines = max(math.ceil(longest_line(paragraph, style) / width), 1)
    rules = (rule for rule in (look.rule_above, look.rule_below) if rule and is_short(rule))
    spaces = look.space_before + look.space_after + sum(rule.gap + 1 for rule in rules)
    return lines * look.size * look.leading + spaces


def _add_cell(row: "_Element", width: float) -> "_Element":
    cell = add(row, "w:tc")
    add(add(cell, "w:tcPr"), "w:tcW", w=str(round(width * 20)), type="dxa")
    return cell
