"""Numbers in running text that count or measure something, with their limits and measures."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar

import msgspec

from diemtin.assembly.lexicon import QuantityWords
from diemtin.languages.patterns import any_of

# What qualifies a number stands so near, in characters.
NEAR = 40
_OPENING, _CLOSING = '"“‘«', '"”’»'
# A slogan in quotation marks has so few characters.
_SLOGAN = 16
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# The digits of a telephone number stand in groups: "0200 000 222".
_IN_GROUP = re.compile(r"\d\s$")
_LEADING_ZERO = re.compile(r"0\d")
# Offices write small numbers so: "04 tập thể, 07 cá nhân".
_PADDED = re.compile(r"0[1-9]")
# Behind these a sentence or a quotation begins, and a capital is none of a name.
_BEGINNING = ":;.!?…–-•" + _OPENING
# "8/10 kiến nghị"; a share of fewer than so many is a fraction ("2/3 diện tích").
_PART = re.compile(r"(?<![\w/.,-])(?P<part>\d{1,3})/(?P<whole>\d{1,3})(?![\w/.,-])(?=\s+[^\W\d])")
FEWEST_OF = 6
Entry = TypeVar("Entry", float, str)


class Number(msgspec.Struct, frozen=True):
    """A number as it stands in a text, with the limits that its words set.

    `measure` is verbatim, and empty where the number counts; `sign` is the measure's usual sign.
    `kind` is that of a `Quantity`.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False
    measure: str = ""
    sign: str = ""
    kind: Literal["money", "share", "measure", "count"] = "count"


def find_numbers(text: str, words: QuantityWords) -> list[Number]:
    """Return the numbers that may count or measure something; names, dates and ranks are not.

    >>> from diemtin.assembly.lexicon import load_lexicon
    >>> vi = load_lexicon("vi").quantities
    >>> [(n.low, n.high, n.sign) for n in find_numbers("hơn 1,41 tỷ đô la, 6,5 - 7%", vi)]
    [(1410000000.0, None, 'USD'), (6.5, 7.0, '%')]
    """
    found = [
        _number(match, words)
        for match in number_pattern(words).finditer(text)
        if _counts(text, match, words)
    ]
    return sorted([*found, *_parts(text, words)], key=lambda number: number.start)


def _number(match: re.Match[str], words: QuantityWords) -> Number:
    low = _value(match, "low", words)
    high = _value(match, "high", words) if match["high"] else low
    said = _limit(match, words)
    above = any(word in said for word in words.above) or bool(match["vague"])
    below = not above and any(word in said for word in words.below)
    sign = _lookup(words.signs, match["sign"]) if match["sign"] else ""
    measure = _lookup(words.measures, match["measure"]) if match["measure"] else ""
    per = match["per"] or ""
    return Number(
        match.start("limit") if said else match.start("number"),
        match.end(),
        None if below else low,
        None if above else high,
        any(word in said for word in words.about) or bool(match["vague"]),
        f"{match['sign'] or ''}{match['measure'] or ''}{per}",
        f"{sign or measure}{per}",
        _kind(sign or measure, words),
    )


def _limit(match: re.Match[str], words: QuantityWords) -> str:
    """Return the words that set a limit, in lower case; "trên 5 sàn" has none."""
    said = (match["limit"] or "").casefold()
    after = match.string[match.end() : match.end() + NEAR].lstrip()
    return "" if said == words.upon and _whole_words(words.upon_what).match(after) else said


def _kind(measure: str, words: QuantityWords) -> Literal["money", "share", "measure", "count"]:
    if not measure:
        return "count"
    if measure in words.shares:
        return "share"
    return "money" if measure in words.money else "measure"


