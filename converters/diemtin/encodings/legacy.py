"""TCVN3 and VNI that already sit in a text as characters of windows-1252: read again."""

import re
from collections import Counter

from diemtin.encodings.capitals import restore_capitals
from diemtin.encodings.code_pages import read_image
from diemtin.encodings.evidence import Evidence, is_regular_case, marked_words, plain_share, weigh
from diemtin.encodings.syllables import is_spelled_as_syllable

_PAGES = ("tcvn3", "vni")
# Characters of Latin-1 that no Vietnamese word has, beside a letter: Céng, ®ång, hoäi.
_FOREIGN = "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ"
_SUSPICIOUS = re.compile(f"[{_FOREIGN}](?:(?<=[A-Za-z].)|(?=[A-Za-z]))")
# A sign within a word, of which a font made a letter.
_IMPOSSIBLE = re.compile("(?<=[A-Za-z])(?:[«»¬®§¶·µ©ª¨¦¥¤£¢¡](?=[a-z])|[«¬®¶µª¨](?!\\w))")
_PLAIN_SAMPLE = 4096
# So many marked words tell what page the whole of a text is in.
_LEAST_OF_WHOLE = 8
# Two common syllables in the place of two words that are none.
_GREAT_GAIN = 6
# A line, or a run between tags, or so much of it as a list of its words may hold.
_SEGMENT = re.compile("[^\n<>]{1,65536}(?![^ \n<>])|[^\n<>]{1,65536}")
_WORD = re.compile("[A-Za-z\x80-\xff]+")
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def read_again(text: str, counts: Counter[str]) -> str:
    """Read again the lines (or runs between tags) that are TCVN3 or VNI, and count them."""
    if not _SUSPICIOUS.search(text):
        return text
    trust = _Trust(text)
    done: set[str] = set()

    def mend(match: re.Match[str]) -> str:
        segment = match[0]
        if segment in done:
            return segment
        if segment.isascii() or (trust.whole is None and not _SUSPICIOUS.search(segment)):
            return segment
        reread, page = _mend_segment(segment, trust)
        if reread == segment:
            reread, page = _mend_impossible(segment, trust)
        if reread != segment:
            counts[page] += 1
            trust.pages.add(page)
            done.add(reread)
        return reread

    # The second pass takes what was too short to be sure of before a longer line was found.
    before = text
    text = _SEGMENT.sub(mend, text)
    return text if text == before else _SEGMENT.sub(mend, text)


class _Trust:
    """What the rest of the text makes likely: the page of the whole, the pages of some lines."""

    def __init__(self, text: str) -> None:
        marked = marked_words(text)
        words = " ".join(marked.elements())
        self.whole = _page_of_whole(words) if marked.total() >= _LEAST_OF_WHOLE else None
        # No line has a letter that only Vietnamese has: none is sound.
        self.pure = not _VIETNAMESE.search(words)
        self.vietnamese = not self.pure and weigh(words).valid >= 3
        self.pages: set[str] = set()

    def in_whole(self, page: str) -> bool:
        return page == self.whole

    def in_part(self, page: str) -> bool:
        return page in self.pages


def _page_of_whole(words: str) -> str | None:
    """Return the page that nearly all of the text is in, so that its short lines are too."""
    before = weigh(words)
    for page in _PAGES:
        after = weigh(read_image(words, page))
        if after.valid >= _LEAST_OF_WHOLE and after.share >= 0.8 and after.score > before.score + 8:
            return page
    return None


def _mend_segment(segment: str, trust: _Trust) -> tuple[str, str]:
    words = " ".join(marked_words(segment).elements())
    before = weigh(words)
    sound = bool(_VIETNAMESE.search(words)) and before.valid > 0
    if sound and not before.invalid:
        return segment, ""
    gains = {
        page: after.score - before.score
        for page in _PAGES
        if _is_gain(before, after := weigh(_read(words, page)), trust, page)
    }
    if not gains:
        return segment, ""
    page = max(gains, key=gains.__getitem__)
    certain = trust.in_whole(page) or (trust.vietnamese and gains[page] >= _GREAT_GAIN)
    if not certain and plain_share(_around(segment)) < 0.5:
        return segment, ""
    return _mend_words(segment, page) if sound else _read(segment, page), page


def _mend_impossible(segment: str, trust: _Trust) -> tuple[str, str]:
    """Read names again that are no syllables (`Pl«ng`), where a page has been found before."""
    pages = [page for page in _PAGES if trust.in_whole(page) or trust.in_part(page)]
    if not pages or not _IMPOSSIBLE.search(segment):
        return segment, ""
    words = (_read(w, pages[0]) if _IMPOSSIBLE.search(w) else w for w in segment.split(" "))
    return " ".join(words), pages[0]


def _read(text: str, page: str) -> str:
    reread = read_image(text, page)
    return restore_capitals(reread) if page == "tcvn3" else reread


def _around(segment: str) -> str:
    """Return the part of a segment in which its first suspicious word stands."""
    match = _SUSPICIOUS.search(segment)
    start = max(0, match.start() - _PLAIN_SAMPLE // 2) if match else 0
    return segment[start : start + _PLAIN_SAMPLE]


def _is_gain(before: Evidence, after: Evidence, trust: _Trust, page: str) -> bool:
    if trust.pure and trust.in_whole(page):
        # `Phó Quý` are two syllables as it stands, and two when it is read as all else.
        return after.score >= before.score
    if after.score <= before.score:
        return False
    if trust.in_whole(page):
        return True
    if after.share < 0.75:
        return False
    if trust.vietnamese and before.invalid and not before.valid and after.frequent:
        return True
    if before.share >= 0.75 or after.score < before.score + 3:
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
