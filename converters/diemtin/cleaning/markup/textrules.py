"""Apply the rules for text captures to the chosen runs: bylines, marks, dates, interface words.

The model leaves in what looks like text. The rules know the words of portals, and know which of
them are metadata; those that only make sense for lines without markup are not among these. They are
for Vietnamese pages: on English ones (WCXB) they took more words of the article than of the rest.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from diemtin.cleaning import page as lines
from diemtin.cleaning.rules import closing, datelines, interface, zones
from diemtin.markup import Page
from diemtin.model import CaptureBlock

# Letters that Vietnamese has and other Latin alphabets lack; one in fifty is a sure sign.
_LETTERS = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]")
_ONE_IN = 50
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
    page: Page,
    runs: Sequence[int],
    aside: Collection[int],
    title: str | None,
    *,
    vietnamese: bool,
    without: frozenset[str],
) -> Ruled:
    """Let the rules look at the text of the runs, below the title.

    Args:
        page: The page that the runs are of.
        runs: The numbers of the body's runs.
        aside: Those of them that are no lines of text, but cells and captions.
        title: The article's title, of which the rules want to know where it stands.
        vietnamese: Whether the page is; if not, the rules do nothing.
        without: Names of rules that are switched off.
    """
    if not vietnamese:
        return Ruled(sorted(runs), {}, lines.Page((), without=without), frozenset(runs))
    head = [CaptureBlock(title, 0, level=1)] if title else []
    looked_at = [number for number in runs if number not in aside]
    body = [CaptureBlock(page.runs[n].text, page.line(page.runs[n])) for n in looked_at]
    text = lines.Page([*head, *body], without=without)
    if head:
        text.apply([lines.Role(0, "title")])
        text.words_read -= text.lines[0].words
    for rule in _RULES:
        text.apply(_at_starts(rule(text), len(head)))
    left = [number for number in runs if number in aside]
    lost = {}
    for number, line in zip(looked_at, text.lines[len(head) :], strict=True):
        if line.gone is None:
            left.append(number)
            if len(line.text) < len(page.runs[number].text):
                lost[number] = len(page.runs[number].text) - len(line.text)
    return Ruled(sorted(left), lost, text, frozenset(runs))


def _at_starts(marks: Iterable[lines.Mark], first: int) -> Iterator[lines.Mark]:
    """Pass on what takes a line or its beginning, but never the title: runs are cut there only."""
    for mark in marks:
        if mark.at >= first and (isinstance(mark, lines.Role) or mark.start == 0):
            yield mark


def is_vietnamese(page: Page, runs: Sequence[int]) -> bool:
    """Tell by its letters whether the text of some runs is Vietnamese."""
    text = " ".join([page.runs[number].text for number in runs])
    return len(_LETTERS.findall(text)) * _ONE_IN >= len(text) > 0
