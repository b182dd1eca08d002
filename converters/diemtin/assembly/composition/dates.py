"""Dates of events in print: what was inferred is marked as inferred."""

from diemtin.languages import Language
from diemtin.model import EventDate


def date_text(date: EventDate, language: Language) -> str:
    """Return the date of an event as it is printed; what the text gives stands unmarked.

    >>> from diemtin.languages import load_language
    >>> vi = load_language("vi")
    >>> date_text(EventDate("Sáng 21/12", 2023, 12, 21, inferred=True), vi)
    '21/12/2023, năm suy luận'
    >>> date_text(EventDate("từ ngày 10 đến ngày 16/3/2025", 2025, 3, 10, 16), vi)
    '10-16/3/2025'
    >>> date_text(EventDate(year=2024, late=True, inferred=True), vi)
    'cuối năm 2024, suy luận'
    """
    strings = language.document
    if date.day and date.month:
        day = _day(date, date.month, language)
        return f"{day}, {strings.inferred_year}" if date.inferred else day
    pattern = strings.late_year if date.late else strings.whole_year
    year = pattern.format(year=date.year)
    return f"{year}, {strings.inferred}" if date.inferred else year


def _day(date: EventDate, month: int, language: Language) -> str:
    day = f"{date.day}-{date.last}" if date.last else str(date.day)
    if language.code == "vi":
        return "/".join(str(part) for part in (day, month, date.year) if part)
    name = language.calendar.months[month - 1].title()
    return " ".join(str(part) for part in (day, name, date.year) if part)
