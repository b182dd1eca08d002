"""Keeping flowables together: headings with what follows, pictures with their captions."""

from collections.abc import Sequence

from reportlab.platypus.doctemplate import FrameBreak
from reportlab.platypus.flowables import Flowable

_ENDLESS = float(0xFFFFFF)


class KeptTogether(Flowable):
    """Flowables of which all but the last stay whole, with at least the beginning of the last.

    reportlab's own `KeepTogether` takes a heading and a long paragraph to the next page even
    where the heading and two lines would fit.
    """

    def __init__(self, content: Sequence[Flowable], maxHeight: float | None = None) -> None:  # noqa: N803, ARG002
        super().__init__()
        # reportlab reads this name when it has gathered what is kept with the next.
        self._content = list(content)

    @property
    def content(self) -> list[Flowable]:
        """The flowables that are kept together."""
        return self._content

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Return the space before the first flowable."""
        return float(self._content[0].getSpaceBefore())

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """Claim endless height, so that the frame asks for a split."""
        return aW, _ENDLESS

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Return the flowables themselves, on a new page unless they can begin here."""
        if self._frame._atTop:
            first, *rest = self._content
            return [*_parts(first, aW, aH, self), *rest]
        return list(self._content) if self.begins_in(aW, aH) else [FrameBreak, *self._content]

    def begins_in(self, width: float, height: float) -> bool:
        """Tell whether all but the last, and at least the beginning of that, fit into a height."""
        *whole, last = self._content
        after = 0.0
        for number, flowable in enumerate(whole):
            flowable.canv = getattr(self, "canv", None)
            before = max(flowable.getSpaceBefore() - after, 0) if number else 0
            height -= before + flowable.wrap(width, height)[1]
            after = flowable.getSpaceAfter()
            height -= after
        height -= max(last.getSpaceBefore() - after, 0)
        return height > 0 and begins_in(last, width, height, self)


def begins_in(flowable: Flowable, width: float, height: float, within: Flowable) -> bool:
    """Tell whether a flowable, or a first part of it, fits into a height."""
    if isinstance(flowable, KeptTogether):
        return flowable.begins_in(width, height)
    return bool(_fits(flowable, width, height, within) or _parts(flowable, width, height, within))


def _fits(flowable: Flowable, width: float, height: float, within: Flowable) -> bool:
    flowable.canv = getattr(within, "canv", None)
    return bool(flowable.wrap(width, height)[1] <= height)


def _parts(flowable: Flowable, width: float, height: float, within: Flowable) -> list[Flowable]:
    """Return a flowable, or its parts where it does not fit into a height."""
    if isinstance(flowable, KeptTogether) or _fits(flowable, width, height, within):
        return [flowable]
    flowable._frame = getattr(within, "_frame", None)
    try:
        return list(flowable.split(width, height))
    finally:
        del flowable._frame


class KeptWhole(KeptTogether):
    """Flowables that stay together entirely, where a page has room for them."""

    def begins_in(self, width: float, height: float) -> bool:
        """Tell whether all fit into a height."""
        after = 0.0
        for number, flowable in enumerate(self._content):
            flowable.canv = getattr(self, "canv", None)
            height -= max(flowable.getSpaceBefore() - after, 0) if number else 0
            height -= flowable.wrap(width, height)[1]
            after = flowable.getSpaceAfter()
            height -= after if number < len(self._content) - 1 else 0
        return height >= 0
