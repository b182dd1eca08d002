"""How Vietnamese a text looks: what a reading of doubtful bytes is accepted by."""

import re
from collections import Counter
from typing import NamedTuple

from diemtin.encodings.syllables import is_frequent, is_spelled_as_syllable

# Letters and whatever a wrong reading leaves among them; ASCII punctuation and digits part words.
_WORD = re.compile(r"[^\0-@\[-`{-\x7f]+")
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


def marked_words(text: str) -> Counter[str]:
    """Count the words with a letter beyond ASCII, of the beginning of a text."""
    words: Counter[str] = Counter()
    marked = [token for token in text[:_ENOUGH].split() if not token.isascii()]
    for token, count in Counter(marked).items():
        for word in _WORD.findall(token):
            if not word.isascii():
                words[word] += count
    return words


def weigh(text: str) -> Evidence:
    """Count the marked words of the beginning of a text by whether they are syllables."""
    valid = frequent = invalid = 0
    for word, count in marked_words(text).items():
        # Before a letter, a degree sign belongs to it: 25°C.
        bare = word.strip(_PUNCTUATION).lstrip("°")
        small = bare.lower()
        if bare.isascii() or not any(map(str.isalpha, bare)) or _is_abbreviation(bare):
            continue
        if not (is_regular_case(bare) and is_spelled_as_syllable(small)):
            invalid += count
        elif len(bare) > 1 or is_frequent(small):
            # Quotation marks and dashes become lone letters in a wrong page, so these say nothing.
            valid += count
            frequent += count * is_frequent(small)
    return Evidence(valid, frequent, invalid)


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word says nothing: `QĐ`, `HĐND`, and the `đ` behind an amount."""
    return word == "đ" or ("Đ" in word and word.isupper() and word.replace("Đ", "D").isascii())


def is_regular_case(word: str) -> bool:
    """Tell whether a word is small, capitalised or in capitals."""
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def plain_share(text: str) -> float:
    """Return which part of the words in plain ASCII letters are syllables; 1 if there are none.

    Acronyms do not count.
    """
    words = [word for word in _WORD.findall(text) if word.isascii() and not word.isupper()]
    if not words:
        return 1.0
    return sum(is_spelled_as_syllable(word.lower()) for word in words) / len(words)
