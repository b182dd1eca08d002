"""Reads the dates that portals print, and tells which lines are nothing but a date."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from diemtin.cleaning.folding import fold
from diemtin.languages import Calendar, language_codes, load_language, month_numbers
from diemtin.languages.patterns import any_of

_CALENDARS = [load_language(code).calendar for code in language_codes()]


def _words(name: str) -> str:
    """Return the pattern of the words that all calendars have under a name."""
    return any_of(set(chain(*(getattr(calendar, name) for calendar in _CALENDARS))))


def _in_words(calendar: Calendar) -> Iterator[str]:
    """Yield the patterns of dates whose month is named, or stands behind its word."""
    word = rf"(?:{calendar.year}\s+)?" if calendar.year else ""
    year = rf"(?:\s*,)?\s+{word}(?P<year>\d{{4}})"
    name = rf"(?P<name>{any_of([*calendar.months, *calendar.other_months])})\.?"
    if calendar.year:
        # `5 tháng năm 2023` are five months of a year.
        name += rf"(?:(?<!\s{calendar.year})|(?=\s*,|\s+{calendar.year}))"
    day = r"(?P<day>\d{1,2})"
    if calendar.ordinals:
        day += rf"(?:{any_of(calendar.ordinals)})?"
    yield rf"{day}\s+{name}{year}"
    yield rf"{name}\s+{day}{year}"
    if calendar.month:
        yield rf"{day}\s+{calendar.month}\s+(?P<month>\d{{1,2}}){year}"


def _any_date() -> str:
    """Return the pattern of a full date; the groups of each way to write one have its number."""
    ways = [
        r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?!\d)",
        r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d{2})(?!\d)",
        *(way for calendar in _CALENDARS for way in _in_words(calendar)),
    ]
    numbered = (_GROUP.sub(rf"\g<0>{number}", way) for number, way in enumerate(ways))
    return rf"(?<![\d/.-])(?:{'|'.join(numbered)})"


_GROUP = re.compile(r"(?<=\(\?P<)[a-z]+")
# What stands between hours and minutes.
HOUR_MARK = rf"(?::|{_words('hours')})"
_TIME = (
    rf"\d{{1,2}}\s*{HOUR_MARK}\s*\d{{2}}(?::\d{{2}})?"
    rf"(?:\s*{_words('minutes')})?(?:\s*{_words('halves')}\b)?"
)
_DATE = re.compile(_any_date(), re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(rf"(?<!\d){_TIME}", re.IGNORECASE)
_ZONE = re.compile(r"\(?\b(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::\d{2})?\)?", re.IGNORECASE)
_GAP = r"[\s,|–-]*"
_DAY = any_of(calendar.day for calendar in _CALENDARS if calendar.day)
# Two digits of a year: portals did not exist before 1990.
_CENTURY_TURN = 90


class FoundDate(NamedTuple):
    """A date in a text: where it stands, and its ISO form."""

    start: int
    end: int
    iso: str


def find_date(text: str) -> FoundDate | None:
    """Return the first full date (day, month and year) of a text.

    Numbers are read day first, as Vietnamese portals write them.

    >>> find_date("Thứ năm, 21/12/2023 | 15:30 GMT+7").iso, find_date("03/06/22").iso
    ('2023-12-21', '2022-06-03')
    >>> find_date("21 Tháng Sáu, 2020").iso, find_date("Sept. 5, 2022").iso
    ('2020-06-21', '2022-09-05')
    >>> find_date("Ngày 5 tháng 9 năm 2024").iso, find_date("Posted on May 14, 2024").iso
    ('2024-09-05', '2024-05-14')
    """
    if not _DIGIT.search(text):
        return None
    for match in _DATE.finditer(text):
        if iso := _iso(match):
            return FoundDate(match.start(), match.end(), iso)
    return None


def _iso(match: re.Match[str]) -> str | None:
    groups = {name.rstrip("0123456789"): said for name, said in match.groupdict().items() if said}
    year, day = int(groups["year"]), int(groups["day"])
    if name := groups.get("name"):
        month = month_numbers()[" ".join(name.lower().split())]
    else:
        month = int(groups["month"])
    if year < 100:
        year += 1900 if year >= _CENTURY_TURN else 2000
    if month > 12 and day <= 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2100):
        return None
    return f"{year:04}-{month:02}-{day:02}"


@cache
def _stamp() -> re.Pattern[str]:
    """Return the pattern of a date with its weekday, its time and the zone of that."""
    return re.compile(
        rf"(?:\b{_words('weekdays')}{_GAP}(?:{_DAY}\s+)?)?(?:(?<!\d){_TIME}{_GAP})?"
        rf"{_DATE.pattern}(?:{_GAP}{_TIME})?(?:{_GAP}{_ZONE.pattern})?",
        re.IGNORECASE,
    )


def printed_date(text: str) -> str:
    """Return a text's first date as it is printed, with its weekday and time but without labels.

    >>> printed_date("Thứ tư, 12/03/2025 | 16:40 GMT+7 Lượt xem: 1.245")
    'Thứ tư, 12/03/2025 | 16:40 GMT+7'
    >>> printed_date("Ngày đăng: 17/03/2025")
    '17/03/2025'
    """
    stamp = _stamp().search(text)
    return stamp[0].strip(" ,|–-") if stamp else text


def without_dates(text: str) -> str:
    """Return a text without its dates, times and time zones; what is left tells what it is.

    >>> without_dates("02:54 PM 06/05/2022 | Lượt xem: 2715").split()
    ['|', 'Lượt', 'xem:', '2715']
    """
    return _CLOCK.sub(" ", _ZONE.sub(" ", _DATE.sub(" ", text)))


def clock_only(text: str) -> bool:
    """Tell whether a line is nothing but times of day, as a player's position is.

    >>> clock_only("00:00"), clock_only("11H30: Bão đổ bộ"), clock_only("5: 11%")
    (True, False, False)
    """
    return bool(_CLOCK.search(text)) and not re.search(r"[\w%]", _CLOCK.sub(" ", fold(text)))
