"""Quantities in running text: their values and limits, units, subjects and periods."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from diemtin.assembly.lexicon import Lexicon, PeriodWords, QuantityWords, any_of
from diemtin.assembly.sentences import Reading, Sentence
from diemtin.model import Place, Quantity, Statement

# A noun phrase of more syllables than that has run into a verb that no list knows.
LONGEST_UNIT = 9
# What qualifies a number stands so near, its subject and period so far from it, in characters.
NEAR, FAR = 40, 600
_BREAK = re.compile(r"[,;:.!?…\"“”]\s|[\"“”]|\s[-–—]\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-/'’][^\W\d_]+)*")
_GAP = re.compile(r"\s+")
_GAP_OR_DASH = re.compile(r"\s+(?:[-–]\s+)?")
_OPENING, _CLOSING = '"“‘«', '"”’»'
# A slogan in quotation marks has so few characters.
_SLOGAN = 16
_YEAR = re.compile(r"(?:19|20)\d\d")
# Numbers that are part of a name: "Hải Âu 09", "Ba Vì".
_NAME = re.compile(r"0\d|[^\W\d_]*[A-ZĐ]")
# The digits of a telephone number stand in groups: "0200 000 222".
_IN_GROUP = re.compile(r"\d\s$")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)?")


class Number(msgspec.Struct, frozen=True):
    """A number as it stands in a text, with the limits that its words set."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool
    measure: str
    digits: str


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
    subject = ""
    totals = {match.start("number"): match["unit"] for match in _totals(text, words)}
    for number in find_numbers(text, words):
        unit, end = _unit(text, number, words)
        start = number.start
        if number.measure:
            start = _start_of_change(text, number, words)
            subject = (unit or _subject(text, start, words)) or subject
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
            period=_period(text, start, end, lexicon),
            low=number.low,
            high=number.high,
            place=msgspec.structs.replace(
                sentence.place, start=sentence.place.start + start, end=sentence.place.start + end
            ),
            statement=statement,
            measured=bool(number.measure),
            approximate=number.approximate,
        )


def find_numbers(text: str, words: QuantityWords) -> Iterator[Number]:
    """Yield the numbers that may count or measure something; names, dates and ranks are not.

    >>> from diemtin.assembly.lexicon import load_lexicon
    >>> vi = load_lexicon("vi").quantities
    >>> [(n.low, n.high, n.measure) for n in find_numbers("hơn 1,41 tỷ USD, 6,5 - 7%", vi)]
    [(1410000000.0, None, 'USD'), (6.5, 7.0, '%')]
    """
    for match in _number_pattern(words).finditer(text):
        if not _counts(text, match, words):
            continue
        low = _value(match, "low", words)
        high = _value(match, "high", words) if match["high"] else low
        said = (match["limit"] or "").casefold()
        above = any(word in said for word in words.above) or bool(match["vague"])
        below = not above and any(word in said for word in words.below)
        yield Number(
            match.start("limit") if match["limit"] else match.start("number"),
            match.end(),
            None if below else low,
            None if above else high,
            any(word in said for word in words.about) or bool(match["vague"]),
            f"{match['sign'] or ''}{match['measure'] or ''}{match['per'] or ''}",
            match["low"],
        )


@cache
def _number_pattern(words: QuantityWords) -> re.Pattern[str]:
    """Build the pattern of a number with its limits, scale and measure."""
    thousands, decimal = re.escape(words.thousands), re.escape(words.decimal)
    digits = rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"
    limits = any_of((*words.above, *words.below, *words.about))
    to = any_of(words.to)
    return re.compile(
        rf"(?:(?<!\w)(?P<limit>{limits}(?:\s+{limits})?)\s+)?"
        rf"(?P<number>(?P<sign>{any_of(words.signs)})?"
        rf"(?<![\w/.,-])(?:(?P<low>{digits}|{any_of(words.numerals)}(?!\w))"
        rf"(?:\s*(?:{to})\s*(?P<high>{digits}))?|(?P<vague>{any_of(words.vague)})))"
        rf"(?:\s*(?P<scale>{any_of(words.scales)})(?!\w))?"
        rf"(?:\s*(?P<measure>{any_of(words.measures)})(?!\w))?"
        r"(?P<per>(?<=\w)/[^\W\d][\w²³]*)?",
        re.IGNORECASE,
    )


