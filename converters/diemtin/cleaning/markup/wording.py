"""Describe the runs' own text: its length, its marks, its words, and what it announces."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from diemtin.cleaning.markup.scales import clipped, log_scales, shares_of
from diemtin.markup import Run

_LONGEST_CUE = 12
_LONGEST_DATE = 15
_LONGEST_LINE = 40
_MENU_WORDS = 5
_TOPIC_LETTERS = 4
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h]\d\d\b|\b(?:ago|trước)\b")
# What every date has, to be looked for first.
_OF_DATE = re.compile(r"[0-9]|ago|trước")
_PUNCTUATION = b'.,!?:;()"'
_QUOTES = ("“".encode(), "”".encode())
# What may stand before a cue: "12 comments", "» related".
_ORNAMENTS = "0123456789 .,:;#()[]<>«»‹›→▶►•·–—|+*\"“”'↓▼"
_TABLES = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))


def _phrases(text: str) -> list[str]:
    """Return the phrases of a list that bars part, each with single spaces."""
    return [" ".join(phrase.split()) for phrase in text.split("|")]


# The value of the feature "cue" for each family of cues.
CUES = {family: code for code, family in enumerate(_TABLES["cues"], start=1)}
# Chinese, Japanese and Thai set no spaces: few words for the length tell them.
_LONGEST_WORD, _UNSPACED_WORD = 12, 3
_UNSPACED_MARK = re.compile("[\u3001\u3002\uff01\uff0c\uff1f]")
_SPACED_MARKS = {0x3001: ",", 0x3002: ". ", 0xFF01: "! ", 0xFF0C: ",", 0xFF1F: "? "}
_REMEMBERED = 1_000
_FIRST_LETTER = re.compile(r"\w")
# What kind of end a line has, by its last character.
_ENDS = dict.fromkeys('.!?…”"', 1) | dict.fromkeys(":;", 2) | {",": 3}


def _cues_by_first_letter() -> dict[str, dict[str, int]]:
    """Return the phrases, with the codes of their families, by the character they begin with."""
    cues: dict[str, dict[str, int]] = {}
    for family, phrases in _TABLES["cues"].items():
        for phrase in _phrases(phrases):
            cues.setdefault(phrase[0], {}).setdefault(phrase, CUES[family])
    return cues


_CUES = _cues_by_first_letter()
_CUES_BY_LETTER = {letter: tuple(phrases) for letter, phrases in _CUES.items()}


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

    What can be done for all runs at once is: their lines are one text, until it is cut again.

    Args:
        runs: The runs.
        counts: How many words each has.
        title: The title that the page declares.
        lead: What the page declares to be its content in short.
    """
    texts = [run.text for run in runs]
    copies = Counter(texts)
    text = "\n".join(texts)
    if not text.isascii() and _UNSPACED_MARK.search(text):
        texts = [line.translate(_SPACED_MARKS).strip() for line in texts]
        text = "\n".join(texts)
    text = text.lower()
    lines = text.split("\n")
    return {
        "link density": bytes([255 * run.linked // run.size for run in runs]),
        "copies": clipped([copies[run.text] for run in runs]),
        "words": log_scales(counts),
        "ends": bytes([_ENDS.get(line[-1], 0) for line in lines]),
        "begins": bytes([_begins(line[0]) for line in texts]),
        "date": bytes(
            [
                1 if count <= _LONGEST_DATE and _OF_DATE.search(line) and _DATE.search(line) else 0
                for line, count in zip(lines, counts, strict=True)
            ]
        ),
        "cue": bytes(
            [
                _cue(line) if count <= _LONGEST_CUE else 0
                for line, count in zip(lines, counts, strict=True)
            ]
        ),
        **_declared(_bare(text).split(b"\n"), counts, title, lead),
    }


def _declared(
    lines: Iterable[bytes], counts: Sequence[int], title: str, lead: str
) -> dict[str, bytes]:
    """Say of every line which part of the title's words it has, and how many of the topic's.

    The topic are the longer words of title and lead; an entry of a menu says nothing of it.
    """
    of_title = frozenset(_bare(title.lower()).split())
    of_lead = _bare(lead.lower()).split()
    topic = frozenset(
        [word for word in (*of_title, *of_lead) if len(word.decode()) >= _TOPIC_LETTERS]
    )
    wanted = of_title | topic
    if not wanted:
        nothing = bytes(len(counts))
        return {"title words": nothing, "topic words": nothing}
    found = [wanted.intersection(line.split()) for line in lines]
    return {
        "title words": shares_of(
            [
                len(of_title & words) if words and count <= _LONGEST_LINE else 0
                for words, count in zip(found, counts, strict=True)
            ],
            len(of_title),
        ),
        "topic words": clipped(
            [
                len(topic & words) if words and count > _MENU_WORDS else 0
                for words, count in zip(found, counts, strict=True)
            ]
        ),
    }


@lru_cache(_REMEMBERED)
def _begins(letter: str) -> int:
    """Return what kind of character a line begins with."""
    return 0 if letter.islower() else 1 if letter.isupper() else 2 if letter.isdigit() else 3


def _cue(line: str) -> int:
    """Return the code of the phrase that a line in lower case begins with, or 0."""
    line = line.lstrip(_ORNAMENTS)
    phrases = _CUES_BY_LETTER.get(line[:1])
    if phrases and line.startswith(phrases):
        for phrase in phrases:
            if line.startswith(phrase) and not _FIRST_LETTER.match(line, len(phrase)):
                return _CUES[line[0]][phrase]
    return 0


def _bare(text: str) -> bytes:
    """Return a text as UTF-8 without its punctuation, which bytes lose in one pass."""
    data = text.encode(errors="replace").translate(None, _PUNCTUATION)
    for quote in _QUOTES:
        data = data.replace(quote, b"")
    return data
