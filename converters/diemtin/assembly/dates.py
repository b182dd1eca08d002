"""Dates in running text, and the year in which an article speaks where it does not say so."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from diemtin.assembly.lexicon import Lexicon, YearPattern
from diemtin.assembly.sentences import Reading, Sentence
from diemtin.languages import month_numbers
from diemtin.model import Doubt, EventDate, Evidence

# The date of what an article tells stands in one of its first sentences.
LEAD = 4
# What stands in the sentence of the date itself, and the day of publication, say most.
SAME_SENTENCE, PUBLISHED = 3, 10
# An inferred year needs this weight, and this share of all that speaks for some year.
LEAST_WEIGHT, LEAST_SHARE = 2, 0.6
# What lasts more days is a period, not an event.
LONGEST_EVENT = 15
# An event may be announced so many days ahead.
AHEAD = 90
_LEAP_YEAR = 2024
# What tells of whom or what a date is stands so near before it.
_NEAR = 100
_YEAR = re.compile(r"\d{4}")
_DIGIT = re.compile(r"\d")


class DateExpression(msgspec.Struct, frozen=True):
    """A date as it is written: `start` and `end` count characters of the text it was found in.

    `last` is the last day of what took several.
    """

    text: str
    start: int
    end: int
    day: int
    month: int
    year: int | None
    last: int | None = None

    def days(self) -> tuple[int, int, int]:
        """Return month, first and last day."""
        return self.month, self.day, self.last or self.day


def find_dates(text: str, lexicon: Lexicon) -> list[DateExpression]:
    """Return the dates of what a text tells, in reading order; dates of documents are left out.

    >>> from diemtin.assembly.lexicon import load_lexicon
    >>> [found.text for found in find_dates(
    ...     "Sáng 21/12, theo Chỉ thị số 15-CT/TW ngày 10/8/2022, tỉnh họp.", load_lexicon("vi"))]
    ['Sáng 21/12']
    """
    found: list[DateExpression] = []
    if not _DIGIT.search(text):
        return found
    taken = bytearray(len(text))
    for pattern in lexicon.dates.patterns:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"1" * len(match.group())
            if _is_told(text[max(match.start() - _NEAR, 0) : match.start()], lexicon):
                found += _expression(match)
    return sorted(found, key=lambda expression: expression.start)


def _expression(match: re.Match[str]) -> Iterator[DateExpression]:
    """Yield the date of a match, if there is such a day; a longer stretch is a period."""
    month = match["month"].casefold().rstrip(".")
    number = int(month) if month.isdigit() else month_numbers()[month]
    year = int(match["year"]) if match["year"] else None
    day, last = int(match["day"]), match.groupdict().get("last")
    final = int(last) if last else day
    try:
        days = [date(year or _LEAP_YEAR, number, each).day for each in (day, final)]
    except ValueError:
        return
    if 0 <= final - day <= LONGEST_EVENT:
        span = match.start(), match.end()
        yield DateExpression(match.group(), *span, day, number, year, days[1] if last else None)


def _is_told(before: str, lexicon: Lexicon) -> bool:
    return not any(re.search(pattern, before, re.IGNORECASE) for pattern in lexicon.dates.not_told)


def lead_date(reading: Reading) -> tuple[Sentence, DateExpression] | None:
    """Return the date of what an article tells, with its sentence: the first one of its lead."""
    for count, sentence in enumerate(reading.sentences()):
        if count >= LEAD:
            return None
        for expression in find_dates(sentence.text, reading.lexicon):
            return sentence, expression
    return None


def date_event(readings: Iterable[Reading]) -> tuple[EventDate | None, tuple[Doubt, ...]]:
    """Return the date of an event, and what stays in doubt about its year.

    The day comes from the first article that gives one. Its year is the one in which an article
    appeared by the manifest; else it stands beside the day in one of the articles, or is inferred
    from what all of them say.
    """
    readings = list(readings)
    leads = [lead for lead in map(lead_date, readings) if lead]
    if not leads:
        return _date_without_day(readings)
    # A year says more than none, and all the days of an event more than one of them.
    first = max(
        (found for _, found in leads), key=lambda found: (bool(found.year), found.last or 0)
    )
    known = EventDate(first.text, first.year, first.month, first.day, first.last)
    given = [item for reading in readings for item in _given(reading, first)]
    if given:
        return _as_given(known, given, readings)
    if first.year:
        return known, _told_ahead(readings)
    evidence = [item for reading in readings for item in _evidence(reading, first.month, first.day)]
    year = _winner(evidence)
    if year is None:
        return known, _doubt("year-unclear", evidence, readings)
    speaking = tuple(item for item in evidence if item.year == year)
    return msgspec.structs.replace(known, year=year, inferred=True, evidence=speaking), ()


def _as_given(
    known: EventDate, given: list[Evidence], readings: list[Reading]
) -> tuple[EventDate, tuple[Doubt, ...]]:
    """Give a date the year that the manifest decides on; what speaks against it is a doubt."""
    year = given[0].year
    said = [item for reading in readings for item in _said(reading, known.month)]
    if known.year:
        said = [Evidence(known.year, known.text, PUBLISHED, readings[0].index)]
    told = _winner(said)
    against = [item for item in (*given, *said) if item.year != year]
    doubted = told not in (None, year) or any(item.year != year for item in given)
    date = msgspec.structs.replace(known, year=year, evidence=tuple(given))
    doubts = _doubt("year-by-manifest", [given[0], *against], readings) if doubted else ()
    return date, doubts


def _told_ahead(readings: Iterable[Reading]) -> tuple[Doubt, ...]:
    """Doubt the days that lie long after the article that tells of them appeared."""
    doubts = []
    for reading in readings:
        lead, published = lead_date(reading), (reading.article.published or "")[:10]
        if lead and lead[1].year and (written := _day(published)):
            told = date(lead[1].year, lead[1].month, lead[1].day)
            if (told - written).days > AHEAD:
                text = f"{lead[1].text} / {published}"
                doubts.append(Doubt("contradictory-dates", (reading.index,), text))
    return tuple(doubts)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _doubt(
    rule: str, evidence: Iterable[Evidence], readings: Iterable[Reading]
) -> tuple[Doubt, ...]:
    """Return a doubt about a year, if there is any evidence."""
    said = "; ".join(f"{item.year}: {item.text}" for item in evidence)
    articles = tuple(reading.index for reading in readings)
    return (Doubt(rule, articles, said),) if said else ()


def _date_without_day(
    readings: list[Reading],
) -> tuple[EventDate | None, tuple[Doubt, ...]]:
    """Tell at least the year: `late` where it is told as past, and the next one as to come."""
    past = [item for reading in readings for item in _evidence(reading, None, None)]
    year = _winner(past)
    if year is None or len({item.text for item in past if item.year == year}) < LEAST_WEIGHT:
        return None, ()
    to_come = [item for reading in readings for item in _to_come(reading) if item.year == year]
    evidence = (*(item for item in past if item.year == year), *to_come)
    return EventDate(year=year, late=bool(to_come), inferred=True, evidence=evidence), ()


def _winner(evidence: Iterable[Evidence]) -> int | None:
    """Return the year that the evidence speaks for, if it does so clearly."""
    totals: Counter[int] = Counter()
    for item in evidence:
        totals[item.year] += item.weight
    if not totals:
        return None
    year, weight = min(totals.items(), key=lambda total: (-total[1], total[0]))
    clear = weight >= LEAST_WEIGHT and weight >= LEAST_SHARE * totals.total()
    return year if clear else None


def _evidence(reading: Reading, month: int | None, day: int | None) -> Iterator[Evidence]:
    """Yield what speaks for the year of an article: when it appeared, and what it says."""
    published = (reading.article.published or "")[:10]
    if month and day and (year := _year_before(published, month, day)):
        yield Evidence(year, published, PUBLISHED, reading.index)
    yield from _said(reading, month)


def _given(reading: Reading, told: DateExpression) -> Iterator[Evidence]:
    """Yield the year of a day by the manifest, if that says when the article appeared."""
    if "published" in reading.article.given:
        published = (reading.article.published or "")[:10]
        if year := _year_before(published, told.month, told.day):
            yield Evidence(year, published, PUBLISHED, reading.index)


def _said(reading: Reading, month: int | None) -> Iterator[Evidence]:
    """Yield what an article says of the year in which it speaks."""
    lead = lead_date(reading)
    for sentence in reading.sentences():
        near = SAME_SENTENCE if lead and lead[0] is sentence else 1
        for pattern, match in _year_matches(sentence, reading.lexicon):
            if pattern.beside and near == 1:
                continue
            year = int(match["year"]) + pattern.offset
            if pattern.future:
                if month is None:
                    continue
                # In the last months of a year, what is to come is the next one.
                year -= month >= 10
            yield Evidence(year, match.group().strip(), pattern.weight * near, reading.index)


def _to_come(reading: Reading) -> Iterator[Evidence]:
    """Yield the year before each one that an article tells as still to come."""
    for sentence in reading.sentences():
        for pattern, match in _year_matches(sentence, reading.lexicon):
            if pattern.future:
                year = int(match["year"]) - 1
                yield Evidence(year, match.group().strip(), pattern.weight, reading.index)


def _year_matches(
    sentence: Sentence, lexicon: Lexicon
) -> Iterator[tuple[YearPattern, re.Match[str]]]:
    """Yield the expressions of a sentence that tell a year; each year of a stretch once."""
    if not _YEAR.search(sentence.text):
        return
    seen: set[int] = set()
    for pattern in lexicon.dates.years:
        for match in re.finditer(pattern.pattern, sentence.text, re.IGNORECASE):
            if match.start("year") not in seen:
                seen.add(match.start("year"))
                yield pattern, match


def _year_before(published: str, month: int, day: int) -> int | None:
    """Return the year of a day and month that an article of a known date tells of."""
    written = _day(published)
    try:
        told = date(written.year, month, day) if written else None
    except ValueError:
        return None
    if written is None or told is None:
        return None
    return written.year - ((told - written).days > AHEAD)