def _counts(text: str, match: re.Match[str], words: QuantityWords) -> bool:
    """Tell whether a number counts or measures, and is not part of a name, a date or a rank."""
    measured = bool(match["measure"] or match["scale"] or match["sign"])
    number = match["number"]
    if not measured and (
        _YEAR.fullmatch(number) or re.match(r"[/.,-]?\w", text[match.end() : match.end() + 2])
    ):
        return False
    if _NAME.match(match["low"] or "") or _IN_GROUP.search(text[: match.start("number")][-2:]):
        return False
    before = text[max(match.start() - NEAR, 0) : match.start()].casefold().split()
    if any(" ".join(before[-count:]).strip("(") in words.not_before for count in (1, 2)):
        return False
    after = text[match.end() : match.end() + NEAR].casefold().lstrip()
    if _not_after_pattern(words).match(after):
        return False
    return not _is_slogan(text, match)


@cache
def _not_after_pattern(words: QuantityWords) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words.not_after))})(?!\w)")


def _is_slogan(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number opens a few words in quotation marks, such as “3 rõ”."""
    if text[match.start() - 1 : match.start()] not in tuple(_OPENING):
        return False
    return any(mark in _CLOSING for mark in text[match.end() : match.end() + _SLOGAN])


def _value(match: re.Match[str], group: str, words: QuantityWords) -> float:
    scale = _lookup(words.scales, match["scale"]) if match["scale"] else 1.0
    if match["vague"]:
        return _lookup(words.vague, match["vague"]) * scale
    digits = match[group]
    if not digits[0].isdigit():
        return _lookup(words.numerals, digits) * scale
    plain = digits.replace(words.thousands, "").replace(words.decimal, ".")
    # The scale is a power of ten: rounding takes away what binary fractions add.
    return round(float(plain) * scale, 6)


def _lookup(table: Mapping[str, float], phrase: str) -> float:
    return table[" ".join(phrase.casefold().split())]


def _unit(text: str, number: Number, words: QuantityWords) -> tuple[str, int]:
    """Return what a number counts, or what it is a share or a measure of, and where that ends."""
    gap = _GAP_OR_DASH if number.measure else _GAP
    return _phrase(text, number.end, words, gap)


def _phrase(text: str, start: int, words: QuantityWords, gap: re.Pattern[str]) -> tuple[str, int]:
    """Return the noun phrase that begins at `start`, and its end."""
    end = position = start
    begin: int | None = None
    for _ in range(LONGEST_UNIT):
        space = gap.match(text, position)
        after = space.end() if space else position
        word = _WORD.match(text, after)
        if word is None or (begin is not None and space is None):
            break
        following = _WORD.match(text, word.end() + 1)
        pair = f"{word.group()} {following.group()}".casefold() if following else ""
        if word.group().casefold() in words.ends or pair in words.ends:
            break
        begin = after if begin is None else begin
        end = position = word.end()
    return (text[begin:end], end) if begin is not None else ("", start)


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


def _start_of_share(text: str, number: Number, words: QuantityWords) -> int:
    """Return where "1 trong 3" begins."""
    before = text[max(number.start - NEAR, 0) : number.start]
    match = re.search(words.out_of, before, re.IGNORECASE)
    return number.start - len(before) + match.start() if match else number.start


def _subject(text: str, end: int, words: QuantityWords) -> str:
    """Return what is measured: the words of the clause before the verb and the number."""
    clause = _BREAK.split(text[max(end - FAR, 0) : end])[-1].strip()
    clause = _opening_pattern(words).sub("", _verb_pattern(words).sub("", clause)).strip()
    return clause if _PARENTHESIS.sub("", clause).strip() else ""


@cache
def _period_pattern(words: PeriodWords) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.patterns)})(?!\w)", re.IGNORECASE)


def _period(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """Return the period that stands nearest before a quantity, or else right after it."""
    words, offset = lexicon.periods, max(start - FAR, 0)
    text, start, end = text[offset : end + FAR], start - offset, end - offset
    found = [
        match.span()
        for match in _period_pattern(words).finditer(text)
        if not any(
            re.search(other, text[: match.start()], re.IGNORECASE) for other in words.not_after
        )
    ]
    earlier = [span for span in found if span[1] <= start]
    if earlier:
        return text[slice(*max(earlier))]
    later = [
        span for span in found if span[0] >= end and not re.search(r"[,;.]", text[end : span[0]])
    ]
    return text[slice(*min(later))] if later else ""
