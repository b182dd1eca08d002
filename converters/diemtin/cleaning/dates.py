"""Reads the dates that portals print, and tells which lines are nothing but a date."""

import re
from typing import NamedTuple

from diemtin.cleaning.folding import fold
from diemtin.languages import load_language

_MONTHS = load_language("en").calendar.months
# `21 Tháng Sáu, 2020`, as WordPress writes it.
_MONTH_WORDS = (
    "một|giêng",
    "hai",
    "ba",
    "tư",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
    "mười",
    "mười một",
    "mười hai|chạp",
)
_TIME = r"\d{1,2}\s*(?::|h|g|giờ)\s*\d{2}(?::\d{2})?(?:\s*phút)?(?:\s*[ap]m\b)?"
_DAY_FIRST = r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4}|\d{2})(?!\d)"
_YEAR_FIRST = r"(?P<year2>\d{4})[/.-](?P<month2>\d{1,2})[/.-](?P<day2>\d{1,2})(?!\d)"
_IN_WORDS = (
    r"(?P<day3>\d{1,2})\s+tháng\s+(?P<month3>\d{1,2})(?:\s*,)?\s+(?:năm\s+)?(?P<year3>\d{4})"
)
# `5 tháng năm 2023` are five months of a year.
_WORDS = "|".join(reversed(_MONTH_WORDS)).replace("năm", r"năm(?=\s*,|\s+năm)")
_NAMED = (
    rf"(?P<day6>\d{{1,2}})\s+tháng\s+(?P<word6>{_WORDS})(?:\s*,)?\s+(?:năm\s+)?(?P<year6>\d{{4}})"
)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_ENGLISH = (
    rf"(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<name4>{_NAMES})\.?,?\s+(?P<year4>\d{{4}})"
    rf"|(?P<name5>{_NAMES})\.?\s+(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year5>\d{{4}})"
)
_DATE = re.compile(
    rf"(?<![\d/.-])(?:{_YEAR_FIRST}|{_DAY_FIRST}|{_IN_WORDS}|{_NAMED}|{_ENGLISH})", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(rf"(?<!\d){_TIME}", re.IGNORECASE)
_ZONE = re.compile(r"\(?\b(?:gmt|utc)\s*[+-]?\s*\d{0,2}(?::\d{2})?\)?", re.IGNORECASE)
_WEEKDAY = (
    r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_GAP = r"[\s,|–-]*"
_STAMP = re.compile(
    rf"(?:\b{_WEEKDAY}{_GAP}(?:ngày\s+)?)?(?:(?<!\d){_TIME}{_GAP})?"
    rf"{_DATE.pattern}(?:{_GAP}{_TIME})?(?:{_GAP}{_ZONE.pattern})?",
    re.IGNORECASE,
)
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
    >>> find_date("21 Tháng Sáu, 2020").iso
    '2020-06-21'
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
    groups = {name.rstrip("23456"): value for name, value in match.groupdict().items() if value}
    year, day = int(groups["year"]), int(groups["day"])
    if "name" in groups:
        month = next(
            number
            for number, name in enumerate(_MONTHS, 1)
            if name.startswith(groups["name"][:3].lower())
        )
    elif "word" in groups:
        month = next(
            number
            for number, words in enumerate(_MONTH_WORDS, 1)
            if groups["word"].lower() in words.split("|")
        )
    else:
        month = int(groups["month"])
    if year < 100:
        year += 1900 if year >= _CENTURY_TURN else 2000
    if month > 12 and day <= 12:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2100):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def printed_date(text: str) -> str:
    """Return a text's first date as it is printed, with its weekday and time but without labels.

    >>> printed_date("Thứ tư, 12/03/2025 | 16:40 GMT+7 Lượt xem: 1.245")
    'Thứ tư, 12/03/2025 | 16:40 GMT+7'
    >>> printed_date("Ngày đăng: 17/03/2025")
    '17/03/2025'
    """
    stamp = _STAMP.search(text)
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
