"""Words as they are compared: without case, marks, and the ways to place a Vietnamese tone."""

import re
import sys
from functools import lru_cache
from unicodedata import normalize

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# A number with its separators is one word.
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|\w+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared.

    >>> words_of("Hoà bình, 1.200 hộ!") == words_of("hòa bình 1.200 hộ")
    True
    """
    return tuple(map(folded, _WORD.findall(text)))


def word_ends(text: str) -> list[int]:
    """Return where each of the words of a text ends."""
    return [match.end() for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Fold one word: its tone stands last, where spelling wavers on the letter that carries it.

    >>> folded("hoà") == folded("Hòa")
    True
    """
    if word.isascii():
        return sys.intern(word.casefold())
    letters = normalize("NFD", word.casefold())
    tones = [letter for letter in letters if letter in _TONES]
    base = "".join(letter for letter in letters if letter not in _TONES)
    return sys.intern(normalize("NFC", base) + normalize("NFD", "".join(tones)))
