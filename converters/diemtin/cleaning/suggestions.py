"""Finds mistakes of the text that an editor should see: nothing is mended here."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import eq

from diemtin.cleaning.folding import SMALL_LETTERS
from diemtin.cleaning.phrases import clues
from diemtin.encodings.syllables import is_syllable
from diemtin.model import (
    Block,
    Figure,
    Heading,
    List,
    Paragraph,
    Suggestion,
    plain_text,
)

_LETTERS = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)\s+\1\b")
_SENTENCE = re.compile(rf"[.!?][\"”’)]?\s+([{SMALL_LETTERS}][^\W\d_]*)")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W\d_]{2,})$")
_CURLY = re.compile("[“”]")
_STRAIGHT = re.compile(r'(?<!\d)"')
_SHORTEST_GLUED = 4
_LONGEST_GLUED = 24


def suggest(
    title: str | None, standfirst: str | None, blocks: tuple[Block, ...], language: str
) -> tuple[Suggestion, ...]:
    """Return what an editor should look at, in the order of the text."""
    texts: list[tuple[int, str]] = []
    if title:
        texts.append((-1, title))
    if standfirst:
        texts.append((-2, standfirst))
    texts += [(index, text_of(block)) for index, block in enumerate(blocks)]
    found: list[Suggestion] = []
    seen: set[str] = set()
    for (index, text), following in zip(texts, [*(text for _, text in texts[1:]), ""], strict=True):
        here = [*doubled_words(text, index), *missing_capitals(text, index)]
        here += unclosed_quotations(text, index, following)
        if language == "vi":
            here += glued_words(text, index, seen)
        found += sorted(here, key=lambda suggestion: suggestion.start)
    return tuple(found)


def text_of(block: Block) -> str:
    """Return the plain text of a block of an article; the items of a list stand one a line."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return plain_text(content)
        case Figure(caption=caption):
            return plain_text(caption)
        case List(items=items):
            return "\n".join(" ".join(text_of(child) for child in item) for item in items)
        case _:
            return ""


def glued_words(text: str, block: int, seen: set[str] | None = None) -> Iterator[Suggestion]:
    """Two or three Vietnamese syllables without the space between them.

    A word without a Vietnamese letter is left alone: `Hanoi`, `Honda` are names. `seen` holds
    what is known to be in order, so that a long text is not looked up again and again.

    >>> [(found.before, found.after) for found in glued_words("ở nước ngoàiphải bám sát", 0)]
    [('ngoàiphải', 'ngoài phải')]
    """
    seen = set() if seen is None else seen
    new = set(text.split()) - seen
    seen |= new
    for token in sorted(token for token in new if not token.isascii()):
        for word, parts in _glued(token):
            seen.discard(token)
            for match in re.finditer(rf"(?<![^\W\d_]){word}(?![^\W\d_])", text):
                yield Suggestion(block, match.start(), word, parts, "glued-words")


@lru_cache(maxsize=1 << 15)
def _glued(token: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a token that are several syllables, each with these apart."""
    words = (
        word
        for word in _LETTERS.findall(token)
        if not word.isascii() and not word.isupper() and not is_syllable(word)
    )
    split = (
        (word, _split(word, 3)) for word in words if _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED
    )
    return tuple((word, " ".join(parts)) for word, parts in split if parts)


def _split(word: str, most: int) -> list[str]:
    """Split a word into as few syllables as it takes, the first as long as it can be."""
    if is_syllable(word):
        return [word]
    if most == 1:
        return []
    candidates: list[list[str]] = []
    for end in range(len(word) - 1, 0, -1):
        if len(word[end:]) > 1 and len(word[:end]) > 1 and is_syllable(word[:end]):
            rest = _split(word[end:], most - 1)
            if rest:
                candidates.append([word[:end], *rest])
    return min(candidates, key=len, default=[])


def doubled_words(text: str, block: int) -> Iterator[Suggestion]:
    """A small word twice in a row; words that Vietnamese doubles on purpose are left alone.

    >>> [(found.before, found.after) for found in doubled_words("ý kiến của của dân", 0)]
    [('của của', 'của')]
    """
    words = text.split()
    if True not in map(eq, words, islice(words, 1, None)):
        return
    for match in _DOUBLED.finditer(text):
        if match[1].casefold() in clues(accents=True).undoubled:
            yield Suggestion(block, match.start(), match[0], match[1], "doubled-words")


def missing_capitals(text: str, block: int) -> Iterator[Suggestion]:
    """A small letter behind a full stop; abbreviations end no sentence.

    >>> [(found.before, found.after) for found in missing_capitals("Trời mưa. dân lo.", 0)]
    [('dân', 'Dân')]
    """
    for match in _SENTENCE.finditer(text):
        before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        if not before or not before[1].islower() or before[1] in clues(accents=True).abbreviation:
            continue
        word = match[1]
        after = word[0].upper() + word[1:]
        yield Suggestion(block, match.start(1), word, after, "missing-capital")


def unclosed_quotations(text: str, block: int, following: str) -> Iterator[Suggestion]:
    """A quotation mark without its partner; a speech may go on in the next paragraph.

    >>> [found.before for found in unclosed_quotations("Ông nói: “Phải làm ngay.", 0, "")]
    ['“']
    """
    opened: list[int] = []
    for match in _CURLY.finditer(text):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            yield Suggestion(block, match.start(), "”", None, "unclosed-quotation")
    straight = [match.start() for match in _STRAIGHT.finditer(text)] if '"' in text else []
    if len(straight) % 2:
        opened.append(straight[-1])
    if opened and not following.startswith(("“", '"')):
        yield Suggestion(block, opened[-1], text[opened[-1]], None, "unclosed-quotation")
