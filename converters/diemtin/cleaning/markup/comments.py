"""Take reader comments out of the chosen runs.

The model weighs a run by itself, and a long, well-written comment reads like an article. What gives
a thread away is its frame, which all its comments share.
"""

from collections.abc import Mapping, Sequence

from diemtin.cleaning.markup.scales import log_scale
from diemtin.cleaning.markup.wording import CUES
from diemtin.cleaning.ruler import COMMENT
from diemtin.markup import Page

_FEWEST = log_scale(3)
_ARTICLE_WORDS = 40


def find_comments(page: Page, runs: Sequence[int], columns: Mapping[str, bytes]) -> dict[int, str]:
    """Return those of the chosen runs that are comments, with the rule that takes them.

    Comments are boxes named so, or stand under a heading that announces comments, in one of three
    or more boxes of one template, with a date. A page that is a thread and nothing else keeps it.

    Args:
        page: The page.
        runs: The numbers of the chosen runs.
        columns: The features of all runs.
    """
    comments = {number for number in runs if _is_comment(number, columns)}
    rest = sum(page.runs[number].words for number in runs if number not in comments)
    return dict.fromkeys(sorted(comments), COMMENT) if rest >= _ARTICLE_WORDS else {}


def _is_comment(number: int, columns: Mapping[str, bytes]) -> bool:
    if columns["named comment"][number]:
        return True
    return (
        columns["headed by"][number] == CUES["comment"]
        and columns["copies around"][number] >= _FEWEST
        and any(
            columns[f"{box}: dates"][number] for box in ("parent", "grandparent", "third box up")
        )
    )
