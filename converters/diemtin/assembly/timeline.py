"""Statements that are dated to the day, in order of time."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from diemtin.assembly.dates import DateExpression, find_dates
from diemtin.assembly.sentences import Reading
from diemtin.model import DatedStatement, Event, EventDate, Place, Statement

# A longer sentence tells of more than of the day that it names.
LONGEST = 80


def find_timeline(
    readings: Sequence[Reading], events: Sequence[Event], articles: Mapping[Place, Sequence[int]]
) -> list[DatedStatement]:
    """Return the dated statements in order of time; those without a year come from their event.

    Nothing is returned where all statements tell of one day: that is no line of time.
    """
    dates = {article: event.date for event in events for article in event.articles}
    found = [
        statement
        for reading in readings
        for statement in _dated(reading, dates.get(reading.index), articles)
    ]
    found.sort(key=lambda item: (_day(item.date), item.statement.place.article))
    return found if len({_day(item.date) for item in found}) > 1 else []


def _dated(
    reading: Reading, event: EventDate | None, articles: Mapping[Place, Sequence[int]]
) -> Iterator[DatedStatement]:
    for sentence in reading.sentences():
        if sentence.place not in articles or len(sentence.words) > LONGEST:
            continue
        for expression in find_dates(sentence.text, reading.lexicon)[:1]:
            date = _with_year(expression, event)
            if date:
                said = tuple(articles[sentence.place])
                yield DatedStatement(date, Statement(sentence.text, sentence.place, said))


def _with_year(expression: DateExpression, event: EventDate | None) -> EventDate | None:
    """Give a date the year of its article's event; without one it has no place in time."""
    year, month, day, last = (expression.year, expression.month, expression.day, expression.last)
    date = EventDate(expression.text, year, month, day, last)
    if event is None or event.year is None:
        return date if date.year else None
    same_day = (event.month, event.day) == (date.month, date.day)
    # The manifest may have decided on another year for the day of the event.
    if date.year and not same_day:
        return date
    return msgspec.structs.replace(
        date, year=event.year, inferred=event.inferred or not same_day, evidence=event.evidence
    )


def _day(date: EventDate) -> tuple[int, int, int]:
    return date.year or 0, date.month or 0, date.day or 0
