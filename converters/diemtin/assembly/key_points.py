"""The few sentences that carry most: near the centre of what all sources say, and far apart.

Each sentence is compared with the centre of its event's sentences, in which every source weighs
the same; that grows with the number of sentences, where a graph of them grows with its square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from math import log, sqrt

import msgspec

from diemtin.assembly.numbers import find_numbers
from diemtin.assembly.sentences import Reading, Sentence
from diemtin.assembly.similarity import (
    Packed,
    Postings,
    Vector,
    Vocabulary,
    cosine,
    rarities,
    share,
    vector_of,
)
from diemtin.languages.patterns import any_of
from diemtin.model import Event, Place, Statement

# A key point has between so many words.
SHORTEST, LONGEST = 10, 60
# Sentences that share so much say the same; so much, the second adds too little.
SUPPORT, REDUNDANT = 0.35, 0.3
# So much more the first sentence of an article weighs, one with a figure, and so much each further
# source: of a sentence, and of its event. Who was there weighs less than what was said.
FIRST, FIGURE, SOURCE, SLIGHT = 0.6, 0.25, 0.5, 0.4
# So many sentences of an event are weighed against each other.
CANDIDATES = 30
# So many key points an event has of its own.
OF_EVENT = 3


class Candidate(msgspec.Struct, frozen=True):
    """A sentence that may be a key point, with its weight; `opens` that it begins its article."""

    statement: Statement
    vector: Packed
    weight: float
    event: int
    opens: bool


def find_key_points(
    readings: Sequence[Reading],
    events: Sequence[Event],
    articles: Mapping[Place, Sequence[int]],
    most: int,
) -> tuple[list[Statement], dict[int, list[Statement]]]:
    """Choose the key points of the whole briefing, and more of each event with several articles.

    Args:
        readings: The articles.
        events: Their events.
        articles: For each printed sentence, the articles that say it.
        most: How many key points the briefing has at most.

    Returns:
        The key points in the order of the events, and those of each event (by its number) that
        are not among them.
    """
    vocabulary = Vocabulary()
    by_event = {
        number: _weighed(
            number, [readings[article] for article in event.articles], articles, vocabulary
        )
        for number, event in enumerate(events)
    }
    chosen = _choose_for_all(by_event, most)
    more = {}
    for number, event in enumerate(events):
        if len(event.articles) > 1:
            further = _choose(by_event[number], min(OF_EVENT, most), chosen)
            more[number] = [candidate.statement for candidate in _in_order(further)]
    return [candidate.statement for candidate in _in_order(chosen)], more


def _choose_for_all(by_event: Mapping[int, list[Candidate]], most: int) -> list[Candidate]:
    """Choose the best of every event as long as there is room, then the best of all."""
    firsts = [candidates[0] for candidates in by_event.values() if candidates]
    firsts = sorted(firsts, key=lambda first: -first.weight)[:most]
    everything = sorted(
        (candidate for candidates in by_event.values() for candidate in candidates),
        key=lambda candidate: -candidate.weight,
    )
    return firsts + _choose(everything, most - len(firsts), firsts)


def _choose(
    candidates: Iterable[Candidate], most: int, taken: Sequence[Candidate]
) -> list[Candidate]:
    """Take the weightiest sentences that add something to those that are taken."""
    chosen: list[Candidate] = []
    others = [other.vector for other in taken]
    for candidate in candidates:
        if len(chosen) >= most:
            break
        vector = candidate.vector.vector()
        if all(cosine(vector, other) < REDUNDANT for other in others):
            chosen.append(candidate)
            others.append(candidate.vector)
    return chosen


def _in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Sort by event; what opens an article goes first, since it says what the rest is about."""

    def position(candidate: Candidate) -> tuple[int, bool, int, int, int]:
        place = candidate.statement.place
        return candidate.event, not candidate.opens, place.article, place.block, place.start

    return sorted(candidates, key=position)


