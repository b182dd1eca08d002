"""Boxes around and inside the article: related articles, tags, forms, footers, statistics."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from diemtin.cleaning.neighbours import among_contacts
from diemtin.cleaning.page import Line, Mark, Page, Role, whole
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.rules.datelines import has_source_mark
from diemtin.cleaning.shapes import (
    ITEM,
    LIVE_ENTRY,
    has_credit,
    is_caption,
    is_name,
    is_official,
    is_signature,
)

# Boxes that stand below an article as a rule: text resumes behind them only on good evidence.
_BELOW = frozenset(
    {
        "chat",
        "comment.form",
        "footer.imprint",
        "poll",
        "statistics.visits",
        "tags.list",
        "weather",
    }
)
_ON_TOPIC = 0.05
# So many lines tell what a text is about; of what follows a box, so many are looked at.
_TOPIC_LINES = 40
_REST_LINES = 20
# So far above a line the heading of its box may stand.
_REACH = 60
_INVITATION_WORDS = 45
_HEADS_TEXT = 0.3
_CONTINUES = 2
# A blurb stands below one title; text that stands below several is the article's.
_TITLES = 2
_TITLE_WORDS = 18
_CONTINUES_BELOW = 3
_HEADING_WORDS = 14
_LINK_WORDS = 32
_LABEL_WORDS = 2
_TOLD_WORDS = 12
_LEAST_SENTENCE = 5
_TEASER_LINES = 8
# A poem has no running text: so many lines of it are a text, too.
_VERSES = 6
# Cards stand behind so many paragraphs, and there are so many of them at most.
_TEXT_ABOVE, _MOST_CARDS = 2, 2
_CARD_WORDS = range(4, 21)
_SECTION_WORDS = 5
_TEASER_WORDS = range(7, 21)
_BULLETS = "•►▶>»*▪●◦■→☛👉➤➢"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_PART = re.compile(rf"({'|'.join(_ROMAN)})[.)]\s")
_NUMBER = re.compile(r" (\d+)\b")


def boxes(page: Page) -> Iterator[Mark]:
    """The short lines below the heading of a box, until the text of the article goes on.

    >>> taken(boxes, "# Lễ hội đua thuyền", "Sáng nay, lễ hội đua thuyền khai mạc trên sông Lụa.",
    ...       "Tin liên quan", "Giá hồ tiêu tăng phiên thứ ba", "Đông đảo người xem đua thuyền.")
    ['Giá hồ tiêu tăng phiên thứ ba', 'Đông đảo người xem đua thuyền.']
    """
    start = page.find_role("title")
    text = _Text(set(page.lines[start].pairs) if start is not None else set())
    rule: str | None = None
    waiting: list[int] = []
    for index in range(0 if start is None else start + 1, len(page.lines)):
        line = page.lines[index]
        if line.gone in page.phrases.openers and text.begun:
            text.closed = text.closed or (rule is None and _closed(page, index))
            rule = line.gone
        elif line.gone is not None:
            continue
        elif rule is None:
            text.add(line)
        elif _resumes(page, index, rule, text, _titles(page, waiting)):
            own = _own_lines(page, waiting, index, text)
            yield from (Role(at, "text") for at in [*waiting[own:], index])
            waiting = waiting[:own]
            yield from (whole(at, page.lines[at], _rule_above(page, at, rule)) for at in waiting)
            rule, waiting = None, []
            text.add(line)
        else:
            waiting.append(index)
    if rule is not None:
        yield from (whole(at, page.lines[at], _rule_above(page, at, rule)) for at in waiting)


class _Text:
    """What the article has said so far, in pairs of words, and whether it seemed to be over."""

    def __init__(self, pairs: set[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._waiting: list[Line] = []
        self.begun = False
        self.closed = False
        self.part = 0
        self.words = 0
        self._lines = 0

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """The pairs of neighbouring words; worked out only where a box asks for them."""
        for line in self._waiting:
            self._pairs |= line.pairs
        self._waiting.clear()
        return self._pairs

    def add(self, line: Line) -> None:
        """Take a line of the article in."""
        self.part = part_number(line) or self.part
        self.words += line.words
        self._lines += 1
        self.begun = self.begun or line.prose or self._lines >= _VERSES
        if line.prose:
            self.closed = False
            if len(self._waiting) < _TOPIC_LINES:
                self._waiting.append(line)

    def share(self, lines: list[Line]) -> float:
        """Return the share of the lines' pairs of words that the article has used before."""
        found = [pair for line in lines for pair in line.pairs]
        known = self.pairs
        return sum(pair in known for pair in found) / max(1, len(found))


