"""Builds the article's blocks from the lines that are left: what each of them is."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from diemtin.cleaning.neighbours import announced
from diemtin.cleaning.page import Cut, Line, Mark, Page, Role
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.shapes import ITEM, LIVE_ENTRY, has_credit, is_caption, is_official
from diemtin.model import Block, Figure, Heading, List, Paragraph, Placed, Text

_HEADING_WORDS = 28
_HEADING_CHARACTERS = 180
_CAPTION_WORDS = 45
_LEAD_WORDS = 75
_SMALL_HEADING = 3
_KEPT_MARKERS = frozenset({"a", "+", "*"})


class Body(NamedTuple):
    """The parts of an article, and which line went where."""

    title: str | None
    standfirst: str | None
    blocks: tuple[Block, ...]
    placed: tuple[Placed, ...]


def standfirst(page: Page) -> Iterator[Mark]:
    """The lead, where it stands apart: doubled, before a picture, or before the real beginning.

    >>> named(standfirst, "# Mùa vàng", "Năm nay được mùa, giá lúa cũng cao hơn mọi năm trước.",
    ...       "Sáng 5/9, cánh đồng Nậm Tốc rộn tiếng máy gặt từ khi mặt trời chưa mọc.", "Cả bản "
    ...       "cùng ra đồng từ sớm để kịp gặt trước khi trời đổ mưa vào buổi chiều.")
    {'standfirst': ['Năm nay được mùa, giá lúa cũng cao hơn mọi năm trước.']}
    """
    start = page.find_role("title")
    if start is None:
        return
    kept = [pair for _, pair in zip(range(3), page.kept(start + 1), strict=False)]
    if len(kept) < 2:
        return
    (index, lead), (below_index, below) = kept[0], kept[1]
    if (
        not lead.prose
        or lead.text[-1] in ":;"
        or lead.words > _LEAD_WORDS
        or lead.roles
        or ITEM.match(lead.text)
    ):
        return
    figure = _is_figure(page, below_index)
    heading = _is_heading(page, below_index)
    doubled = any(line.gone == "doubled.line" for line in page.lines[index + 1 : below_index])
    begins_later = _begins_with_day(below) and not _begins_with_day(lead)
    if len(kept) > 2 and (figure or heading or doubled or begins_later):
        yield Role(index, "standfirst")


def _begins_with_day(line: Line) -> bool:
    """Tell whether a paragraph begins with when it happened, as the first of a report does."""
    head = line.text.lstrip('-–— ("“')
    if place := begins(head, "place"):
        head = head[len(place) :].lstrip(" ,-")
    return begins(head, "reported_day") is not None


def name_lines(page: Page) -> Iterator[Mark]:
    """Say of every line that is left which kind of block it is."""
    for index, line in page.kept():
        if line.roles & {"title", "standfirst"}:
            continue
        if _is_figure(page, index):
            yield Role(index, "figure")
        elif _is_heading(page, index):
            yield Role(index, "heading")


def first_heading(page: Page) -> Iterator[Mark]:
    """Without a title: the heading that everything else stands below, as notices have.

    >>> named(first_heading, "Thông báo nghỉ lễ", "Cơ quan nghỉ từ ngày 30/4 đến hết ngày 04/5.")
    {'title': ['Thông báo nghỉ lễ']}
    """
    if page.find_role("title") is not None:
        return
    top = [pair for pair, _ in zip(page.kept(), range(2), strict=False)]
    if len(top) > 1 and _is_heading(page, top[0][0]) and not _is_heading(page, top[1][0]):
        yield Role(top[0][0], "title")


def _is_figure(page: Page, index: int) -> bool:
    """Tell whether a line is a caption: by its place behind a picture, its border or its words."""
    line = page.lines[index]
    if line.gone is not None or line.words > _CAPTION_WORDS:
        return False
    if line.image is not None or "caption" in line.roles or has_credit(line):
        return True
    if is_official(line) or ITEM.match(line.text) or LIVE_ENTRY.match(line.text):
        return False
    if _behind_picture(page, index):
        if is_caption(line):
            return True
        if line.prose and line.words > 30:
            return False
        return line.text[-1] not in ":;," and line.words <= 30
    return is_caption(line) and not (line.level or _numbered(line))


def _behind_picture(page: Page, index: int) -> bool:
    """Tell whether a picture stood right above a line, and no other caption has taken it."""
    for position in range(index - 1, max(-1, index - 6), -1):
        gone = page.lines[position].gone
        if gone is None or not gone.startswith(
            ("placeholder.image", "layout.", "doubled.", "alternative.")
        ):
            return False
        if gone in ("placeholder.image", "alternative.title"):
            return page.find_role("title") is None or position > (page.find_role("title") or 0)
    return False


def _numbered(line: Line) -> bool:
    match = ITEM.match(line.text)
    return bool(match and match["number"])


def _is_heading(page: Page, index: int) -> bool:
    """Tell whether a line heads the text below it.

    It is short, ends with no mark that closes a sentence, and something follows that is no
    heading of the same kind without end.
    """
    line = page.lines[index]
    if line.gone is not None or line.words > _HEADING_WORDS or len(line.text) > _HEADING_CHARACTERS:
        return False
    if line.level:
        return True
    if _is_item_of_list(page, index) or LIVE_ENTRY.match(line.text):
        return False
    below = page.following(index)
    if below is None:
        return False
    closed = line.text.rstrip("\"'”’»)]}")[-1:] in (".", ";", ",", "…")
    if closed or (line.text[-1] == ":" and not (_numbered(line) or line.text.isupper())):
        return False
    if (
        line.text[:1].islower()
        or line.text[:1] in "-–+•*"
        or (announced(page, index) and not (_numbered(line) or line.text.isupper()))
    ):
        return False
    return (
        below.prose
        or below.words >= 8
        or _numbered(line)
        or line.text.isupper()
        or line.words >= _SMALL_HEADING
    )


def _marker(line: Line) -> str | None:
    """Return the kind of marker that an item has: the character, `1` or `a`."""
    match = ITEM.match(line.text)
    if not match:
        return None
    return "1" if match["number"] else "a" if match["letter"] else match["marker"]


def _is_item_of_list(page: Page, index: int) -> bool:
    """Tell whether an item with the same kind of marker stands right above or below."""
    kind = _marker(page.lines[index])
    if kind is None:
        return False
    return any(
        other is not None and _marker(other) == kind
        for other in (page.preceding(index), page.following(index))
    )


def list_markers(page: Page) -> Iterator[Mark]:
    """The dash, dot or number before each item of a true list: two items or more of one kind.

    >>> taken(list_markers, "- Giảm số lượt đi lại.", "- Tăng mức hài lòng.")
    ['-', '-']
    """
    for run in lists(page):
        for index in run.indices:
            if match := ITEM.match(page.lines[index].text):
                yield Cut(index, 0, match.end(), "list.marker")


class Run(NamedTuple):
    """The lines of one list, and the number of its first item (None: it has dots or dashes)."""

    indices: list[int]
    start: int | None


def lists(page: Page) -> Iterator[Run]:
    """Yield the lists of a page; their numbers must go up by one from item to item."""
    run: list[int] = []
    kind: str | None = None
    for index, line in page.kept():
        here = None if line.roles else _marker(line)
        # A point of a legal text is cited by its letter, and `+` is its second level: they stay.
        here = None if here in _KEPT_MARKERS or _parenthesised(line) else here
        follows = bool(run) and here == kind and _next_in_order(page.lines[run[-1]], line)
        if here is not None and follows:
            run.append(index)
            continue
        if len(run) > 1:
            yield _run(page, run)
        run, kind = ([index], here) if here is not None else ([], None)
    if len(run) > 1:
        yield _run(page, run)


def _parenthesised(line: Line) -> bool:
    match = ITEM.match(line.text)
    return bool(match and match["number"] and ")" in match[0])


def _run(page: Page, indices: list[int]) -> Run:
    match = ITEM.match(page.lines[indices[0]].text)
    return Run(indices, int(match["number"]) if match and match["number"] else None)


def _next_in_order(above: Line, line: Line) -> bool:
    first, second = ITEM.match(above.text), ITEM.match(line.text)
    if not first or not second:
        return False
    if first["number"] and second["number"]:
        return int(second["number"]) == int(first["number"]) + 1
    return True


def build(page: Page) -> Body:
    """Turn the lines that are left into the parts of the article, each line once and in order."""
    page.apply(standfirst(page))
    page.apply(name_lines(page))
    page.apply(first_heading(page))
    runs = [] if "list.marker" in page.without else list(lists(page))
    run_of = {index: run for run in runs for index in run.indices}
    page.apply(list_markers(page))
    title = lead = None
    blocks: list[Block] = []
    placed: list[Placed] = []
    for run, group in groupby(page.kept(), key=lambda pair: run_of.get(pair[0])):
        lines = [line for _, line in group]
        if run is not None:
            items = tuple((Paragraph((Text(line.text),)),) for line in lines)
            blocks.append(List(items, run.start is not None, run.start or 1))
            placed += _placed(lines, len(blocks) - 1)
            continue
        for line in lines:
            if "title" in line.roles and not blocks:
                title, at = line.text, -1
            elif "standfirst" in line.roles and not blocks:
                lead, at = line.text, -2
            else:
                blocks.append(_block(line))
                at = len(blocks) - 1
            placed += _placed([line], at)
    return Body(title, lead, tuple(blocks), tuple(placed))


def _placed(lines: list[Line], block: int) -> Iterator[Placed]:
    return (Placed(number, block) for line in lines for number in line.numbers)


def _block(line: Line) -> Block:
    content = (Text(line.text),)
    if "figure" in line.roles:
        return Figure(content, picture=line.image)
    if line.roles & {"heading", "title"}:
        return Heading(max(2, line.level), content)
    return Paragraph(content)
