"""Flowables: what a story consists of, each measured, perhaps split, and drawn in its turn."""

from typing import NamedTuple

from diemtin.writers.pdf.canvas import TaggedCanvas

FUZZ = 0.01
# The block that a flowable is of: the identifier of its section, and its number there.
Place = tuple[str, int]


class Room(NamedTuple):
    """The room for a flowable in points: its width, what is left of the page, an empty page."""

    width: float
    height: float
    page: float

    @property
    def is_page(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.height >= self.page - FUZZ

    def less(self, height: float) -> "Room":
        """Return the room that is left below something of a height."""
        return Room(self.width, self.height - height, self.page)


class Flowable:
    """Something to print.

    Links lead to it by its `identifier`, and by that of the `section` that it begins.
    """

    identifier = section = ""
    space_before = space_after = 0.0
    keep_with_next = False
    block: Place = ("", 0)

    def measure(self, room: Room) -> float:
        """Return the height that it takes in a room, even if that is more than there is."""
        raise NotImplementedError

    def split(self, room: Room) -> list["Flowable"]:  # noqa: ARG002
        """Return parts of which the first fits into a room, or nothing if it does not split."""
        return []

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw it as it was measured last, with its lower left corner at (x, y)."""
        raise NotImplementedError


class TurnPage(Flowable):
    """Says of which kind the page is that what follows stands on.

    A page of that kind goes on, unless `ends_page` asks for a new one.
    """

    def __init__(self, landscape: bool, *, ends_page: bool = False) -> None:
        self.landscape = landscape
        self.ends_page = ends_page
