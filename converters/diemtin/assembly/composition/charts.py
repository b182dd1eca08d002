"""Charts: the events on a line of time, and comparable quantities as bars, each with its data."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from diemtin.assembly.comparisons import capital
from diemtin.assembly.composition.dates import date_text
from diemtin.assembly.composition.events import event_name
from diemtin.assembly.composition.setting import Setting
from diemtin.assembly.composition.statements import cell, header_row, value_text
from diemtin.model import (
    Block,
    Chart,
    ChartPoint,
    Comparison,
    Event,
    EventDate,
    Table,
    Text,
)

# One event makes no line of time; of more than so many, the most reported ones are drawn.
FEWEST, MOST = 2, 12
# "The end of the year" begins in this month.
LATE = 10


def chart_blocks(setting: Setting) -> list[Block]:
    """Return the charts that there is something to draw for, each with a table of its data."""
    if not setting.briefing.parts.charts:
        return []
    blocks = list(_timeline(setting))
    for number, comparison in enumerate(setting.briefing.comparisons, start=1):
        blocks += _bars(comparison, number, setting)
    return blocks


def _timeline(setting: Setting) -> Iterator[Block]:
    """Yield the events whose dates are known, in order of time, if there are two days of them."""
    dated = [
        (days, event, event.date)
        for event in setting.briefing.events
        if event.date and (days := _days(event.date))
    ]
    if len({days for days, _, _ in dated}) < FEWEST:
        return
    shown = sorted(dated, key=lambda item: -len(item[1].articles))[:MOST]
    shown.sort(key=lambda item: (item[0], item[1].articles))
    strings = setting.strings
    caption = strings.charted_events
    if len(shown) < len(dated):
        caption = strings.charted_most.format(count=len(shown), total=len(dated))
    points = tuple(_point(days, event, event_date, setting) for days, event, event_date in shown)
    yield Chart(
        "timeline",
        points,
        caption=(Text(caption),),
        alternative=_told(
            strings.timeline_told, [f"{point.value_text}: {point.label}" for point in points]
        ),
        identifier="chart-events",
    )
    rows = [
        (cell(Text(point.value_text)), cell(Text(point.label)), cell(*setting.cite_all(cited)))
        for point, cited in zip(points, (event.articles for _, event, _ in shown), strict=True)
    ]
    heads = header_row(strings.day, strings.event, strings.source)
    yield Table((heads, *rows), header_rows=1)


def _point(
    days: tuple[date, date], event: Event, event_date: EventDate, setting: Setting
) -> ChartPoint:
    first, last = (day.isoformat() for day in days)
    text = date_text(event_date, setting.language)
    return ChartPoint(event_name(event, setting), text, first=first, last=last)


def _days(event_date: EventDate) -> tuple[date, date] | None:
    """Return the first and the last day that a date may mean."""
    year, month, day = event_date.year, event_date.month, event_date.day
    if not year:
        return None
    try:
        if month and day:
            return date(year, month, day), date(year, month, event_date.last or day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, LATE if event_date.late else 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _bars(comparison: Comparison, number: int, setting: Setting) -> Iterator[Block]:
    """Yield quantities of one kind as bars, the greatest first."""
    strings = setting.strings
    measured = comparison.items[0].quantity.measured
    subject = capital(comparison.subject)
    caption = strings.charted_amounts if measured else strings.charted_counts
    caption = (caption if subject else strings.charted_rates).format(
        subject=subject, unit=comparison.unit
    )
    if len(comparison.items) < comparison.count:
        share = {"count": len(comparison.items), "total": comparison.count}
        caption = strings.charted_greatest.format(caption=caption, **share)
    points = tuple(
        ChartPoint(item.label, value_text(item.quantity), item.value) for item in comparison.items
    )
    yield Chart(
        "bars",
        points,
        comparison.unit,
        (Text(caption),),
        _told(strings.bars_told, [f"{point.label}: {point.value_text}" for point in points]),
        f"chart-{number}",
    )
    rows = [
        (
            cell(Text(point.label)),
            cell(Text(point.value_text)),
            cell(*setting.cite_all(item.quantity.statement.articles)),
        )
        for point, item in zip(points, comparison.items, strict=True)
    ]
    heads = header_row(strings.subject, strings.value, strings.source)
    yield Table((heads, *rows), header_rows=1)


def _told(pattern: str, points: list[str]) -> str:
    """Say in words what a chart shows, point by point."""
    return pattern.format(count=len(points), points="; ".join(points))
