"""Tables: rows, spans, repeated headers, and columns as wide as their text wants."""

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from diemtin.model import Cell, LineBreak, Table, plain_text
from diemtin.style import Style
from diemtin.writers.column_widths import share_room
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.inlines import add_content
from diemtin.writers.docx.markup import add, printable, qualified
from diemtin.writers.docx.metrics import text_width

if TYPE_CHECKING:
    from lxml.etree import _Element

# So many rows of a long table are in memory as a tree.
_ROWS_AT_ONCE = 200
# White space that may end a line, unlike no-break spaces.
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
_FUZZ = 0.01
MOST_COLUMNS = 63
"""Word opens no table with more columns; what a row has beyond goes into its last cell."""


class Slot(msgspec.Struct, frozen=True):
    """A cell of Word's grid: it begins a cell of the table, or continues one from the row above."""

    cell: Cell
    column: int
    span: int
    merge: Literal["", "restart", "continue"]


def column_count(table: Table) -> int:
    """Return how many columns a table has, spans counted."""
    return max((row[-1].column + row[-1].span for row in _grid(table) if row), default=0)


def add_separator(place: Place, context: Context) -> None:
    """Part a table from one right before it, which Word would join with it."""
    if len(place.parent) and place.parent[-1].tag == qualified("w:tbl"):
        context.paragraph(place, context.styles.furniture("separator"), wordless=True)


def add_table(table: Table, place: Place, context: Context) -> None:
    """Write a table below its caption; the header rows are repeated on every page."""
    identifier = table.identifier
    if table.caption:
        node = context.paragraph(place, context.styles.role("table-caption"))
        with context.bookmarked(node, identifier):
            add_content(node, table.caption, context)
        identifier = ""
    grid = _grid(table)
    if not any(grid):
        return
    add_separator(place, context)
    node = add(place.parent, "w:tbl")
    widths, holds = _widths(grid, place.width, context.style)
    _add_properties(node, table, place, context, is_fixed=not holds)
    definition = add(node, "w:tblGrid")
    for width in widths:
        add(definition, "w:gridCol", w=str(width))
    for number, row in enumerate(grid):
        properties = add(add(node, "w:tr"), "w:trPr")
        used = row[-1].column + row[-1].span if row else 0
        if 0 < used < len(widths):
            add(properties, "w:gridAfter", val=str(len(widths) - used))
        add(properties, "w:cantSplit")
        if number < table.header_rows:
            add(properties, "w:tblHeader")
        begins = number < table.header_rows
        own = identifier if number == 0 else ""
        _add_cells(node[-1], row, widths, own, context, begins=begins)
        if number % _ROWS_AT_ONCE == _ROWS_AT_ONCE - 1:
            context.package.body.store_rows(node)
    context.paragraph(place, context.styles.furniture("table-end"), wordless=True)


def _grid(table: Table) -> list[list[Slot]]:
    """Lay the cells out on Word's grid, where a cell over several rows stands in each of them."""
    carried: dict[int, tuple[Slot, int]] = {}
    grid = []
    for cells in table.rows:
        row: list[Slot] = []
        left = dict(carried)
        carried = {}
        column = 0
        for cell in cells:
            column = _carry_on(row, left, carried, column)
            if column >= MOST_COLUMNS and row:
                row[-1] = _with_content(row[-1], cell)
                continue
            span = min(max(cell.column_span, 1), max(MOST_COLUMNS - column, 1))
            slot = Slot(cell, column, span, "restart" if cell.row_span > 1 else "")
            row.append(slot)
            if cell.row_span > 1:
                carried[column] = (slot, cell.row_span - 1)
            left = {at: value for at, value in left.items() if not column <= at < column + span}
            column += span
        while left:
            column = _carry_on(row, left, carried, min(left))
        grid.append(row)
    return grid


def _with_content(slot: Slot, cell: Cell) -> Slot:
    """Return a slot with the content of a further cell, which has no column of its own."""
    content = (*slot.cell.content, LineBreak(), *cell.content)
    return msgspec.structs.replace(slot, cell=msgspec.structs.replace(slot.cell, content=content))


def _carry_on(
    row: list[Slot],
    left: dict[int, tuple[Slot, int]],
    carried: dict[int, tuple[Slot, int]],
    column: int,
) -> int:
    """Continue the cells that reach down into a row at a column; returns the next free column."""
    while column in left:
        above, rows = left.pop(column)
        row.append(msgspec.structs.replace(above, merge="continue"))
        if rows > 1:
            carried[column] = (above, rows - 1)
        column += above.span
    return column


