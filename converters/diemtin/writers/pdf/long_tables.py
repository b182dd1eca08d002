"""Long tables: made page by page, so that the work grows with their rows and not with the square.

reportlab measures and copies all rows that are left whenever it splits a table.
"""

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.tables import Table as PlatypusTable

# Tables up to this share of a page are not broken; others leave so many rows on either side.
KEPT_WHOLE, LEAST_ROWS = 0.35, 2
_ENDLESS = float(0xFFFFFF)


class PrintedTable(PlatypusTable):
    """A table that leaves no lone row on either side of a page break, and small ones whole."""

    identifier = section = ""

    def draw(self) -> None:
        """Draw, and be the target of links."""
        self.canv.anchor(self.identifier, 0, self._height)
        self.canv.anchor(self.section, 0, self._height)
        super().draw()

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803
        """Split for a height."""
        page = getattr(getattr(self, "_frame", None), "_aH", aH)
        if self.wrap(aW, aH)[1] <= page * KEPT_WHOLE:
            return []
        parts: list[Any] = super().split(aW, aH)
        if len(parts) < 2:
            return parts
        parts[0].identifier, parts[0].section = self.identifier, self.section
        first, second = (len(part._cellvalues) - self.repeatRows for part in parts[:2])
        if first + second + self.repeatRows > len(self._cellvalues):
            if aH < page:
                # The row was cut to fill a page; only one that no page holds may be.
                return []
            # reportlab guesses the height of what it cut off a row: measure it anew.
            rest = parts[1]
            rest._argH = rest._rowHeights = [None] * len(rest._cellvalues)
            filled = any(any(row) for row in rest._cellvalues[self.repeatRows :])
            return parts if filled else parts[:1]
        if first < LEAST_ROWS and aH < page:
            return []
        if second < LEAST_ROWS <= first - 1:
            parts = super().split(aW, aH - parts[0]._rowHeights[-1])
            parts[0].identifier, parts[0].section = self.identifier, self.section
        return parts


class LongTable(Flowable):
    """The rows of a table that are still to be printed, of which every one fits on a page.

    Args:
        make: Returns the table of some rows, below the rows of the head.
        heights: The height of every row of the table, in points.
        head: So many rows are the head.
        start: The first row that is still to be printed.
    """

    identifier = section = ""

    def __init__(
        self,
        make: Callable[[int, int], PrintedTable],
        heights: Sequence[float],
        head: int,
        start: int,
    ) -> None:
        super().__init__()
        self.spaceBefore = self.spaceAfter = 0.0
        self._make, self._heights, self._head, self._start = make, heights, head, start

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """Claim endless height, so that the frame asks for a split."""
        return aW, _ENDLESS

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Make the table of the rows that may fit, let it split itself, and keep the rest."""
        frame = getattr(self, "_frame", None)
        page = getattr(frame, "_aH", aH)
        end = self._end(max(aH, page * KEPT_WHOLE))
        table = self._make(self._start, end)
        table.identifier, table.section = self.identifier, self.section
        table.spaceBefore = self.spaceBefore
        table._frame, table.canv = frame, getattr(self, "canv", None)
        if end == len(self._heights):
            table.spaceAfter = self.spaceAfter
            return [table] if table.wrap(aW, aH)[1] <= aH else list(table.split(aW, aH))
        parts = table.split(aW, aH)
        if not parts:
            return []
        printed = len(parts[0]._cellvalues) - self._head
        rest = LongTable(self._make, self._heights, self._head, self._start + printed)
        rest.spaceAfter = self.spaceAfter
        return [parts[0], rest]

    def _end(self, room: float) -> int:
        """Return the row behind those that fit, and behind so many more as the splitting needs."""
        left = room - sum(self._heights[: self._head])
        for row in range(self._start, len(self._heights)):
            left -= self._heights[row]
            if left < 0:
                return min(row + 1 + LEAST_ROWS, len(self._heights))
        return len(self._heights)
