"""The head of a page: its title, and the names, paths, menus and slogans above it."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from diemtin.cleaning.folding import CAPITALS, fold, spell
from diemtin.cleaning.page import Line, Mark, Page, Role, whole
from diemtin.cleaning.phrases import begins, clues_for
from diemtin.cleaning.rules.datelines import has_source_mark
from diemtin.cleaning.shapes import is_caption, is_signature, labelled

# The title is sought among the first lines, down to the second paragraph of the article.
_HEAD = 200
_PARAGRAPHS = 2
_LEAST_SCORE = 2.5
_GOOD_SCORE = 4.5
_TITLE_WORDS = 45
_LENGTH_SCORES = {1: -2.0, 2: -2.0, 3: -2.0, 4: 0.0, 5: 2.5}
_ITEM = re.compile(r"[-–•+*▪]\s|\(?\d{1,2}[.)]\s|[a-zđ][.)]\s", re.IGNORECASE)
_PATH_SEPARATOR = re.compile(r"\s*(?:[>›»/|\\→]|&gt;)+\s*")
_STRONG_PATH = re.compile(r"[>›»]|\s/\s|\s\\\s")
_PATH_WORDS = 45
# A path whose separators a crawler lost: `Trang chủThời sựHội nghị …`
_GLUED_PATH = re.compile(f"(?:Trang chủ|Trang nhất|Home)[{CAPITALS}]")
_PORTAL = (
    r"(?:cổng|trang) (?:thông tin|ttđt|tin điện tử)|(?:báo|tạp chí) .*\b(?:điện tử|online)\b"
    r"|báo điện tử|(?:đài (?!su |bieu |hoi |tuong |ta |uy )|thông tấn xã )|website"
    r"|official (?:website|portal)|.*\bportal\b"
)
_ACCENTED_PORTAL, _PLAIN_PORTAL = re.compile(_PORTAL), re.compile(fold(_PORTAL))
_CREDIT = re.compile(r"\((?:anh|nguon|photo|source)\b|\banh: ?\w")
_DAY = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?![\d%])|\b(?:th[aá]ng|n[aă]m|qu[yý]|s[oố]|tu[aầ]n) (?:\d+|[IV]+)\b",
    re.IGNORECASE,
)
_SECTION_WORDS = 9
_OFFICE_WORDS = 14
_PORTAL_WORDS = 16
_RUN_OF_MENU = 3
_SLOGAN_WORDS = 38
_OWN = 0.25
_MENU_BELOW = 0.75
_DATED = 2.0
_STRIP = 16
_DATE_WORDS = 14
_TOOL_WORDS = 5
_SHORT_HEAD = 12
_SHORT_TITLE = range(2, 19)
_RUN_ABOVE_TITLE = 5
_TEXT_LINES = 3


def title(page: Page) -> Iterator[Mark]:
    """The title: a phrase of some length near the text that speaks of the same things.

    >>> named(title, "Đối ngoại", "Lễ đón đoàn cấp cao của tỉnh bạn", "Sáng 3/5, lễ đón đoàn cấp "
    ...       "cao của tỉnh bạn được tổ chức trọng thể tại trung tâm hội nghị.")
    {'title': ['Lễ đón đoàn cấp cao của tỉnh bạn']}
    """
    best, best_score, above = -1, _LEAST_SCORE, -1
    paragraphs = candidates = 0
    tools = dated = False
    for index, line in page.kept(0, _HEAD):
        if paragraphs >= _PARAGRAPHS:
            break
        if is_path(line) or _is_menu(page, line):
            # The name of a site stands above the menu, the title below it.
            best_score -= _MENU_BELOW * (best >= 0)
            continue
        if _is_meta(page, line):
            tools = tools or candidates > 0
            # A good title above the date of the page is the title.
            good = best_score >= _GOOD_SCORE and best == above
            dated = dated or (good and bool(line.date))
            continue
        if line.prose and line.level != 1:
            paragraphs += best_score >= _GOOD_SCORE or not is_slogan(page, index)
            continue
        score = _title_score(page, index, line) - 4 * paragraphs - 0.5 * candidates - 1.0 * tools
        score -= _DATED * dated
        candidates += line.words >= 5 and not _like_site(line)
        above = index
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        best = _short_title(page)
    if best >= 0:
        yield Role(best, "title")


def _short_title(page: Page) -> int:
    """Return the index of a title of a few words, as essays and poems have: -1 if there is none.

    It stands right above a date or an author, and those right above the text.
    """
    head = [
        (index, line)
        for index, line in takewhile(lambda pair: not pair[1].prose, page.kept(0, _SHORT_HEAD))
        if line.date or not (_is_meta(page, line) or is_path(line) or _like_site(line) > 1)
    ]
    anchors = [at for at, (_, line) in enumerate(head) if line.date or _is_author(line)]
    above = (
        [head[: anchors[0]], *(head[a + 1 : b] for a, b in pairwise(anchors))] if anchors else []
    )
    for lines in above:
        titles = [index for index, line in lines if _may_be_title(page, line)]
        if titles and len(lines) <= _RUN_ABOVE_TITLE:
            return titles[-1]
    return -1


def _is_author(line: Line) -> bool:
    return is_signature(line) or line.text[0] == "("


def _may_be_title(page: Page, line: Line) -> bool:
    return (
        line.words in _SHORT_TITLE
        and not (line.text[-1] in ".:;," or is_caption(line) or "caption" in line.roles)
        and not page.tiling(line)
    )


def _is_meta(page: Page, line: Line) -> bool:
    tiling = page.tiling(line)
    if page.start(line) not in (None, "related.link"):
        return True
    dated = bool(line.date and (tiling or line.words <= 4))
    return dated or bool(tiling and not tiling.shy and _is_interface(page, line))


def _is_menu(page: Page, line: Line) -> bool:
    tiling = page.tiling(line)
    return bool(tiling and tiling.rule == "menu.navigation" and _is_interface(page, line))


def _is_interface(page: Page, line: Line) -> bool:
    """Tell whether phrases cover a line, and no number of a month or an issue makes it a title."""
    tiling = page.tiling(line)
    return bool(tiling and tiling.whole and not _DAY.search(line.text))


def _title_score(page: Page, index: int, line: Line) -> float:
    """Say how much a line is like a title; 5 words that the text speaks of make a fair one."""
    words = line.words
    score = _LENGTH_SCORES.get(words, 3.0 if words <= _TITLE_WORDS else -3.0)
    score += 4 * _share_in_text(page, line)
    score += {1: 5.0, 2: 2.0}.get(line.level, 0.0)
    score -= 3 * (line.text[-1] in ".:;,|" and not line.text.endswith("..."))
    score -= 4 * (bool(_ITEM.match(line.text)) or "caption" in line.roles)
    score -= 4 * (_is_label(line) or labelled(line.text, "byline") is not None)
    score -= 4 * (is_signature(line) and line.text[-1] == ")")
    score -= 4 * bool(_CREDIT.search(line.folded))
    score -= 3 * line.text[:1].islower()
    score -= 2 * (line.linked > 0.5) + 2 * (line.image is not None)
    score -= 3 * (not line.date and _is_interface(page, line))
    score -= _like_site(line) + 5 * has_source_mark(line.text)
    score += _neighbours(page, index, line)
    return score


def _is_label(line: Line) -> bool:
    """Tell whether a line is of the form of an official text: `Kính gửi: Các chi hội`."""
    clue = begins(line.text, "official")
    return clue is not None and line.text[len(clue) :].lstrip().startswith(":")


def _share_in_text(page: Page, line: Line) -> float:
    """Return the share of the line's pairs of words that the running text has too."""
    return len(line.pairs & page.pairs) / len(line.pairs) if line.pairs else 0.0