def _weighed(
    event: int,
    readings: Sequence[Reading],
    articles: Mapping[Place, Sequence[int]],
    vocabulary: Vocabulary,
) -> list[Candidate]:
    """Return the weightiest sentences of an event, the best first."""
    sentences = [(reading, sentence) for reading in readings for sentence in reading.sentences()]
    counts = [
        vocabulary.features_of(sentence.words, reading.lexicon.key_points.common)
        for reading, sentence in sentences
    ]
    rarity = rarities(counts)
    vectors = [vector_of(count, rarity) for count in counts]
    firsts = {next(reading.sentences()).place for reading in readings if any(reading.sentences())}
    central = _most_central(sentences, vectors, firsts, articles)
    sources = {reading.index: source_of(reading) for reading in readings}
    # A capture that says nothing but what another says is a copy, whatever its name.
    own = {sentence.place.article for _, sentence in sentences if sentence.place in articles}
    wide = 1 + SOURCE * log(len(set(sources.values())))
    # One article alone supports nothing but what it says itself.
    lookups = [vector for *_, vector in central]
    postings = Postings(vectors, lookups) if len(readings) > 1 else None
    candidates = []
    for score, reading, sentence, vector in central:
        said = tuple(articles[sentence.place])
        numbers = _numbers(sentence)
        alike = {
            sentences[number][1].place.article
            for number, likeness in (postings.cosines(vector).items() if postings else ())
            if likeness >= SUPPORT and numbers <= _numbers(sentences[number][1])
        }
        independent = len({sources.get(article) for article in own & {*alike, *said}})
        figure = bool(find_numbers(sentence.text, reading.lexicon.quantities))
        weight = score * (1 + SOURCE * log(independent)) * wide * (1 + FIGURE * figure)
        support = tuple(sorted(alike - set(said)))
        statement = Statement(sentence.text, sentence.place, said, support, independent)
        candidates.append(
            Candidate(statement, Packed.of(vector), weight, event, sentence.place in firsts)
        )
    return sorted(candidates, key=lambda candidate: -candidate.weight)


def _most_central(
    sentences: Sequence[tuple[Reading, Sentence]],
    vectors: Sequence[Vector],
    firsts: Container[Place],
    articles: Container[Place],
) -> list[tuple[float, Reading, Sentence, Vector]]:
    """Return the sentences nearest to what all say, the best first, each behind its score."""
    centre = _centre(sentences, vectors)
    scored = [
        (share(vector, centre) * _worth(sentence, reading, firsts), reading, sentence, vector)
        for (reading, sentence), vector in zip(sentences, vectors, strict=True)
        if sentence.place in articles and _stands_alone(sentence, reading)
    ]
    scored.sort(key=lambda one: (-one[0], one[2].place.article, one[2].place.start))
    return scored[:CANDIDATES]


def _worth(sentence: Sentence, reading: Reading, firsts: Container[Place]) -> float:
    """Return how much more a sentence weighs for where it stands, and how it begins."""
    slight = _opens(reading.lexicon.key_points.slight, sentence)
    return (1 + FIRST * (sentence.place in firsts)) * (SLIGHT if slight else 1)


def _numbers(sentence: Sentence) -> frozenset[str]:
    """Return the numbers of a sentence: one with others does not say the same."""
    return frozenset(word for word in sentence.words if word[0].isdigit())


def source_of(reading: Reading) -> str:
    """Return what tells independent sources apart: the portal, or else the capture."""
    article = reading.article
    return article.site or article.mark or article.origin


def _centre(
    sentences: Sequence[tuple[Reading, Sentence]], vectors: Sequence[Vector]
) -> dict[int, float]:
    """Return the mean direction of all sentences, in which every source weighs the same."""
    lengths = Counter(source_of(reading) for reading, _ in sentences)
    total: dict[int, float] = defaultdict(float)
    for (reading, _), vector in zip(sentences, vectors, strict=True):
        share = 1 / lengths[source_of(reading)]
        for name, weight in vector.items():
            total[name] += share * weight
    length = sqrt(sum(weight * weight for weight in total.values()))
    return {name: weight / length for name, weight in total.items()} if length else {}


def _stands_alone(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a sentence can be read without the one before it, and is not too long."""
    if not SHORTEST <= len(sentence.words) <= LONGEST:
        return False
    if sentence.text.endswith((":", ";")):
        return False
    return not _opens(reading.lexicon.key_points.leaning, sentence)


def _opens(phrases: tuple[str, ...], sentence: Sentence) -> bool:
    """Tell whether a sentence begins with one of some phrases."""
    return _opening(phrases).match(sentence.text) is not None


@cache
def _opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\W*{any_of(phrases)}(?!\w)", re.IGNORECASE)
