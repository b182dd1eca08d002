"""Characters that no reader sees: removed or made plain, and counted by kind."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize

# A longer run of combining marks is no word of any language, and sorting it into canonical order
# takes quadratic time; UAX #15 (Stream-Safe Text Format) draws the line at the same length.
_LONGEST_MARKS = 30
_SLICE = 256


class _Rule(NamedTuple):
    name: str
    characters: frozenset[str]
    pattern: re.Pattern[str]
    replacement: str


def _ranges(*bounds: int | tuple[int, int]) -> frozenset[str]:
    points: set[int] = set()
    for bound in bounds:
        first, last = bound if isinstance(bound, tuple) else (bound, bound)
        points.update(range(first, last + 1))
    return frozenset(map(chr, points))


def _rule(
    name: str, characters: frozenset[str], replacement: str = "", pattern: str = "[{}]"
) -> _Rule:
    members = "".join(map(re.escape, sorted(characters)))
    return _Rule(name, characters, re.compile(pattern.replace("{}", members)), replacement)


_RULES = (
    _rule("line-ending", _ranges(0x0D), "\n", "\r\n?"),
    _rule("line-separator", _ranges(0x0B, 0x0C, (0x2028, 0x2029)), "\n"),
    _rule("surrogate", _ranges((0xD800, 0xDFFF))),
    _rule(
        "noncharacter",
        _ranges(
            (0xFDD0, 0xFDEF),
            *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
        ),
    ),
    # Marks that turn the direction of text: an invisible way to make it read otherwise.
    _rule("bidirectional", _ranges(0x061C, (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))),
    _rule("soft-hyphen", _ranges(0xAD)),
    _rule(
        "zero-width",
        _ranges(0x034F, 0x180E, 0x200B, (0x2060, 0x2064), 0xFEFF, (0xE0000, 0xE007F)),
    ),
    # Joiners shape Indic and Arabic words and emoji; after any other character they do nothing.
    _rule(
        "zero-width",
        _ranges(0x200C, 0x200D),
        "",
        r"(?:(?<![\u0590-\u1cff\u2190-\U000fffff])|(?<=[\u3000-\ud7ff]))[{}]",
    ),
    _rule(
        "control",
        _ranges((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0xFFF9, 0xFFFC)),
    ),
    _rule("nbsp", _ranges(0xA0, 0x2007, 0x202F), " "),
)


def normalise(text: str, counts: Counter[str]) -> str:
    r"""Return `text` in NFC, without invisible characters, with `\n` and plain spaces alone.

    Adds to `counts`, by rule, how many characters (for `nfc`: words) were changed. Indents stay
    as wide as they were; every line stays a line.
    """
    if text.isascii() and text.isprintable():
        return text
    # A text has few distinct characters, so that asking these is cheaper than scanning it again.
    alphabet = set(text)
    for rule in _RULES:
        if not rule.characters.isdisjoint(alphabet):
            text, count = rule.pattern.subn(rule.replacement, text)
            counts[rule.name] += count
    text, composed = compose(text)
    counts["nfc"] += composed
    return text


def compose(text: str) -> tuple[str, int]:
    """Return `text` in NFC, and how many words that changed; in linear time, for any text."""
    if not any(map(_may_compose, set(text))):
        return text, 0
    changed = 0
    words = re.split(r"(\s+)", text)
    for index in range(0, len(words), 2):
        word = words[index]
        if not word.isascii():
            words[index] = "".join(normalize("NFC", part) for part in _portions(word))
            changed += words[index] != word
    return "".join(words), changed


def _may_compose(character: str) -> bool:
    """Tell whether a text with this character may not be in NFC (marks, jamo, Indic vowels)."""
    return (
        combining(character) > 0
        or "\u0900" <= character < "\u1200"
        or not is_normalized("NFC", character)
    )


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
