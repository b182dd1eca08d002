"""Breaking paragraphs into lines: first fit where it is good, else the best of all ways.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), without hyphenation, which
Vietnamese does not know.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from diemtin.writers.pdf.typesetting import Word

# Spaces of justified lines, in shares of their own width: how far they may shrink, and from
# what stretch on it is worth looking for better breaks.
_SHRINK, _ACCEPTABLE = 0.12, 0.5
_IMPOSSIBLE = 1e12
_FUZZ = 0.01


class Line(NamedTuple):
    """A line: its words `start` up to `end`, its natural width, and what each space gains."""

    start: int
    end: int
    width: float
    stretch: float


def break_lines(
    words: Sequence[Word], first: float, rest: float, *, justify: bool, base: int = 0
) -> list[Line]:
    """Break words into lines of the widths `first` and then `rest`, in points.

    No word may be wider than its line. `base` is added to the indices of words.
    """
    lines = _first_fit(words, first, rest)
    if not justify:
        return [Line(base + start, base + end, width, 0.0) for start, end, width, _ in lines]
    stretches = [_stretch(words, line, rest if number else first, last=line is lines[-1])
                 for number, line in enumerate(lines)]  # fmt: skip
    if any(stretch > _ACCEPTABLE * words[0].space for stretch in stretches):
        lines = _best_fit(words, first, rest)
        stretches = [_stretch(words, line, rest if number else first, last=line is lines[-1])
                     for number, line in enumerate(lines)]  # fmt: skip
    return [
        Line(base + start, base + end, width, stretch)
        for (start, end, width, _), stretch in zip(lines, stretches, strict=True)
    ]


def _stretch(words: Sequence[Word], line: Line, width: float, *, last: bool) -> float:
    """Return what each space of a justified line gains; the last line gains nothing."""
    spaces = sum(1 for word in words[line.start : line.end - 1] if word.space)
    slack = width - line.width
    if not spaces or (last and slack >= 0):
        return 0.0
    return slack / spaces


def _first_fit(words: Sequence[Word], first: float, rest: float) -> list[Line]:
    """Fill each line with as many words as go into it."""
    lines = []
    start, reach, space, limit = 0, 0.0, 0.0, first + _FUZZ
    for position, word in enumerate(words):
        wider = reach + space + word.width
        if wider > limit and position > start:
            lines.append(Line(start, position, reach, 0.0))
            start, wider, limit = position, word.width, rest + _FUZZ
        reach, space = wider, word.space
    lines.append(Line(start, len(words), reach, 0.0))
    return lines


def _best_fit(words: Sequence[Word], first: float, rest: float) -> list[Line]:
    """Choose the breaks whose worst lines are least bad, by dynamic programming."""
    ends = [0.0, *accumulate(word.width + word.space for word in words)]
    spaces = [0, *accumulate(1 if word.space else 0 for word in words)]
    count = len(words)
    best = [0.0] + [_IMPOSSIBLE] * count
    origin = [0] * (count + 1)
    for start in range(count):
        if best[start] >= _IMPOSSIBLE:
            continue
        limit = rest if start else first
        for end in range(start + 1, count + 1):
            width = ends[end] - ends[start] - words[end - 1].space
            gaps = spaces[end - 1] - spaces[start]
            slack = limit - width
            if slack < -_FUZZ - _SHRINK * words[start].space * gaps and end > start + 1:
                break
            cost = best[start] + _demerits(slack, gaps, words[start].space, last=end == count)
            if cost < best[end]:
                best[end], origin[end] = cost, start
    breaks = [count]
    while breaks[-1]:
        breaks.append(origin[breaks[-1]])
    breaks.reverse()
    return [
        Line(start, end, ends[end] - ends[start] - words[end - 1].space, 0.0)
        for start, end in zip(breaks, breaks[1:], strict=False)
    ]


def _demerits(slack: float, gaps: int, space: float, *, last: bool) -> float:
    """Return how bad a line is: the cube of its stretch, squared, as TeX reckons."""
    if last and slack >= 0:
        return 1.0
    ratio = slack / (gaps * (space or 1) * 0.5) if gaps else slack / (space or 1)
    return min((1 + 100 * abs(ratio) ** 3) ** 2, _IMPOSSIBLE / 1e4)
