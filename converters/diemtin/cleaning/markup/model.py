"""Evaluate the trained block model: boosted symmetric trees, for all runs of a page at once.

A symmetric tree asks the same question at every node of a level, so a run's leaf is a number made
of the answers' bits. The answers of all runs stand side by side in one long integer, two bytes a
run; shifting and adding such integers is a vector operation that needs no array library.

The model was trained by `benchmarks/train_extraction.py` on WCXB (Web Content Extraction Benchmark,
Murrough Foley, CC BY 4.0).
"""

import struct
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

import msgspec

_LANE = 2


class Tree(NamedTuple):
    """Numbers of the questions, the lowest bit first, and the value of each leaf (0 to 255)."""

    questions: tuple[int, ...]
    leaves: bytes


class Model(NamedTuple):
    """The trained model.

    A question is a feature and the largest value that answers no. The log-odds of a run are
    `offset` and `step` times the sum of its leaves. `effects` gives, for a feature that can be
    put in words, the mean part of each of its values in the log-odds.
    """

    questions: tuple[tuple[str, int], ...]
    trees: tuple[Tree, ...]
    offset: float
    step: float
    effects: Mapping[str, tuple[int, ...]]

    def probabilities(self, columns: Mapping[str, bytes]) -> list[float]:
        """Return how probably each run belongs to the article.

        Args:
            columns: The runs' features, a byte a run; all that the questions name.
        """
        count = len(next(iter(columns.values())))
        answers = self._answers(columns, count)
        size = count * _LANE
        low_bytes = int.from_bytes(b"\xff\0" * count, "little")
        total = 0
        for questions, leaves in self.trees:
            leaf = 0
            for level, question in enumerate(questions):
                leaf |= answers[question] << level
            values = leaf.to_bytes(size, "little").translate(leaves)
            total += int.from_bytes(values, "little") & low_bytes
        sums = struct.unpack(f"<{count}H", total.to_bytes(size, "little"))
        return [1 / (1 + exp(-(self.offset + self.step * value))) for value in sums]

    def _answers(self, columns: Mapping[str, bytes], count: int) -> list[int]:
        """Return the runs' answers to each question as one integer, a bit in every lane."""
        answers = []
        lanes = bytearray(count * _LANE)
        current = ""
        for feature, border in self.questions:
            if feature != current:
                lanes[::_LANE] = columns[feature]
                current = feature
            answers.append(int.from_bytes(lanes.translate(_border_table(border)), "little"))
        return answers


@cache
def _border_table(border: int) -> bytes:
    return bytes(1 if value > border else 0 for value in range(256))


class ModelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The model as `benchmarks/train_extraction.py` writes it; leaves are hexadecimal."""

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
        questions=tuple((stored.features[number], border) for number, border in stored.questions),
        trees=tuple(Tree(asked, _leaf_table(leaves)) for asked, leaves in stored.trees),
        offset=stored.offset,
        step=stored.step,
        effects=stored.effects,
    )


def _leaf_table(leaves: str) -> bytes:
    """Return the table by which `bytes.translate` puts values in the place of leaf numbers."""
    return bytes.fromhex(leaves).ljust(256, b"\0")


@cache
def load_model() -> Model:
    """Load the model that is shipped with the program."""
    return read_model((files(__package__) / "model.json").read_bytes())
