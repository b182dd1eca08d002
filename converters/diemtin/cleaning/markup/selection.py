"""Choose the runs that are the article: those that make the best expected F1 of words."""

from collections.abc import Collection
from typing import NamedTuple

from diemtin.cleaning.markup.features import Table, describe
from diemtin.cleaning.markup.model import Model
from diemtin.cleaning.markup.teasers import without_strays
from diemtin.markup.page import Page

# The runs of a box are right or wrong together, which the expected F1 does not know: it takes in
# too much. Found on pages held out by domain; between 1.1 and 1.4 hardly anything changes.
_CAUTION = 1.2
# From so many words on, a second copy of a run is one that another screen width shows.
_COPY_WORDS = 8


class Choice(NamedTuple):
    """The chosen runs in order, copies of them, every run's probability, and the features."""

    runs: list[int]
    copies: frozenset[int]
    probabilities: list[float]
    table: Table


def choose(page: Page, title: str, model: Model, furniture: Collection[int] = ()) -> Choice:
    """Choose the article's runs.

    Args:
        page: A page with at least one run.
        title: The title that the page declares, or an empty string.
        model: The block model.
        furniture: Numbers of runs that are known to belong to the site.
    """
    table = describe(page, title)
    probabilities = model.probabilities(table.columns)
    for number in furniture:
        probabilities[number] = 0.0
    words = [run.words for run in page.runs]
    least = _threshold(probabilities, words)
    if max(probabilities) >= least * _CAUTION:
        least *= _CAUTION
    runs: list[int] = []
    copies = []
    seen: set[str] = set()
    for number, probability in enumerate(probabilities):
        if probability < least:
            continue
        run = page.runs[number]
        if run.words >= _COPY_WORDS:
            if run.text in seen:
                copies.append(number)
                continue
            seen.add(run.text)
        runs.append(number)
    return Choice(without_strays(page, runs), frozenset(copies), probabilities, table)


def _threshold(probabilities: list[float], words: list[int]) -> float:
    """Return the least probability with which a run is worth its words.

    Taking the runs from the most probable down, the expected F1 rises as long as a run's
    probability is more than half of the F1 reached.
    """
    order = sorted(zip(probabilities, words, strict=True), reverse=True)
    expected = sum(probability * count for probability, count in order)
    right = taken = 0.0
    best = 0.0
    for probability, count in order:
        right += probability * count
        taken += count
        reached = 2 * right / (taken + expected)
        if reached < best:
            break
        best = reached
    return best / 2
