"""How much two texts have in common: weighted words, and the angle between them.

The vectors are short and sparse, and compared only where an index says that it is worth it. A
dictionary does that in less memory than NumPy takes to load, so no library stands behind this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import fsum, log, sqrt
from operator import mul

Vector = Mapping[str, float]


def features_of(words: Sequence[str], common: frozenset[str]) -> Counter[str]:
    """Count the telling words of a text and its pairs of words.

    Most Vietnamese words are written as two syllables, so that pairs carry the sense.
    """
    told = [None if word in common else word for word in words]
    features = [word for word in told if word and len(word) > 1]
    features += [f"{one} {other}" for one, other in pairwise(told) if one and other]
    return Counter(features)


def rarities(counts: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Weigh each feature by how few of the texts have it (inverse document frequency)."""
    spread: Counter[str] = Counter()
    for features in counts:
        spread.update(features.keys())
    rarity = {count: rarity_of(count, len(counts)) for count in set(spread.values())}
    return {feature: rarity[count] for feature, count in spread.items()}


def rarity_of(count: int, total: int) -> float:
    """Return the weight of a feature that so many of all texts have."""
    return log((1 + total) / (1 + count)) + 1


def vector_of(features: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    """Return the weighted features as a vector of length 1 (empty for a text without any)."""
    weighted = {
        name: rarity[name] if count == 1 else (1 + log(count)) * rarity[name]
        for name, count in features.items()
    }
    length = sqrt(sum([weight * weight for weight in weighted.values()]))
    return {name: weight / length for name, weight in weighted.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Return how alike two vectors of length 1 are, from 0 to 1."""
    both = one.keys() & other.keys()
    # An exact sum is the same in any order, and sets have none.
    return fsum(map(mul, map(one.__getitem__, both), map(other.__getitem__, both)))


class Postings:
    """An index of vectors by their features, which finds all that have something in common.

    Only the features of those vectors are indexed that will be looked up.
    """

    def __init__(self, vectors: Iterable[Vector], lookups: Iterable[Vector]) -> None:
        self._by_feature: dict[str, list[tuple[int, float]]] = {
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