def _add_properties(
    node: "_Element", table: Table, place: Place, context: Context, *, is_fixed: bool
) -> None:
    """Write what a table is; one of fixed columns breaks words that would else widen it."""
    properties = add(node, "w:tblPr")
    add(properties, "w:tblStyle", val=context.styles.table("grid"))
    add(
        properties,
        "w:tblW",
        w="0" if place.level >= 0 else "5000",
        type="auto" if place.level >= 0 else "pct",
    )
    if place.level >= 0:
        indent = round(context.numbering.indent(place.level) * 20)
        add(properties, "w:tblInd", w=str(indent), type="dxa")
    if is_fixed:
        add(properties, "w:tblLayout", type="fixed")
    first_row = "1" if table.header_rows else "0"
    add(
        properties,
        "w:tblLook",
        firstRow=first_row,
        lastRow="0",
        firstColumn="0",
        lastColumn="0",
        noHBand="0",
        noVBand="1",
    )
    add(properties, "w:tblCaption", val=printable(plain_text(table.caption)))
    headings = [plain_text(cell.content) for row in table.rows[:1] for cell in row]
    add(properties, "w:tblDescription", val=printable("; ".join(filter(None, headings))))


def _widths(grid: list[list[Slot]], room: float, style: Style) -> tuple[list[int], bool]:
    """Share the width of the text (in points) among the columns.

    Returns the widths in twips, and whether each column holds its longest word.
    """
    count = max(row[-1].column + row[-1].span for row in grid if row)
    least = [0.0] * count
    rows = [[0.0] * count for _ in grid]
    for own, row in zip(rows, grid, strict=True):
        for slot in (slot for slot in row if slot.merge != "continue"):
            longest, whole = _needs(slot.cell, style)
            for column in range(slot.column, slot.column + slot.span):
                least[column] = max(least[column], longest / slot.span)
                own[column] = whole / slot.span
    shares = share_room(least, rows, room)
    holds = all(low <= share + _FUZZ for low, share in zip(least, shares, strict=True))
    return [max(round(share * 20), 1) for share in shares], holds


def _needs(cell: Cell, style: Style) -> tuple[float, float]:
    """Return the widths of a cell's longest word and of all its text, in points."""
    paragraph = style.of("table-heading" if cell.header else "table-text")
    font = style.fonts.word_heading if paragraph.font == "heading" else style.fonts.word_body
    text = plain_text(cell.content)
    # Bold is the wider face, and an editor may choose it.
    words = filter(None, _BREAKING.split(text))
    widths = [text_width(word, font, paragraph.size, bold=True) for word in words]
    # A little more, since the editor's fonts are not ours.
    around = 2 * style.table.padding + paragraph.size / 2
    space = paragraph.size / 4
    return max(widths, default=0) + around, sum(widths) + space * len(widths) + around


def _add_cells(
    node: "_Element",
    row: list[Slot],
    widths: list[int],
    identifier: str,
    context: Context,
    *,
    begins: bool,
) -> None:
    """Write the cells of a row; a row without any gets one that says it is none.

    A row that `begins` the table, or heads those below it, stays on the page of the next one.
    """
    for slot in row:
        cell, width = _add_cell(node, slot.span, widths[slot.column : slot.column + slot.span])
        if slot.merge:
            add(cell[0], "w:vMerge", val=slot.merge)
        place = Place(cell, width / 20)
        if slot.merge == "continue":
            context.paragraph(place, context.styles.role("table-text"))
            continue
        heads = begins or (slot.cell.header and slot.span == len(widths))
        paragraph = context.paragraph(place, _style_of(slot.cell, context, heads=heads))
        with context.bookmarked(paragraph, identifier):
            add_content(paragraph, slot.cell.content, context)
        identifier = ""
    if not row:
        cell, width = _add_cell(node, len(widths), widths)
        context.paragraph(
            Place(cell, width / 20), context.styles.furniture("separator"), wordless=True
        )


def _add_cell(row: "_Element", span: int, widths: list[int]) -> tuple["_Element", int]:
    cell = add(row, "w:tc")
    properties = add(cell, "w:tcPr")
    add(properties, "w:tcW", w=str(sum(widths)), type="dxa")
    if span > 1:
        add(properties, "w:gridSpan", val=str(span))
    return cell, sum(widths)


def _style_of(cell: Cell, context: Context, *, heads: bool) -> str:
    role = "table-heading" if cell.header else "table-text"
    if heads and cell.header and cell.alignment == "left":
        return context.styles.variant("table-heading-keep")
    if cell.alignment == "left":
        return context.styles.role(role)
    return context.styles.variant(f"{role}-{cell.alignment}")
