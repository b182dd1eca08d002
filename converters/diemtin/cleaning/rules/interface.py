"""Lines of interface words: forms, counters, buttons, menus and widgets."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile

from diemtin.cleaning.dates import clock_only
from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import Tiling
from diemtin.cleaning.shapes import amid_text, among_contacts, announced, is_person

_MOST_CHARACTERS = 320
_MOST_START_CHARACTERS = 260
_NUMBER = re.compile(r"[\s\d.,/|<>«»‹›…()\[\]%+-]*\d[\s\d.,/|<>«»‹›…()\[\]%+-]*")
_FOLLOW_WORDS = 14
_FOLLOW = re.compile(
    r"(?:theo doi|follow) .{2,60} (?:tren|on)(?: (?:google.*|facebook.*|zalo.*|youtube.*))?[: ]*"
)
_NEIGHBOURS = 2
_PART = re.compile(r"\d{1,2}\. [^\W\d]")
_NUMBER_WORDS = 12
# `Điện thoại: 0225.3.222.000`: the field of no form.
_VALUED = re.compile(r":.*\d[\d. ]{4}")
_TABLE_LINES = 8
# Decimals, shares and grouped thousands are no page numbers; integers may be cells, too.
_DECIMAL = re.compile(r"\d,\d|\d\.\d{1,2}(?!\d)|\d\s?%|[+-]\s?\d|\d\.$")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*\s?%?")
_PAGER = re.compile(r"\d{1,3}\s*/\s*(\d{1,3})")
_FIGURES = 3
_CELLS = 12
_CELL_WORDS = 12
_ENTRIES = 2
_TIMES = 3
# Where a recording begins.
_START = re.compile(r"0{1,2}:00.*")
_SENTENCE_WORDS = 4
_TOPIC_LINES = 20
_ON_TOPIC = 0.15
_HEAD_LINES = 4
_CLOCK_CHARACTERS = 24


def interface(page: Page) -> Iterator[Mark]:
    """Lines that consist of interface words, numbers and separators.

    Words of menus and footers that stand alone between two paragraphs are a heading.

    >>> taken(interface, "Chia sẻ | In bài viết", "Phản hồi: 0", "Phản hồi của cử tri")
    ['Chia sẻ | In bài viết', 'Phản hồi: 0']
    >>> text = "Hội nghị đã nghe và thảo luận sôi nổi về ba báo cáo chuyên đề trong buổi sáng."
    >>> taken(interface, text, "Dịch vụ công trực tuyến", text + " Hết.")
    []
    """
    for index, line in page.kept():
        if len(line.text) > _MOST_CHARACTERS or line.roles - {"caption"} or line.date:
            continue
        if _PART.match(line.text) or _is_row(line):
            continue
        tiling = page.tiling(line)
        known = tiling and (not tiling.shy or _is_bar(tiling)) and not tiling.dates
        if not (tiling and known and (tiling.whole or not line.stops)):
            continue
        if tiling.rule in page.phrases.inside or not _between_text(page, index):
            yield whole(index, line, tiling.rule)


def _is_bar(tiling: Tiling) -> bool:
    """Tell whether a line is a bar of buttons: one alone (`Facebook`) may be a heading."""
    return tiling.rule == "share.buttons" and tiling.phrases > 1


def _between_text(page: Page, index: int) -> bool:
    """Tell whether a line stands alone in running text: lines of text right above and below."""
    if not 0 < index < len(page.lines) - 1 or _outside(page, index):
        return False
    sides = (page.lines[index - 1], page.lines[index + 1])
    return all(line.gone is None and not page.tiling(line) for line in sides)


def beginning(page: Page) -> Iterator[Mark]:
    """Short lines that begin as an interface line does.

    A sentence among other text is none of a footer or a chat, however it begins; nor is the last
    one, where it speaks of what the text is about.

    >>> taken(beginning, "# Mùa chè", "Chịu trách nhiệm: Ông Trần A", "Từ khóa: chè, quế")
    ['Chịu trách nhiệm: Ông Trần A', 'Từ khóa: chè, quế']
    """
    starts = [
        (index, line, page.start(line))
        for index, line in page.kept()
        if not line.roles and len(line.text) <= _MOST_START_CHARACTERS
    ]
    taken = {index for index, _, rule in starts if rule}
    last = max((i for i, line in page.kept() if line.prose and i not in taken), default=-1)
    for index, line, rule in starts:
        known = page.phrases
        kind = rule in known.openers or rule not in known.inside
        sentence = line.prose and line.ends and kind
        inside = rule == "footer.imprint" and (
            among_contacts(page, index) or (index < last and index and bool(page.lines[index - 1]))
        )
        if sentence and (index < last or (last >= 0 and _on_topic(page, line))):
            continue
        if rule and not inside:
            yield whole(index, line, rule)


def _on_topic(page: Page, line: Line) -> bool:
    """Tell whether a sentence has pairs of words in common with the text."""
    others = (other for _, other in page.kept() if other.prose and other is not line)
    known: set[tuple[str, str]] = set()
    for other in islice(others, _TOPIC_LINES):
        known |= other.pairs
    return len(line.pairs & known) >= _ON_TOPIC * len(line.pairs)


def shy(page: Page) -> Iterator[Mark]:
    """Interface words that may be content: noise beside other noise, or outside the article.

    What a paragraph announces with a colon, or what announces it, is content.

    >>> text = "Hội nghị đã nghe và thảo luận sôi nổi về ba báo cáo chuyên đề trong buổi sáng."
    >>> taken(shy, text, "Họ tên", "Email", "Nội dung", text + " Hết.")
    ['Họ tên', 'Email', 'Nội dung']
    >>> taken(shy, text, "Nội dung", text + " Hết.")
    []
    """
    waiting = list(_doubtful(page))
    company = {index for index, _, _ in waiting}
    for index, line, rule in waiting:
        if _belongs(page, index, line, company):
            continue
        opens = rule in page.phrases.openers and _heads_box(page, index)
        if opens or _in_company(page, index, company) or _outside(page, index):
            yield whole(index, line, rule)


def _doubtful(page: Page) -> Iterator[tuple[int, Line, str]]:
    """Yield the lines that phrases cover and no rule has taken yet, with the rule of the phrase."""
    for index, line in page.kept():
        if len(line.text) > _MOST_CHARACTERS or line.date or line.roles:
            continue
        tiling = None if _PART.match(line.text) or _is_row(line) else page.tiling(line)
        if tiling is None or (tiling.dates and not tiling.shy):
            continue
        sentence = tiling.shy and line.ends and line.words >= _SENTENCE_WORDS
        if not sentence and (tiling.whole or not line.stops):
            yield index, line, tiling.rule


def _belongs(page: Page, index: int, line: Line, company: set[int]) -> bool:
    """Tell whether a doubtful line is the article's: a cell, label, value, name or heading."""
    if among_contacts(page, index) or _in_table(page, index):
        return True
    field = line.text[-1] in "*)" and "*" in line.text[-3:]
    label = line.text[-1] == ":" and _has_text(page, index)
    if label or (announced(page, index) and not field):
        return True
    title = page.find_role("title")
    below_text = index > 0 and bool(page.lines[index - 1]) and page.lines[index - 1].prose
    below_title = title is not None and title < index <= title + _HEAD_LINES
    if (below_text or below_title) and page.accented and is_person(line.text):
        return True
    if _VALUED.search(line.text) and not (index and _noise(page.lines[index - 1])):
        return True
    if _has_value(line) and _within_text(page, index, company):
        return True
    return title is not None and title < index and _heads_text(page, index)


