"""Tells the names of portals, papers and offices, and the paths through their sites."""

import re
from functools import cache

from diemtin.cleaning.folding import fold
from diemtin.cleaning.page import Line
from diemtin.cleaning.phrases import begins, clues, holds
from diemtin.languages import language_codes, load_language
from diemtin.languages.patterns import any_of

_PATH_SEPARATOR = re.compile(r"\s*(?:[>›»/|\\→]|&gt;)+\s*")
_STRONG_PATH = re.compile(r"[>›»]|\s/\s|\s\\\s")
_PATH_WORDS = 45
OFFICE_WORDS = 14
_PORTAL_WORDS = 16


def names_portal(text: str) -> bool:
    """Tell whether a text names a portal, a paper or a station.

    Accents count where the text has any: `Đại sứ quán` is no `Đài`.

    >>> names_portal("Cổng thông tin điện tử huyện Tân Phú"), names_portal("Đại hội Đảng bộ")
    (True, False)
    """
    if text.count(" ") >= _PORTAL_WORDS:
        return False
    if begins(text, "portal") or holds(text, "portal_word"):
        return True
    if begins(text, "press"):
        return holds(text, "online")
    return bool(begins(text, "station") and not begins(text, "not_station"))


@cache
def _day() -> re.Pattern[str]:
    """Return the pattern of a day, or of a numbered period or issue."""
    calendars = [load_language(code).calendar for code in language_codes()]
    words = {word for calendar in calendars for word in calendar.numbered}
    numbered = any_of(words | set(map(fold, words)))
    return re.compile(
        rf"\b\d{{1,2}}[/.-]\d{{1,2}}(?![\d%])|\b{numbered} (?:\d+|[IV]+)\b", re.IGNORECASE
    )


def has_day(text: str) -> bool:
    """Tell whether a text has a day or the number of a period, as no name of a site has.

    >>> has_day("Tin hoạt động tháng 5"), has_day("Sở Ngoại vụ")
    (True, False)
    """
    return _day().search(text) is not None


def like_site(line: Line) -> float:
    """Return how much less a line is a title because it is like the name of a site.

    A portal's name weighs most, an office's nearly as much; the name of an office with a verb may
    be a headline, and weighs little. All other lines weigh nothing.
    """
    if names_portal(line.text):
        return 6.0
    if line.words > OFFICE_WORDS or line.stops or has_day(line.text):
        return 0.0
    heading = begins(line.text, "institution")
    institution = heading and (names_only(line) or line.words - heading.count(" ") <= 3)
    if not (institution or _begins_site(line.text)):
        return 0.0
    # What is done stands in a headline, and never in the name of an office.
    return 1.0 if holds(line.text, "headline") else 5.0


def _begins_site(text: str) -> bool:
    """Tell whether a text begins as the name of an office: `Báo Hà Sơn`, not `Báo cáo năm`."""
    clue = begins(text, "site")
    if clue is None:
        return False
    name = text[len(clue) :].lstrip(' "“-–')
    return " " in clue or not name[:1].islower()


def is_path(line: Line) -> bool:
    """Tell whether a line is a path through the site.

    >>> is_path(line("Trang chủ / Tin tức / Xúc tiến thương mại"))
    True
    """
    if line.words <= _PATH_WORDS and _is_glued(line.text):
        return True
    if line.words > _PATH_WORDS or not _STRONG_PATH.search(line.text) or line.ends:
        return False
    parts = [part for part in _PATH_SEPARATOR.split(line.text) if part.strip()]
    home = begins(line.text.lstrip(" >›»/"), "home")
    leading = line.text[:1] in ">›»/" and line.text[:2] not in (">>", "»»")
    if not parts or home or leading:
        return bool(parts)
    arrows = len(parts) > 1 and re.search(r"[>›»]", line.text) is not None
    return arrows and not line.stops and all(len(part.split()) <= 6 for part in parts[:-1])


def _is_glued(text: str) -> bool:
    """Tell whether a text is a path whose separators a crawler lost.

    >>> _is_glued("Trang chủThời sựHội nghị tổng kết")
    True
    """
    lower = text.casefold()
    homes = (len(home) for home in clues(accents=True).home if lower.startswith(home))
    return any(text[:1].isupper() and text[end : end + 1].isupper() for end in homes)


def section_of_path(text: str, title: str | None) -> str | None:
    """Return the section that a path names: its last entry that is not the title.

    >>> section_of_path("Trang chủ / Tin tức / Xúc tiến thương mại", None)
    'Xúc tiến thương mại'
    """
    parts = [part.strip() for part in _PATH_SEPARATOR.split(text) if part.strip()]
    for part in reversed(parts):
        if not (title and title.casefold().startswith(part.casefold().rstrip(" .…"))):
            return part if part.casefold() not in clues(accents=True).home else None
    return None


def names_only(line: Line) -> bool:
    """Tell whether a line is a name and no sentence: at most one word in three in small letters."""
    words = line.text.split()
    return sum(word[:1].islower() for word in words) * 3 <= len(words)
