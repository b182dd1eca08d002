"""Setting tables: the places of cells, the widths of columns after their content, the tags."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, islice, product
from operator import itemgetter
from typing import NamedTuple

from diemtin.model import Cell, Table
from diemtin.style import ParagraphStyle, Style
from diemtin.writers.column_widths import WIDEST_WORD, share_room
from diemtin.writers.pdf.flowables import Room
from diemtin.writers.pdf.inlines import Inlines, Words
from diemtin.writers.pdf.printed_tables import PrintedTable, Row, SetCell, TableLook
from diemtin.writers.pdf.prose import Prose
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import colour_operands

# The smallest text of a table that has to be scaled down to its page, in points.
_SMALLEST = 4.0
# The share of a page that header rows, and rows joined by a cell, may take to stay together.
_TALLEST = 0.4

_width, _space = itemgetter(0), itemgetter(1)


class Placed(NamedTuple):
    """A cell at its place in the grid."""

    row: int
    column: int
    cell: Cell


def grid(table: Table) -> tuple[list[list[Placed]], int]:
    """Place the cells of a table after their spans; returns its rows and the number of columns.

    Spans that reach beyond the last row are cut, and rows that are too short are filled up, since
    all rows of a tagged table have as many columns (ISO 14289-1, 7.2).
    """
    if _is_plain(table):
        plain = [
            [Placed(number, column, cell) for column, cell in enumerate(cells)]
            for number, cells in enumerate(table.rows)
        ]
        return plain, len(table.rows[0])
    taken: set[tuple[int, int]] = set()
    rows: list[list[Placed]] = [[] for _ in table.rows]
    columns = 1
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
            rows[row].append(Placed(row, column, fitted))
            column += across
    columns = max([1, *(column + 1 for _, column in taken)])
    for row, column in set(product(range(len(table.rows)), range(columns))) - taken:
        rows[row].append(Placed(row, column, Cell()))
    return [sorted(placed, key=itemgetter(0, 1)) for placed in rows], columns


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
    cells: Sequence[tuple[Placed, Words]], columns: int, width: float, padding: float
) -> tuple[list[float], float]:
    """Share a width among columns; returns their widths, and what words not to be cut ask for."""
    least = [2 * padding + 1.0] * columns
    rows = [[0.0] * columns for _ in range(max((place.row for place, _ in cells), default=-1) + 1)]
    for placed, (words, *_) in cells:
        span = placed.cell.column_span
        longest = min(max(map(_width, words), default=0.0), width * WIDEST_WORD)
        whole = sum(map(_width, words)) + sum(map(_space, words))
        for column in range(placed.column, min(placed.column + span, columns)):
            least[column] = max(least[column], (longest + 0.5) / span + 2 * padding)
            rows[placed.row][column] = whole / span + 2 * padding
    return share_room(least, rows, width), sum(least)


class TableSetter:
    """Sets tables in a style; `room` is the height of the lowest page."""

    def __init__(self, style: Style, inlines: Inlines) -> None:
        self.style, self.inlines = style, inlines
        page = style.page
        self.room = min(page.height, page.width) - page.margin_top - page.margin_bottom

    def set(self, table: Table, element: Element, width: float) -> PrintedTable:
        """Return the flowable of a table, whose rows become kids of `element`."""
        return _Setting(self, table, element).flowable(width)


class _Setting:
    """A table that is being set: words first, which tell the widths of columns, then row by row."""

    def __init__(self, setter: TableSetter, table: Table, element: Element) -> None:
        self._setter, self._style, self._table = setter, setter.style, table
        self._rows, self._columns = grid(table)
        has_head = 0 < table.header_rows < len(table.rows)
        self._body = Element("TBody")
        self._head = Element("THead", element) if has_head else self._body
        element.append(self._body)

    def flowable(self, width: float) -> PrintedTable:
        """Return what prints the table in a width."""
        padding = float(self._style.table.padding)
        widths, needed = self._set_words(width, padding, None)
        size = None
        if needed > width:
            padding = min(padding, width / self._columns / 8)
            plain_size = float(self._style.of("table-text").size)
            size = max(plain_size * width / needed, _SMALLEST)
            widths, _ = self._set_words(width, padding, size)
        rule = colour_operands(self._style.colours.rule)
        edges = [0.0, *accumulate(widths)]
        look = TableLook(edges, padding, self._style.table, rule, self._table.header_rows)
        numbers = range(len(self._rows))
        rows: Iterator[Row] = (self._set_row(number, look, size) for number in numbers)
        if any(place.cell.row_span > 1 for row in self._rows for place in row):
            rows = iter(_joined(list(rows), padding, self._setter.room))
        head = list(islice(rows, self._table.header_rows if self._head is not self._body else 0))
        if not self._may_repeat(head):
            return PrintedTable(look, (), chain(head, rows))
        for cell in chain.from_iterable(row.cells for row in head):
            cell.prose.repeats = True
        return PrintedTable(look, head, rows)

    def _may_repeat(self, head: Sequence[Row]) -> bool:
        """Tell whether the head leaves room for other rows, and is not joined with them."""
        ends = [row.number + cell.down for row in head for cell in row.cells]
        is_joined = max(ends, default=0) > len(head)
        height = sum(row.height for row in head)
        return not is_joined and height <= self._setter.room * _TALLEST

    def _paragraph(self, place: Placed) -> ParagraphStyle:
        """Return the style of a cell's text."""
        header = place.cell.header or place.row < self._table.header_rows
        return self._style.of("table-heading" if header else "table-text")

    def _set_words(
        self, width: float, padding: float, size: float | None
    ) -> tuple[list[float], float]:
        """Set the words of all cells; returns what `column_widths` does."""
        words = self._setter.inlines.words
        self._texts = [
            [words(place.cell.content, self._paragraph(place), size=size) for place in row]
            for row in self._rows
        ]
        cells = zip(chain(*self._rows), chain(*self._texts), strict=True)
        return column_widths(list(cells), self._columns, width, padding)

    def _set_row(self, number: int, look: TableLook, size: float | None) -> Row:
        """Set a row with its elements, and forget its words."""
        element = Element("TR", self._head if number < self._table.header_rows else self._body)
        cells = []
        for place, words in zip(self._rows[number], self._texts[number], strict=True):
            paragraph, cell = self._paragraph(place), place.cell
            leading = (size or float(paragraph.size)) * paragraph.leading
            prose = Prose(words, paragraph, leading, self._cell_element(place, element))
            prose.alignment = cell.alignment if cell.alignment != "left" else paragraph.alignment
            prose.first_line = 0.0
            width = look.edges[place.column + cell.column_span] - look.edges[place.column]
            prose.measure(Room(width - 2 * look.padding, 0.0, 0.0))
            cells.append(SetCell(place.column, cell.column_span, cell.row_span, prose))
        self._texts[number] = []
        return Row(number, cells, _row_height(cells, look.padding), element)

    def _cell_element(self, place: Placed, row: Element) -> Element:
        """Return the element of a cell."""
        cell, in_head = place.cell, place.row < self._table.header_rows
        attributes = []
        if cell.header or in_head:
            attributes.append(f"/Scope/{'Column' if in_head else 'Row'}")
        if cell.column_span > 1:
            attributes.append(f"/ColSpan {cell.column_span}")
        if cell.row_span > 1:
            attributes.append(f"/RowSpan {cell.row_span}")
        told = f"/O/Table{''.join(attributes)}" if attributes else ""
        return Element("TH" if cell.header or in_head else "TD", row, attributes=told)


