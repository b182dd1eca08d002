"""Describe the runs' own text: its length, its marks, its words, and what it announces."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from diemtin.cleaning.markup.scales import log_scale
from diemtin.markup import Run

_LONGEST_CUE = 12
_LONGEST_DATE = 15
_LONGEST_LINE = 40
_SPOKEN = range(6, 121)
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h]\d\d\b|\b(?:ago|trước)\b")
_DIGIT = re.compile(r"[0-9]")
_PUNCTUATION = '.,!?:;()"“”'
_BARE = str.maketrans("", "", _PUNCTUATION)
_TABLES = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))
_VOCABULARY: dict[str, list[str]] = {
    family: words.split() for family, words in _TABLES["vocabulary"].items()
}
_NOTHING_SPOKEN = (0,) * len(_VOCABULARY)
# The value of the feature "cue" for each family of cues.
CUES = {family: code for code, family in enumerate(_TABLES["cues"], start=1)}
_NAMES = (
    "link density", "bold", "copies", "title words",
    "words", "marks", "commas", "ends", "begins", "capitals", "digits", "date", "cue", "brackets",
    *(f"words of {family}" for family in _VOCABULARY),
)  # fmt: skip
_MENU_WORDS = 5
_REMEMBERED = 20_000
_FIRST_LETTER = re.compile(r"\w")
_FIRST = re.compile(r"\w+|\W")


def _cues_by_first_word() -> dict[str, list[tuple[str, int]]]:
    """Return the phrases, with the codes of their families, by the word that they begin with."""
    cues: dict[str, list[tuple[str, int]]] = {}
    for family, phrases in _TABLES["cues"].items():
        for phrase in (" ".join(phrase.split()) for phrase in phrases.split("|")):
            first = _FIRST.match(phrase)
            if first:
                cues.setdefault(first[0], []).append((phrase, CUES[family]))
    return cues


_CUES_BY_FIRST_WORD = _cues_by_first_word()
# Each vocabulary has a field of a number in which its words are counted.
_FIELD = (1 << 8) - 1
_SHIFTS = range(0, 8 * len(_VOCABULARY), 8)
_FIELDS: Counter[str] = Counter()
for _shift, _spoken_words in zip(_SHIFTS, _VOCABULARY.values(), strict=True):
    _FIELDS.update(dict.fromkeys(_spoken_words, 1 << _shift))
_KNOWN = frozenset(_FIELDS)


def text_columns(runs: Sequence[Run], title: str) -> dict[str, bytes]:
    """Return the features of the runs' text; `title` is what the page declares."""
    copies = Counter([run.text for run in runs])
    words_of_title = set(title.lower().split())
    rows = [
        (
            255 * run.linked // run.size,
            255 * run.strong // run.size,
            min(copies[run.text], 255),
            _in_title(run, words_of_title),
            *(_short if run.words <= _MENU_WORDS else _describe)(run.text, run.words),
        )
        for run in runs
    ]
    return dict(zip(_NAMES, map(bytes, zip(*rows, strict=True)), strict=True))


def _in_title(run: Run, words_of_title: set[str]) -> int:
    """Return which part of the title's words a line has."""
    if not words_of_title or run.words > _LONGEST_LINE:
        return 0
    shared = words_of_title.intersection(run.text.lower().split())
    return 255 * len(shared) // len(words_of_title)


def _describe(text: str, words: int) -> tuple[int, ...]:
    length = len(text)
    first, last = text[0], text[-1]
    capitals = cue = date = digits = 0
    if words <= _LONGEST_LINE:
        digits = 255 * len(_DIGIT.findall(text)) // length
        if words <= _LONGEST_DATE:
            lower = text.lower()
            date = 1 if _DATE.search(lower) else 0
            if words <= _LONGEST_CUE:
                capitals = 255 * len([1 for word in text.split() if word[0].isupper()]) // words
                cue = _cue(lower)
    marks = text.count(". ") + text.count("! ") + text.count("? ") + (last in ".!?…")
    return (
        log_scale(words),
        log_scale(marks),
        min(255, 2040 * text.count(",") // length),
        1 if last in '.!?…”"' else 2 if last in ":;" else 3 if last == "," else 0,
        0 if first.islower() else 1 if first.isupper() else 2 if first.isdigit() else 3,
        capitals,
        digits,
        date,
        cue,
        min(255, text.count("<")),
        *(_spoken(text) if words in _SPOKEN else _NOTHING_SPOKEN),
    )


# The entries of menus are the same on many pages.
_short = lru_cache(_REMEMBERED)(_describe)


def _cue(line: str) -> int:
    """Return the code of the phrase that a line in lower case begins with, or 0."""
    first = _FIRST.match(line)
    for phrase, code in _CUES_BY_FIRST_WORD.get(first[0] if first else "", ()):
        if line.startswith(phrase) and not _FIRST_LETTER.match(line, len(phrase)):
            return code
    return 0


def _spoken(text: str) -> tuple[int, ...]:
    """Return which part of a line's words belongs to each vocabulary, in steps of a 64th."""
    words = set(_without_punctuation(text.lower()).split())
    known = words & _KNOWN
    if not known:
        return _NOTHING_SPOKEN
    counts = sum([_FIELDS[word] for word in known])
    return tuple([64 * (counts >> shift & _FIELD) // len(words) for shift in _SHIFTS])


def _without_punctuation(text: str) -> str:
    # `translate` is quick with ASCII only.
    if text.isascii():
        return text.translate(_BARE)
    for mark in _PUNCTUATION:
        text = text.replace(mark, "")
    return text