def _rule_above(page: Page, index: int, rule: str) -> str:
    """Return the rule of the box whose heading is nearest above a line."""
    for position in range(index - 1, max(-1, index - _REACH), -1):
        gone = page.lines[position].gone
        if gone in page.phrases.openers and gone is not None:
            return gone
    return rule


def _closed(page: Page, index: int) -> bool:
    """Tell whether the article had ended above a box: by `./.`, or a short last line."""
    above = page.preceding(index)
    return above is None or above.text.endswith("./.") or is_signature(above)


def _titles(page: Page, waiting: list[int]) -> int:
    """Return how many short lines, of so many as matter, stand last among the waiting ones."""
    last = waiting[: -_TITLES - 1 : -1]
    return len(list(takewhile(lambda at: page.lines[at].words <= _TITLE_WORDS, last)))


def _resumes(page: Page, index: int, rule: str, text: _Text, titles: int) -> bool:
    """Tell whether a line behind the heading of a box belongs to the article again.

    Blurbs of other articles speak of other things, and stand one by one below their titles.
    """
    line = page.lines[index]
    if "text" in line.roles:
        return True
    if text.begun and has_source_mark(line.text):
        return False
    part = begins(line.text, "official_part") or begins(line.text, "article")
    if part and is_official(line):
        return True
    if text.part and part_number(line) == text.part + 1:
        return True
    if not (line.prose or (LIVE_ENTRY.match(line.text) and line.words >= 5)):
        return False
    rest = _rest(page, index)
    prose = [other for other in rest if other.prose]
    signed = line.prose and len(rest) > 1 and is_signature(rest[1])
    if signed and (len(rest) == 2 or (titles >= _TITLES and len(prose) == 1)):
        return True
    run = len(list(takewhile(_is_sentence, rest)))
    blurbs = all(one.prose != other.prose for one, other in pairwise(rest))
    if sum(other.words for other in rest) > text.words and len(prose) > 1 and not blurbs:
        return True
    if rule in _BELOW and not text.closed and sum(one.words for one in rest) > text.words:
        return True
    if text.closed or rule in _BELOW:
        return run >= _CONTINUES_BELOW and text.share(prose) >= _ON_TOPIC
    several = titles >= _TITLES and not blurbs
    several &= len(prose) >= _CONTINUES_BELOW or (
        len(prose) >= _CONTINUES and not any(map(_heads_card, rest))
    )
    return (
        run >= _CONTINUES
        or several
        or text.share([line]) >= _ON_TOPIC
        or (len(prose) > 1 and text.share(prose) >= _ON_TOPIC)
    )


def _is_sentence(line: Line) -> bool:
    return line.prose or (line.ends and line.words >= _LEAST_SENTENCE)


def part_number(line: Line) -> int:
    """Return the number of a part or an article of an official text, or 0.

    >>> part_number(line("IV. CƠ CẤU GIẢI THƯỞNG")), part_number(line("Điều 2. Hiệu lực"))
    (4, 2)
    """
    article = begins(line.text, "article")
    if article and line.text[0].isupper() and (number := _NUMBER.match(line.text, len(article))):
        return int(number[1])
    part = _PART.match(line.text)
    return _ROMAN.index(part[1]) + 1 if part else 0


def _rest(page: Page, index: int) -> list[Line]:
    """Return the kept lines from here to the heading of the next box, `_REST_LINES` at most."""
    lines = takewhile(
        lambda line: line.gone not in page.phrases.openers, page.lines[index : index + _TOPIC_LINES]
    )
    return [line for line in lines if line.gone is None][:_REST_LINES]


