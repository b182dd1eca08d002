"""Two groups of paragraphs side by side: the letterhead, and the recipients with the signature."""

from typing import Literal

from reportlab.platypus.flowables import Flowable

from diemtin.writers.pdf.canvas import TaggedCanvas
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
        super().__init__()
        self._role = role
        self._groups = (left, right)
        self.section = ""
        self.spaceBefore = max((group[0].spaceBefore for group in self._groups if group), default=0)
        self.spaceAfter = max((group[-1].spaceAfter for group in self._groups if group), default=0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Place all paragraphs; returns the width and the height of the taller group."""
        share = _LEFT_SHARE if self._role == "letterhead" else 0.5
        left = (aW - _GUTTER) * share
        self._widths = (left, aW - _GUTTER - left)
        self._tops = tuple(
            _stack(group, width, aH)
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
        self.width, self.height = aW, max(bottoms, default=0.0)
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Give up the columns where they are taller than any page."""
        frame = getattr(self, "_frame", None)
        if frame is not None and self.wrap(aW, aH)[1] > frame._aH:
            return [*self._groups[0], *self._groups[1]]
        return []

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw with the lower left corner at (x, y)."""
        canvas.anchor(self.section, x, y + self.height)
        starts = (x, x + self._widths[0] + _GUTTER)
        for group, tops, start in zip(self._groups, self._tops, starts, strict=True):
            for prose, top in zip(group, tops, strict=True):
                prose.drawOn(canvas, start, y + self.height - top - prose.height)


def _stack(group: list[Prose], width: float, height: float) -> list[float]:
    """Return how far below the common top each paragraph begins."""
    tops: list[float] = []
    reach = after = 0.0
    for number, prose in enumerate(group):
        prose.wrap(width, height)
        if number:
            reach += max(prose.spaceBefore, after)
        tops.append(reach)
        reach += prose.height
        after = prose.spaceAfter
    return tops
