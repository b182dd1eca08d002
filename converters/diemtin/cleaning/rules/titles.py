"""The title: which of the first lines of a page it is, and which are a banner's sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from diemtin.cleaning.page import Line, Mark, Page, Role
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.rules.datelines import has_source_mark
from diemtin.cleaning.shapes import is_caption, is_signature, labelled
from diemtin.cleaning.sites import has_day, is_path, like_site

# The title is sought among the first lines, down to the second paragraph of the article.
HEAD = 200
_PARAGRAPHS = 2
# What a line is worth that can be the title at all, and one that surely is.
_LEAST_SCORE = 2.5
_GOOD_SCORE = 4.5
_TITLE_WORDS = 45
# By words; longer titles are all worth the same.
_LENGTH_SCORES = {1: -2.0, 2: -2.0, 3: -2.0, 4: 0.0, 5: 2.5}
# Looser than an item of the text: a title begins with none of these.
ITEM_OF_LIST = re.compile(r"[-–•+*▪]\s|\(?\d{1,2}[.)]\s|[a-zđ][.)]\s", re.IGNORECASE)
_CREDIT = re.compile(r"\((?:anh|nguon|photo|source)\b|\banh: ?\w")
SLOGAN_WORDS = 38
# A sentence that shares fewer of its pairs of words with the text speaks of something else.
OWN_SHARE = 0.25
# What a menu below takes from a candidate above it, and a date above from those below it.
_MENU_BELOW = 0.75
_DATED = 2.0
# Titles of a few words are sought in so many lines, and in a run of so many short ones.
_SHORT_HEAD = 12
_SHORT_TITLE = range(2, 19)
_RUN_ABOVE_TITLE = 5


def title(page: Page) -> Iterator[Mark]:
    """The title: a phrase of some length near the text that speaks of the same things.

    >>> named(title, "Đối ngoại", "Lễ đón đoàn cấp cao của tỉnh bạn", "Sáng 3/5, lễ đón đoàn cấp "
    ...       "cao của tỉnh bạn được tổ chức trọng thể tại trung tâm hội nghị.")
    {'title': ['Lễ đón đoàn cấp cao của tỉnh bạn']}
    """
    best, best_score, above = -1, _LEAST_SCORE, -1
    paragraphs = candidates = 0
    tools = dated = False
    for index, line in page.kept(0, HEAD):
        if paragraphs >= _PARAGRAPHS:
            break
        if is_path(line) or _is_menu(page, line):
            # The name of a site stands above the menu, the title below it.
            best_score -= _MENU_BELOW * (best >= 0)
            continue
        if _is_meta(page, line):
            tools = tools or candidates > 0
            # A good title above the date of the page is the title.
            good = best_score >= _GOOD_SCORE and best == above
            dated = dated or (good and bool(line.date))
            continue
        if line.prose and line.level != 1:
            paragraphs += best_score >= _GOOD_SCORE or not is_slogan(page, index)
            continue
        score = _title_score(page, index, line) - 4 * paragraphs - 0.5 * candidates - 1.0 * tools
        score -= _DATED * dated
        candidates += line.words >= 5 and not like_site(line)
        above = index
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        best = _short_title(page)
    if best >= 0:
        yield Role(best, "title")


def _short_title(page: Page) -> int:
    """Return the index of a title of a few words, as essays and poems have: -1 if there is none.

    It stands right above a date or an author, and those right above the text.
    """
    head = [
        (index, line)
        for index, line in takewhile(lambda pair: not pair[1].prose, page.kept(0, _SHORT_HEAD))
        if line.date or not (_is_meta(page, line) or is_path(line) or like_site(line) > 1)
    ]
    anchors = [at for at, (_, line) in enumerate(head) if line.date or _is_author(line)]
    above = (
        [head[: anchors[0]], *(head[a + 1 : b] for a, b in pairwise(anchors))] if anchors else []
    )
    for lines in above:
        titles = [index for index, line in lines if _may_be_title(page, line)]
        if titles and len(lines) <= _RUN_ABOVE_TITLE:
            return titles[-1]
    return -1


def _is_author(line: Line) -> bool:
    return is_signature(line) or line.text[0] == "("


def _may_be_title(page: Page, line: Line) -> bool:
    return (
        line.words in _SHORT_TITLE
        and not (line.text[-1] in ".:;," or is_caption(line) or "caption" in line.roles)
        and not page.tiling(line)
    )


def _is_meta(page: Page, line: Line) -> bool:
    tiling = page.tiling(line)
    if page.start(line) not in (None, "related.link"):
        return True
    dated = bool(line.date and (tiling or line.words <= 4))
    return dated or bool(tiling and not tiling.shy and _is_interface(page, line))


def _is_menu(page: Page, line: Line) -> bool:
    tiling = page.tiling(line)
    return bool(tiling and tiling.rule == "menu.navigation" and _is_interface(page, line))


def _is_interface(page: Page, line: Line) -> bool:
    """Tell whether phrases cover a line, and no number of a month or an issue makes it a title."""
    tiling = page.tiling(line)
    return bool(tiling and tiling.whole and not has_day(line.text))


def _title_score(page: Page, index: int, line: Line) -> float:
    """Say how much a line is like a title; 5 words that the text speaks of make a fair one."""
    # A dash between two words is none.
    words = sum(any(map(str.isalnum, word)) for word in line.text.split())
    score = _LENGTH_SCORES.get(words, 3.0 if words <= _TITLE_WORDS else -3.0)
    score += 4 * _share_in_text(page, line)
    score += {1: 5.0, 2: 2.0}.get(line.level, 0.0)
    score -= 3 * (line.text[-1] in ".:;,|" and not line.text.endswith("..."))
    score -= 4 * (bool(ITEM_OF_LIST.match(line.text)) or "caption" in line.roles)
    score -= 4 * (_is_label(line) or labelled(line.text, "byline") is not None)
    score -= 4 * (is_signature(line) and line.text[-1] == ")")
    score -= 4 * bool(_CREDIT.search(line.folded))
    score -= 3 * line.text[:1].islower()
    score -= 2 * (line.linked > 0.5) + 2 * (line.image is not None)
    score -= 3 * (not line.date and _is_interface(page, line))
    score -= like_site(line) + 5 * has_source_mark(line.text)
    score += _neighbours(page, index, line)
    return score


def _is_label(line: Line) -> bool:
    """Tell whether a line is of the form of an official text: `Kính gửi: Các chi hội`."""
    clue = begins(line.text, "official")
    return clue is not None and line.text[len(clue) :].lstrip().startswith(":")


def _share_in_text(page: Page, line: Line) -> float:
    """Return the share of the line's pairs of words that the running text has too."""
    return len(line.pairs & page.pairs) / len(line.pairs) if line.pairs else 0.0