def _heads_text(page: Page, index: int) -> bool:
    """Tell whether a line in capitals stands right above a paragraph: `TÓM TẮT`."""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    heads = below is not None and below.gone is None and below.prose
    return heads and page.lines[index].text.isupper()


def _has_value(line: Line) -> bool:
    """Tell whether a value stands behind a label: `Độ ẩm: 88%`."""
    return bool(line.text.partition(":")[2].strip())


def _within_text(page: Page, index: int, company: set[int]) -> bool:
    """Tell whether text stands on both sides of a run of such lines, and no noise."""
    sides = []
    for step in (-1, 1):
        other = index + step
        while other in company:
            other += step
        sides.append(page.lines[other] if 0 <= other < len(page.lines) else None)
    return all(line is not None and line.gone is None for line in sides)


def _has_text(page: Page, index: int) -> bool:
    """Tell whether text stands right above a label, or right below it."""
    sides = [page.lines[at] for at in (index - 1, index + 1) if 0 <= at < len(page.lines)]
    above, below = (sides[0], sides[-1]) if index else (None, sides[-1])
    return bool(above is not None and above.gone is None and above.prose) or (
        below.gone is None and (below.prose or below.stops) and not page.tiling(below)
    )


def _in_company(page: Page, index: int, company: set[int]) -> bool:
    """Tell whether a line next to this one is noise, or shy as well."""
    return any(
        _noise(page.lines[other]) or other in company or _PAGER.fullmatch(page.lines[other].text)
        for other in (index - 1, index + 1)
        if 0 <= other < len(page.lines)
    )


