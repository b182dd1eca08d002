"""Abbreviations with what they mean: as a capture explains them, or else as the list does."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import normalize

from rapidfuzz.distance import LCSseq

from diemtin.assembly.lexicon import Lexicon, load_lexicon
from diemtin.assembly.sentences import Passage, Reading
from diemtin.assembly.words import words_of
from diemtin.languages.patterns import any_of
from diemtin.model import Abbreviation

# The English press writes ministries so: MoIT. An English plural has a small "s".
_SHORT = r"(?:[A-ZĐƯƠÂÊÔĂ]{2,6}|Mo[A-Z]{1,5})"
_USED = re.compile(rf"(?<![\w/&.-])({_SHORT}(?:-[A-ZĐ]{{2,4}})?)s?(?![\w/&-])")
_EXPLAINED = re.compile(rf"\((?P<short>{_SHORT})s?\)")
_EXPLAINING = re.compile(rf"(?<!\w)(?P<short>{_SHORT})\s*\((?P<meaning>[^()\n]{{5,120}})\)")
_ROMAN = re.compile(r"[IVXLCDM]+")
_LETTERS = re.compile(r"\w+")
# The head of a report: `LAM SON — The province …`, `HÀ NỘI, 5/3 - Sáng nay …`.
_DATELINE = re.compile(r"([^—–-]{2,60}?)\s+([—–-])\s+")
# A meaning stands within so many characters before its abbreviation, with no parenthesis between.
_REACH = 160
# Who took a picture is told in so many characters.
_CREDIT = 60
# A meaning may have so many small words ("và", "of") beyond its initials.
_SMALL_WORDS = 2


def find_abbreviations(readings: Sequence[Reading], language: str) -> list[Abbreviation]:
    """Return the abbreviations that the articles use, in alphabetical order.

    What no article explains has the meaning that the list of the briefing's language gives, or
    else that of an article's.
    """
    used: dict[str, dict[int, None]] = defaultdict(dict)
    meanings: dict[str, list[tuple[str, int]]] = defaultdict(list)
    listed = dict(load_lexicon(language).abbreviations.meanings)
    for reading in readings:
        for passage in reading.passages:
            for short in _used(passage, reading.lexicon):
                used[short][reading.index] = None
                if known := reading.lexicon.abbreviations.meanings.get(short):
                    listed.setdefault(short, known)
            for short, meaning in explanations(passage.text, reading.lexicon):
                meanings[short].append((meaning, reading.index))
    return [
        _abbreviation(short, used[short], meanings[short], listed.get(short))
        for short in sorted(used)
    ]


def _abbreviation(
    short: str, used: dict[int, None], meanings: list[tuple[str, int]], listed: str | None
) -> Abbreviation:
    """Choose the shortest of the wordings that the captures give, rather without a capital."""
    if not meanings:
        return Abbreviation(short, listed, tuple(sorted(used)))
    meaning = min(
        (meaning for meaning, _ in meanings), key=lambda text: (len(text), text.swapcase())
    )
    explained = tuple(sorted({article for _, article in meanings}))
    return Abbreviation(short, meaning, tuple(sorted(used)), explained)


def _used(passage: Passage, lexicon: Lexicon) -> Iterator[str]:
    """Yield the abbreviations of a passage; a heading in capitals has none, nor a credit.

    Nor has the place in capitals that a report begins with.
    """
    text = _credit(lexicon.abbreviations.credits).sub("", passage.text)
    dateline = _DATELINE.match(text)
    if dateline and dateline[1].isupper() and (" " in dateline[1] or dateline[2] == "—"):
        text = text[dateline.end() :]
    found = _USED.findall(text)
    if not found or _in_capitals(text):
        return
    for short in found:
        known = short in lexicon.abbreviations.meanings
        if known or not (
            _ROMAN.fullmatch(short)
            or "-" in short
            or short in lexicon.abbreviations.not_abbreviations
        ):
            yield short


@cache
def _credit(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of who took the picture of a caption, which ends a text."""
    return re.compile(rf"(?<!\w){any_of(labels)}\s*:.{{0,{_CREDIT}}}$", re.IGNORECASE)


def _in_capitals(text: str) -> bool:
    """Tell whether most letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) / 2


def explanations(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the abbreviations that a text explains, with the words that it explains them by.

    >>> from diemtin.assembly.lexicon import load_lexicon
    >>> list(explanations("công tác ngoại giao kinh tế (NGKT)", load_lexicon("vi")))
    [('NGKT', 'ngoại giao kinh tế')]
    """
    for match in _EXPLAINED.finditer(text):
        short = match["short"]
        listed = lexicon.abbreviations.meanings.get(short)
        before = re.split(r"[()]", text[max(match.start() - _REACH, 0) : match.start()])[-1]
        meaning = _by_initials(before, short) or _by_list(before, listed)
        if meaning:
            yield short, meaning
    for match in _EXPLAINING.finditer(text):
        if _initials(match["meaning"], match["short"]):
            yield match["short"], match["meaning"].strip()


def _by_initials(before: str, short: str) -> str | None:
    """Return the last words of a text whose initials are the abbreviation."""
    starts = [match.start() for match in _LETTERS.finditer(before)]
    for count in range(len(short), len(short) + _SMALL_WORDS + 1):
        if count <= len(starts) and _initials(before[starts[-count] :], short):
            return before[starts[-count] :].strip()
    return None


def _initials(meaning: str, short: str) -> bool:
    """Tell whether the initials of a text are the abbreviation, small words left out."""
    initials = [_base(match.group()[0]) for match in _LETTERS.finditer(meaning)]
    letters = [_base(letter) for letter in short]
    if len(initials) > len(short) + _SMALL_WORDS or initials[:1] != letters[:1]:
        return False
    return LCSseq.similarity(initials, letters) == len(letters)


def _base(letter: str) -> str:
    """Return a letter as a capital without its marks: abbreviations keep few of them."""
    return normalize("NFD", letter.upper())[0].replace("Đ", "D")


def _by_list(before: str, listed: str | None) -> str | None:
    """Return the last words of a text that hold all words of the known meaning, in order."""
    if not listed:
        return None
    wanted = words_of(listed)
    starts = [match.start() for match in _LETTERS.finditer(before)]
    for start in reversed(starts[-2 * len(wanted) :]):
        words = words_of(before[start:])
        if words[0] == wanted[0] and LCSseq.similarity(words, wanted) == len(wanted):
            # One more word may belong to the meaning ("tỉnh"), several qualify it.
            if words[: len(wanted)] == wanted and len(words) > len(wanted) + 1:
                ends = [match.end() for match in _LETTERS.finditer(before, start)]
                return before[start : ends[len(wanted) - 1]]
            return before[start:].strip()
    return None