def _row_height(cells: Sequence[SetCell], padding: float) -> float:
    """Return the height that cells of one row ask for."""
    return max([0.0, *(cell.prose.height + 2 * padding for cell in cells if cell.down == 1)])


def _joined(rows: Sequence[Row], padding: float, room: float) -> list[Row]:
    """Give rows the heights that cells of several rows ask for.

    Cells are drawn in one row where the rows that they span are too high to stay on one page of
    that room, alone or with those that others join to them.
    """
    heights = _grown([row.height for row in rows], rows, padding)

    def is_tall(row: Row, cell: SetCell) -> bool:
        spanned = sum(heights[row.number : row.number + cell.down])
        return max(spanned, cell.prose.height + 2 * padding) > room * _TALLEST

    lowered = _lowered(rows, is_tall, padding)
    heights = _grown([row.height for row in lowered], lowered, padding)
    tall: set[int] = set()
    start = end = 0
    for row in lowered:
        if row.number >= end:
            start = row.number
        end = max(end, *(row.number + cell.down for cell in row.cells), row.number + 1)
        if sum(heights[start:end]) > room * (1 - _TALLEST):
            tall.update(range(start, end))
    lowered = _lowered(lowered, lambda row, _: row.number in tall, padding)
    heights = _grown([row.height for row in lowered], lowered, padding)
    return [row._replace(height=height) for row, height in zip(lowered, heights, strict=True)]


def _lowered(
    rows: Sequence[Row], is_tall: Callable[[Row, SetCell], bool], padding: float
) -> list[Row]:
    """Let cells that are too tall take one row."""
    result = []
    for row in rows:
        cells = [
            cell._replace(down=1) if cell.down > 1 and is_tall(row, cell) else cell
            for cell in row.cells
        ]
        result.append(row._replace(cells=cells, height=_row_height(cells, padding)))
    return result


def _grown(heights: list[float], rows: Sequence[Row], padding: float) -> list[float]:
    """Let the last of the rows that a cell spans grow until the cell has room."""
    for row in rows:
        for cell in row.cells:
            end = row.number + cell.down
            missing = cell.prose.height + 2 * padding - sum(heights[row.number : end])
            if cell.down > 1 and missing > 0:
                heights[end - 1] += missing
    return heights
