"""Say what kind of page it is where there is doubt: a list of articles, a stub, two articles."""

import re
from functools import cache

from diemtin.cleaning.doubts import STUB_WORDS, listing_error
from diemtin.cleaning.markup.wording import word_count
from diemtin.cleaning.phrases import clues
from diemtin.errors import CaptureError
from diemtin.languages.patterns import any_of
from diemtin.markup import Page
from diemtin.model import Suggestion

_LINKED_TITLES = 8
_TITLE_WORDS = 5
_PROSE_WORDS = 20
_LEAST_WORDS = 12
_LISTING_WORDS = 40


def refuse_unless_article(origin: str, page: Page, runs: list[int]) -> None:
    """Refuse a page that has no text, or that only lists articles.

    Raises:
        CaptureError: The chosen runs are no article.
    """
    if not page.runs:
        raise CaptureError(
            origin,
            "the page holds no text, only scripts or pictures",
            "Open it in a browser, wait until its text is shown, and save it again.",
        )
    words = sum(word_count(page.runs[number]) for number in runs)
    if words < _LISTING_WORDS and _is_listing(page, runs):
        raise listing_error(origin)
    if words < _LEAST_WORDS:
        raise CaptureError(
            origin,
            "no article was found on the page",
            "Open it in a browser, wait until its text is shown, and save it again.",
        )


@cache
def _paywall() -> re.Pattern[str]:
    """Return the pattern of what stands on pages that show the beginning of an article only."""
    return re.compile(any_of(clues(accents=True).paywall), re.IGNORECASE)


def doubts(
    page: Page, runs: list[int], last_block: int, *, several: bool
) -> tuple[Suggestion, ...]:
    """Return what an editor should know of the page: doubts, for which there is no proposal.

    Args:
        page: The page.
        runs: The runs of the article.
        last_block: The index of the article's last block, at which the doubts are shown.
        several: Whether the page held other articles.
    """
    found = []
    words = sum(word_count(page.runs[number]) for number in runs)
    if _is_listing(page, runs):
        found.append("page.listing")
    if words < STUB_WORDS and any(_paywall().search(run.text) for run in page.runs):
        found.append("page.paywall")
    if several:
        found.append("page.two-articles")
    text = page.runs[runs[-1]].text if runs else ""
    return tuple(Suggestion(last_block, 0, text, None, rule) for rule in found)


def _is_listing(page: Page, runs: list[int]) -> bool:
    """Tell whether titles that are links stand against little prose."""
    titles = sum(
        1 for run in page.runs if run.words >= _TITLE_WORDS and run.linked * 10 > run.size * 8
    )
    prose = sum(1 for number in runs if word_count(page.runs[number]) >= _PROSE_WORDS)
    return titles >= _LINKED_TITLES and titles > 3 * prose
