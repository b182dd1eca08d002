"""Bars: each under its label, as long as its value, from one line of zero."""

from collections.abc import Iterator

from diemtin.charts.lettering import Type
from diemtin.charts.marks import Box, Drawing, Lettering, Mark, Stroke
from diemtin.model import Chart, ChartPoint

# A label has so many lines at most; what stands behind a bar takes this share of the width.
LABEL_LINES = 2
VALUE_SHARE = 0.45
# Measures in multiples of the size of type.
THICKNESS, GAP, SPACE, ABOVE = 0.9, 0.45, 0.75, 0.2


def draw_bars(chart: Chart, type_: Type, width: float) -> Drawing:
    """Draw bars that are proportional to the values; those below zero reach to the left."""
    size = type_.size
    values = [
        "".join(type_.wrapped(point.value_text, width * VALUE_SHARE, 1, bold=True))
        for point in chart.points
    ]
    above = max((point.value for point in chart.points), default=0)
    below = max((-point.value for point in chart.points), default=0)
    reach = max(above, 0) + max(below, 0)
    widest = max((type_.width(text, bold=True) for text in values), default=0)
    room = width - widest - GAP * size
    zero = room * (max(below, 0) / reach) if reach else 0.0
    unit = type_.wrapped(chart.unit, width - zero, 1)
    marks: list[Mark] = [type_.line(text, zero, 0, "muted") for text in unit]
    top = type_.leading * len(unit)
    for point, value in zip(chart.points, values, strict=True):
        labels = type_.wrapped(point.label, width, LABEL_LINES)
        marks += (type_.line(text, 0, top + n * type_.leading) for n, text in enumerate(labels))
        top += len(labels) * type_.leading + ABOVE * size
        marks += _bar(point, value, type_, (zero, top), room / reach if reach else 0)
        top += THICKNESS * size + SPACE * size
    return Drawing(width, max(top - SPACE * size / 2, 1.0), tuple(marks))


def _bar(
    point: ChartPoint, value: str, type_: Type, origin: tuple[float, float], scale: float
) -> Iterator[Mark]:
    """Yield a bar with the line of zero beside it and its value behind it."""
    zero, top = origin
    length, thickness = point.value * scale, THICKNESS * type_.size
    if length:
        yield Box(min(zero, zero + length), top, abs(length), thickness, "accent")
    yield Stroke(zero, top - 1, zero, top + thickness + 1, 0.75, "text")
    behind = max(zero, zero + length) + GAP * type_.size
    line: Lettering = type_.line(value, behind, top, bold=True)
    yield line._replace(y=line.y - (type_.leading - thickness) / 2)
