"""Dates and datelines: lines of a date alone, and what stands before a first sentence."""

import re
from collections.abc import Iterator

from diemtin.cleaning.dates import find_date, without_dates
from diemtin.cleaning.folding import CAPITALS
from diemtin.cleaning.neighbours import amid_text
from diemtin.cleaning.page import Cut, Line, Mark, Page, whole
from diemtin.cleaning.phrases import begins, tile
from diemtin.cleaning.shapes import is_signature_text

# What a crawler calls its own date.
_FIELD = re.compile(r"date\s+(?=\d{4}-)", re.IGNORECASE)
_AFTER_DATE = re.compile(
    r"[\s|,:–-]*(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[AP]M)?)?[\s|,:–-]*", re.IGNORECASE
)
_FIRST_PARAGRAPHS = 3
_MOST_CHARACTERS = 160
_LABEL_WORDS = 6
_ENTRIES = 2
# The day of publication stands so near below the title, maybe behind the author.
_BELOW_TITLE = 4
_SEPARATORS = "•|-–—·, "
_PARTS = re.compile(r"^[^|]*|\|[^|]*")
_DATE_CHARACTERS = 40
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
# What stands beside the dates of a table.
_AMOUNT = re.compile(r"\d\s?%|[+-]\d|\d[.,]\d|[$€₫]")
# A word is taken whole: in a run of capitals each could begin another one.
_BRACKETED = re.compile(
    rf"(?P<place>(?:[{CAPITALS}][\w.]*+,? ?){{1,4}})?\((?P<mark>[^()]{{2,40}})\)"
    r"(?P<dash>\s*[-–—.:]+\s*|\s*)"
)
_BARE = re.compile(
    rf"(?P<mark>[{CAPITALS}][{CAPITALS}\d&.+]{{1,11}}(?:\.[A-Za-z]{{2,4}})?"
    rf"|[A-Za-z][\w-]{{2,20}}\.(?:vn|com|net|org)(?:\.vn)?|[{CAPITALS}]{{2,6}}/\w+)"
    rf"\s*[-–—]+\s+(?=[\"“'‘(]?[{CAPITALS}0-9])"
)
_DOMAIN = re.compile(r"[\w-]+\.(?:vn|com|net|org|gov|edu)\b", re.IGNORECASE)
_DASH = re.compile(r"[-–—]\s+(?=\S)")
_MOST_MARK_WORDS = 5
_AFTER_SITE = re.compile(r"\s*[-–—]+\s+(?=\S)")


def meta_date(page: Page) -> Iterator[Mark]:
    """A line of a date with its label, its time and its counters: when the page was published.

    >>> taken(meta_date, "Cập nhật ngày 18/12/2020 - 15:06:41")
    ['Cập nhật ngày 18/12/2020 - 15:06:41']
    >>> taken(meta_date, "02:54 PM 06/05/2022 | Lượt xem: 2715")
    ['| Lượt xem: 2715', '02:54 PM 06/05/2022']
    """
    last = max((index for index, line in page.kept() if line.prose), default=-1)
    lines = [(index, line) for index, line in page.kept() if is_date_line(page, line)]
    title = page.find_role("title")
    below = range(title + 1, title + _BELOW_TITLE) if title is not None else range(0)
    entries = [
        index
        for index, _ in lines
        if index not in below and (_heads_entry(page, index) or amid_text(page, index))
    ]
    lines = [
        (index, line)
        for index, line in lines
        if not (index < last and _within_text(page, index, alone=len(lines) == 1))
        and not (len(entries) >= _ENTRIES and index in entries)
    ]
    chosen = _publication(page, lines)
    for index, line in lines:
        tiling = page.tiling(line)
        if tiling and not tiling.dates:
            yield from _split(index, line, tiling.rule)
        if line.date and _author_before(line):
            yield Cut(index, 0, line.date.start, "closing.byline", "byline")
        yield whole(index, line, "meta.date", "published" if index == chosen else None)


