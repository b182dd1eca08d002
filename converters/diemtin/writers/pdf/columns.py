"""Two groups of paragraphs side by side: the letterhead, and the recipients with the signature."""

from typing import Literal

from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.flowables import Flowable, Room
from diemtin.writers.pdf.prose import Prose

# Decree 30/2020/NĐ-CP, Annex I, part IV: the sheet's left two fifths and right three fifths.
_LEFT_SHARE = 0.4
_GUTTER = 6.0


class SideBySide(Flowable):
    """Two groups of paragraphs, from one top; it stays on one page where it can.

    In a letterhead the last lines of both groups (the number, and the place and date) share a
    baseline (Decree 30/2020/NĐ-CP, Annex I, part II).
    """

    def __init__(
        self, role: Literal["letterhead", "closing"], left: list[Prose], right: list[Prose]
    ) -> None:
        self._role = role
        self._groups = (left, right)
        self.space_before = max(
            (group[0].space_before for group in self._groups if group), default=0
        )
        self.space_after = max(
            (group[-1].space_after for group in self._groups if group), default=0
        )

    def measure(self, room: Room) -> float:
        """Place all paragraphs; returns the height of the taller group."""
        share = _LEFT_SHARE if self._role == "letterhead" else 0.5
        left = (room.width - _GUTTER) * share
        self._widths = (left, room.width - _GUTTER - left)
        self._tops = tuple(
            _stack(group, room._replace(width=width))
            for group, width in zip(self._groups, self._widths, strict=True)
        )
        if self._role == "letterhead" and all(len(tops) > 1 for tops in self._tops):
            lowest = max(tops[-1] for tops in self._tops)
            for tops in self._tops:
                tops[-1] = lowest
        bottoms = [
            tops[-1] + group[-1].height
            for tops, group in zip(self._tops, self._groups, strict=True)
            if group
        ]
        self.height = max(bottoms, default=0.0)
        return self.height

    def split(self, room: Room) -> list[Flowable]:
        """Give up the columns where they are taller than any page."""
        return [*self._groups[0], *self._groups[1]] if self.height > room.page else []

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner at (x, y)."""
        canvas.anchor(self.section, x, y + self.height)
        starts = (x, x + self._widths[0] + _GUTTER)
        for group, tops, start in zip(self._groups, self._tops, starts, strict=True):
            for prose, top in zip(group, tops, strict=True):
                prose.draw(canvas, start, y + self.height - top - prose.height)


def _stack(group: list[Prose], room: Room) -> list[float]:
    """Return how far below the common top each paragraph begins."""
    tops: list[float] = []
    reach = after = 0.0
    for number, prose in enumerate(group):
        prose.measure(room)
        if number:
            reach += max(prose.space_before, after)
        tops.append(reach)
        reach += prose.height
        after = prose.space_after
    return tops
