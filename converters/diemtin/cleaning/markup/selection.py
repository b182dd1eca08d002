"""Choose the runs that are the article: those that make the best expected F1 of words."""

from collections.abc import Collection
from typing import NamedTuple

from diemtin.cleaning.markup.features import Table, describe
from diemtin.cleaning.markup.model import Model
from diemtin.cleaning.markup.teasers import without_strays
from diemtin.markup.page import Page
from diemtin.model import CaptureMetadata

# The runs of a box are right or wrong together, which the expected F1 does not know: it takes in
# too much. Found on pages held out by domain; between 1.2 and 1.4 hardly anything changes.
_CAUTION = 1.3
# Where little is sure, the expected F1 would rather take in reader comments, too.
_LEAST = 0.4
# From so many words on, a second or third copy of a run is one that another screen width or a
# carousel shows; what stands there more often is said more often.
_COPY_WORDS = 8
_MOST_COPIES = 3


class Choice(NamedTuple):
    """The chosen runs in order, copies of them, every run's probability, and the features."""

    runs: list[int]
    copies: frozenset[int]
    probabilities: list[float]
    table: Table


def choose(
    page: Page, declared: CaptureMetadata, model: Model, furniture: Collection[int] = ()
) -> Choice:
    """Choose the article's runs.

    Args:
        page: A page with at least one run.
        declared: What the page says of itself.
        model: The block model.
        furniture: Numbers of runs that are known to belong to the site.
    """
    table = describe(page, declared.title or "", declared.standfirst or "")
    probabilities = model.probabilities(table.columns)
    for number in furniture:
        probabilities[number] = 0.0
    words = table.words
    least = max(_threshold(probabilities, words) * _CAUTION, _LEAST)
    least = min(least, max(probabilities))
    times = table.columns["copies"]
    runs: list[int] = []
    copies = []
    seen: set[str] = set()
    for number, probability in enumerate(probabilities):
        if probability < least:
            continue
        run = page.runs[number]
        if words[number] >= _COPY_WORDS and times[number] <= _MOST_COPIES:
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