def names_portal(text: str) -> bool:
    """Tell whether a text names a portal, a paper or a station.

    Accents count where the text has any: `Đại sứ quán` is no `Đài`.

    >>> names_portal("Cổng thông tin điện tử huyện Tân Phú"), names_portal("Đại hội Đảng bộ")
    (True, False)
    """
    if text.count(" ") >= _PORTAL_WORDS:
        return False
    pattern = _PLAIN_PORTAL if text.isascii() else _ACCENTED_PORTAL
    return pattern.match(spell(text)) is not None


def _like_site(line: Line) -> float:
    if names_portal(line.text):
        return 6.0
    if line.words > _OFFICE_WORDS or line.stops or _DAY.search(line.text):
        return 0.0
    heading = begins(line.text, "institution")
    institution = heading and (_names_only(line) or line.words - heading.count(" ") <= 3)
    if not (institution or _begins_site(line.text)):
        return 0.0
    return 1.0 if _has_headline_verb(line) else 5.0


def _begins_site(text: str) -> bool:
    """Tell whether a text begins as the name of an office: `Báo Hà Sơn`, not `Báo cáo năm`."""
    clue = begins(text, "site")
    if clue is None:
        return False
    name = text[len(clue) :].lstrip(' "“-–')
    return " " in clue or not name[:1].islower()


def _has_headline_verb(line: Line) -> bool:
    """Tell whether a line says that something is done, which the name of an office never does."""
    written, known = clues_for(line.text)
    spaced = f" {written} "
    return any(f" {verb} " in spaced for verb in known.headline)


