"""Keeping flowables together: headings with what follows, pictures with their captions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

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
        if not self._frame._atTop and not self.begins_in(aW, aH):
            return [FrameBreak, *self._content]
        first, *rest = self._content
        # A frame gives up the whole document where the first that it is given does not fit.
        return [*_parts(first, aW, aH, self), *rest]

    def begins_in(self, width: float, height: float) -> bool:
        """Tell whether all but the last, and at least the beginning of that, fit into a height."""
        *whole, last = self._content
        left = height - self._height(whole, width)
        left -= max(last.getSpaceBefore() - (whole[-1].getSpaceAfter() if whole else 0), 0)
        return left > 0 and begins_in(last, width, left, self)

    def _height(self, flowables: Sequence[Flowable], width: float) -> float:
        """Return the height of flowables with the spaces between and after them."""
        height = after = 0.0
        for number, flowable in enumerate(flowables):
            between = max(flowable.getSpaceBefore() - after, 0) if number else 0
            after = flowable.getSpaceAfter()
            height += between + _height(flowable, width, self) + after
        return height


def begins_in(flowable: Flowable, width: float, height: float, within: Flowable) -> bool:
    """Tell whether a flowable, or a first part of it, fits into a height."""
    if isinstance(flowable, KeptTogether):
        return flowable.begins_in(width, height)
    return bool(_parts(flowable, width, height, within))


@contextmanager
def _lent(flowable: Flowable, within: Flowable) -> Iterator[None]:
    """Lend a flowable the canvas and the frame that its group was given."""
    flowable.canv, flowable._frame = getattr(within, "canv", None), getattr(within, "_frame", None)
    try:
        yield
    finally:
        del flowable.canv, flowable._frame


def _height(flowable: Flowable, width: float, within: Flowable) -> float:
    with _lent(flowable, within):
        return float(flowable.wrap(width, _ENDLESS)[1])


def _parts(flowable: Flowable, width: float, height: float, within: Flowable) -> list[Flowable]:
    """Return a flowable, or its parts where it does not fit into a height."""
    if isinstance(flowable, KeptTogether) or _height(flowable, width, within) <= height:
        return [flowable]
    with _lent(flowable, within):
        return list(flowable.split(width, height))


class KeptWhole(KeptTogether):
    """Flowables that stay together entirely, where a page has room for them."""

    def begins_in(self, width: float, height: float) -> bool:
        """Tell whether all fit into a height."""
        needed = self._height(self._content, width) - float(self._content[-1].getSpaceAfter())
        return needed <= height
