"""The head of a page around its title: names of sites, paths, menus, slogans, buttons."""

from collections.abc import Iterator
from itertools import takewhile

from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.rules.titles import HEAD, ITEM_OF_LIST, OWN_SHARE, SLOGAN_WORDS, own_share
from diemtin.cleaning.shapes import is_caption, is_signature, labelled
from diemtin.cleaning.sites import OFFICE_WORDS, is_path, like_site, names_only, names_portal

_SECTION_WORDS = 9
_RUN_OF_MENU = 3
_STRIP = 16
_DATE_WORDS = 14
_TOOL_WORDS = 5
_TEXT_LINES = 3


def path(page: Page) -> Iterator[Mark]:
    """A path through the site; its last entry may be the title, cut short.

    >>> taken(path, "Trang chủ » Tin trong huyện")
    ['Trang chủ » Tin trong huyện']
    """
    end = page.find_role("title")
    limit = HEAD if end is None else end + 6
    for index, line in page.kept(0, limit):
        if is_path(line):
            yield whole(index, line, "masthead.path", "section")


def site(page: Page) -> Iterator[Mark]:
    """The names of the portal and of the office behind it, above the title.

    >>> taken(site, "Cổng thông tin điện tử tỉnh Hà Sơn", "Sở Ngoại vụ", "Mưa lớn ở vùng cao")
    ['Cổng thông tin điện tử tỉnh Hà Sơn', 'Sở Ngoại vụ']
    """
    end = page.find_role("title")
    for index, line in page.kept(0, HEAD if end is None else end):
        if line.prose and end is None:
            break
        portal = names_portal(line.text)
        office = line.words <= OFFICE_WORDS and like_site(line) > 1
        if portal or (office and (end is not None or names_only(line))):
            yield whole(index, line, "masthead.site", "site")


def above_title(page: Page) -> Iterator[Mark]:
    """All else that stands above the title: a slogan, a menu, and the name of the section.

    >>> taken(above_title, "Chính sách và cuộc sống", "Quy định mới về kho dữ liệu hồ sơ", "Theo "
    ...       "quy định mới, kho dữ liệu hồ sơ được dùng chung cho mọi cơ quan.")
    ['Chính sách và cuộc sống']
    """
    end = page.find_role("title")
    if end is None:
        return
    above = list(page.kept(0, end))
    names = [
        (index, line) for index, line in above if line.words < _SECTION_WORDS and not line.ends
    ]
    last = names[-1][0] if names and len(names) <= _RUN_OF_MENU else -1
    title = page.lines[end].folded
    text = sum(line.prose for _, line in above) > 1
    for index, line in above:
        if line.prose and (text or line.words > SLOGAN_WORDS or own_share(page, line) >= OWN_SHARE):
            continue
        if line.date and line.words <= _DATE_WORDS:
            known = any(kept.field == "published" for kept in page.metadata)
            yield whole(index, line, "meta.date", None if known else "published")
        elif index == last and line.folded not in title and not _beside_gone_menu(page, index):
            yield whole(index, line, "masthead.section", "section")
        elif line.words >= _SECTION_WORDS:
            yield whole(index, line, "masthead.slogan")
        else:
            yield whole(index, line, "masthead.menu")


def _beside_gone_menu(page: Page, index: int) -> bool:
    gone = page.lines[index - 1].gone if index else None
    return gone == "menu.navigation" and page.tiling(page.lines[index]) is not None


def below_title(page: Page) -> Iterator[Mark]:
    """Short lines between the title and the text, in the strip of dates and buttons.

    >>> taken(below_title, "# Bể bơi lắp ghép", "Chia sẻ", "Đọc thật chậm", "Bốn trường góp tiền "
    ...       "lắp bể bơi di động để dạy bơi cho học sinh trước mùa nước nổi.")
    ['Đọc thật chậm']
    """
    start = page.find_role("title")
    if start is None:
        return
    strip = list(takewhile(lambda pair: not pair[1].prose, page.kept(start + 1, start + _STRIP)))
    for index, line in strip:
        if _text_above(page, index) or _text_below(page, index):
            break
        if line.words > _TOOL_WORDS or line.stops or line.roles or line.level:
            continue
        if begins(line.text, "official") or ITEM_OF_LIST.match(line.text):
            continue
        if line.text.isupper() and line.words > 1 and _heads_text(page, index):
            continue
        if is_signature(line) or is_caption(line) or line.date or labelled(line.text, "byline"):
            continue
        if any(_is_tool(page.lines[at]) for at in (index - 1, index + 1) if at < len(page.lines)):
            yield whole(index, line, "masthead.tool")


def _text_above(page: Page, index: int) -> bool:
    """Tell whether several lines stand above this one with no noise between: a poem, a table."""
    above = page.lines[max(0, index - _TEXT_LINES) : index]
    return len(above) == _TEXT_LINES and all(
        line.gone is None and "title" not in line.roles for line in above
    )


def _text_below(page: Page, index: int) -> bool:
    """Tell whether a line begins several short ones with no noise between: a table, a programme."""
    below = page.lines[index : index + _TEXT_LINES + 2]
    return len(below) == _TEXT_LINES + 2 and all(
        line.gone is None and not line.prose for line in below
    )


def _heads_text(page: Page, index: int) -> bool:
    """Tell whether the next line is text or another heading, not one more button."""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    return below is not None and below.gone is None and below.words > _TOOL_WORDS


def _is_tool(line: Line) -> bool:
    neutral = ("placeholder.", "layout.", "alternative.")
    return line.gone is not None and not line.gone.startswith(neutral)


def above_text(page: Page) -> Iterator[Mark]:
    """Without a title: short names above the text, next to what is noise.

    >>> taken(above_text, "Đăng nhập", "Tin nội bộ")
    ['Tin nội bộ']
    """
    if page.find_role("title") is not None:
        return
    for index, line in page.kept(0, HEAD):
        if line.prose or line.stops or line.words > 3 or line.roles:
            break
        if any(other.gone for other in page.lines[max(0, index - 1) : index + 2]):
            yield whole(index, line, "masthead.menu")
