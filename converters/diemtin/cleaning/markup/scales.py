"""The scales on which features are measured: whole numbers from 0 to 255, one byte each."""

from collections.abc import Iterable, Sequence
from math import log2
from operator import itemgetter

_LARGEST = 4095
_TABLE = bytes(min(255, round(16 * log2(1 + count))) for count in range(_LARGEST + 1))


def log_scale(count: int) -> int:
    """Put a count on a scale of 16 steps a doubling, up to 255.

    >>> [log_scale(n) for n in (0, 1, 3, 1000)]
    [0, 16, 32, 159]
    """
    return _TABLE[count] if count <= _LARGEST else min(255, round(16 * log2(1 + count)))


def log_scales(counts: Sequence[int]) -> bytes:
    """Put many counts on that scale."""
    if max(counts) > _LARGEST:
        return bytes([log_scale(count) for count in counts])
    # The zero at the end is there because `itemgetter` would not return a tuple for one count.
    return bytes(itemgetter(*counts, 0)(_TABLE)[:-1])


def shares(parts: Iterable[int], wholes: Iterable[int]) -> bytes:
    """Put parts of wholes on a scale from 0 to 255; a part is never more than its whole.

    >>> list(shares([0, 1, 2, 0], [2, 2, 2, 0]))
    [0, 127, 255, 0]
    """
    return bytes(
        [255 * part // whole if whole else 0 for part, whole in zip(parts, wholes, strict=True)]
    )


def shares_of(parts: Iterable[int], whole: int) -> bytes:
    """Put parts of one whole on that scale."""
    return bytes([255 * part // (whole or 1) for part in parts])


def clipped(counts: Iterable[int]) -> bytes:
    """Take counts as they are, up to 255."""
    return bytes([count if count < 256 else 255 for count in counts])


def since(marks: bytes) -> bytes:
    """Count the places since the last mark: 0 on it, 255 before the first.

    >>> list(since(bytes((0, 1, 0, 0, 1))))
    [255, 0, 1, 2, 0]
    """
    before, *after = marks.split(b"\1")
    ramp = bytes(range(255)) + b"\xff" * len(marks)
    return b"\xff" * len(before) + b"".join([ramp[: len(part) + 1] for part in after])


def until(marks: bytes) -> bytes:
    """Count the places to the next mark: 0 on it, 255 behind the last."""
    return since(marks[::-1])[::-1]
