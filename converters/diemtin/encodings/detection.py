"""Find the charset of bytes that are no valid Unicode encoding, by the language that they yield."""

import codecs
import re
from typing import NamedTuple

from diemtin.encodings.capitals import restore_capitals
from diemtin.encodings.code_pages import SINGLE_BYTE, decode_page, windows_1252, windows_1258
from diemtin.encodings.evidence import Evidence, marked_words, plain_share, weigh
from diemtin.encodings.invisible import compose
from diemtin.encodings.syllables import is_frequent

# In doubt the earlier one is meant: these are the encodings of Windows, then the older ones.
_CANDIDATES = ("windows-1252", "windows-1258", "tcvn3", "vni", "tcvn5712", "viscii", "vps")
_SAMPLE = 1 << 15
_CLEAR_LEAD = 1.5
# So many syllables with marks are no accident, in whatever language the other words are.
_MANY = 10
_HIGH = re.compile(rb"[\x80-\xff]")
_TAG = re.compile(rb"<[^<>]*>")


class Guess(NamedTuple):
    """A charset, and how sure it is by the words that it makes (0 to 1)."""

    charset: str
    confidence: float


def read_bytes(data: bytes, charset: str) -> str:
    """Decode by one of this program's code pages or a Windows one; never fails.

    Codes that a Windows page does not define become C1 controls, as browsers read them.
    """
    if charset in SINGLE_BYTE or charset == "vni":
        text = decode_page(data, charset)
        return restore_capitals(text) if charset == "tcvn3" else text
    table = windows_1252() if charset == "windows-1252" else windows_1258()
    text = codecs.charmap_decode(data, "strict", table)[0]
    return compose(text)[0] if charset == "windows-1258" else text


def guess_vietnamese(data: bytes, *, expected: bool = False) -> Guess | None:
    """Return the charset in which `data` reads as Vietnamese, or None if it does in none.

    Where Vietnamese is `expected`, two words of it in an English sentence are enough.
    """
    sample = _sample(data)
    guesses = [(weigh(read_bytes(sample, charset)), charset) for charset in _CANDIDATES]
    western = guesses[0][0]
    evidence, charset = max(guesses, key=lambda guess: guess[0].score)
    lead = evidence.score - western.score
    # Western words happen to be syllables too (São, né): where all are, it takes more.
    if evidence.share < 0.7 or lead <= (0 if western.invalid else _CLEAR_LEAD):
        return None
    # Two common syllables and nothing else, where a Western reading has no word at all.
    certain = not (evidence.invalid or western.valid) and _common_words(sample, charset) >= 2
    few = evidence.valid < _MANY and not expected and not certain
    if few and plain_share(read_bytes(sample, charset)) < 0.3:
        return None
    return Guess(charset, _confidence(evidence))


def _common_words(sample: bytes, charset: str) -> int:
    """Count the different common syllables of several letters."""
    words = {word.lower() for word in marked_words(read_bytes(sample, charset)) if len(word) > 1}
    return sum(map(is_frequent, words))


def _sample(data: bytes) -> bytes:
    first = _HIGH.search(data)
    start = max(0, first.start() - 1024) if first else 0
    return _TAG.sub(b" ", data[start : start + _SAMPLE])


def _confidence(evidence: Evidence) -> float:
    return round(evidence.share * (1 - 0.5 ** (evidence.valid + evidence.frequent)), 2)
