"""Breaking paragraphs into lines: first fit where it is good, else the best of all ways.

After Knuth and Plass, "Breaking Paragraphs into Lines" (1981), without hyphenation, which
Vietnamese does not know.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import add, itemgetter
from typing import NamedTuple

from diemtin.writers.pdf.typesetting import Word

# Spaces of justified lines, in shares of their own width: how far they may shrink, and from
# what stretch on it is worth looking for better breaks.
_SHRINK, _ACCEPTABLE = 0.12, 0.5
_IMPOSSIBLE = float("inf")
# What makes the lines of a title bad, against one of which each line is longer or shorter than the
# mean by a tenth of the column: a name that is cut, and what a pause or a bracket is worth.
_UNLIKE, _SPLIT_NAME, _PAUSE, _BRACKET = 50.0, 1.5, 1.5, 7.0
_PAUSES, _OPENING = ",;:.–—", "("
# Texts of so few words, as most cells of tables have, are first tried as one line.
_FEW = 12
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
_width, _space = itemgetter(0), itemgetter(1)


class _Row(NamedTuple):
    """Words side by side on one endless line: where each begins and ends, the space after it.

    Lines are cut from it by search in sorted numbers: no loop visits every word, since that alone
    took a fifth of the time of a layout.
    """

    starts: list[float]
    ends: list[float]
    spaces: list[float]


def _row(words: Sequence[Word]) -> _Row:
    widths, spaces = list(map(_width, words)), list(map(_space, words))
    starts = [0.0, *accumulate(map(add, widths, spaces))]
    return _Row(starts, list(map(add, starts, widths)), spaces)


def break_lines(
    words: Sequence[Word], first: float, rest: float, *, justify: bool, base: int = 0
) -> list[Line]:
    """Break words into lines of the widths `first` and then `rest`, in points.

    No word may be wider than its line. `base` is added to the indices of words.
    """
    if len(words) <= _FEW:
        width = sum(map(_width, words)) + sum(map(_space, words)) - words[-1].space
        if width <= first:
            return [Line(base, base + len(words), width, 0.0)]
    row = _row(words)
    lines = _first_fit(row, first, rest)
    stretches = [0.0] * len(lines)
    if justify:
        stretches = _stretches(row, lines, first, rest)
        if max(stretches) > _ACCEPTABLE * row.spaces[0]:
            lines = _best_fit(row, first, rest)
            stretches = _stretches(row, lines, first, rest)
    return [
        Line(base + start, base + end, width, stretch)
        for (start, end, width), stretch in zip(lines, stretches, strict=True)
    ]


def balance(
    words: Sequence[Word], lines: list[Line], first: float, rest: float, *, base: int = 0
) -> list[Line]:
    """Break words into as many lines of about equal length, where a reader would pause.

    A line ends rather behind a comma, and not inside what begins with a capital and goes on in
    small letters, as the names of Vietnamese things do ("Tuần | lễ"), nor before a number.
    """
    count, total = len(words), len(lines)
    starts, ends, _ = _row(words)
    mean = sum(line.width for line in lines) / total
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, total + 1):
        limit = (first if number == 1 else rest) + _FUZZ
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for end in range(start + 1, count + 1 if number == total else count):
                width = ends[end - 1] - starts[start]
                if width > limit:
                    break
                if number == total and end < count:
                    continue
                unlike = (width - mean) / rest
                own = cost + _UNLIKE * unlike * unlike
                if end < count:
                    own += _break_cost(words[end - 1], words[end])
                if own < reached.get(end, (_IMPOSSIBLE, 0))[0]:
                    reached[end] = own, start
        best.append(reached)
    if count not in best[-1]:
        return lines
    breaks = [count]
    for reached in reversed(best[1:]):
        breaks.append(reached[breaks[-1]][1])
    breaks.reverse()
    return [
        Line(base + start, base + end, ends[end - 1] - starts[start], 0.0)
        for start, end in pairwise(breaks)
    ]


def _break_cost(before: Word, after: Word) -> float:
    """Return how badly a title breaks between two words; less than nothing where it reads well."""
    told, following = before.pieces[-1].text, after.pieces[0].text
    if following[:1] in _OPENING:
        return -_BRACKET
    if told[-1:] in _PAUSES:
        return -_PAUSE
    cost = 0.0
    if told[:1].isupper() and not told.isupper():
        cost += _SPLIT_NAME
    if following[:1].isdigit():
        cost += _SPLIT_NAME
    return cost


def _stretches(row: _Row, lines: Sequence[_Break], first: float, rest: float) -> list[float]:
    """Return what each space of each justified line gains; the last line's gain nothing."""
    stretches = []
    limit = first
    for start, end, width in lines:
        gaps = end - 1 - start - row.spaces[start : end - 1].count(0.0)
        stretches.append((limit - width) / gaps if gaps else 0.0)
        limit = rest
    stretches[-1] = min(stretches[-1], 0.0)
    return stretches


def _first_fit(row: _Row, first: float, rest: float) -> list[_Break]:
    """Fill each line with as many words as go into it."""
    starts, ends, _ = row
    lines = []
    start, limit = 0, first
    while start < len(ends):
        end = bisect_right(ends, starts[start] + limit + _FUZZ, start + 1)
        lines.append((start, end, ends[end - 1] - starts[start]))
        start, limit = end, rest
    return lines


def _best_fit(row: _Row, first: float, rest: float) -> list[_Break]:
    """Choose the breaks whose worst lines are least bad, by dynamic programming.

    Of the lines that may end after a word only the longest few are weighed, but of last lines,
    which may be short, all.
    """
    starts, ends, spaces = row
    gaps = [0, *accumulate(map(bool, spaces))]
    count, space = len(ends), spaces[0] or 1.0
    best = [0.0] * (count + 1)
    origin = [0] * (count + 1)
    longest = 0
    for end in range(1, count + 1):
        reach, gap = ends[end - 1], gaps[end - 1]
        while longest < end - 1:
            limit = rest if longest else first
            if reach - starts[longest] <= limit + _FUZZ + _SHRINK * space * (gap - gaps[longest]):
                break
            longest += 1
        least = _IMPOSSIBLE
        for start in range(longest, end if end == count else min(longest + _WEIGHED, end)):
            cost = best[start]
            if cost >= least:
                continue
            slack = (rest if start else first) - reach + starts[start]
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
    return [(start, end, ends[end - 1] - starts[start]) for start, end in pairwise(breaks)]
