"""TCVN3 and VNI that already sit in a text as characters of windows-1252: read again."""

import re
from collections import Counter

from diemtin.encodings.capitals import restore_capitals
from diemtin.encodings.code_pages import read_image
from diemtin.encodings.evidence import Evidence, is_regular_case, plain_share, weigh
from diemtin.encodings.syllables import is_spelled_as_syllable

_PAGES = ("tcvn3", "vni")
# Characters of Latin-1 that no Vietnamese word has, beside a letter: Céng, ®ång, hoäi.
_FOREIGN = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ"
_SUSPICIOUS = re.compile(f"[A-Za-z][{_FOREIGN}]|[{_FOREIGN}][A-Za-z]")
_SEGMENT = re.compile("[^\n<>]+")
_WORD = re.compile("[A-Za-z\x80-\xff]+")
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def read_again(text: str, counts: Counter[str]) -> str:
    """Read again the lines (or runs between tags) that are TCVN3 or VNI, and count them."""
    if not _SUSPICIOUS.search(text):
        return text
    trust = _Trust(_page_of_whole(text))

    def mend(match: re.Match[str]) -> str:
        segment = match[0]
        if segment.isascii() or (trust.whole is None and not _SUSPICIOUS.search(segment)):
            return segment
        reread, page = _mend_segment(segment, trust)
        if reread != segment:
            counts[page] += 1
            trust.pages.add(page)
        return reread

    # The second pass takes what was too short to be sure of before a longer line was found.
    before = text
    text = _SEGMENT.sub(mend, text)
    return text if text == before else _SEGMENT.sub(mend, text)


class _Trust:
    """What the rest of the text makes likely: the page of the whole, the pages of some lines."""

    def __init__(self, whole: str | None) -> None:
        self.whole = whole
        self.pages: set[str] = set()

    def in_whole(self, page: str) -> bool:
        return page == self.whole

    def in_part(self, page: str) -> bool:
        return page in self.pages


def _page_of_whole(text: str) -> str | None:
    """Return the page that nearly all of the text is in, so that its short lines are too."""
    before = weigh(text)
    for page in _PAGES:
        after = weigh(read_image(text, page))
        if after.valid >= 8 and after.share >= 0.8 and after.score > before.score + 8:
            return page
    return None


def _mend_segment(segment: str, trust: _Trust) -> tuple[str, str]:
    before = weigh(segment)
    sound = bool(_VIETNAMESE.search(segment)) and before.valid > 0
    if sound and not before.invalid:
        return segment, ""
    best: tuple[float, str, str] | None = None
    for page in _PAGES:
        reread = read_image(segment, page)
        if page == "tcvn3":
            reread = restore_capitals(reread)
        after = weigh(reread)
        if _is_gain(before, after, reread, trust, page):
            gain = after.score - before.score
            if best is None or gain > best[0]:
                best = gain, reread, page
    if best is None:
        return segment, ""
    return _mend_words(segment, best[2]) if sound else best[1], best[2]


def _is_gain(before: Evidence, after: Evidence, reread: str, trust: _Trust, page: str) -> bool:
    if after.share < 0.75 or after.score <= before.score:
        return False
    if trust.in_whole(page):
        return True
    if before.share >= 0.75 or after.score < before.score + 3 or plain_share(reread) < 0.5:
        return False
    return after.valid >= 2 or trust.in_part(page)


def _mend_words(segment: str, page: str) -> str:
    """Read again only the words that need it, in a line that has sound Vietnamese words too."""

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        reread = read_image(word, page)
        sound = is_spelled_as_syllable(word.lower()) and is_regular_case(word)
        return reread if not sound and is_spelled_as_syllable(reread.lower()) else word

    return _WORD.sub(mend, segment)