@cache
def number_pattern(words: QuantityWords) -> re.Pattern[str]:
    """Build the pattern of a number with its limits, scale and measure."""
    thousands, decimal = re.escape(words.thousands), re.escape(words.decimal)
    digits = rf"\d{{1,3}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?"
    limits = any_of((*words.above, *words.below, *words.about))
    to = any_of(words.to)
    other = rf"(?!{any_of(words.not_measures)}(?!\w))" if words.not_measures else ""
    # Most places of a text are passed over by what a number may begin with.
    openings = (*words.above, *words.below, *words.about, *words.signs, *words.numerals)
    letters = {phrase[0] for phrase in (*openings, *words.vague)}
    begins = "".join(sorted(letters | {letter.swapcase() for letter in letters}))
    return re.compile(
        rf"(?<!\w)(?=[\d{re.escape(begins)}])(?:(?P<limit>{limits}(?:\s+{limits})?)\s+)?"
        rf"(?P<number>(?:(?P<sign>{any_of(words.signs)})\s?)?"
        rf"(?<![\w/.,-])(?:(?P<low>{digits}|{any_of(words.numerals)}(?!\w))"
        rf"(?:\s*(?:{to})\s*(?P<high>{digits}))?|(?P<vague>{any_of(words.vague)})))"
        rf"(?:\s*(?P<scale>{any_of(words.scales)})(?!\w))?"
        rf"(?:\s*{other}(?P<measure>{any_of(words.measures)})(?!\w))?"
        r"(?P<per>(?<=\w)/[^\W\d][\w²³]*)?",
        re.IGNORECASE,
    )


def _counts(text: str, match: re.Match[str], words: QuantityWords) -> bool:
    """Tell whether a number counts or measures, and is not part of a name, a date or a rank."""
    if _is_name(text, match) or _IN_GROUP.search(_before(text, match.start("number"))):
        return False
    after = text[match.end() : match.end() + NEAR].casefold().lstrip()
    if _whole_words(words.not_after).match(after):
        return False
    if match["measure"] or match["scale"] or match["sign"]:
        return True
    said = text[match.start("number") : match.end() + NEAR].casefold()
    if _YEAR.fullmatch(match["number"]) or _whole_words(words.not_counting).match(said):
        return False
    if re.match(r"[/.,-]?\w", text[match.end() : match.end() + 2]):
        return False
    last = _last_words(_before(text, match.start()))
    return not (last & words.not_before or _is_slogan(text, match))


def _before(text: str, position: int) -> str:
    """Return what stands near before a place of a text, however long that is."""
    return text[max(position - NEAR, 0) : position]


def _last_words(before: str) -> frozenset[str]:
    """Return the last word and the last two words of a text."""
    last = before.casefold().split()[-2:]
    return frozenset(" ".join(last[-count:]).strip("(") for count in (1, 2))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is part of a name: "Hải Âu 09", "Ba Vì"; a sentence's first is none."""
    low = match["low"] or ""
    before = _before(text, match.start()).rstrip()
    if not low[:1].isupper():
        zero = _LEADING_ZERO.match(low) and not match["sign"]
        return bool(zero) and not (_PADDED.fullmatch(low) and not _ends_in_name(before))
    if low[1:2].isupper() or (before and before[-1] not in _BEGINNING):
        return True
    return text[match.end() : match.end() + NEAR].lstrip()[:1].isupper()


def _ends_in_name(before: str) -> bool:
    """Tell whether the last word of a text has a capital, and is not a sentence's first."""
    rest, _, last = before.rpartition(" ")
    rest = rest.rstrip()
    return last[:1].isupper() and bool(rest) and rest[-1] not in _BEGINNING


@cache
def _whole_words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{any_of(phrases)}(?!\w)" if phrases else "(?!)")


def _is_slogan(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number opens a few words in quotation marks, such as “3 rõ”."""
    if text[match.start() - 1 : match.start()] not in tuple(_OPENING):
        return False
    return any(mark in _CLOSING for mark in text[match.end() : match.end() + _SLOGAN])


def _parts(text: str, words: QuantityWords) -> Iterator[Number]:
    """Yield the parts of a whole: of "8/10 kiến nghị" the 8; a date looks alike."""
    for match in _PART.finditer(text):
        part, whole = int(match["part"]), int(match["whole"])
        dated = _last_words(_before(text, match.start())) & words.not_shares
        if part <= whole >= FEWEST_OF and not dated:
            yield Number(match.start(), match.end(), float(part), float(part))


def _value(match: re.Match[str], group: str, words: QuantityWords) -> float:
    scale = _lookup(words.scales, match["scale"]) if match["scale"] else 1.0
    if match["vague"]:
        return _lookup(words.vague, match["vague"]) * scale
    digits = match[group]
    if not digits[0].isdigit():
        return _lookup(words.numerals, digits) * scale
    plain = digits.replace(words.thousands, "").replace(words.decimal, ".")
    # Binary fractions would add to 137.39 billion, or take from it.
    return float(Decimal(plain) * Decimal(scale))


def _lookup(table: Mapping[str, Entry], phrase: str) -> Entry:
    return table[" ".join(phrase.casefold().split())]
