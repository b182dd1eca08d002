"""How much two texts have in common: weighted words, and the angle between them.

The vectors are short and sparse, and compared only where an index says that it is worth it.
Dictionaries and arrays of numbers do that in less memory than NumPy takes to load, so no library
stands behind this.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, repeat
from math import fsum, log, sqrt
from operator import mul
from typing import Self

import msgspec

Vector = Mapping[int, float]

# A pair of words is the number of the first one times this, plus that of the second. A power of two
# would let pairs with one second word meet in the same place of a dictionary.
_PAIR = (1 << 32) + 15


class _Numbers(dict[str, int]):
    """The number of each word, from 1, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.words = [""]

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self.words)
        self.words.append(word)
        return number


class Vocabulary:
    """Numbers for words and for pairs of words, which take less memory and time than their text.

    The same feature has the same number in all texts that are counted with one vocabulary.
    """

    def __init__(self) -> None:
        self._numbers = _Numbers()

    def features_of(self, words: Sequence[str], common: frozenset[str]) -> "array[int]":
        """Return the telling words of a text and its pairs of words, as often as they stand there.

        Most Vietnamese words are written as two syllables, so that pairs carry the sense.
        """
        numbers = self._numbers
        told = [0 if word in common else numbers[word] for word in words]
        telling = zip(told, words, strict=True)
        features = [number for number, word in telling if number and len(word) > 1]
        features += [one * _PAIR + other for one, other in pairwise(told) if one and other]
        return array("q", features)

    def texts_of(self, features: Iterable[int]) -> list[str]:
        """Return features as they are written: words, and pairs of words parted by a space."""
        words = self._numbers.words
        pairs = (divmod(feature, _PAIR) for feature in features)
        return [f"{words[one]} {words[other]}".lstrip() for one, other in pairs]


def rarities(texts: Sequence[Iterable[int]]) -> dict[int, float]:
    """Weigh each feature by how few of the texts have it (inverse document frequency)."""
    spread: Counter[int] = Counter()
    for features in texts:
        spread.update(set(features))
    rarity = {count: rarity_of(count, len(texts)) for count in set(spread.values())}
    return {feature: rarity[count] for feature, count in spread.items()}


def rarity_of(count: int, total: int) -> float:
    """Return the weight of a feature that so many of all texts have."""
    return log((1 + total) / (1 + count)) + 1


def vector_of(features: Iterable[int], rarity: Mapping[int, float]) -> dict[int, float]:
    """Return the weighted features as a vector of length 1 (empty for a text without any)."""
    weighted = {
        name: rarity[name] if count == 1 else (1 + log(count)) * rarity[name]
        for name, count in Counter(features).items()
    }
    length = sqrt(sum([weight * weight for weight in weighted.values()]))
    return {name: weight / length for name, weight in weighted.items()} if length else {}


class Packed(msgspec.Struct, frozen=True):
    """A vector that is kept, in a sixth of the memory of a dictionary."""

    names: "array[int]"
    weights: "array[float]"

    @classmethod
    def of(cls, vector: Vector) -> Self:
        """Pack a vector."""
        return cls(array("q", vector), array("d", vector.values()))

    def vector(self) -> dict[int, float]:
        """Return the vector."""
        return dict(zip(self.names, self.weights, strict=True))


def cosine(one: Vector, other: Packed) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    # An exact sum is the same in any order.
    return fsum(map(mul, map(one.get, other.names, repeat(0.0)), other.weights))


def share(part: Vector, whole: Vector) -> float:
    """Return the cosine of two vectors of which the second one has all features of the first."""
    return fsum(map(mul, part.values(), map(whole.__getitem__, part)))


class Postings:
    """An index of vectors by their features, which finds all that have something in common.

    Only the features of those vectors are indexed that will be looked up.
    """

    def __init__(self, vectors: Iterable[Vector], lookups: Iterable[Vector]) -> None:
        self._by_feature: dict[int, list[tuple[int, float]]] = {
            name: [] for vector in lookups for name in vector
        }
        for number, vector in enumerate(vectors):
            for name in vector.keys() & self._by_feature.keys():
                self._by_feature[name].append((number, vector[name]))

    def cosines(self, vector: Vector) -> dict[int, float]:
        """Return how alike a vector is to each of the indexed ones that share a feature with it."""
        found: dict[int, float] = defaultdict(float)
        for name, weight in vector.items():
            for number, other in self._by_feature.get(name, ()):
                found[number] += weight * other
        return found