def _heads_entry(page: Page, index: int) -> bool:
    """Tell whether a date stands between text and text, as in a chronicle or a programme."""
    if not 0 < index < len(page.lines) - 1:
        return False
    above, below = page.lines[index - 1], page.lines[index + 1]
    return all(
        line.gone is None and not line.roles and (line.prose or line.stops or ":" in line.text)
        for line in (above, below)
    )


def _within_text(page: Page, index: int, *, alone: bool) -> bool:
    """Tell whether a date stands among the lines of the text: when an event takes place.

    The only one of a page, with its time, is when that was published.
    """
    above = page.preceding(index)
    line, following = page.lines[index], page.lines[index + 1]
    return (
        bool(page.lines[index - 1])
        and following.gone is None
        and above is not None
        and not above.roles
        and (above.prose or above.stops)
        and (
            line.ends
            or ":" in (without_dates(line.text) if alone else line.text)
            or above.text[-1] == ":"
        )
    )


def is_date_line(page: Page, line: Line) -> bool:
    """Tell whether a line holds a date, and besides only labels, counters and a name or two."""
    if len(line.text) > _MOST_CHARACTERS or not _DIGIT.search(line.text) or not line.date:
        return False
    rest = without_dates(line.text)
    if not _LETTER.search(rest):
        return not _AMOUNT.search(rest)
    tiling = page.tiling(line)
    if tiling and tiling.whole:
        return True
    words = rest.strip(_SEPARATORS).split()
    if _author_before(line):
        return True
    label = tile(" ".join(words[:2])) or tile(words[0])
    return label is not None and label.dates and len(words) <= _LABEL_WORDS and not line.stops


def _author_before(line: Line) -> bool:
    """Tell whether nothing but an author stands before a date: `PV•28/01/2025 08:22`."""
    if not line.date:
        return False
    before = line.text[: line.date.start].strip(_SEPARATORS)
    capitals = all(word[:1].isupper() or not word[:1].isalpha() for word in before.split())
    return (
        0 < len(before.split()) <= _LABEL_WORDS
        and (is_signature_text(before) or (capitals and len(before.split()) > 1))
        and tile(before) is None
        and _LETTER.search(without_dates(line.text[line.date.start :])) is None
    )


def _publication(page: Page, lines: list[tuple[int, Line]]) -> int:
    """Return which date line says when the article was published: -1 if none does.

    Below the title it does; above it may be the page's clock, and behind the text it may belong
    to another article.
    """
    title = page.find_role("title")
    if title is None:
        return lines[0][0] if lines else -1
    text = next((index for index, line in page.kept(title + 1) if line.prose), len(page.lines))
    below = [index for index, _ in lines if title < index < text]
    above = [index for index, _ in lines if index < title]
    behind = [index for index, _ in lines if index > text]
    return next(iter([*below, *reversed(above), *behind]), -1)


def _split(index: int, line: Line, rule: str) -> Iterator[Mark]:
    """Cut the counters behind and before the date of a line, between their pipes."""
    position = len(line.text)
    for part in reversed(_PARTS.findall(line.text)):
        position -= len(part)
        found = tile(without_dates(part))
        if found is not None and not found.dates and find_date(part) is None:
            yield Cut(index, position, position + len(part), rule)


def leading_date(page: Page) -> Iterator[Mark]:
    """A labelled date that a crawler put before the first sentence.

    >>> taken(leading_date, "date 2025-10-14 Trong khuôn khổ Tuần lễ hàng Việt, sở đã họp.")
    ['date 2025-10-14']
    """
    for index, line in _first_paragraphs(page):
        end = _label_end(line.text)
        found = find_date(line.text[: end + _DATE_CHARACTERS]) if end else None
        if found and found.start <= end + 2:
            after = _AFTER_DATE.match(line.text, found.end)
            yield Cut(index, 0, after.end() if after else found.end, "meta.date", "published")


