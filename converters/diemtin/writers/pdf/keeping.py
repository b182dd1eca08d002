"""Keeping flowables together: headings with what follows, pictures with their captions."""

from collections.abc import Sequence

from diemtin.writers.pdf.flowables import FUZZ, Flowable, Room


class KeptTogether(Flowable):
    """Flowables of which all but the last stay whole, with at least the beginning of the last."""

    def __init__(self, content: Sequence[Flowable]) -> None:
        self.content = list(content)
        self.space_before = self.content[0].space_before

    def begins_in(self, room: Room) -> bool:
        """Tell whether all but the last, and at least the beginning of that, fit into a room."""
        *whole, last = self.content
        left = room.less(_height(whole, room))
        after = whole[-1].space_after if whole else 0.0
        left = left.less(max(last.space_before - after, 0))
        return left.height > 0 and begins_in(last, left)


class KeptWhole(KeptTogether):
    """Flowables that stay together entirely, where a page has room for them."""

    def begins_in(self, room: Room) -> bool:
        """Tell whether all fit into a room."""
        needed = _height(self.content, room) - self.content[-1].space_after
        return needed <= room.height


def begins_in(flowable: Flowable, room: Room) -> bool:
    """Tell whether a flowable, or a first part of it, fits into a room."""
    if isinstance(flowable, KeptTogether):
        return flowable.begins_in(room)
    return flowable.measure(room) <= room.height + FUZZ or bool(flowable.split(room))


def _height(flowables: Sequence[Flowable], room: Room) -> float:
    """Return the height of flowables with the spaces between and after them."""
    height = after = 0.0
    for number, flowable in enumerate(flowables):
        between = max(flowable.space_before - after, 0) if number else 0
        after = flowable.space_after
        height += between + flowable.measure(room) + after
    return height