def _heads_box(page: Page, index: int) -> bool:
    """Tell whether a title or two and then noise stand below a line, as in a box."""
    for other in page.lines[index + 1 : index + 4]:
        if _noise(other):
            return other is not page.lines[index + 1]
        if other.gone is not None or other.prose or other.stops:
            return False
    return False


def _in_table(page: Page, index: int) -> bool:
    """Tell whether a short line is a cell of a table whose rows became lines, right below text.

    At least three of the lines around it are figures, and nothing was taken between them.
    """
    above = list(takewhile(_is_cell, reversed(page.lines[max(0, index - _CELLS) : index])))
    below = list(takewhile(_is_cell, page.lines[index + 1 : index + 1 + _CELLS]))
    figures = sum(_FIGURE.fullmatch(line.text) is not None for line in (*above, *below))
    start = index - len(above) - 1
    attached = start >= 0 and page.lines[start].gone is None
    return figures >= _FIGURES and attached


def _is_cell(line: Line) -> bool:
    return line.gone is None and not line.prose and line.words <= _CELL_WORDS


def _is_row(line: Line) -> bool:
    """Tell whether a line is a row of a table with shares: `6A | 41% | 73%`."""
    return "%" in line.text and "|" in line.text


def _is_number(line: Line) -> bool:
    return line.words <= _NUMBER_WORDS and _NUMBER.fullmatch(line.text) is not None


def _noise(line: Line) -> bool:
    neutral = ("layout.", "placeholder.", "closing.", "meta.date", "dateline.", "list.")
    return line.gone is not None and not line.gone.startswith(neutral)


def _outside(page: Page, index: int) -> bool:
    """Tell whether no running text stands above the line, or none below."""
    above = any(line.prose for _, line in page.kept(max(0, index - 80), index))
    below = any(line.prose for _, line in page.kept(index + 1, index + 80))
    return not (above and below)


def follow(page: Page) -> Iterator[Mark]:
    """The invitation to follow a paper elsewhere, whose name stands in the middle.

    >>> taken(follow, "Theo dõi Baohason.vn trên", "Theo dõi sát tình hình trên biển")
    ['Theo dõi Baohason.vn trên']
    """
    for index, line in page.kept():
        if line.words <= _FOLLOW_WORDS and not line.roles and _FOLLOW.fullmatch(line.folded):
            yield whole(index, line, "share.follow")


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
    totals = Counter(match[1] for _, line in page.kept() if (match := _PAGER.fullmatch(line.text)))
    for index, line in page.kept():
        if not _is_number(line) or line.date or _DECIMAL.search(line.text):
            continue
        pager = _PAGER.fullmatch(line.text)
        counted = pager is not None and totals[pager[1]] > 1
        if counted or (_beside_noise(page, index) and not _in_table(page, index)):
            yield whole(index, line, "menu.pagination")


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