def _own_lines(page: Page, waiting: list[int], index: int, text: _Text) -> int:
    """Return how many of the lines of a box are its own.

    The last ones may be captions of the text below, or head it.
    """
    below = page.lines[index]
    gaps = any(page.lines[at].gap for at in waiting[1:3])
    marked = len(waiting) > 1 and ITEM.match(page.lines[waiting[0]].text) is not None
    own = len(waiting)
    while own:
        last = page.lines[waiting[own - 1]]
        plain = not (last.stops or ITEM.match(last.text) or last.date)
        question = last.text[-1] == "?" and last.gap
        heading = last.words <= _HEADING_WORDS and (plain or question)
        apart = own > 1 and last.gap and (marked or not gaps)
        about = len(last.pairs & (text.pairs | below.pairs)) / max(1, last.words - 1)
        heads = heading and (apart or (marked and own > 1) or about >= _HEADS_TEXT)
        if not (heads or (question and apart) or has_credit(last)):
            break
        own -= 1
        marked = False
    return own


def behind_signature(page: Page) -> Iterator[Mark]:
    """What stands behind the author's name, where it speaks of other things than the article.

    It is less than the article: else the name was a heading.

    >>> taken(behind_signature, "# Lễ hội đua thuyền", "Sáng nay, lễ hội đua thuyền khai mạc trên "
    ...       "sông Lụa, với 12 đội đến từ các xã ven sông.", "Hải Đường", "Mưa lớn ở vùng cao",
    ...       "Đêm nay, sáu huyện có mưa to, nguy cơ lũ quét trên suối nhỏ.")
    ['Mưa lớn ở vùng cao', 'Đêm nay, sáu huyện có mưa to, nguy cơ lũ quét trên suối nhỏ.']
    """
    start = page.find_role("title")
    text = _Text(set(page.lines[start].pairs) if start is not None else set())
    for index, line in page.kept(0 if start is None else start + 1):
        if line.prose or not text.begun or not _signs(page, index):
            text.add(line)
            continue
        rest = list(page.kept(index + 1))
        prose = [other for _, other in rest if other.prose][:_REST_LINES]
        above = sum(other.words for _, other in page.kept(0, index))
        if sum(other.words for _, other in rest) > above:
            return
        if prose and not _goes_on(page, index, text, prose):
            yield from (whole(at, other, "closing.leftover") for at, other in rest)
            return


def _signs(page: Page, index: int) -> bool:
    """Tell whether a line is a person's name right below a paragraph."""
    line = page.lines[index]
    above = page.lines[index - 1]
    return above.gone is None and above.prose and above.text[-1] != ":" and is_name(line.text)


def _goes_on(page: Page, index: int, text: _Text, prose: list[Line]) -> bool:
    """Tell whether the article goes on behind a line that looks like its author's name."""
    rest = [line for line in page.lines[index + 1 : index + _TOPIC_LINES] if line.gone is None]
    run = len(list(takewhile(lambda line: line.prose, rest)))
    return run >= _CONTINUES or text.share(prose) >= _ON_TOPIC


def link(page: Page) -> Iterator[Mark]:
    """A cross-reference between two paragraphs: a lone title with a bullet.

    >>> taken(link, "Người dân mong sớm có sổ hồng, nhiều hộ đã chờ tới bảy năm nay.",
    ...       "• Tổ chức lại giao thông quanh chợ", "Sở cam kết tách phần lỗi của chủ đầu tư ra.")
    ['• Tổ chức lại giao thông quanh chợ']
    """
    for index, line in page.kept(1):
        question = line.text[-1] == "?" and _refers(line.text)
        if line.words > _LINK_WORDS or line.words < 4 or (line.stops and not question):
            continue
        bullet = line.text[0] in _BULLETS
        lone = (bullet or line.linked > 0.8) and _alone(page, index)
        if lone or _refers(line.text):
            yield whole(index, line, "related.link")


