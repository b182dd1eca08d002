"""Tables: widths of columns after their content, header rows that repeat, wide ones turned."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from operator import itemgetter
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from diemtin.model import Cell, Table
from diemtin.style import Style
from diemtin.writers.columns import share_room
from diemtin.writers.pdf.long_tables import LongTable, PrintedTable
from diemtin.writers.pdf.prose import Prose
from diemtin.writers.pdf.structure import Element

# The smallest text of a table that has to be scaled down to its page, in points.
_SMALLEST = 4.0
# Tables of more rows are made page by page.
_LONG = 100
# The share of a page that header rows, and rows joined by a cell, may take to stay together.
_TALLEST = 0.4


class Placed(NamedTuple):
    """A cell at its place in the grid."""

    row: int
    column: int
    cell: Cell


def grid(table: Table) -> tuple[list[Placed], int]:
    """Place the cells of a table after their spans; returns them and the number of columns.

    Spans that reach beyond the last row are cut, and rows that are too short are filled up, since
    all rows of a tagged table have as many columns (ISO 14289-1, 7.2).
    """
    if _is_plain(table):
        numbered = enumerate(table.rows)
        plain = [Placed(row, at, cell) for row, own in numbered for at, cell in enumerate(own)]
        return plain, len(table.rows[0])
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    columns = 0
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down = min(max(cell.row_span, 1), len(table.rows) - row)
            across = max(cell.column_span, 1)
            while across > 1 and (row, column + across - 1) in taken:
                across -= 1
            taken.update((row + y, column + x) for y in range(down) for x in range(across))
            fitted = Cell(cell.content, cell.header, across, down, cell.alignment)
            placed.append(Placed(row, column, fitted))
            column += across
        columns = max(columns, column)
    columns = max(columns, 1, *(column + 1 for _, column in taken)) if taken else 1
    free = set(product(range(len(table.rows)), range(columns))) - taken
    filled = [*placed, *(Placed(row, column, Cell()) for row, column in free)]
    return sorted(filled, key=itemgetter(0, 1)), columns


def _is_plain(table: Table) -> bool:
    """Tell whether all rows have as many cells, of which none spans others."""
    lengths = {len(cells) for cells in table.rows}
    return (
        len(lengths) == 1
        and lengths != {0}
        and all(cell.row_span == cell.column_span == 1 for cells in table.rows for cell in cells)
    )


def column_count(table: Table) -> int:
    """Return the number of columns of a table's grid."""
    if any(cell.row_span > 1 for row in table.rows for cell in row):
        return grid(table)[1]
    return max([1, *(sum(max(cell.column_span, 1) for cell in row) for row in table.rows)])


def column_widths(
    cells: Sequence[tuple[Placed, Prose]], columns: int, width: float, padding: float
) -> tuple[list[float], float]:
    """Share a width among columns; returns their widths, and what the longest words ask for."""
    least = [2 * padding + 1.0] * columns
    rows = [[0.0] * columns for _ in range(max((place.row for place, _ in cells), default=-1) + 1)]
    for placed, prose in cells:
        span = placed.cell.column_span
        for column in range(placed.column, min(placed.column + span, columns)):
            words = prose.text.words
            longest = max((word.width for word in words), default=0.0)
            whole = sum(word.width + word.space for word in words)
            least[column] = max(least[column], (longest + 0.5) / span + 2 * padding)
            rows[placed.row][column] = whole / span + 2 * padding
    return share_room(least, rows, width), sum(least)


class CellProse(Prose):
    """The text of a cell, where rows higher than a page are split."""

    padding = 0.0

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Split for a height; reportlab names the column's width and reckons without padding."""
        return super().split(self.width if self._measure > 0 else aW, aH - self.padding)


SetPlace = tuple[Placed, CellProse]
SetCell = Callable[[Cell, Element, bool, float | None], CellProse]