def _neighbours(page: Page, index: int, line: Line) -> float:
    """Reward a line that stands above text or a date, and one that the page repeats.

    A line that is part of another is the name of a subject, not the title.
    """
    below = [other for _, other in page.kept(index + 1, index + 12)]
    if not below:
        return -2.0
    part = any(
        other.folded.find(line.folded) > 0 and other.words > line.words + 1 and not other.prose
        for other in below[:4]
    )
    repeated = any(other.folded.startswith(line.folded) for other in below if other.words >= 4)
    others = (other for other in below if other.folded != line.folded)
    first = next(others, below[0])
    dated = first.date is not None and first.words < 14
    return 1.0 * first.prose + 1.5 * dated + 2.0 * repeated - 4.0 * part


def is_slogan(page: Page, index: int) -> bool:
    """Tell whether a sentence above the article is a banner's: it speaks of something else.

    What follows it must be interface words, and further below a line that the text speaks of.
    """
    line = page.lines[index]
    if line.words > _SLOGAN_WORDS or line.date or _DAY.search(line.text):
        return False
    below = page.lines[index + 1 : index + 12]
    signs = [
        other.gone is not None or _is_meta(page, other) or _like_site(other) > 0 for other in below
    ]
    if not any(signs[:4]):
        return False
    known = bool(begins(line.text, "slogan"))
    headline = any(
        not other.prose and other.words >= 5 and _share_in_text(page, other) > 0.3
        for other in below
        if other.gone is None
    )
    return headline and (known or _own_share(page, line) < _OWN)


def _own_share(page: Page, line: Line) -> float:
    """Return the share of a sentence's pairs of words that the rest of the text has too."""
    others = [other for other in page.lines[:_HEAD] if other.prose and other is not line]
    elsewhere: set[tuple[str, str]] = set()
    for other in others[:10]:
        elsewhere |= other.pairs
    return len(line.pairs & elsewhere) / max(1, len(line.pairs))


def is_path(line: Line) -> bool:
    """Tell whether a line is a path through the site.

    >>> is_path(line("Trang chủ / Tin tức / Xúc tiến thương mại"))
    True
    """
    if line.words <= _PATH_WORDS and _GLUED_PATH.match(line.text):
        return True
    if line.words > _PATH_WORDS or not _STRONG_PATH.search(line.text) or line.ends:
        return False
    parts = [part for part in _PATH_SEPARATOR.split(line.text) if part.strip()]
    home = line.folded.lstrip(" >›»/").startswith(("trang chu", "home", "trang nhat"))
    leading = line.text[:1] in ">›»/" and line.text[:2] not in (">>", "»»")
    if not parts or home or leading:
        return bool(parts)
    arrows = len(parts) > 1 and re.search(r"[>›»]", line.text) is not None
    return arrows and not line.stops and all(len(part.split()) <= 6 for part in parts[:-1])


def path(page: Page) -> Iterator[Mark]:
    """A path through the site; its last entry may be the title, cut short.

    >>> taken(path, "Trang chủ » Tin trong huyện")
    ['Trang chủ » Tin trong huyện']
    """
    end = page.find_role("title")
    limit = _HEAD if end is None else end + 6
    for index, line in page.kept(0, limit):
        if is_path(line):
            yield whole(index, line, "masthead.path", "section")


def section_of_path(text: str, title: str | None) -> str | None:
    """Return the section that a path names: its last entry that is not the title.

    >>> section_of_path("Trang chủ / Tin tức / Xúc tiến thương mại", None)
    'Xúc tiến thương mại'
    """
    parts = [part.strip() for part in _PATH_SEPARATOR.split(text) if part.strip()]
    for part in reversed(parts):
        if not (title and title.casefold().startswith(part.casefold().rstrip(" .…"))):
            return part if part.casefold() not in {"trang chủ", "home"} else None
    return None


def site(page: Page) -> Iterator[Mark]:
    """The names of the portal and of the office behind it, above the title.

    >>> taken(site, "Cổng thông tin điện tử tỉnh Hà Sơn", "Sở Ngoại vụ", "Mưa lớn ở vùng cao")
    ['Cổng thông tin điện tử tỉnh Hà Sơn', 'Sở Ngoại vụ']
    """
    end = page.find_role("title")
    for index, line in page.kept(0, _HEAD if end is None else end):
        if line.prose and end is None:
            break
        portal = names_portal(line.text)
        office = line.words <= _OFFICE_WORDS and _like_site(line) > 1
        if portal or (office and (end is not None or _names_only(line))):
            yield whole(index, line, "masthead.site", "site")


def _names_only(line: Line) -> bool:
    """Tell whether a line is a name and no sentence: at most one word in three in small letters."""
    words = line.text.split()
    return sum(word[:1].islower() for word in words) * 3 <= len(words)


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
        if line.prose and (text or line.words > _SLOGAN_WORDS or _own_share(page, line) >= _OWN):
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
        if begins(line.text, "official") or _ITEM.match(line.text):
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
    for index, line in page.kept(0, _HEAD):
        if line.prose or line.stops or line.words > 3 or line.roles:
            break
        if any(other.gone for other in page.lines[max(0, index - 1) : index + 2]):
            yield whole(index, line, "masthead.menu")
