"""How Vietnamese a text looks: what a reading of doubtful bytes is accepted by."""

import re
from collections import Counter
from typing import NamedTuple

from diemtin.encodings.syllables import is_frequent, is_spelled_as_syllable

# Letters and whatever a wrong reading leaves among them; ASCII punctuation and digits part words.
_WORD = re.compile("[A-Za-z\x80-\U0010ffff]+")
_MARKED_WORD = re.compile("[A-Za-z]*[\x80-\U0010ffff][A-Za-z\x80-\U0010ffff]*")
_PUNCTUATION = "\xa0«»…–—‘’“”•„‚‹›"
_ENOUGH = 1 << 18


class Evidence(NamedTuple):
    """How many marked words (those with a letter beyond ASCII) are possible syllables."""

    valid: int
    frequent: int
    invalid: int

    @property
    def score(self) -> float:
        """How much the reading gains: a common syllable counts for more than a rare one."""
        return self.valid + 0.5 * self.frequent - 2 * self.invalid

    @property
    def share(self) -> float:
        """Which part of the marked words are possible syllables; 0 where there is none."""
        return self.valid / (self.valid + self.invalid) if self.valid else 0.0


def weigh(text: str) -> Evidence:
    """Count the marked words of (the beginning of) a text by whether they are syllables."""
    valid = frequent = invalid = 0
    for word, count in Counter(_MARKED_WORD.findall(text[:_ENOUGH])).items():
        bare = word.strip(_PUNCTUATION)
        small = bare.lower()
        if bare.isascii() or not any(map(str.isalpha, bare)):
            continue
        if len(bare) == 1 and bare.isupper() and not is_frequent(small):
            # Quotation marks and dashes become lone capitals in a wrong page.
            continue
        if not is_regular_case(bare) or not is_spelled_as_syllable(small):
            invalid += count
        else:
            valid += count
            frequent += count * is_frequent(small)
    return Evidence(valid, frequent, invalid)


def is_regular_case(word: str) -> bool:
    """Tell whether a word is small, capitalised or in capitals."""
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def plain_share(text: str) -> float:
    """Return which part of the words in ASCII letters alone are syllables; 1 where there is none."""
    words = [word for word in _WORD.findall(text[:_ENOUGH]) if word.isascii()]
    if not words:
        return 1.0
    return sum(is_spelled_as_syllable(word.lower()) for word in words) / len(words)
