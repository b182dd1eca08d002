"""Boxes around and inside the article: related articles, tags, forms, footers, statistics."""

from collections.abc import Iterator

from diemtin.cleaning.folding import fold_words
from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import begins, clues
from diemtin.cleaning.shapes import ITEM, LIVE_ENTRY, is_official

# Boxes that stand below an article as a rule: text resumes behind them only on good evidence.
_BELOW = frozenset(
    "comment.form footer.imprint tags.list statistics.visits poll weather chat".split()
)
_ON_TOPIC = 0.12
_CONTINUES = 2
_CONTINUES_BELOW = 3
_HEADING_WORDS = 14
_LINK_WORDS = 32


def boxes(page: Page) -> Iterator[Mark]:
    """The short lines below the heading of a box, until the text of the article goes on.

    >>> taken(boxes, "# Lễ hội đua thuyền", "Sáng nay, lễ hội đua thuyền khai mạc trên sông Lụa.",
    ...       "Tin liên quan", "Giá hồ tiêu tăng phiên thứ ba", "Đông đảo người xem đua thuyền.")
    ['Giá hồ tiêu tăng phiên thứ ba', 'Đông đảo người xem đua thuyền.']
    """
    topic: set[tuple[str, str]] = set()
    rule: str | None = None
    waiting: list[int] = []
    closed = False
    start = page.find_role("title")
    for index in range(0 if start is None else start, len(page.lines)):
        line = page.lines[index]
        if line.gone in page.phrases.openers:
            if rule is None:
                closed = _closed(page, index)
            rule = line.gone
            continue
        if line.gone is not None:
            continue
        if rule is None:
            if line.prose:
                topic |= _pairs(line)
            continue
        if _resumes(page, index, rule, topic, closed=closed):
            waiting = waiting[: _heading_of_text(page, waiting, index, topic)]
            yield from (whole(at, page.lines[at], _rule_above(page, at, rule)) for at in waiting)
            rule, waiting = None, []
            topic |= _pairs(line)
        else:
            waiting.append(index)
    if rule is not None:
        yield from (whole(at, page.lines[at], _rule_above(page, at, rule)) for at in waiting)


def _rule_above(page: Page, index: int, rule: str) -> str:
    """Return the rule of the box whose heading is nearest above a line."""
    for position in range(index - 1, max(-1, index - 60), -1):
        gone = page.lines[position].gone
        if gone in page.phrases.openers and gone is not None:
            return gone
    return rule


def _pairs(line: Line) -> set[tuple[str, str]]:
    words = fold_words(line.text)
    return set(zip(words, words[1:], strict=False))


def _closed(page: Page, index: int) -> bool:
    """Tell whether the article had ended above a box: by `./.`, or a short last line."""
    above = page.preceding(index)
    return above is None or above.text.endswith("./.") or not (above.prose or above.stops)


def _resumes(
    page: Page, index: int, rule: str, topic: set[tuple[str, str]], *, closed: bool
) -> bool:
    """Tell whether a line behind the heading of a box belongs to the article again."""
    line = page.lines[index]
    if is_official(line) and begins(line.folded, ("noi nhan", "- luu", "dieu")):
        return True
    if not (line.prose or (LIVE_ENTRY.match(line.text) and line.words >= 5)):
        return False
    pairs = _pairs(line)
    on_topic = len(pairs & topic) / max(1, len(pairs))
    run = _run_of_prose(page, index)
    if not topic:
        return True
    if closed or rule in _BELOW:
        return run >= _CONTINUES_BELOW and on_topic >= _ON_TOPIC
    return run >= _CONTINUES or on_topic >= _ON_TOPIC


def _run_of_prose(page: Page, index: int) -> int:
    """Count the paragraphs that follow one another, without a title or a box between them."""
    run = 0
    for line in page.lines[index : index + 12]:
        if line.gone in page.phrases.openers:
            break
        if line.gone is not None:
            continue
        if not line.prose:
            break
        run += 1
    return run


def _heading_of_text(
    page: Page, waiting: list[int], index: int, topic: set[tuple[str, str]]
) -> int:
    """Return how many of the lines of a box are its own: the last may head the text below."""
    if not waiting or waiting[-1] != index - 1:
        return len(waiting)
    last = page.lines[waiting[-1]]
    pairs = _pairs(last)
    apart = last.gap and not any(page.lines[at].gap for at in waiting[1:-1]) and len(waiting) > 1
    marked = len(waiting) > 1 and bool(ITEM.match(page.lines[waiting[0]].text))
    about = len(pairs & (topic | _pairs(page.lines[index]))) / max(1, len(pairs)) >= 0.3
    own = last.words <= _HEADING_WORDS and not last.stops and not ITEM.match(last.text)
    return len(waiting) - 1 if own and (apart or marked or about) else len(waiting)


def link(page: Page) -> Iterator[Mark]:
    """A cross-reference between two paragraphs: a lone title with a bullet.

    >>> taken(link, "Người dân mong sớm có sổ hồng, nhiều hộ đã chờ tới bảy năm nay.",
    ...       "• Tổ chức lại giao thông quanh chợ", "Sở cam kết tách phần lỗi của chủ đầu tư ra.")
    ['• Tổ chức lại giao thông quanh chợ']
    """
    for index, line in page.kept(1):
        if line.words > _LINK_WORDS or line.words < 4 or line.stops:
            continue
        bullet = line.text[0] in "•►▶>»*▪●◦■→☛👉➤➢"
        if (bullet or line.linked > 0.8) and _alone(page, index):
            yield whole(index, line, "related.link")
        elif begins(line.folded, clues().related) and ":" in line.text[:30]:
            yield whole(index, line, "related.link")


def _alone(page: Page, index: int) -> bool:
    """Tell whether paragraphs, not items of a list, stand above and below a line."""
    above, below = page.preceding(index), page.following(index)
    return not any(
        other and (ITEM.match(other.text) or other.text[-1:] == ":") for other in (above, below)
    )


def invitation(page: Page) -> Iterator[Mark]:
    """A sentence that sends the reader elsewhere or promises more.

    >>> taken(invitation, "* Mời bạn đọc vào chuyên mục Chính trị xem các tin, bài liên quan.")
    ['* Mời bạn đọc vào chuyên mục Chính trị xem các tin, bài liên quan.']
    """
    for index, line in page.kept(1 if len(page.lines) > 1 else 0):
        if line.words > 45 or line.roles:
            continue
        bare = line.folded.lstrip("*>•-–→=( ")
        if begins(bare, clues().invitation):
            yield whole(index, line, "invitation")
