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
_MOST_SPOKEN = 120
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h]\d\d\b|\b(?:ago|trước)\b")
_DIGIT = re.compile(r"[0-9]")
_PUNCTUATION = '.,!?:;()"“”'
_BARE = str.maketrans("", "", _PUNCTUATION)
# What may stand before a cue: "12 comments", "» related".
_ORNAMENTS = "0123456789 .,:;#()[]<>«»‹›→▶►•·–—|+*\"“”'↓▼"
_TABLES = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))


def _phrases(text: str) -> list[str]:
    """Return the phrases of a list that bars part, each with single spaces."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


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
    "topic words",
)  # fmt: skip
_MENU_WORDS = 5
_TOPIC_LETTERS = 4
# Chinese, Japanese and Thai set no spaces: few words for the length tell them.
_LONGEST_WORD, _UNSPACED_WORD = 12, 3
_UNSPACED_MARK = re.compile("[\u3001\u3002\uff01\uff0c\uff1f]")
_SPACED_MARKS = {0x3001: ",", 0x3002: ". ", 0xFF01: "! ", 0xFF0C: ",", 0xFF1F: "? "}
_REMEMBERED = 20_000
_FIRST_LETTER = re.compile(r"\w")
_FIRST = re.compile(r"\w+|\W")


def _cues_by_first_word() -> dict[str, list[tuple[str, int]]]:
    """Return the phrases, with the codes of their families, by the word that they begin with."""
    cues: dict[str, list[tuple[str, int]]] = {}
    for family, phrases in _TABLES["cues"].items():
        for phrase in _phrases(phrases):
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


def word_count(run: Run) -> int:
    """Count a run's words, also in a script that sets no spaces between them.

    A word of Chinese, Japanese or Thai is taken to have three characters.
    """
    text = run.text
    if text.isascii() or run.words * _LONGEST_WORD > len(text):
        return run.words
    return len(text) // _UNSPACED_WORD


def text_columns(
    runs: Sequence[Run], counts: Sequence[int], title: str, lead: str
) -> dict[str, bytes]:
    """Return the features of the runs' text.

    Args:
        runs: The runs.
        counts: How many words each has.
        title: The title that the page declares.
        lead: What the page declares to be its content in short.
    """
    copies = Counter([run.text for run in runs])
    words_of_title = frozenset(title.lower().split())
    declared = _words_of(f"{title} {lead}".lower())
    topic = frozenset([word for word in declared if len(word) >= _TOPIC_LETTERS])
    rows = [
        (
            255 * run.linked // run.size,
            255 * run.strong // run.size,
            min(copies[run.text], 255),
            _in_title(run.text, words, words_of_title),
            *(
                _short(run.text, words)
                if words <= _MENU_WORDS
                else _describe(run.text, words, topic)
            ),
        )
        for run, words in zip(runs, counts, strict=True)
    ]
    return dict(zip(_NAMES, map(bytes, zip(*rows, strict=True)), strict=True))


def _in_title(text: str, words: int, words_of_title: frozenset[str]) -> int:
    """Return which part of the title's words a line has."""
    if not words_of_title or words > _LONGEST_LINE:
        return 0
    shared = words_of_title.intersection(text.lower().split())
    return 255 * len(shared) // len(words_of_title)


def _describe(text: str, words: int, topic: frozenset[str] = frozenset()) -> tuple[int, ...]:
    if not text.isascii() and _UNSPACED_MARK.search(text):
        text = text.translate(_SPACED_MARKS).strip()
    length = len(text)
    lower = text.lower()
    first, last = text[0], text[-1]
    capitals = cue = date = digits = 0
    if words <= _LONGEST_LINE:
        numbers = _DIGIT.findall(text)
        digits = 255 * len(numbers) // length
        if words <= _LONGEST_DATE:
            may_be_date = numbers or "ago" in lower or "trước" in lower
            date = 1 if may_be_date and _DATE.search(lower) else 0
            if words <= _LONGEST_CUE:
                initials = [word[0].isupper() for word in text.split()]
                capitals = 255 * sum(initials) // len(initials)
                cue = _cue(lower)
    marks = text.count(". ") + text.count("! ") + text.count("? ") + (last in ".!?…")
    found = _words_of(lower) if words > _MENU_WORDS else frozenset()
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
        *(_spoken(found) if words <= _MOST_SPOKEN else _NOTHING_SPOKEN),
        min(255, len(found & topic)),
    )


# The entries of menus are the same on many pages.
_short = lru_cache(_REMEMBERED)(_describe)


def _cue(line: str) -> int:
    """Return the code of the phrase that a line in lower case begins with, or 0."""
    line = line.lstrip(_ORNAMENTS)
    first = _FIRST.match(line)
    for phrase, code in _CUES_BY_FIRST_WORD.get(first[0] if first else "", ()):
        if line.startswith(phrase) and not _FIRST_LETTER.match(line, len(phrase)):
            return code
    return 0


def _spoken(words: frozenset[str]) -> tuple[int, ...]:
    """Return which part of a line's words belongs to each vocabulary, in steps of a 64th."""
    known = words & _KNOWN
    if not known:
        return _NOTHING_SPOKEN
    counts = sum([_FIELDS[word] for word in known])
    return tuple([64 * (counts >> shift & _FIELD) // len(words) for shift in _SHIFTS])


def _words_of(lower: str) -> frozenset[str]:
    return frozenset(_without_punctuation(lower).split())


def _without_punctuation(text: str) -> str:
    # `translate` is quick with ASCII only.
    if text.isascii():
        return text.translate(_BARE)
    for mark in _PUNCTUATION:
        text = text.replace(mark, "")
    return text
