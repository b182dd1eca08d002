"""Apply the rules for text captures to the chosen runs: bylines, marks, dates, interface words.

The model leaves in what looks like text. The rules know the words of portals, and know which of
them are metadata; those that only make sense for lines without markup are not among these.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from diemtin.cleaning import page as lines
from diemtin.cleaning.rules import closing, datelines, interface, zones
from diemtin.markup import Page
from diemtin.model import CaptureBlock

_RULES = (
    interface.interface,
    interface.beginning,
    datelines.meta_date,
    closing.labelled_credit,
    closing.signature,
    datelines.leading_date,
    datelines.source_mark,
    datelines.leading_dash,
    zones.invitation,
)


class Ruled(NamedTuple):
    """What the rules left: the runs with text, and how many characters each lost at its start.

    `seen` are the runs that the rules looked at, `page` holds what was removed from
    them or kept as metadata, with the counts of their words.
    """

    runs: list[int]
    lost: dict[int, int]
    page: lines.Page
    seen: frozenset[int]


def apply_rules(
    page: Page, runs: Sequence[int], title: str | None, without: frozenset[str]
) -> Ruled:
    """Let the rules look at the text of the runs, below the title.

    Args:
        page: The page that the runs are of.
        runs: The numbers of the body's runs.
        title: The article's title, of which the rules want to know where it stands.
        without: Names of rules that are switched off.
    """
    head = [CaptureBlock(title, 0, level=1)] if title else []
    body = [CaptureBlock(page.runs[n].text, line_of(page, n)) for n in runs]
    text = lines.Page([*head, *body], without=without)
    if head:
        text.apply([lines.Role(0, "title")])
        text.words_read -= text.lines[0].words
    for rule in _RULES:
        text.apply(_at_starts(rule(text), len(head)))
    left = []
    lost = {}
    for number, line in zip(runs, text.lines[len(head) :], strict=True):
        if line.gone is None:
            left.append(number)
            if len(line.text) < len(page.runs[number].text):
                lost[number] = len(page.runs[number].text) - len(line.text)
    return Ruled(left, lost, text, frozenset(runs))


def _at_starts(marks: Iterable[lines.Mark], first: int) -> Iterator[lines.Mark]:
    """Pass on what takes a line or its beginning, but never the title: runs are cut there only."""
    for mark in marks:
        if mark.at >= first and (isinstance(mark, lines.Role) or mark.start == 0):
            yield mark


def line_of(page: Page, number: int) -> int:
    """Return the line of the file on which a run's box begins."""
    line: int | None = page.boxes[page.runs[number].box].element.sourceline
    return line or 1
