"""What became of every line of a capture, for those who show it."""

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from diemtin.model import Kept, Removal
from diemtin.pipeline.tasks import Cleaned

_LOOKED_FOR = 200

Part = TypeVar("Part", Removal, Kept)


class AccountLine(msgspec.Struct, frozen=True):
    """A line of a capture, or a run of a page's text, of which one line may have several.

    `removed` was taken from it, `kept` left it to become metadata.
    """

    line: int
    text: str
    removed: tuple[Removal, ...] = ()
    kept: tuple[Kept, ...] = ()


def account_lines(one: Cleaned) -> Iterator[AccountLine]:
    """Yield every line that holds text, in the capture's order.

    What was removed or kept but stands in no line as it is (since a repair changed it) comes as
    a line of its own at the end.
    """
    removed: dict[int, deque[Removal]] = defaultdict(deque)
    for removal in one.audit.removed:
        removed[removal.line].append(removal)
    kept: dict[int, deque[Kept]] = defaultdict(deque)
    for metadata in one.audit.metadata:
        kept[metadata.line].append(metadata)
    for block in one.lines:
        if block.text.strip():
            gone = _take(removed[block.line], block.text)
            yield AccountLine(block.line, block.text, gone, _take(kept[block.line], block.text))
    for line in sorted(removed.keys() | kept.keys()):
        for removal in removed[line]:
            yield AccountLine(line, removal.text, (removal,))
        for metadata in kept[line]:
            yield AccountLine(line, metadata.text, (), (metadata,))


def _take(parts: deque[Part], text: str) -> tuple[Part, ...]:
    """Take those parts out of a list that stand in a text, one after another.

    They follow the order of the text, so that only the next ones are looked for: a page may be
    one line with a hundred thousand of them.
    """
    found: list[Part] = []
    rest: list[Part] = []
    position = 0
    for _ in range(min(_LOOKED_FOR, len(parts))):
        part = parts.popleft()
        start = text.find(part.text, position)
        if start >= 0:
            position = start + len(part.text)
            found.append(part)
        else:
            rest.append(part)
    parts.extendleft(reversed(rest))
    return tuple(found)