def cards(page: Page) -> Iterator[Mark]:
    """The card of another article between two paragraphs: its title, and its lead.

    The lead begins with a paper's mark, or a line of author and date stands above it.

    >>> taken(cards, "# Mùa vàng Nậm Tốc", "Năm nay lúa Nậm Tốc được mùa, giá cao hơn mọi năm.",
    ...       "Sáng 5/9, cánh đồng Nậm Tốc rộn tiếng máy gặt từ khi mặt trời chưa mọc.",
    ...       "Lũ quét qua Mường Cai", "HSO - Ba ngôi nhà bị cuốn trôi trong đêm mưa đầu tháng.",
    ...       "Thương lái mua lúa tại ruộng, mỗi cân cao hơn năm ngoái sáu trăm đồng.")
    ['Lũ quét qua Mường Cai', 'HSO - Ba ngôi nhà bị cuốn trôi trong đêm mưa đầu tháng.']
    """
    kept = list(page.kept())
    text = [at for at, (_, line) in enumerate(kept) if line.prose]
    leads = [
        at
        for at in text[_TEXT_ABOVE:-1]
        if _heads_card(kept[at - 1][1])
        and (has_source_mark(kept[at][1].text) or page.lines[kept[at][0] - 1].gone == "meta.date")
    ]
    # A digest has many of them, and they are its articles.
    if len(leads) <= _MOST_CARDS:
        for at in leads:
            labelled = kept[at - 2][1].text.isupper() and _is_label(kept[at - 2][1])
            for index, line in kept[at - 2 if labelled else at - 1 : at + 1]:
                yield whole(index, line, "related.card")


def _is_label(line: Line) -> bool:
    """Tell whether a line can be the name of a section above the title of a card."""
    return line.words <= _SECTION_WORDS and not (line.stops or line.roles)


def teasers(page: Page) -> Iterator[Mark]:
    """Two or three titles of other articles between the standfirst and the text.

    >>> taken(teasers, "# Mùa vàng Nậm Tốc", "Năm nay lúa Nậm Tốc được mùa, giá cao hơn mọi năm.",
    ...       "Nậm Tốc thông xe trở lại sau lũ quét", "Giá gạo nếp tăng phiên thứ ba liên tiếp",
    ...       "Sáng 5/9, cánh đồng Nậm Tốc rộn tiếng máy gặt từ khi mặt trời chưa mọc.")
    ['Nậm Tốc thông xe trở lại sau lũ quét', 'Giá gạo nếp tăng phiên thứ ba liên tiếp']
    """
    start = page.find_role("title")
    if start is None:
        return
    kept = list(islice(page.kept(start + 1), _TEASER_LINES))
    lead = next((at for at, (_, line) in enumerate(kept) if line.prose), None)
    if lead is None or not kept[lead][1].ends:
        return
    run = list(takewhile(lambda pair: _is_teaser(page, *pair), kept[lead + 1 :]))
    below = kept[lead + 1 + len(run) :]
    text = any(other.prose for _, other in below[:2]) or any(has_credit(x) for _, x in below[:1])
    if len(run) in (2, 3) and text:
        for index, line in run:
            yield whole(index, line, "related.link")


def _heads_card(line: Line) -> bool:
    plain = not (line.stops or line.level or line.roles or line.date or line.prose)
    return plain and line.words in _CARD_WORDS


def _is_teaser(page: Page, index: int, line: Line) -> bool:
    plain = not (line.stops or line.level or line.roles or line.date or line.text.isupper())
    return (
        plain
        and line.words in _TEASER_WORDS
        and not line.prose
        and line.text[:1].isupper()
        and page.lines[index - 1].gone is None
        and not set(line.text) & set(":()[]|")
        and not (is_caption(line) or ITEM.match(line.text) or is_official(line))
    )


def _refers(text: str) -> bool:
    """Tell whether a text names another article behind a label: `Xem thêm clip: Lũ qua đập`."""
    text = text.lstrip(_BULLETS + " ")
    clue = begins(text, "related")
    if not clue:
        return False
    between, colon, _ = text[len(clue) :].partition(":")
    return bool(colon) and len(between.split()) <= (_LABEL_WORDS if " " in clue else 0)


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
        if line.words > _INVITATION_WORDS or line.roles:
            continue
        if begins(line.text.lstrip("*>•-–→=( "), "invitation") and not _told(page, index):
            yield whole(index, line, "invitation")


def _told(page: Page, index: int) -> bool:
    """Tell whether a line that begins as an invitation is the article's: where to apply.

    It announces what follows it, or is a sentence between two paragraphs.
    """
    line = page.lines[index]
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    if below is None or below.gone is not None:
        return False
    if line.text[-1] == ":":
        return any(among_contacts(page, at) for at in range(index + 1, index + 4))
    above = page.lines[index - 1]
    between = above.gone is None and above.prose and below.prose
    return between and line.words >= _TOLD_WORDS
