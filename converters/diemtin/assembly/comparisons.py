"""Quantities that a drawing may set side by side: of one unit, of one kind, each told apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from math import inf

from diemtin.assembly.lexicon import ComparisonWords
from diemtin.assembly.sentences import Reading
from diemtin.assembly.words import word_ends, words_of
from diemtin.model import Compared, Comparison, Place, Quantity

# Fewer are read faster than drawn; of more than so many, only the greatest are shown.
FEWEST, MOST = 3, 12
# A subject of more words has run into a clause that says more than what is measured.
LONGEST_SUBJECT = 16
# What a rate is compared with stands so near behind it, in characters.
NEAR = 40
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLAUSE = re.compile(r"[,;.]")
_Kind = tuple[str, str]


def find_comparisons(
    quantities: Iterable[Quantity], readings: Sequence[Reading]
) -> list[Comparison]:
    """Return what can be compared: rates of change, amounts of one kind, counts over time.

    Two quantities are only ever compared if their unit is one, and they are both rates of change
    over a year, or amounts of what a language's list calls one kind, or count the same in two
    periods. Ranges, aims and orders of magnitude are left out, and where two captures differ on
    one thing, that thing.
    """
    groups: dict[_Kind, list[Compared]] = defaultdict(list)
    seen: set[tuple[Place, str, str]] = set()
    # Where the first aim of a sentence ends: looked for once, however many quantities it has.
    aims: dict[Place, float] = {}
    for quantity in quantities:
        words = readings[quantity.place.article].lexicon.comparisons
        kind, value, label = _kind(quantity, words), _value(quantity), _label(quantity)
        said = (quantity.statement.place, quantity.unit, quantity.subject)
        # A second number is a share of the first one, or its change over another time.
        new = said not in seen
        if kind and value is not None and label and new and _is_fact(quantity, words, aims):
            falls = not kind[0] and _begins(quantity.text, words.falls)
            groups[kind].append(Compared(label, -value if falls else value, quantity))
        seen.add(said)
    return [
        Comparison(subject, unit, tuple(items[:MOST]), len(items))
        for (subject, unit), group in groups.items()
        if len(items := _told_apart(group)) >= FEWEST
    ]


def _kind(quantity: Quantity, words: ComparisonWords) -> _Kind | None:
    """Return what a quantity is one of, and its unit; the kind of rates of change has no name."""
    if not quantity.measured:
        return (quantity.unit, quantity.unit) if quantity.period else None
    subject = _bare(quantity.subject, words.leading)
    if quantity.kind == "share":
        changes = _begins(quantity.text, (*words.rises, *words.falls))
        is_rate = changes or _begins(subject, words.rates)
        return ("", quantity.measure) if is_rate else None
    kinds = [kind for kind in words.kinds if _begins(subject, (kind,))]
    return (max(kinds, key=len), quantity.measure) if kinds else None


def _bare(text: str, leading: Iterable[str]) -> str:
    """Take a word such as "tổng" from the head of a subject."""
    for word in leading:
        if _begins(text, (word,)):
            return text[len(word) :].lstrip()
    return text


def _begins(text: str, phrases: Iterable[str]) -> bool:
    """Tell whether a text begins with one of some phrases, as whole words."""
    words = words_of(text)
    return any(words[: len(phrase)] == phrase for phrase in map(_words_of_phrase, phrases))


@cache
def _words_of_phrase(phrase: str) -> tuple[str, ...]:
    return words_of(phrase)


def _value(quantity: Quantity) -> float | None:
    """Return the one value of a quantity; "gần 60" and "hơn 60" are drawn as 60."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low != high:
        return None
    if not any(character.isdigit() for character in quantity.text):
        return None
    return high if low is None else low


def _label(quantity: Quantity) -> str:
    """Return what tells a quantity from those of its kind: its subject, and when it held."""
    period = quantity.period
    if not quantity.measured:
        return capital(period)
    subject = capital(quantity.subject)
    if not subject or len(subject.split()) > LONGEST_SUBJECT:
        return ""
    known = not period or period.casefold() in subject.casefold()
    return subject if known else f"{subject} ({period[:1].lower()}{period[1:]})"


def capital(text: str) -> str:
    """Return a text with a capital at its head."""
    return text[:1].upper() + text[1:]


def _is_fact(quantity: Quantity, words: ComparisonWords, aims: dict[Place, float]) -> bool:
    """Tell whether a quantity tells of what is, and a rate of what changed over a year."""
    sentence = quantity.statement
    offset = sentence.place.start
    if sentence.place not in aims:
        aims[sentence.place] = _end_of_aim(sentence.text, words.aims)
    if aims[sentence.place] <= quantity.place.start - offset:
        return False
    if quantity.kind != "share":
        return True
    position = quantity.place.end - offset
    after = _CLAUSE.split(sentence.text[position : position + NEAR])[0]
    behind = _spaced(words_of(after))
    if any(_spaced(_words_of_phrase(base)) in behind for base in words.other_bases):
        return False
    base, own = _YEAR.search(after), _YEAR.search(quantity.period)
    return not (base and own) or int(own[0]) - int(base[0]) in (0, 1)


def _end_of_aim(text: str, aims: Iterable[str]) -> float:
    """Return where the first words of a sentence end that tell of an aim; infinity without any."""
    spaced = _spaced(words_of(text))
    phrases = [_spaced(_words_of_phrase(aim)) for aim in aims]
    ends = [at + len(phrase) for phrase in phrases if (at := spaced.find(phrase)) >= 0]
    return word_ends(text)[spaced.count(" ", 0, min(ends)) - 2] if ends else inf


def _spaced(words: Iterable[str]) -> str:
    """Return words with a space around each, so that a phrase is found as whole words."""
    return f" {' '.join(words)} "


def _told_apart(group: Iterable[Compared]) -> list[Compared]:
    """Return one quantity for each label, the greatest first, and none where values differ."""
    labelled: dict[tuple[str, ...], list[Compared]] = defaultdict(list)
    for item in group:
        labelled[words_of(item.label)].append(item)
    agreed = [items[0] for items in labelled.values() if len({item.value for item in items}) == 1]
    return sorted(agreed, key=lambda item: -item.value)
