"""Lines of numbers alone: page numbers, ranks and counters, and the times of a player."""

import re
from collections import Counter
from collections.abc import Iterator

from diemtin.cleaning.dates import clock_only
from diemtin.cleaning.neighbours import amid_text, in_table
from diemtin.cleaning.page import Line, Mark, Page, whole

_NUMBER = re.compile(r"[\s.,/|<>«»‹›…()\[\]%+-]*\d[\s\d.,/|<>«»‹›…()\[\]%+-]*")
_NUMBER_WORDS = 12
# So far noise or text is looked for beside a number, and other cells around it, in lines.
_NEIGHBOURS = 2
_TABLE_LINES = 8
# Decimals, shares and grouped thousands are no page numbers; integers may be cells, too.
_DECIMAL = re.compile(r"\d,\d|\d\.\d{1,2}(?!\d)|\d\s?%|[+-]\s?\d|\d\.$")
# The page of a list, and how many there are: `2/15`.
PAGER = re.compile(r"\d{1,3}\s*/\s*(\d{1,3})")
# So many hours above sentences are a live report's, so many in a row a timetable's.
_ENTRIES = 2
_TIMES = 3
# Where a recording begins.
_START = re.compile(r"0{1,2}:00.*")
_CLOCK_CHARACTERS = 24


def clock(page: Page) -> Iterator[Mark]:
    """The position and the length of a film or a recording.

    The hours of a live report, each above what happened, are content.

    >>> taken(clock, "00:00", "03:12", "11H30: Gió giật cấp 9 tại đảo Hòn Nhạn.")
    ['00:00', '03:12']
    >>> taken(clock, "18:45", "Cổng sân đã kín người, hàng rào đã dựng.", "19:15", "Bóng lăn!")
    []
    """
    clocks = [
        index
        for index, line in page.kept()
        if len(line.text) <= _CLOCK_CHARACTERS and clock_only(line.text)
    ]
    hours = {index for index in clocks if _heads_entry(page, index)}
    hours = hours if len(hours) >= _ENTRIES else set()
    amid = {index for index in clocks if amid_text(page, index)}
    starts = any(_START.fullmatch(page.lines[index].text) for index in clocks)
    hours |= amid if len(amid) >= _ENTRIES and not starts else set()
    for index in clocks:
        if index not in hours and not _in_timetable(index, set(clocks)):
            yield whole(index, page.lines[index], "player")


def _in_timetable(index: int, clocks: set[int]) -> bool:
    """Tell whether a time of day is one of several in a row, as buses leave."""
    return any(clocks >= set(range(start, start + _TIMES)) for start in range(index - 2, index + 1))


def _heads_entry(page: Page, index: int) -> bool:
    """Tell whether a sentence stands right below a time of day."""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return below is not None and below.gone is None and (below.prose or below.stops)


def number(page: Page) -> Iterator[Mark]:
    """Bare numbers beside noise or between paragraphs: page numbers, ranks, counters.

    >>> taken(number, "Toàn xã còn bốn hộ nghèo sau đợt rà soát cuối năm nay.", "Hộ nghèo", "4",
    ...       "Tổng số hộ.", "Chia sẻ", "12")
    ['12']
    """
    totals = Counter(match[1] for _, line in page.kept() if (match := PAGER.fullmatch(line.text)))
    for index, line in page.kept():
        if not _is_number(line) or line.date or _DECIMAL.search(line.text):
            continue
        pager = PAGER.fullmatch(line.text)
        counted = pager is not None and totals[pager[1]] > 1
        if counted or (_beside_noise(page, index) and not in_table(page, index)):
            yield whole(index, line, "menu.pagination")


def _is_number(line: Line) -> bool:
    return line.words <= _NUMBER_WORDS and _NUMBER.fullmatch(line.text) is not None


def _beside_noise(page: Page, index: int) -> bool:
    """Tell whether a run of numbers stands beside noise or running text.

    Several numbers among other short lines may be the cells of a table.
    """
    sides = {_beside(page, index, -1), _beside(page, index, 1)}
    if "cell" not in sides or "noise" in sides:
        return sides != {"cell"}
    near = page.lines[max(0, index - _TABLE_LINES) : index + _TABLE_LINES + 1]
    return "text" in sides and sum(bool(line) and _is_number(line) for line in near) == 1


def _beside(page: Page, index: int, step: int) -> str:
    """Return what stands behind a run of numbers on one side: `noise`, `text` or `cell`."""
    other = index + step
    while 0 <= other < len(page.lines) and abs(other - index) <= _NEIGHBOURS:
        line = page.lines[other]
        if line.gone is not None:
            return "noise"
        if line.prose or line.roles:
            return "text"
        if not _NUMBER.fullmatch(line.text):
            return "cell"
        other += step
    return "cell" if 0 <= other < len(page.lines) else "noise"
