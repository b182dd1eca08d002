"""Finds mistakes of the text that an editor should see: nothing is mended here."""

import re
from collections.abc import Iterator

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

_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<![.…])([^\W\d_]{{2,}})[.!?][\"”’)]?\s+([{SMALL_LETTERS}][^\W\d_]*)")
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
    for (index, text), following in zip(texts, [*(text for _, text in texts[1:]), ""], strict=True):
        here = [*doubled_words(text, index), *missing_capitals(text, index)]
        here += unclosed_quotations(text, index, following)
        if language == "vi":
            here += glued_words(text, index)
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


def glued_words(text: str, block: int) -> Iterator[Suggestion]:
    """Two or three Vietnamese syllables without the space between them.

    A word without a Vietnamese letter is left alone: `Hanoi`, `Honda` are names.

    >>> [(found.before, found.after) for found in glued_words("ở nước ngoàiphải bám sát", 0)]
    [('ngoàiphải', 'ngoài phải')]
    """
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii() or not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED:
            continue
        if word.isupper() or is_syllable(word):
            continue
        parts = _split(word, 3)
        if parts:
            yield Suggestion(block, match.start(), word, " ".join(parts), "glued-words")


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
    for match in _DOUBLED.finditer(text):
        if match[1].casefold() in clues().undoubled:
            yield Suggestion(block, match.start(), match[0], match[1], "doubled-words")


def missing_capitals(text: str, block: int) -> Iterator[Suggestion]:
    """A small letter behind a full stop; abbreviations end no sentence.

    >>> [(found.before, found.after) for found in missing_capitals("Trời mưa. dân lo.", 0)]
    [('dân', 'Dân')]
    """
    for match in _SENTENCE.finditer(text):
        before, word = match[1], match[2]
        if before.casefold() in clues().abbreviation or not before.islower():
            continue
        after = word[0].upper() + word[1:]
        yield Suggestion(block, match.start(2), word, after, "missing-capital")


def unclosed_quotations(text: str, block: int, following: str) -> Iterator[Suggestion]:
    """A quotation mark without its partner; a speech may go on in the next paragraph.

    >>> [found.before for found in unclosed_quotations("Ông nói: “Phải làm ngay.", 0, "")]
    ['“']
    """
    opened: list[int] = []
    for position, character in enumerate(text):
        if character == "“":
            opened.append(position)
        elif character == "”" and opened:
            opened.pop()
        elif character == "”":
            yield Suggestion(block, position, "”", None, "unclosed-quotation")
    straight = [match.start() for match in re.finditer(r'(?<!\d)"', text)]
    if len(straight) % 2 and not following.startswith('"'):
        opened.append(straight[-1])
    if opened and not following.startswith(("“", '"')):
        yield Suggestion(block, opened[-1], text[opened[-1]], None, "unclosed-quotation")
