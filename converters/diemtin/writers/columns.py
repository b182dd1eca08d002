"""How a table's columns share the width of the text, alike in print and in Word."""

import math
from collections.abc import Sequence


def share_room(
    least: Sequence[float], lengths: Sequence[Sequence[float]], room: float
) -> list[float]:
    """Share a width among columns.

    Every column holds its longest word. Where all texts fit on one line, each has its own; else
    what is left goes to the columns whose texts are longer, by the quadratic mean of their
    lengths: neither the longest cell alone nor the many short ones decide.

    Args:
        least: What the longest word of each column asks for.
        lengths: For each column, the widths of its cells' texts, were they set on one line.
        room: The width to share, in the same unit.

    >>> [round(width) for width in share_room([20, 20], [[30], [40]], 100)]
    [45, 55]
    >>> [round(width) for width in share_room([20, 20], [[30, 30], [500, 40]], 100)]
    [30, 70]
    >>> [round(width) for width in share_room([60, 90], [[60], [90]], 100)]
    [40, 60]
    """
    needed = sum(least)
    if needed >= room:
        return [room * own / needed for own in least]
    whole = [max((low, *widths)) for low, widths in zip(least, lengths, strict=True)]
    if sum(whole) <= room:
        return [own + (room - sum(whole)) / len(whole) for own in whole]
    wishes = [
        max(_quadratic_mean(widths, room) - low, 0.0) + 1.0
        for low, widths in zip(least, lengths, strict=True)
    ]
    spare, total = room - needed, sum(wishes)
    return [low + spare * wish / total for low, wish in zip(least, wishes, strict=True)]


def _quadratic_mean(widths: Sequence[float], room: float) -> float:
    """Return the quadratic mean; a text longer than the room asks for no more than the room."""
    squares = [min(width, room) ** 2 for width in widths]
    return math.sqrt(sum(squares) / len(squares)) if squares else 0.0
