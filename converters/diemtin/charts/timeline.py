"""A line of time: drawn to scale downwards, each event beside it, led to its place by a line."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from diemtin.charts.lettering import Type
from diemtin.charts.marks import Dot, Drawing, Mark, Stroke
from diemtin.model import Chart, ChartPoint

LABEL_LINES = 3
# Measures in multiples of the size of type.
SHORTEST, RADIUS, ELBOW, GAP, TICK_GAP = 9.0, 0.32, 2.2, 0.6, 0.5
# Months from one tick to the next; the first step that leaves the ticks apart is taken.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)
# A tick has so many times the room of a line.
APART = 1.6


class _Spot(NamedTuple):
    """An event: its days, and what is printed of it."""

    first: date
    last: date
    heads: list[str]
    lines: list[str]


def draw_timeline(chart: Chart, type_: Type, width: float) -> Drawing:
    """Draw the events in order of time; those whose dates cannot be read are left out.

    The line begins and ends on the first day of a month, or of a longer step. An event that is
    known only to lie between two days is drawn as a bar from one to the other.
    """
    axis = type_.width("00/0000") + TICK_GAP * type_.size + RADIUS * type_.size
    left = axis + ELBOW * type_.size
    spots = sorted(_spots(chart.points, type_, width - left), key=lambda spot: spot[:2])
    if not spots:
        return Drawing(width, 1.0, ())
    heights = [(len(spot.heads) + len(spot.lines)) * type_.leading for spot in spots]
    needed = sum(heights) + GAP * type_.size * (len(spots) - 1)
    height = max(needed, SHORTEST * type_.size)
    last = max(spot.last for spot in spots)
    ticks = _ticks(spots[0].first, last, height / (APART * type_.leading))
    scale = _Scale(_day(ticks[0]), _day(ticks[-1]), type_.leading / 2, height - type_.leading / 2)
    marks = list(_axis(ticks, scale, axis, type_))
    places = [(scale.at(spot.first) + scale.at(spot.last)) / 2 for spot in spots]
    tops = _apart(
        [place - type_.leading / 2 for place in places], heights, GAP * type_.size, height
    )
    for spot, place, top in zip(spots, places, tops, strict=True):
        marks += _event(spot, scale, type_, (axis, place), (left, top))
    return Drawing(width, height, tuple(marks))


def _spots(points: tuple[ChartPoint, ...], type_: Type, room: float) -> Iterator[_Spot]:
    for point in points:
        try:
            first = date.fromisoformat(point.first or "")
            last = date.fromisoformat(point.last or point.first or "")
        except ValueError:
            continue
        heads = type_.wrapped(point.value_text, room, 2, bold=True)
        lines = type_.wrapped(point.label, room, LABEL_LINES)
        yield _Spot(min(first, last), max(first, last), heads, lines)


class _Scale(NamedTuple):
    """Where days stand between two heights."""

    first: int
    last: int
    top: float
    bottom: float

    def at(self, day: date) -> float:
        """Return the height of a day."""
        share = (day.toordinal() - self.first) / max(self.last - self.first, 1)
        return self.top + share * (self.bottom - self.top)


def _day(month: int) -> int:
    """Return the ordinal of the first day of a month, counted from January of the year 0."""
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _ticks(first: date, last: date, most: float) -> list[int]:
    """Return the months at which the line is marked: the first one before, the last one after."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
    for step in STEPS:
        low, high = start // step * step, -(-end // step) * step
        if (high - low) / step < max(most, 2):
            break
    ticks = (min(max(month, date.min.year * 12), date.max.year * 12) for month in
             range(low, high + 1, step))  # fmt: skip
    return sorted(set(ticks))


def _axis(ticks: list[int], scale: _Scale, x: float, type_: Type) -> Iterator[Mark]:
    """Yield the line with its ticks; months are numbered where the ticks are not years."""
    yield Stroke(x, scale.top, x, scale.bottom, 1.0, "muted")
    yearly = all(month % 12 == 0 for month in ticks)
    for month in ticks:
        y = scale.at(date.fromordinal(_day(month)))
        year = str(month // 12)
        text = year if yearly else f"{month % 12 + 1}/{year}"
        end = x - TICK_GAP * type_.size
        yield Stroke(end + 1, y, x, y, 0.75, "muted")
        line = type_.line(text, end - type_.width(text) - 1, 0, "muted")
        yield line._replace(y=line.y + y - type_.leading / 2)


def _event(
    spot: _Spot, scale: _Scale, type_: Type, place: tuple[float, float], label: tuple[float, float]
) -> Iterator[Mark]:
    """Yield an event on the line, what is said of it, and the line between them."""
    (x, y), (left, top) = place, label
    gap = TICK_GAP * type_.size
    yield Stroke(x, y, left - gap, top + type_.leading / 2, 0.75, "accent")
    radius = RADIUS * type_.size
    if spot.first == spot.last:
        yield Dot(x, y, radius, "accent")
    else:
        yield Stroke(x, scale.at(spot.first), x, scale.at(spot.last), 2 * radius, "accent")
    for number, text in enumerate(spot.heads):
        yield type_.line(text, left, top + number * type_.leading, bold=True)
    top += len(spot.heads) * type_.leading
    for number, text in enumerate(spot.lines):
        yield type_.line(text, left, top + number * type_.leading)


def _apart(wanted: list[float], heights: list[float], gap: float, height: float) -> list[float]:
    """Return places near the wanted ones, in their order, that do not overlap and fit.

    >>> _apart([0, 1, 50], [10, 10, 10], 2, 60)
    [0, 12, 50]
    """
    tops: list[float] = []
    for place, _ in zip(wanted, heights, strict=True):
        least = tops[-1] + heights[len(tops) - 1] + gap if tops else 0.0
        tops.append(max(place, least))
    limit = height
    for number in reversed(range(len(tops))):
        tops[number] = min(tops[number], limit - heights[number])
        limit = tops[number] - gap
    return tops
