"""Tells the names of portals, papers and offices, and the paths through their sites."""

import re

from diemtin.cleaning.folding import CAPITALS, fold, spell
from diemtin.cleaning.page import Line
from diemtin.cleaning.phrases import begins, clues_for

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
# A day or a numbered period: no name of a site has one.
DAY = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?![\d%])|\b(?:th[aá]ng|n[aă]m|qu[yý]|s[oố]|tu[aầ]n) (?:\d+|[IV]+)\b",
    re.IGNORECASE,
)
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
    pattern = _PLAIN_PORTAL if text.isascii() else _ACCENTED_PORTAL
    return pattern.match(spell(text)) is not None


def like_site(line: Line) -> float:
    """Return how much less a line is a title because it is like the name of a site.

    A portal's name weighs most, an office's nearly as much; the name of an office with a verb may
    be a headline, and weighs little. All other lines weigh nothing.
    """
    if names_portal(line.text):
        return 6.0
    if line.words > OFFICE_WORDS or line.stops or DAY.search(line.text):
        return 0.0
    heading = begins(line.text, "institution")
    institution = heading and (names_only(line) or line.words - heading.count(" ") <= 3)
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


def names_only(line: Line) -> bool:
    """Tell whether a line is a name and no sentence: at most one word in three in small letters."""
    words = line.text.split()
    return sum(word[:1].islower() for word in words) * 3 <= len(words)
