"""Evaluate the trained block model: boosted symmetric trees, for all runs of a page at once.

A symmetric tree asks the same question at every node of a level, so a run's leaf is a number made
of the answers' bits. The answers of all runs stand side by side in one long integer, a byte a run;
shifting and adding such integers is a vector operation that needs no array library.

The model was trained by `benchmarks/train_extraction.py` on WCXB (Web Content Extraction Benchmark,
Murrough Foley, CC BY 4.0).
"""

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from math import exp
from operator import itemgetter
from typing import NamedTuple

import msgspec

# The answers to so many questions fit into the byte of a run.
_PACKED = 8
# In hundredths of log-odds: what speaks less against a run than this is no reason.
_LEAST_AGAINST = -10


class Questions(NamedTuple):
    """Up to eight questions, each whether a feature is greater than a border.

    `answers` is the table by which `bytes.translate` puts the bits of the answers, the first
    question's the lowest, in the place of the feature.
    """

    feature: str
    answers: bytes
    size: int


class Tree(NamedTuple):
    """Numbers of the questions, the highest bit first, and the value of each leaf (0 to 255)."""

    questions: tuple[int, ...]
    leaves: bytes


class Effect(NamedTuple):
    """The mean part of each value of a feature in the log-odds, in hundredths.

    `weights` tells how much each value speaks against a run: 0 if it is no reason, at most 255.
    """

    parts: tuple[int, ...]
    weights: bytes


class Model(NamedTuple):
    """The trained model.

    The log-odds of a run are `offset` and `step` times the sum of its leaves. `effects` are those
    of the features that can be put in words and speak against some run, by name.
    """

    questions: tuple[Questions, ...]
    trees: tuple[Tree, ...]
    offset: float
    step: float
    effects: Mapping[str, Effect]

    def probabilities(self, columns: Mapping[str, bytes]) -> list[float]:
        """Return how probably each run belongs to the article.

        Args:
            columns: The runs' features, a byte a run; all that the questions name.
        """
        count = len(next(iter(columns.values())))
        answers = self._answers(columns, count)
        # A sum takes two bytes, so the runs with even numbers are summed up apart from the others.
        every_other = int.from_bytes(b"\xff\0" * (count // 2 + 1), "little")
        even = odd = 0
        for questions, leaves in self.trees:
            leaf = 0
            for question in questions:
                leaf = leaf << 1 | answers[question]
            values = int.from_bytes(leaf.to_bytes(count, "little").translate(leaves), "little")
            even += values & every_other
            odd += values >> 8 & every_other
        sums = [0] * count
        sums[::2] = _unpacked(even, (count + 1) // 2)
        sums[1::2] = _unpacked(odd, count // 2)
        return [1 / (1 + exp(-(self.offset + self.step * value))) for value in sums]

    def _answers(self, columns: Mapping[str, bytes], count: int) -> list[int]:
        """Return the runs' answers to each question as one integer, a bit in every byte."""
        ones = int.from_bytes(b"\1" * count, "little")
        answers = []
        for feature, table, size in self.questions:
            packed = int.from_bytes(columns[feature].translate(table), "little")
            answers += [packed >> bit & ones for bit in range(size)]
        return answers


def _unpacked(sums: int, count: int) -> tuple[int, ...]:
    return struct.unpack(f"<{count}H", sums.to_bytes(2 * count, "little"))


class ModelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The model as `benchmarks/train_extraction.py` writes it; leaves are hexadecimal.

    The questions are sorted: those on one feature stand together, the borders rising.
    """

    features: tuple[str, ...]
    questions: tuple[tuple[int, int], ...]
    trees: tuple[tuple[tuple[int, ...], str], ...]
    offset: float
    step: float
    effects: dict[str, tuple[int, ...]]


def read_model(data: bytes) -> Model:
    """Build a model from the JSON that the training wrote."""
    stored = msgspec.json.decode(data, type=ModelFile)
    return Model(
        questions=tuple(_packed_questions(stored)),
        trees=tuple(Tree(asked[::-1], _leaf_table(leaves)) for asked, leaves in stored.trees),
        offset=stored.offset,
        step=stored.step,
        effects={
            name: _effect(parts)
            for name, parts in sorted(stored.effects.items())
            if min(parts) <= _LEAST_AGAINST
        },
    )


def _packed_questions(stored: ModelFile) -> Iterator[Questions]:
    """Put together the questions on a feature that follow one another, eight at most."""
    for number, questions in groupby(stored.questions, key=itemgetter(0)):
        borders = [border for _, border in questions]
        for first in range(0, len(borders), _PACKED):
            pack = borders[first : first + _PACKED]
            # From one border to the next, one more question is answered by yes.
            edges = [0, *(border + 1 for border in pack), 256]
            table = b"".join(
                bytes(((1 << yes) - 1,)) * (end - start)
                for yes, (start, end) in enumerate(pairwise(edges))
            )
            yield Questions(stored.features[number], table, len(pack))


def _effect(parts: tuple[int, ...]) -> Effect:
    return Effect(
        parts, bytes([min(-part, 255) if part <= _LEAST_AGAINST else 0 for part in parts])
    )


def _leaf_table(leaves: str) -> bytes:
    """Return the table by which `bytes.translate` puts values in the place of leaf numbers."""
    return bytes.fromhex(leaves).ljust(256, b"\0")


@cache
def load_model() -> Model:
    """Load the model that is shipped with the program."""
    return read_model((files(__package__) / "model.json").read_bytes())
