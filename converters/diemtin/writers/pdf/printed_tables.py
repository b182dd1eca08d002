"""Printed tables: rows put on pages, with heads that repeat, backgrounds and rules."""

import copy
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from diemtin.style import TableStyle
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.flowables import FUZZ, Flowable, Room
from diemtin.writers.pdf.prose import Prose
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import colour_operands

# Tables up to this share of a page are not broken; others leave so many rows on either side.
KEPT_WHOLE, LEAST_ROWS = 0.35, 2
# From what share of a page on a row is so high that it may stand alone.
_HIGH = 0.15


class SetCell(NamedTuple):
    """A cell that is set: its first column, how many columns and rows it takes, its text."""

    column: int
    across: int
    down: int
    prose: Prose


class Row(NamedTuple):
    """A row that is set: its number in the table, its height, its element.

    `whole` tells whether all that is left of the row is printed with it.
    """

    number: int
    cells: Sequence[SetCell]
    height: float
    element: Element
    whole: bool = True


class TableLook(NamedTuple):
    """What all rows of a table share: the edges of columns, padding, the style, and its head."""

    edges: Sequence[float]
    padding: float
    style: TableStyle
    rule: str
    header_rows: int


class PrintedTable(Flowable):
    """The rows of a table that are still to be printed, below those of its head.

    Rows are set when a page may have room for them, and forgotten when they are printed.

    Args:
        look: What all rows share.
        head: The rows that are printed at the top of every part.
        rows: The other rows.
    """

    space_before, space_after = 4.0, 8.0

    def __init__(self, look: TableLook, head: Sequence[Row], rows: Iterable[Row]) -> None:
        self._look, self._head = look, head
        self._rows: deque[Row] = deque()
        self._source = iter(rows)

    def _upcoming(self) -> Iterator[Row]:
        """Yield the rows, setting each when it is asked for."""
        yield from self._rows
        for row in self._source:
            self._rows.append(row)
            yield row

    def _fitting(self, height: float) -> int:
        """Return how many rows fit into a height below the head."""
        left = height - _height(self._head)
        count = 0
        for row in self._upcoming():
            left -= row.height
            if left < -FUZZ:
                break
            count += 1
        return count

    def _has(self, count: int) -> bool:
        """Tell whether there are so many rows."""
        return sum(1 for _ in islice(self._upcoming(), count)) == count

    def measure(self, room: Room) -> float:
        """Return the height of all rows, or if that is more than the room, of enough to see it."""
        count = self._fitting(room.height)
        return _height(self._head) + _height(islice(self._upcoming(), count + 1))

    def split(self, room: Room) -> list[Flowable]:
        """Split between rows, with at least two on either side; a row that no page holds is cut.

        A high row may stand alone: to take it along would leave much of the page empty.
        """
        if not self._has(self._fitting(room.page * KEPT_WHOLE) + 1):
            return []
        fitting = self._fitting(room.height)
        count = self._unjoined(fitting)
        if room.is_page:
            if not fitting:
                return self._cut(room)
            count = count or fitting
        elif count < LEAST_ROWS and not self._begins_high(count, room):
            return []
        if count > LEAST_ROWS and not self._has(count + LEAST_ROWS):
            count = self._unjoined(count - 1) or count
        return self._parts(list(islice(self._rows, count)), list(islice(self._rows, count, None)))

    def _begins_high(self, count: int, room: Room) -> bool:
        """Tell whether the first of some rows is as high as a paragraph."""
        return count > 0 and self._rows[0].height >= room.page * _HIGH

    def _unjoined(self, count: int) -> int:
        """Return how many of the first rows no cell joins, or heads, with those behind them."""
        for position, row in enumerate(islice(self._rows, count)):
            if any(position + cell.down > count for cell in row.cells):
                return self._unjoined(position)
        is_heading = count and len(self._rows[count - 1].cells) < len(self._look.edges) - 1 == (
            self._rows[count - 1].cells[0].across
        )
        return self._unjoined(count - 1) if is_heading else count

    def _cut(self, room: Room) -> list[Flowable]:
        """Cut the first row, so that its upper part fills a page."""
        first, *rest = self._rows
        limit = room.height - _height(self._head) - 2 * self._look.padding
        cut = [cell.prose.cut(limit) for cell in first.cells]
        if not any(upper.lines for upper, _ in cut):
            return []
        upper, lower = (self._part_of(first, [pair[side] for pair in cut]) for side in (0, 1))
        return self._parts([upper._replace(whole=False)], [lower, *rest])

    def _part_of(self, row: Row, texts: Sequence[Prose]) -> Row:
        """Return a part of a row."""
        cells = [cell._replace(prose=prose) for cell, prose in zip(row.cells, texts, strict=True)]
        height = max(prose.height for prose in texts) + 2 * self._look.padding
        return row._replace(cells=cells, height=height)

    def _parts(self, first: Sequence[Row], rest: Sequence[Row]) -> list[Flowable]:
        """Return the table as one of some rows, and one of the rest, which links do not lead to."""
        upper, lower = copy.copy(self), copy.copy(self)
        upper._rows, upper._source, upper.space_after = deque(first), iter(()), 0.0
        lower._rows, lower.space_before = deque(rest), 0.0
        lower.identifier = lower.section = ""
        return [upper, lower]

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw all rows; those that are complete get no more content."""
        rows = [*self._head, *self._upcoming()]
        tops = list(accumulate([-row.height for row in rows], initial=y + _height(rows)))
        for identifier in (self.identifier, self.section):
            canvas.anchor(identifier, x, tops[0])
        if backgrounds := list(self._backgrounds(rows, x, tops)):
            canvas.add_content("/Artifact BMC q", *backgrounds, "Q EMC")
        look = self._look
        for row, top in zip(rows, tops, strict=False):
            for cell in row.cells:
                text_top = top - look.padding - cell.prose.height
                cell.prose.draw(canvas, x + look.edges[cell.column] + look.padding, text_top)
        if look.style.border:
            canvas.add_content("/Artifact BMC q", *self._rules(rows, x, tops), "Q EMC")
        for row in self._rows:
            if row.whole:
                canvas.structure.close(row.element)

    def _backgrounds(self, rows: Sequence[Row], x: float, tops: Sequence[float]) -> Iterator[str]:
        """Yield the code of the backgrounds of rows."""
        look, width = self._look, self._look.edges[-1]
        for row, top in zip(rows, tops, strict=False):
            if row.number < look.header_rows:
                colour = look.style.header_background
            else:
                is_striped = (row.number - look.header_rows) % 2
                colour = look.style.stripe_background if is_striped else None
            if colour:
                box = f"{x:.2f} {top - row.height:.2f} {width:.2f} {row.height:.2f} re f"
                yield f"{colour_operands(colour)} rg {box}"

    def _rules(self, rows: Sequence[Row], x: float, tops: Sequence[float]) -> Iterator[str]:
        """Yield the code of the rules around cells."""
        edges = [x + edge for edge in self._look.edges]
        yield f"1 J {self._look.style.border:.2f} w {self._look.rule} RG"
        across, down = _joints(rows)
        for row, top in enumerate(tops):
            free = [(row, column) not in down for column in range(len(edges) - 1)]
            for start, end in _stretches(free):
                yield f"{edges[start]:.2f} {top:.2f} m {edges[end]:.2f} {top:.2f} l"
        for column, edge in enumerate(edges):
            free = [(row, column) not in across for row in range(len(rows))]
            for start, end in _stretches(free):
                yield f"{edge:.2f} {tops[start]:.2f} m {edge:.2f} {tops[end]:.2f} l"
        yield "S"


def _height(rows: Iterable[Row]) -> float:
    return sum([row.height for row in rows])


def _joints(rows: Sequence[Row]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return where cells that span others leave out rules: to their left, and above them."""
    across: set[tuple[int, int]] = set()
    down: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for cell in row.cells:
            if cell.across > 1 or cell.down > 1:
                columns = range(cell.column, cell.column + cell.across)
                lines = range(number, number + cell.down)
                across.update((line, column) for line in lines for column in columns[1:])
                down.update((line, column) for line in lines[1:] for column in columns)
    return across, down


def _stretches(free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the stretches that are free.

    >>> list(_stretches([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    start = 0
    for end in range(len(free) + 1):
        if end == len(free) or not free[end]:
            if end > start:
                yield start, end
            start = end + 1