def _neighbours(page: Page, index: int, line: Line) -> float:
    """Reward a line that stands above text or a date, and one that the page repeats.

    A line that is part of another is the name of a subject, not the title.
    """
    below = [other for _, other in page.kept(index + 1, index + 12)]
    if not below:
        return -2.0
    part = any(
        other.folded.find(line.folded) > 0 and other.words > line.words + 1 and not other.prose
        for other in below[:4]
    )
    repeated = any(other.folded.startswith(line.folded) for other in below if other.words >= 4)
    others = (other for other in below if other.folded != line.folded)
    first = next(others, below[0])
    dated = first.date is not None and first.words < 14
    return 1.0 * first.prose + 1.5 * dated + 2.0 * repeated - 4.0 * part


def is_slogan(page: Page, index: int) -> bool:
    """Tell whether a sentence above the article is a banner's: it speaks of something else.

    What follows it must be interface words, and further below a line that the text speaks of.
    """
    line = page.lines[index]
    if line.words > SLOGAN_WORDS or line.date or has_day(line.text):
        return False
    below = page.lines[index + 1 : index + 12]
    signs = [
        other.gone is not None or _is_meta(page, other) or like_site(other) > 0 for other in below
    ]
    if not any(signs[:4]):
        return False
    known = bool(begins(line.text, "slogan"))
    headline = any(
        not other.prose and other.words >= 5 and _share_in_text(page, other) > 0.3
        for other in below
        if other.gone is None
    )
    return headline and (known or own_share(page, line) < OWN_SHARE)


def own_share(page: Page, line: Line) -> float:
    """Return the share of a sentence's pairs of words that the rest of the text has too."""
    others = [other for other in page.lines[:HEAD] if other.prose and other is not line]
    elsewhere: set[tuple[str, str]] = set()
    for other in others[:10]:
        elsewhere |= other.pairs
    return len(line.pairs & elsewhere) / max(1, len(line.pairs))
