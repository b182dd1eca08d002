"""Give capitals back to letters whose code page has none: the toned letters of TCVN3."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from unicodedata import normalize

from diemtin.encodings.syllables import is_spelled_as_syllable

_WORD = re.compile(r"[^\W\d_]+")
_TWO_CAPITALS = re.compile("[A-ZĂÂÊÔƠƯĐ].?[A-ZĂÂÊÔƠƯĐ]")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.!?] ))([\"“‘(\[–•+* -]*)(\w)", re.MULTILINE)
_CAPITAL_FONT = re.compile(r"<(\w+)\b[^<>]{0,500}?\.Vn[A-Za-z]{1,30}H\b[^<>]{0,500}>")
_LONGEST_CAPITALS = 5000
_TEXT = re.compile(r"(?<![^>])[^<>]+(?=<|$)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def restore_capitals(text: str) -> str:
    """Capitalise what stands among capitals or begins a sentence, if no toned letter is capital.

    The codes of TCVN3 do not tell `Á` from `á`; a capital font did. Around it, all is in capitals
    (`AN BìNH` is `AN BÌNH`), or a sentence begins, or a name is known.

    >>> restore_capitals("ủy ban nhân dân họp. ở đó, ĐOàN Hà NộI báo cáo")
    'Ủy ban nhân dân họp. Ở đó, ĐOÀN HÀ NỘI báo cáo'
    """
    if any(letter in text for letter in _toned_capitals()):
        return text
    if _TWO_CAPITALS.search(text):
        text = "\n".join(map(_restore_line, text.split("\n")))
    text = _SENTENCE_START.sub(_capitalise, text)
    for wrong, right in _names():
        text = text.replace(wrong, right)
    return text


def capitalise_fonts(markup: str, counts: Counter[str]) -> str:
    """Write in capitals what a page sets in a capital font of TCVN3 (`.VnTimeH`), and count it."""
    if ".Vn" not in markup:
        return markup

    parts = []
    end = 0
    for tag in _CAPITAL_FONT.finditer(markup):
        close = markup.find(f"</{tag[1]}", tag.end(), tag.end() + _LONGEST_CAPITALS)
        if tag.start() >= end and close >= 0:
            inner = _TEXT.sub(lambda text: text[0].upper(), markup[tag.end() : close])
            parts += [markup[end : tag.end()], inner]
            end = close
            counts["capital-font"] += 1
    return "".join([*parts, markup[end:]])


def _restore_line(line: str) -> str:
    if not _TWO_CAPITALS.search(line):
        return line
    matches = list(_WORD.finditer(line))
    kinds = [_case(match[0]) for match in matches]
    parts = []
    end = 0
    for index, match in enumerate(matches):
        parts.append(line[end : match.start()])
        capital = kinds[index] == "capitals" or (
            kinds[index] == "open" and _among_capitals(kinds, index)
        )
        parts.append(match[0].upper() if capital else match[0])
        end = match.end()
    return "".join([*parts, line[end:]])


def _case(word: str) -> str:
    """Return `capitals`, `small`, `open` (the codes leave it open) or `none` (an acronym, say)."""
    certain = [letter for letter in word if letter not in _toned_small()]
    if any(letter.islower() for letter in certain):
        return "small"
    if len(certain) >= 2:
        return "capitals" if is_spelled_as_syllable(word.lower()) else "none"
    return "open" if certain != list(word) else "none"


def _among_capitals(kinds: list[str], index: int) -> bool:
    before = next((kind for kind in kinds[index - 1 :: -1] if kind in ("capitals", "small")), "")
    after = next((kind for kind in kinds[index + 1 :] if kind in ("capitals", "small")), "")
    if index == 0:
        before = ""
    return {before, after} in ({"capitals"}, {"capitals", ""})


def _capitalise(match: re.Match[str]) -> str:
    return match[1] + (match[2].upper() if match[2] in _toned_small() else match[2])


@cache
def _toned_small() -> frozenset[str]:
    vowels = "aăâeêioôơuưy"
    return frozenset(normalize("NFC", vowel + tone) for vowel in vowels for tone in _TONES)


@cache
def _toned_capitals() -> tuple[str, ...]:
    return tuple(sorted(letter.upper() for letter in _toned_small()))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    source = resources.files(__package__).joinpath("code_pages.toml")
    names = tomllib.loads(source.read_text("utf-8"))["capitals"]["names"]
    small = str.maketrans({letter.upper(): letter for letter in _toned_small()})
    return tuple((name.translate(small), name) for name in names)
