"""Shaping: words to glyphs, with kerning, ligature-free, each character in a face that has it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import uharfbuzz

from diemtin.fonts.face import Face
from diemtin.fonts.family import Family, find_family

# Tried in this order after the style's own fallback; the last serve what the extra `cjk` brings.
UNIVERSAL = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Oriya",
    "Noto Sans Sinhala",
    "Noto Sans Ethiopic",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans CJK SC",
    "Noto Sans Symbols",
    "Noto Emoji",
    "DejaVu Sans",
)

# Ligatures gain little in Vietnamese and cost exact text extraction.
_FEATURES = {"liga": False, "clig": False, "dlig": False}
_RIGHT_TO_LEFT = {"R", "AL"}
# How many shaped words a font keeps, a kilobyte each; writers keep what they make of them.
_KEPT = 4096
# Joiners, selectors, marks of direction: they belong to the face of what stands before them, and
# are not shown where that has no glyph for them (Unicode's Default_Ignorable_Code_Point).
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# In characters; no word of any language is as long.
_LONGEST = 1_000


class Glyph(NamedTuple):
    """A glyph with its measures in thousandths of the size, and the text that it stands for.

    `text` is empty for all glyphs of a cluster but the first.
    """

    number: int
    advance: float
    x: float
    y: float
    text: str


class Run(NamedTuple):
    """Glyphs of one face in the order in which they are painted.

    `text` is what they stand for in reading order. `stand_in` tells that the glyphs spell a code
    point (`[U+13000]`) because no face has the character.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    text: str
    stand_in: bool = False


class Word(NamedTuple):
    """A shaped word: its width in thousandths of the size, and its runs as painted."""

    width: float
    runs: tuple[Run, ...]
    right_to_left: bool = False


class Font:
    """A face with those that stand in for it, and the words that it has shaped lately."""

    def __init__(self, family: Family, fallback: tuple[str, ...], *, bold: bool, italic: bool):
        self.face = family.face(bold=bold, italic=italic)
        self._bold, self._italic = bold, italic
        self._stack = tuple(dict.fromkeys((*fallback, *UNIVERSAL)))
        self._words: dict[str, Word] = {}
        self._faces: dict[str, Face | None] = {}
        # Characters that the face itself sets, from left to right: nearly all there are.
        self._plain: set[str] = set()

    def word(self, text: str) -> Word:
        """Shape a text without line breaks; one that was shaped lately is not shaped again."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) == _KEPT:
                self._words.clear()
            word = self._words[text] = self._shape(text)
        return word

    def width(self, text: str, size: float) -> float:
        """Return the width of a text at a size, in the size's unit."""
        return self.word(text).width * size / 1000

    def _shape(self, text: str) -> Word:
        if len(text) <= _LONGEST and self._is_plain(text):
            run = _shaped(self.face, text, text)
            return Word(sum([glyph.advance for glyph in run.glyphs]), (run,))
        parts = [portion for part in self._parts(text) for portion in _portions(*part)]
        runs = [_shaped(*part) for part in parts]
        backward = [number for number, run in enumerate(runs) if _is_right_to_left(run.text)]
        if backward:
            # What stands before and after keeps the direction of the line around it.
            core = slice(backward[0], backward[-1] + 1)
            runs[core] = runs[core][::-1]
        width = sum(glyph.advance for run in runs for glyph in run.glyphs)
        return Word(width, tuple(runs), bool(backward))

    def _is_plain(self, text: str) -> bool:
        """Tell whether the face has all characters of a text, none of which runs to the left."""
        if self._plain.issuperset(text):
            return True
        self._plain.update(
            character
            for character in text
            if self._face_for(character, self.face) is self.face
            and not _is_right_to_left(character)
        )
        return self._plain.issuperset(text)

    def _parts(self, text: str) -> Iterator[tuple[Face, str, str]]:
        """Cut a text where its face changes: the face, what is shown, and what it stands for."""
        start, face = 0, self.face
        for position, character in enumerate(text):
            own = self._face_for(character, face)
            if own is face:
                continue
            if position > start:
                yield face, text[start:position], text[start:position]
            start = position
            if own is None:
                shown = f"[U+{ord(character):04X}]"
                # What a private character stands for, nobody can tell: the code is its text.
                private = unicodedata.category(character) == "Co"
                yield self.face, shown, shown if private else character
                start, own = position + 1, self.face
            face = own
        if start < len(text):
            yield face, text[start:], text[start:]

    def _face_for(self, character: str, current: Face) -> Face | None:
        """Return the face that sets a character, or None where no face has it."""
        code = ord(character)
        if code in self.face.characters and unicodedata.category(character) != "Co":
            return self.face
        if code in current.characters or _INVISIBLE.match(character):
            return current
        if character not in self._faces:
            self._faces[character] = self._fallback(code)
        return self._faces[character]

    def _fallback(self, code: int) -> Face | None:
        if unicodedata.category(chr(code)) in {"Co", "Cn"}:
            return None
        for name in self._stack:
            family = find_family(name)
            if family is None:
                continue
            # The slanted faces of some families lack scripts that know no slant.
            for face in (family.face(bold=self._bold, italic=self._italic), family.regular):
                if code in face.characters:
                    return face
        return None


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def _portions(face: Face, shown: str, text: str) -> Iterator[tuple[Face, str, str]]:
    """Cut what is longer than any word: HarfBuzz gives a letter with 10,000 marks up."""
    if shown != text:
        yield face, shown, text
        return
    for start in range(0, len(text), _LONGEST):
        portion = text[start : start + _LONGEST]
        yield face, portion, portion


def _shaped(face: Face, shown: str, text: str) -> Run:
    """Shape a text in one face."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(shown)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.font, buffer, _FEATURES)
    scale, infos = face.scale, buffer.glyph_infos
    texts = _cluster_texts([info.cluster for info in infos], shown)
    glyphs = [
        Glyph(info.codepoint, advance * scale, x * scale, y * scale, cluster)
        for info, (x, y, advance, _), cluster in zip(
            infos, [place.position for place in buffer.glyph_positions or ()], texts, strict=True
        )
    ]
    return Run(face, tuple(glyphs), text, stand_in=shown != text)


def _cluster_texts(clusters: list[int], text: str) -> list[str]:
    """Return for every glyph the characters of its cluster, once a cluster."""
    if len(clusters) == len(text) and clusters == list(range(len(text))):
        return list(text)
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    seen: set[int] = set()
    texts = []
    for cluster in clusters:
        texts.append("" if cluster in seen else text[cluster : ends[cluster]])
        seen.add(cluster)
    return texts
