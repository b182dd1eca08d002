"""Characters that no reader sees: removed or made plain, and counted by kind."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

from diemtin.encodings.code_pages import windows_1252

# A longer run of combining marks is no word of any language, and sorting it into canonical order
# takes quadratic time; UAX #15 (Stream-Safe Text Format) draws the line at the same length.
_LONGEST_MARKS = 30
_SLICE = 256
# A list of the words of a whole file would be many times as large as the file.
_PIECE = re.compile(r"[\s\S]{1,65536}(?!\S)|[\s\S]{1,65536}")
# No text means C1 controls: they are characters of windows-1252 that were read as latin-1.
_C1 = {
    code: character
    for code, character in enumerate(windows_1252())
    if 0x80 <= code <= 0x9F and ord(character) != code
}
# The end of a dash or a quotation mark in UTF-8 whose first byte is gone is no euro sign.
_TAIL = re.compile("(?<![\xe0-\xef])\x80[\x80-\x9f]")


class _Rule(NamedTuple):
    """Characters, what replaces each, and (if it depends on their neighbours) where they count."""

    name: str
    characters: frozenset[str]
    replacement: str = ""
    pattern: re.Pattern[str] | None = None


def _ranges(*bounds: int | tuple[int, int]) -> frozenset[str]:
    points: set[int] = set()
    for bound in bounds:
        first, last = bound if isinstance(bound, tuple) else (bound, bound)
        points.update(range(first, last + 1))
    return frozenset(map(chr, points))


_RULES = (
    _Rule("line-ending", _ranges(0x0D), "\n", re.compile("\r\n?")),
    _Rule("line-separator", _ranges(0x0B, 0x0C, (0x2028, 0x2029)), "\n"),
    _Rule("surrogate", _ranges((0xD800, 0xDFFF))),
    _Rule(
        "noncharacter",
        _ranges(
            (0xFDD0, 0xFDEF),
            *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
        ),
    ),
    # Marks that turn the direction of text: an invisible way to make it read otherwise.
    _Rule("bidirectional", _ranges(0x061C, (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))),
    _Rule("soft-hyphen", _ranges(0xAD)),
    _Rule(
        "zero-width",
        _ranges(0x034F, 0x180E, 0x200B, (0x2060, 0x2064), 0xFEFF, (0xE0000, 0xE007F)),
    ),
    # Joiners shape Indic and Arabic words and emoji; after any other character they do nothing.
    _Rule(
        "zero-width",
        _ranges(0x200C, 0x200D),
        "",
        re.compile(
            r"(?<![\u0590-\u1cff\u2190-\u2fff\ud800-\uffff\U00010000-\U000fffff])[\u200c\u200d]"
        ),
    ),
    _Rule("control", _ranges((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0xFFF9, 0xFFFC))),
    _Rule("nbsp", _ranges(0xA0, 0x2007, 0x202F), " "),
)


def normalise(text: str, counts: Counter[str]) -> str:
    r"""Return `text` in NFC, without invisible characters, with `\n` and plain spaces alone.

    Adds to `counts`, by rule, how many characters (for `nfc`: words) were changed. Indents stay
    as wide as they were; every line stays a line.
    """
    # What these rules know is not printable, and to ask that is cheaper than to search for each.
    lines = text.replace("\t", " ").split("\n")
    unprintable = [line for line in lines if not line.isprintable()]
    if unprintable:
        text = _replace(text, set("".join(unprintable)), counts)
    text, composed = compose(text)
    counts["nfc"] += composed
    return text


def _replace(text: str, alphabet: set[str], counts: Counter[str]) -> str:
    if not _C1.keys().isdisjoint(map(ord, alphabet)):
        text, tails = _TAIL.subn("", text)
        counts["control"] += 2 * tails
        counts["c1"] += sum(text.count(chr(code)) for code in _C1)
        text = text.translate(_C1)
    for rule in _RULES:
        present = sorted(rule.characters & alphabet)
        if present and rule.pattern:
            text, count = rule.pattern.subn(rule.replacement, text)
            counts[rule.name] += count
            continue
        for character in present:
            counts[rule.name] += text.count(character)
            text = text.replace(character, rule.replacement)
    return text


def compose(text: str) -> tuple[str, int]:
    """Return `text` in NFC, and how many words that changed; in linear time, for any text."""
    if text.isascii() or all(
        is_normalized("NFC", text[start : start + _SLICE + _LONGEST_MARKS])
        for start in range(0, len(text), _SLICE)
    ):
        return text, 0
    parts = []
    changed = 0
    for piece in _PIECE.findall(text):
        composed, count = _compose_words(piece)
        parts.append(composed)
        changed += count
    return "".join(parts), changed


def _compose_words(text: str) -> tuple[str, int]:
    changed = 0
    words = re.split(r"(\s+)", text)
    for index in range(0, len(words), 2):
        word = words[index]
        if not word.isascii():
            words[index] = "".join(normalize("NFC", part) for part in _portions(word))
            changed += words[index] != word
    return "".join(words), changed


def _portions(word: str) -> Iterator[str]:
    """Cut a very long word where that cannot part a letter from its marks."""
    if len(word) <= _SLICE:
        yield word
        return
    start = 0
    length = 0
    for index, character in enumerate(word):
        length = length + 1 if combining(character) else 0
        if (index - start >= _SLICE and not length and character < "\u1100") or (
            length > _LONGEST_MARKS
        ):
            yield word[start:index]
            start, length = index, 0
    yield word[start:]
