"""Where pages begin within the text of a block: marks that come after so many characters."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator

_WORD = re.compile(r"\S+")


class PageBreakMarks:
    """The marks that the text of one block still awaits, in reading order.

    Text is told to it as it is rendered. Spaces do not count: lines end in their place.
    """

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, str]] = deque()
        self._passed = 0

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._waiting)

    def add(self, offset: int, mark: str) -> None:
        """Let a mark come after so many characters of the block."""
        self._waiting.append((offset, mark))

    def parted(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the parts of a text, each with the mark that stands before it or nothing."""
        mark = ""
        while self._waiting:
            offset, following = self._waiting[0]
            end = _index_after(text, offset - self._passed)
            if end is None:
                break
            yield mark, text[:end]
            self._passed += _count(text[:end])
            mark, text = following, text[end:]
            self._waiting.popleft()
        if self._waiting:
            self._passed += _count(text)
        yield mark, text

    def whole(self, text: str) -> str:
        """Return the marks of pages that begin in a citation, to stand before it."""
        if not self._waiting:
            return ""
        self._passed += _count(text)
        due = ""
        while self._waiting and self._waiting[0][0] < self._passed:
            due += self._waiting.popleft()[1]
        return due

    def rest(self) -> list[str]:
        """Return the marks that the block's text was too short for, and forget the block."""
        marks = [mark for _, mark in self._waiting]
        self._waiting.clear()
        self._passed = 0
        return marks


def _index_after(text: str, count: int) -> int | None:
    """Return where the first character stands that has so many before it, spaces apart."""
    for word in _WORD.finditer(text):
        if count < len(word[0]):
            index = word.start() + max(count, 0)
            while index < word.end() and unicodedata.combining(text[index]):
                index += 1
            return index
        count -= len(word[0])
    return None


def _count(text: str) -> int:
    return sum(map(len, text.split()))
