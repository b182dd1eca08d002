"""Bookmarks: the outline of a PDF (ISO 32000-1, 12.3.3), written as it grows."""

from diemtin.writers.pdf.objects import GrowingDocument
from diemtin.writers.pdf.structure import pdf_text


class _Bookmark:
    """A bookmark that may still get others below it; all it holds are numbers of objects."""

    __slots__ = ("count", "destination", "first", "last", "number", "previous", "title")

    def __init__(self, number: int, title: str = "", destination: str = "") -> None:
        self.number, self.title, self.destination = number, title, destination
        self.previous = self.first = self.last = self.count = 0


class Bookmarks:
    """The bookmarks of one document in reading order; all are open."""

    def __init__(self, document: GrowingDocument) -> None:
        self._document = document
        # The root, the last bookmark, and those that it lies below.
        self._open: list[_Bookmark] = []

    def add(self, title: str, destination: str, level: int) -> None:
        """Add a bookmark at a level from 0, at most one below that of the one before."""
        if not self._open:
            self._open.append(_Bookmark(self._document.reserve()))
        own = _Bookmark(self._document.reserve(), title, destination)
        while len(self._open) > level + 2:
            self._close(following=0)
        if len(self._open) == level + 2:
            own.previous = self._open[-1].number
            self._close(following=own.number)
        parent = self._open[-1]
        parent.first = parent.first or own.number
        parent.last = own.number
        self._open.append(own)

    def finish(self) -> str | None:
        """Write what is still open; returns a reference to the root, None without bookmarks."""
        if not self._open:
            return None
        while len(self._open) > 1:
            self._close(following=0)
        root = self._open.pop()
        body = f"<</Type/Outlines/First {root.first} 0 R/Last {root.last} 0 R/Count {root.count}>>"
        self._document.write(root.number, body.encode("ascii"))
        return f"{root.number} 0 R"

    def _close(self, *, following: int) -> None:
        """Write the last bookmark, which has all below it, and perhaps a next one."""
        own = self._open.pop()
        parent = self._open[-1]
        parent.count += 1 + own.count
        named = {"Prev": own.previous, "Next": following, "First": own.first, "Last": own.last}
        references = "".join(f"/{name} {number} 0 R" for name, number in named.items() if number)
        count = f"/Count {own.count}" if own.count else ""
        rest = f"/Parent {parent.number} 0 R/Dest {own.destination}{references}{count}>>"
        body = b"<</Title" + pdf_text(own.title) + rest.encode("ascii")
        self._document.write(own.number, body)
