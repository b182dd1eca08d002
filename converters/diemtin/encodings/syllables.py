"""Vietnamese syllables: which written words are possible, by onset, nucleus, coda and tone."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple
from unicodedata import normalize

_MARKS = {
    "\u0300": "grave",
    "\u0301": "acute",
    "\u0303": "tilde",
    "\u0309": "hook",
    "\u0323": "dot",
}
_VOWELS = "aăâeêioôơuưy"
_MARKED_VOWELS = "ăâêôơư"
_FRONT_VOWELS = "eêiy"
# `nghiêng` has seven letters, of which one may bring two combining marks.
_LONGEST = 9
# How many times further down the list of frequent syllables a rare one stands.
_FAR = 3
# The nuclei in which usage wavers between the two vowels: hòa, hoà; khỏe, khoẻ; thúy, thuý.
_WAVERING = ("oa", "oe", "uy")


def is_syllable(word: str) -> bool:
    """Tell whether `word` is one possible Vietnamese syllable, in one of the usual capitalisations.

    Both placements of the tone are right (hòa, hoà). A word of another language is a syllable
    only where it happens to be spelled like one (`an`, `to`).

    >>> is_syllable("ngoài"), is_syllable("PHẢI"), is_syllable("ngoàiphải"), is_syllable("vat")
    (True, True, False, False)
    """
    if len(word) > _LONGEST:
        return False
    word = normalize("NFC", word)
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    return is_spelled_as_syllable(word.lower())


def is_spelled_as_syllable(word: str) -> bool:
    """Tell whether a word in small letters, in any normal form, is a possible syllable."""
    return len(word) <= _LONGEST and _is_spelled(word)


@lru_cache(maxsize=1 << 15)
def _is_spelled(word: str) -> bool:
    letters: list[str] = []
    tone, position = "level", -1
    for character in normalize("NFC", word):
        base, mark = _tone_of(character)
        if mark:
            if tone != "level":
                return False
            tone, position = mark, len(letters)
        letters.append(base)
    possible = _inventory().spellings.get("".join(letters))
    if possible is not None:
        tones, positions = possible
        if tone in tones and (position in positions or tone == "level"):
            return True
    return word in _inventory().exceptions


def is_frequent(word: str) -> bool:
    """Tell whether a word in small letters, in NFC, is among the commonest marked syllables."""
    return word in _inventory().frequent


def commonest(words: Sequence[str]) -> str | None:
    """Return the one of some words in small letters that is far more common than the others."""
    frequent = _inventory().frequent
    ranked = sorted((frequent[word], word) for word in words if word in frequent)
    if len(ranked) > 1 and ranked[1][0] < _FAR * ranked[0][0]:
        return None
    return ranked[0][1] if ranked else None


@lru_cache(maxsize=512)
def _tone_of(character: str) -> tuple[str, str]:
    decomposed = normalize("NFD", character)
    tones = [mark for mark in decomposed if mark in _MARKS]
    if len(tones) != 1:
        return character, ""
    return normalize("NFC", decomposed.replace(tones[0], "")), _MARKS[tones[0]]


class _Inventory(NamedTuple):
    """The toneless spellings, each with its tones and the places of their mark; whole words."""

    spellings: dict[str, tuple[frozenset[str], tuple[int, ...]]]
    exceptions: frozenset[str]
    frequent: dict[str, int]


@cache
def _inventory() -> _Inventory:
    source = resources.files(__package__).joinpath("syllables.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    all_tones = frozenset(["level", *_MARKS.values()])
    stop_tones = frozenset(data["tones"]["of_stops"])
    stops = tuple(data["tones"]["stops"])
    spellings = {}
    for onset, rime in _combinations(data["onsets"], data["rimes"]):
        tones = stop_tones if rime.endswith(stops) else all_tones
        positions = tuple(len(onset) + place for place in _tone_places(rime))
        spellings[onset + rime] = (tones, positions)
    return _Inventory(
        spellings,
        frozenset(data["exceptions"]["words"]),
        {word: rank for rank, word in reversed([*enumerate(data["frequent"]["words"].split())])},
    )


def _combinations(onsets: dict[str, Any], rimes: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for rime in (*rimes["plain"], *rimes["covered"]):
        agreeing = onsets["front"] if rime[0] in _FRONT_VOWELS else onsets["back"]
        for onset in (*onsets["free"], *agreeing):
            if onset or rime not in rimes["covered"]:
                yield onset, rime
    yield from (("", rime) for rime in rimes["bare"])
    yield from ((onset, rime) for rime in rimes["glided"] for onset in rimes["rounded"])
    yield from (("qu", rime) for rime in rimes["after_qu"])
    yield from (("gi", rime) for rime in rimes["after_gi"])
    yield from (("g", spelling[1:]) for spelling in rimes["contracted_gi"])
    yield from ((onset, "y") for onset in rimes["y_onsets"])


def _tone_places(rime: str) -> tuple[int, ...]:
    """Return where the tone mark may stand in a rime, counted in letters from its beginning.

    >>> _tone_places("oa"), _tone_places("oan"), _tone_places("ươi"), _tone_places("ua")
    ((0, 1), (1,), (1,), (0,))
    """
    marked = [place for place, letter in enumerate(rime) if letter in _MARKED_VOWELS]
    if marked:
        return (marked[-1],)
    if rime in _WAVERING:
        return (0, 1)
    vowels = sum(letter in _VOWELS for letter in rime)
    if vowels == 3 or (vowels == 2 and len(rime) > 2):
        return (1,)
    return (0,)