def _label_end(text: str) -> int:
    """Return where the label before a date ends, or 0."""
    if field := _FIELD.match(text):
        return field.end()
    label = begins(text, "date_label") or ""
    return len(text) - len(text[len(label) :].lstrip(" :")) if label else 0


def source_mark(page: Page) -> Iterator[Mark]:
    """The source's own mark before the first sentence; a place stays with its sentence.

    >>> taken(source_mark, "(Baotinh.vn) - Sáng 5/6, hội nghị khai mạc tại trung tâm tỉnh lỵ mới.")
    ['(Baotinh.vn) -']
    >>> taken(source_mark, "Hà Nội - Sáng 5/6, hội nghị khai mạc tại trung tâm thành phố cũ.")
    []
    """
    sites = [_bare_site(kept.text) for kept in page.metadata if kept.field == "site"]
    for index, line in _first_paragraphs(page):
        if found := _mark_of(line.text) or _site_of(line.text, sites):
            yield Cut(index, *found, "dateline.mark", "mark")


def _bare_site(site: str) -> str:
    """Return the name of a site without what it is.

    >>> _bare_site("Báo điện tử Hà Sơn"), _bare_site("Vùng Biên")
    ('Hà Sơn', 'Vùng Biên')
    """
    kind = begins(site, "press") or begins(site, "station")
    if not kind:
        return site
    name = site[len(kind) :].lstrip()
    return name[len(begins(name, "online") or "") :].lstrip()


def _site_of(text: str, sites: list[str]) -> tuple[int, int] | None:
    """Return where the name of the page's own paper stands at the head, with its dash."""
    for site in sites:
        if site and text.startswith(site) and (dash := _AFTER_SITE.match(text, len(site))):
            return 0, dash.end()
    return None


def has_source_mark(text: str) -> bool:
    """Tell whether a text begins as the first sentence of a report does: with a source's mark.

    >>> has_source_mark("(KHĐT) – Gần một thế kỷ"), has_source_mark("Hà Nội - Mưa lớn")
    (True, False)
    """
    return _mark_of(text) is not None


def _mark_of(text: str) -> tuple[int, int] | None:
    """Return where the source's mark stands at the head of a text, with the dash behind it."""
    bracket = _BRACKETED.match(text)
    if bracket and _is_mark(bracket["mark"], bool(bracket["dash"].strip()), bracket["place"]):
        end = bracket.end() if not bracket["place"] else bracket.end("mark") + 1
        return bracket.start("mark") - 1, end
    bare = _BARE.match(text)
    return (0, bare.end()) if bare and not begins(bare["mark"], "place") else None


def _is_mark(mark: str, dash: bool, place: str | None) -> bool:
    """Tell whether what stands in brackets at the head is the name of a paper or an agency."""
    if _DOMAIN.search(mark) or begins(mark, "agency"):
        return True
    if place:
        return False
    short = len(mark.split()) <= _MOST_MARK_WORDS
    return short and (dash or mark.isupper()) and mark[:1].isupper()


def leading_dash(page: Page) -> Iterator[Mark]:
    """The dash before a first sentence; before the items of a list it stays.

    >>> taken(leading_dash, "- Chiều 18/7, hội nghị toàn quốc được tổ chức theo hình thức trực "
    ...       "tuyến.", "Hội nghị kết nối tới các tỉnh, thành phố và cơ quan đại diện.")
    ['-']
    """
    for index, line in list(_first_paragraphs(page))[:1]:
        match = _DASH.match(line.text)
        below = page.following(index)
        if match and not (below and _DASH.match(below.text)):
            yield Cut(index, 0, match.end(), "dateline.dash")


def _first_paragraphs(page: Page) -> Iterator[tuple[int, Line]]:
    count = 0
    start = page.find_role("title")
    for index, line in page.kept(0 if start is None else start + 1):
        if line.prose or line.words >= 10:
            yield index, line
            count += 1
        if count >= _FIRST_PARAGRAPHS:
            return