class TableSetter:
    """Sets tables: `set_cell` sets the content of a cell at a size."""

    def __init__(self, style: Style, set_cell: SetCell) -> None:
        self._style = style
        self._set_cell = set_cell

    def set(self, table: Table, element: Element, width: float) -> PrintedTable | LongTable:
        """Return the flowable of a table, whose rows become kids of `element`."""
        placed, columns = grid(table)
        padding = float(self._style.table.padding)
        size = float(self._style.of("table-text").size)
        elements = _cell_elements(table, placed, element)

        def set_cells(size: float | None) -> list[tuple[Placed, CellProse]]:
            return [
                (place, self._set_cell(place.cell, own, place.row < table.header_rows, size))
                for place, own in zip(placed, elements, strict=True)
            ]

        cells = set_cells(None)
        widths, needed = column_widths(cells, columns, width, padding)
        if needed > width:
            padding = min(padding, width / columns / 8)
            cells = set_cells(max(size * width / needed, _SMALLEST))
            widths, _ = column_widths(cells, columns, width, padding)
        return self._flowable(table, cells, widths, padding)

    def _flowable(
        self, table: Table, cells: list[SetPlace], widths: list[float], padding: float
    ) -> PrintedTable | LongTable:
        page = self._style.page
        room = min(page.height, page.width) - page.margin_top - page.margin_bottom
        cells = _without_tall_spans(cells, widths, padding, room * _TALLEST)
        heights, grown = _row_heights(cells, widths, padding, len(table.rows))
        head = table.header_rows if table.header_rows < len(table.rows) else 0
        if sum(heights[:head]) > room * _TALLEST:
            head = 0
        rows: list[list[SetPlace]] = [[] for _ in table.rows]
        for place, prose in cells:
            prose.padding, prose.repeats = padding, place.row < head
            rows[place.row].append((place, prose))

        def make(numbers: Sequence[int], given: Sequence[float | None]) -> PrintedTable:
            look = self._commands([(row, rows[row]) for row in numbers], table.header_rows, padding)
            return PrintedTable(
                [_filled(rows[row], len(widths)) for row in numbers],
                colWidths=widths,
                rowHeights=given,
                repeatRows=head,
                style=list(look),
                splitInRow=1,
                hAlign="LEFT",
            )

        joined = any(place.cell.row_span > 1 for place, _ in cells)
        if len(rows) > _LONG and not joined and max(heights) <= room * _TALLEST:
            return LongTable(
                lambda start, end: make(
                    [*range(head), *range(start, end)], [*heights[:head], *heights[start:end]]
                ),
                heights,
                head,
                head,
            )
        return make(
            range(len(rows)), [h if row in grown else None for row, h in enumerate(heights)]
        )

    def _commands(
        self, rows: Sequence[tuple[int, list[SetPlace]]], header_rows: int, padding: float
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the commands of the look of some rows, which come with their numbers."""
        look, everything = self._style.table, ((0, 0), (-1, -1))
        for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING"):
            yield (side, *everything, padding)
        yield ("VALIGN", *everything, "TOP")
        if look.stripe_background:
            for position, (row, _) in enumerate(rows):
                if row > header_rows and (row - header_rows) % 2:
                    stripe = HexColor(look.stripe_background)
                    yield ("BACKGROUND", (0, position), (-1, position), stripe)
        last = sum(row < header_rows for row, _ in rows) - 1
        if look.header_background and last >= 0:
            yield ("BACKGROUND", (0, 0), (-1, last), HexColor(look.header_background))
        for position, (_, cells) in enumerate(rows):
            for place, _ in cells:
                across, down = place.cell.column_span, place.cell.row_span
                if across > 1 or down > 1:
                    last_cell = (place.column + across - 1, position + down - 1)
                    yield ("SPAN", (place.column, position), last_cell)
        if look.border:
            yield ("GRID", *everything, look.border, HexColor(self._style.colours.rule))


def _filled(cells: Sequence[SetPlace], columns: int) -> list[Any]:
    """Return what reportlab is given for a row: its cells, and nothing where others reach."""
    row: list[Any] = [""] * columns
    for place, prose in cells:
        row[place.column] = [prose]
    return row


def _cell_height(place: Placed, prose: CellProse, widths: Sequence[float], padding: float) -> float:
    """Return what a cell asks for."""
    width = sum(widths[place.column : place.column + place.cell.column_span])
    return float(prose.wrap(width - 2 * padding, 0)[1] + 2 * padding)


def _row_heights(
    cells: list[SetPlace], widths: Sequence[float], padding: float, rows: int
) -> tuple[list[float], set[int]]:
    """Return the heights of rows, and which of them grow for a cell that spans several.

    reportlab leaves cells that span rows out of its reckoning.
    """
    heights = [0.0] * rows
    grown: set[int] = set()
    for place, prose in cells:
        if place.cell.row_span == 1:
            own = _cell_height(place, prose, widths, padding)
            heights[place.row] = max(heights[place.row], own)
    for place, prose in cells:
        end = place.row + place.cell.row_span
        if place.cell.row_span > 1:
            missing = _cell_height(place, prose, widths, padding) - sum(heights[place.row : end])
            if missing > 0:
                heights[end - 1] += missing
                grown.add(end - 1)
    return heights, grown


def _without_tall_spans(
    cells: list[SetPlace], widths: Sequence[float], padding: float, limit: float
) -> list[SetPlace]:
    """Draw cells as one row where the rows that they span are too high to stay on one page."""
    if all(place.cell.row_span == 1 for place, _ in cells):
        return cells
    heights, _ = _row_heights(cells, widths, padding, max(place.row for place, _ in cells) + 1)
    result = []
    for place, prose in cells:
        cell = place.cell
        own = max(_cell_height(place, prose, widths, padding),
                  sum(heights[place.row : place.row + cell.row_span]))  # fmt: skip
        if cell.row_span > 1 and own > limit:
            single = Cell(cell.content, cell.header, cell.column_span, 1, cell.alignment)
            place = place._replace(cell=single)
        result.append((place, prose))
    return result


def _cell_elements(table: Table, placed: Sequence[Placed], element: Element) -> list[Element]:
    """Return an element for every cell, under the rows of the table's head and body."""
    head = Element("THead", element) if 0 < table.header_rows < len(table.rows) else None
    body = Element("TBody", element)
    rows = [
        Element("TR", head if head is not None and row < table.header_rows else body)
        for row in range(len(table.rows))
    ]
    elements = []
    for place in placed:
        header = place.cell.header or place.row < table.header_rows
        attributes = []
        if header:
            scope = "Column" if place.row < table.header_rows else "Row"
            attributes.append(f"/Scope/{scope}")
        if place.cell.column_span > 1:
            attributes.append(f"/ColSpan {place.cell.column_span}")
        if place.cell.row_span > 1:
            attributes.append(f"/RowSpan {place.cell.row_span}")
        told = f"/O/Table{''.join(attributes)}" if attributes else ""
        elements.append(Element("TH" if header else "TD", rows[place.row], attributes=told))
    return elements
