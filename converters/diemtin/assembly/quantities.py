"""Quantities in running text: what their numbers count or measure, and when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from diemtin.assembly.lexicon import Lexicon, PeriodWords, QuantityWords
from diemtin.assembly.numbers import NEAR, Number, find_numbers
from diemtin.assembly.sentences import Reading, Sentence
from diemtin.languages.patterns import any_of
from diemtin.model import Place, Quantity, Statement

# A noun phrase of more syllables than that has run into a verb that no list knows.
LONGEST_UNIT = 9
# The subject and the period of a number stand so far from it, in characters.
FAR = 600
_BREAK = re.compile(r"[,;:.!?…\"“”]\s|[\"“”]|\s[-–—]\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-/'’][^\W\d_]+)*")
_GAP = re.compile(r"\s+")
_GAP_OR_DASH = re.compile(r"\s+(?:[-–]\s+)?")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)?")
# What ends so behind a number goes on to the next one, and names nothing.
# Behind these a clause begins.
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:.!?…\"“”(]|\s[-–—])\s*$")


def find_quantities(
    readings: Sequence[Reading], articles: Mapping[Place, Sequence[int]]
) -> list[Quantity]:
    """Return all quantities of the sentences that are printed, in reading order.

    Args:
        readings: The articles.
        articles: For each printed sentence, the articles that say it.
    """
    return [
        quantity
        for reading in readings
        for sentence in reading.sentences()
        if sentence.place in articles
        for quantity in _in_sentence(
            sentence,
            reading.lexicon,
            Statement(sentence.text, sentence.place, tuple(articles[sentence.place])),
        )
    ]


def _in_sentence(sentence: Sentence, lexicon: Lexicon, statement: Statement) -> Iterator[Quantity]:
    """Yield the quantities of one sentence; a subject is said once for those that follow it."""
    text, words = sentence.text, lexicon.quantities
    subject, measured = "", 0
    totals = {match.start("number"): match["unit"] for match in _totals(text, words)}
    for number in find_numbers(text, words):
        unit, end = _unit(text, number, words)
        start = number.start
        if number.measure:
            start = _start_of_change(text, number, words)
            whole = "" if _begins(unit, words.bases) else unit
            subject = whole or _subject(text, start, measured, words) or subject
            measured = end
        elif number.start in totals:
            unit = _phrase(totals[number.start], 0, words, _GAP)[0]
        elif not unit:
            continue
        else:
            start = _start_of_share(text, number, words)
        yield Quantity(
            text=text[start:end].strip(),
            unit=number.measure or unit,
            subject=subject if number.measure else "",
            period=_period(text, start, end, lexicon, counts=not number.measure),
            low=number.low,
            high=number.high,
            place=msgspec.structs.replace(
                sentence.place, start=sentence.place.start + start, end=sentence.place.start + end
            ),
            statement=statement,
            kind=number.kind,
            measure=number.sign,
            approximate=number.approximate,
        )


def _unit(text: str, number: Number, words: QuantityWords) -> tuple[str, int]:
    """Return what a number counts, or what it is a share or a measure of, and where that ends."""
    if not number.measure:
        return _phrase(text, number.end, words, _GAP)
    of = re.compile(words.share_of).match(text, number.end)
    phrase, end = _phrase(text, of.end(), words, _GAP_OR_DASH) if of else ("", 0)
    return (phrase, end) if phrase else ("", number.end)


def _phrase(text: str, start: int, words: QuantityWords, gap: re.Pattern[str]) -> tuple[str, int]:
    """Return the noun phrase that begins at `start`, and its end."""
    end = position = start
    begin: int | None = None
    for _ in range(LONGEST_UNIT):
        space = gap.match(text, position)
        after = space.end() if space else position
        if begin is None and (compound := _compounds(words).match(text, after)):
            begin, end, position = after, compound.end(), compound.end()
            continue
        word = _WORD.match(text, after)
        if word is None or (begin is not None and space is None):
            break
        following = _WORD.match(text, word.end() + 1)
        pair = f"{word.group()} {following.group()}".casefold() if following else ""
        # Right behind a number "tổ chức" is a noun.
        ends = (word.group().casefold(),) if begin is None else (word.group().casefold(), pair)
        if words.ends.intersection(ends):
            break
        begin = after if begin is None else begin
        end = position = word.end()
    return (text[begin:end], end) if begin is not None else ("", start)


@cache
def _compounds(words: QuantityWords) -> re.Pattern[str]:
    pattern = rf"{any_of(words.compounds)}(?!\w)" if words.compounds else r"(?!)"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _head(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{any_of(phrases)}(?!\w)", re.IGNORECASE)


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    return _head(phrases).match(text) is not None


def _totals(text: str, words: QuantityWords) -> Iterator[re.Match[str]]:
    for pattern in words.totals:
        yield from re.finditer(pattern, text, re.IGNORECASE)


def _start_of_change(text: str, number: Number, words: QuantityWords) -> int:
    """Return where the verb begins that says how a measure changes ("tăng 22,6%")."""
    before = text[max(number.start - NEAR, 0) : number.start]
    offset = number.start - len(before)
    match = _change_pattern(words).search(before)
    return offset + match.start() if match else number.start


@cache
def _change_pattern(words: QuantityWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words.changes)}\s+$", re.IGNORECASE)


@cache
def _verb_pattern(words: QuantityWords) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:^|\s+){any_of(words.verbs)})+$", re.IGNORECASE)


@cache
def _opening_pattern(words: QuantityWords) -> re.Pattern[str]:
    return re.compile(rf"^{any_of(words.openings)}(?:\s+|$)", re.IGNORECASE)


@cache
def _joining_pattern(words: QuantityWords) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s){any_of(words.joining)}$", re.IGNORECASE)


def _start_of_share(text: str, number: Number, words: QuantityWords) -> int:
    """Return where "1 trong 3" begins."""
    before = text[max(number.start - NEAR, 0) : number.start]
    match = re.search(words.out_of, before, re.IGNORECASE)
    return number.start - len(before) + match.start() if match else number.start


def _subject(text: str, end: int, previous: int, words: QuantityWords) -> str:
    """Return what is measured: the words of the clause before the verb and the number.

    None of them stands before `previous`, where the measure before this one ends: what is told of
    that ("so với cùng kỳ và") is no subject.
    """
    clause = _BREAK.split(text[max(end - FAR, previous, 0) : end])[-1].strip()
    begins = [m.end() for pattern in words.subjects for m in _matches(pattern, clause)]
    clause = clause[max(begins, default=0) :]
    if _begins(clause, words.comparing):
        return ""
    clause = _verb_pattern(words).sub("", clause.lstrip(") "))
    if previous and _joining_pattern(words).search(clause):
        return ""
    clause = _opening_pattern(words).sub("", clause).strip()
    return clause if _PARENTHESIS.sub("", clause).strip() else ""


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, text, re.IGNORECASE)


@cache
def _period_pattern(words: PeriodWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.patterns)})(?!\w)", re.IGNORECASE)


def _period(text: str, start: int, end: int, lexicon: Lexicon, *, counts: bool) -> str:
    """Return the period that stands nearest before a quantity, or else right after it.

    What is counted in a clause of its own is of the period that opens a clause before it, and not
    of one that belongs to other words there.
    """
    words, offset = lexicon.periods, max(start - FAR, 0)
    text, start, end = text[offset : end + FAR], start - offset, end - offset
    found = list(_periods(text, words))
    earlier = [span for span in found if span[1] <= start]
    if counts:
        earlier = [
            span
            for span in earlier
            if not _BREAK.search(text, span[1], start) or _opens(text, span[0], words)
        ]
    if earlier:
        return text[slice(*max(earlier))]
    later = [
        span for span in found if span[0] >= end and not re.search(r"[,;.]", text[end : span[0]])
    ]
    return text[slice(*min(later))] if later else ""


def _periods(text: str, words: PeriodWords) -> Iterator[tuple[int, int]]:
    """Yield start and end of the periods in a text, but for those that are compared with."""
    for match in _period_pattern(words).finditer(text):
        before = text[: match.start()]
        if not any(re.search(other, before, re.IGNORECASE) for other in words.not_after):
            yield match.span()


def _opens(text: str, position: int, words: PeriodWords) -> bool:
    """Tell whether a clause begins with the period at `position`, but for a preposition."""
    before = text[:position].rstrip()
    for phrase in words.opening:
        if before.casefold().endswith(phrase):
            before = before[: -len(phrase)]
            break
    return _CLAUSE_BEGINS.search(before) is not None
