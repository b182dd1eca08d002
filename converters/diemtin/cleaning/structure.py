"""Builds the article's blocks from the lines that are left: what each of them is."""

from collections.abc import Iterator
from typing import NamedTuple

from diemtin.cleaning.page import Cut, Line, Mark, Page, Role
from diemtin.cleaning.shapes import ITEM, LIVE_ENTRY, has_credit, is_caption, is_official
from diemtin.model import Block, Figure, Heading, List, Paragraph, Placed, Text

_HEADING_WORDS = 28
_HEADING_CHARACTERS = 180
_CAPTION_WORDS = 45
_LEAD_WORDS = 75
_SMALL_HEADING = 3


class Body(NamedTuple):
    """The parts of an article, and which line went where."""

    title: str | None
    standfirst: str | None
    blocks: tuple[Block, ...]
    placed: tuple[Placed, ...]


def standfirst(page: Page) -> Iterator[Mark]:
    """The lead, where it stands apart: doubled, before a picture, or before the real beginning.

    >>> named(standfirst, "# Mùa vàng", "Năm nay được mùa, giá lúa cũng cao hơn mọi năm trước.",
    ...       "Sáng 5/9, cánh đồng Nậm Tốc rộn tiếng máy gặt từ khi mặt trời chưa mọc.")
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
    head = line.text[:60].casefold().lstrip('-–— ("“')
    for place in ("hà nội - ", "hà nội, "):
        head = head.removeprefix(place)
    return head.startswith(
        (
            "sáng ",
            "chiều ",
            "tối ",
            "trưa ",
            "đêm ",
            "ngày ",
            "sáng nay",
            "rạng sáng ",
            "vừa qua",
            "trong ngày ",
            "trong hai ngày",
            "trong 2 ngày",
            "mới đây",
            "hôm nay",
            "hôm qua",
            "vào ngày ",
        )
    )


def name_lines(page: Page) -> Iterator[Mark]:
    """Say of every line that is left which kind of block it is."""
    for index, line in page.kept():
        if line.roles & {"title", "standfirst"}:
            continue
        if _is_figure(page, index):
            yield Role(index, "figure")
        elif _is_heading(page, index):
            yield Role(index, "heading")


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
        return not (line.text[-1] in ":;,") and (line.words <= 30)
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
    if closed or (line.text[-1] in ":" and not (_numbered(line) or line.text.isupper())):
        return False
    if line.text[:1].islower() or line.text[:1] in "-–+•*":
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
    for run in _runs(page):
        for index in run:
            match = ITEM.match(page.lines[index].text)
            if match:
                yield Role(index, f"item-{run[0]}-{match['number'] or ''}")
                yield Cut(index, 0, match.end(), "list.marker")


def _runs(page: Page) -> Iterator[list[int]]:
    """Yield the lines of each list; numbers and letters must go up from one to the next."""
    run: list[int] = []
    kind: str | None = None
    for index, line in page.kept():
        here = None if line.roles else _marker(line)
        # A point of a legal text is cited by its letter, which therefore stays.
        here = None if here == "a" else here
        follows = bool(run) and here == kind and _next_in_order(page.lines[run[-1]], line)
        if here is not None and follows:
            run.append(index)
            continue
        if len(run) > 1:
            yield run
        run, kind = ([index], here) if here is not None else ([], None)
    if len(run) > 1:
        yield run


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
    page.apply(list_markers(page))
    title = lead = None
    blocks: list[Block] = []
    placed: list[Placed] = []
    items: list[tuple[Block, ...]] = []
    list_name = ""
    for _, line in page.kept():
        name = next((role for role in line.roles if role.startswith("item-")), "")
        group = "-".join(name.split("-")[:2])
        if name and group == list_name:
            items.append((Paragraph((Text(line.text),)),))
            blocks[-1] = _list(blocks[-1], items)
        elif name:
            items, list_name = [(Paragraph((Text(line.text),)),)], group
            number = name.rpartition("-")[2]
            blocks.append(List(tuple(items), bool(number), int(number or 1)))
        elif "title" in line.roles:
            title = line.text
        elif "standfirst" in line.roles:
            lead = line.text
        else:
            list_name = ""
            blocks.append(_block(line))
        at = -1 if "title" in line.roles else -2 if "standfirst" in line.roles else len(blocks) - 1
        placed += [Placed(number, at) for number in line.numbers]
    return Body(title, lead, tuple(blocks), tuple(placed))


def _list(block: Block, items: list[tuple[Block, ...]]) -> Block:
    assert isinstance(block, List)
    return List(tuple(items), block.ordered, block.start)


def _block(line: Line) -> Block:
    content = (Text(line.text),)
    if "figure" in line.roles:
        return Figure(content, picture=line.image)
    if "heading" in line.roles:
        return Heading(max(2, line.level), content)
    return Paragraph(content)
