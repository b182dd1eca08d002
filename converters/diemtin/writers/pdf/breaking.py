"""Breaking paragraphs into lines: first fit where it is good, else the best of all ways.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), without hyphenation, which
Vietnamese does not know.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import NamedTuple

from diemtin.writers.pdf.typesetting import Word

# Spaces of justified lines, in shares of their own width: how far they may shrink, and from
# what stretch on it is worth looking for better breaks.
_SHRINK, _ACCEPTABLE = 0.12, 0.5
_IMPOSSIBLE = float("inf")
# How many of the lines that could end after a word are weighed.
_WEIGHED = 4
_FUZZ = 0.01


class Line(NamedTuple):
    """A line: its words `start` up to `end`, its natural width, and what each space gains."""

    start: int
    end: int
    width: float
    stretch: float


# The words `start` up to `end`, and their natural width.
_Break = tuple[int, int, float]
_space = itemgetter(1)


def break_lines(
    words: Sequence[Word], first: float, rest: float, *, justify: bool, base: int = 0
) -> list[Line]:
    """Break words into lines of the widths `first` and then `rest`, in points.

    No word may be wider than its line. `base` is added to the indices of words.
    """
    lines = _first_fit(words, first, rest)
    stretches = [0.0] * len(lines)
    if justify:
        stretches = _stretches(words, lines, first, rest)
        if max(stretches) > _ACCEPTABLE * words[0].space:
            lines = _best_fit(words, first, rest)
            stretches = _stretches(words, lines, first, rest)
    return [
        Line(base + start, base + end, width, stretch)
        for (start, end, width), stretch in zip(lines, stretches, strict=True)
    ]


def balance(
    words: Sequence[Word], lines: list[Line], first: float, rest: float, *, base: int = 0
) -> list[Line]:
    """Break words into as many lines of about equal length: the narrowest measure wins."""
    narrow, wide = max(word.width for word in words) / rest, 1.0
    for _ in range(7):
        share = (narrow + wide) / 2
        tried = _first_fit(words, first * share, rest * share)
        if len(tried) == len(lines) and all(width <= rest * share + _FUZZ for *_, width in tried):
            wide = share
            lines = [Line(base + start, base + end, width, 0.0) for start, end, width in tried]
        else:
            narrow = share
    return lines


def _stretches(
    words: Sequence[Word], lines: Sequence[_Break], first: float, rest: float
) -> list[float]:
    """Return what each space of each justified line gains; the last line's gain nothing."""
    stretches = []
    limit = first
    for start, end, width in lines:
        gaps = sum(map(bool, map(_space, words[start : end - 1])))
        stretches.append((limit - width) / gaps if gaps else 0.0)
        limit = rest
    stretches[-1] = min(stretches[-1], 0.0)
    return stretches


def _first_fit(words: Sequence[Word], first: float, rest: float) -> list[_Break]:
    """Fill each line with as many words as go into it."""
    lines = []
    start, reach, space, limit = 0, 0.0, 0.0, first + _FUZZ
    for position, (width, own_space, _, _) in enumerate(words):
        wider = reach + space + width
        if wider > limit and position > start:
            lines.append((start, position, reach))
            start, wider, limit = position, width, rest + _FUZZ
        reach, space = wider, own_space
    lines.append((start, len(words), reach))
    return lines


def _best_fit(words: Sequence[Word], first: float, rest: float) -> list[_Break]:
    """Choose the breaks whose worst lines are least bad, by dynamic programming.

    Of the lines that may end after a word only the longest few are weighed, but of last lines,
    which may be short, all.
    """
    ends = [0.0, *accumulate(width + space for width, space, _, _ in words)]
    gaps = [0, *accumulate(map(bool, map(_space, words)))]
    count, space = len(words), words[0].space or 1.0
    best = [0.0] * (count + 1)
    origin = [0] * (count + 1)
    longest = 0
    for end in range(1, count + 1):
        reach, gap = ends[end] - words[end - 1].space, gaps[end - 1]
        while longest < end - 1:
            limit = rest if longest else first
            if reach - ends[longest] <= limit + _FUZZ + _SHRINK * space * (gap - gaps[longest]):
                break
            longest += 1
        least = _IMPOSSIBLE
        for start in range(longest, end if end == count else min(longest + _WEIGHED, end)):
            slack = (rest if start else first) - reach + ends[start]
            cost = best[start]
            if slack < 0 or end < count:
                # The cube of the stretch, squared: how bad a line is, as TeX reckons.
                ratio = 2 * slack / ((gap - gaps[start] or 1) * space)
                badness = 1 + 100 * abs(ratio * ratio * ratio)
                cost += badness * badness
            if cost < least:
                least, origin[end] = cost, start
        best[end] = least
    breaks = [count]
    while breaks[-1]:
        breaks.append(origin[breaks[-1]])
    breaks.reverse()
    return [
        (start, end, ends[end] - ends[start] - words[end - 1].space)
        for start, end in pairwise(breaks)
    ]
