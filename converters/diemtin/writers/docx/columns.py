"""Letterhead and closing: two columns side by side, as a table without lines."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from diemtin.model import Columns, Paragraph
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.furniture import COLUMN_PADDING
from diemtin.writers.docx.markup import add
from diemtin.writers.docx.rules import longest_line
from diemtin.writers.docx.tables import add_separator

if TYPE_CHECKING:
    from lxml.etree import _Element

AddParagraph = Callable[[Paragraph, Place, Context], None]

# Decree 30/2020/NĐ-CP, Annex I, shows the left column of a letterhead at about two fifths.
_LEFT_SHARES = {"letterhead": 0.4, "closing": 0.5}
_WIDEST_LEFT = 0.45


def add_columns(
    block: Columns, place: Place, context: Context, add_paragraph: AddParagraph
) -> None:
    """Write two columns of paragraphs.

    The number stands on the line of place and date (Decree 30/2020/NĐ-CP, Annex I): where both
    end the columns of a letterhead they share a row.
    """
    add_separator(place, context)
    rows = [(block.left, block.right)]
    ends = [column[-1].role for column in rows[0] if column]
    if ends == ["number", "place-date"]:
        rows = [(block.left[:-1], block.right[:-1]), (block.left[-1:], block.right[-1:])]
    table = add(place.parent, "w:tbl")
    properties = add(table, "w:tblPr")
    add(properties, "w:tblStyle", val=context.styles.table(block.role))
    add(properties, "w:tblW", w="5000", type="pct")
    add(properties, "w:tblLayout", type="fixed")
    share = _left_share(block, place, context)
    widths = [place.width * share, place.width * (1 - share)]
    grid = add(table, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=str(round(width * 20)))
    for row in rows:
        node = add(table, "w:tr")
        add(add(node, "w:trPr"), "w:cantSplit")
        for column, width in zip(row, widths, strict=True):
            cell = _add_cell(node, width)
            inside = Place(cell, width - 2 * COLUMN_PADDING)
            for paragraph in column:
                add_paragraph(paragraph, inside, context)
            if not column:
                context.paragraph(inside, context.styles.furniture("separator"))


def _left_share(block: Columns, place: Place, context: Context) -> float:
    """Return the left column's share of the width: a little more where that spares a line."""
    usual = _LEFT_SHARES[block.role]
    if block.role != "letterhead":
        return usual
    left, right = (
        max((longest_line(paragraph, context.style) for paragraph in column), default=0)
        + 2 * COLUMN_PADDING
        + 1
        for column in (block.left, block.right)
    )
    wanted = max(usual, left / place.width)
    fits = wanted <= _WIDEST_LEFT and wanted + right / place.width <= 1
    return wanted if fits else usual


def _add_cell(row: "_Element", width: float) -> "_Element":
    cell = add(row, "w:tc")
    add(add(cell, "w:tcPr"), "w:tcW", w=str(round(width * 20)), type="dxa")
    return cell
