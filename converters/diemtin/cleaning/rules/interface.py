"""Lines of interface words: forms, counters, buttons, menus and widgets."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from diemtin.cleaning.neighbours import among_contacts, announced, in_table, is_noise
from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import Tiling, clues
from diemtin.cleaning.rules.numbers import PAGER
from diemtin.cleaning.shapes import is_person
from diemtin.languages.patterns import any_of

_MOST_CHARACTERS = 320
_MOST_START_CHARACTERS = 260
_FOLLOW_WORDS = 14
# `2. Tiêu chí`: the heading of a part, whatever its words.
_PART = re.compile(r"\d{1,2}\. [^\W\d]")
# `Điện thoại: 0225.3.222.000`: the field of no form.
_VALUED = re.compile(r":.*\d[\d. ]{4}")
_HASHTAG = re.compile(r"#\w*[^\W\d]\w*[,;]?")
# `108.000.000`: no number of visits or votes beside letters that mean a size of type.
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3}){2}\b.*\d{1,3}(?:[.,]\d{3}){2}\b")
_SENTENCE_WORDS = 4
_TOPIC_LINES = 20
_ON_TOPIC = 0.15
_HEAD_LINES = 4
# So far from a line its article is looked for, in lines.
_FAR = 80


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


def hashtags(page: Page) -> Iterator[Mark]:
    """Lines of nothing but hashtags, as posts in social networks end.

    >>> taken(hashtags, "#tet2024 #congdoan", "#1 của cả nước")
    ['#tet2024 #congdoan']
    """
    for index, line in page.kept():
        if line.text[0] == "#" and all(_HASHTAG.fullmatch(word) for word in line.text.split()):
            yield whole(index, line, "tags.line")


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
    if among_contacts(page, index) or in_table(page, index):
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
    if _VALUED.search(line.text) and not (index and is_noise(page.lines[index - 1])):
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
        is_noise(page.lines[other]) or other in company or PAGER.fullmatch(page.lines[other].text)
        for other in (index - 1, index + 1)
        if 0 <= other < len(page.lines)
    )


def _heads_box(page: Page, index: int) -> bool:
    """Tell whether a title or two and then noise stand below a line, as in a box."""
    for other in page.lines[index + 1 : index + 4]:
        if is_noise(other):
            return other is not page.lines[index + 1]
        if other.gone is not None or other.prose or other.stops:
            return False
    return False


def _is_row(line: Line) -> bool:
    """Tell whether a line is a row of a table: `6A | 41% | 73%`, `A1-02 120 540.000.000`."""
    return ("%" in line.text and "|" in line.text) or _AMOUNT.search(line.text) is not None


def _outside(page: Page, index: int) -> bool:
    """Tell whether no running text stands above the line, or none below."""
    above = any(line.prose for _, line in page.kept(max(0, index - _FAR), index))
    below = any(line.prose for _, line in page.kept(index + 1, index + _FAR))
    return not (above and below)


@cache
def _follow() -> re.Pattern[str]:
    """Return the folded pattern of an invitation to follow, with any name in its middle."""
    known = clues(accents=False)
    invitations = "|".join(re.escape(text).replace("…", ".{2,60}") for text in known.follow)
    return re.compile(rf"(?:{invitations})(?: {any_of(known.channel)}.*)?[: ]*")


def follow(page: Page) -> Iterator[Mark]:
    """The invitation to follow a paper elsewhere, whose name stands in the middle.

    >>> taken(follow, "Theo dõi Baohason.vn trên", "Theo dõi sát tình hình trên biển")
    ['Theo dõi Baohason.vn trên']
    """
    for index, line in page.kept():
        if line.words <= _FOLLOW_WORDS and not line.roles and _follow().fullmatch(line.folded):
            yield whole(index, line, "share.follow")
