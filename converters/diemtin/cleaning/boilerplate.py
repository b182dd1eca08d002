"""Learns what repeats across the captures of a site, and takes it where it is met again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import msgspec

from diemtin.cleaning.folding import fold, fold_words
from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.rules.closing import field_of
from diemtin.cleaning.rules.datelines import is_date_line
from diemtin.cleaning.shapes import ITEM, is_name
from diemtin.cleaning.sites import like_site
from diemtin.model import Capture

_MOST_CHARACTERS = 600
_LONG_CHARACTERS = 80
_SENTENCE_CHARACTERS = 60
_SAME_ARTICLE = 0.6
# Of an article of short lines alone, so many spaces make one that tells it from others.
_SHORT_WORDS = 4
# How far from the borders of a page its frame reaches, in lines, and how much it may shift.
_FRAME = 40
_SHIFT = 2
# From so many characters on, a line of a page is known by the template of its box; shorter ones
# may be headings that articles share ("Kết luận"), and short furniture is known to the model.
_TOLD_CHARACTERS = 40
_ON_TOPIC = 0.3
_TOPIC_LINES = 40
_METADATA_WORDS = 16


class SiteBoilerplate(msgspec.Struct, frozen=True):
    """The folded lines that several captures share in their frames."""

    lines: frozenset[str] = frozenset()

    def find(self, page: Page) -> Iterator[Mark]:
        """Yield the lines of a page that repeat across its site; interface words by their rule.

        The paper, the day and the author may repeat as well and are metadata all the same: these
        lines are left to the rules, unless a page names a day or an author of its own.
        """
        fields = [
            (index, line, _metadata_field(page, line), self._holds(line))
            for index, line in page.kept()
        ]
        own = {field for _, _, field, repeats in fields if field and not repeats}
        text = next((index for index, line, _, repeats in fields if line.prose and not repeats), 0)
        for index, line, field, repeats in fields:
            if not repeats or (field and field not in own):
                continue
            tiling = page.tiling(line)
            if tiling and tiling.whole and not (tiling.shy or tiling.dates):
                yield whole(index, line, tiling.rule)
            elif index > text or like_site(line) <= 1:
                yield whole(index, line, "repeated.line")

    def _holds(self, line: Line) -> bool:
        return len(line.text) <= _MOST_CHARACTERS and line.folded in self.lines


def _metadata_field(page: Page, line: Line) -> str | None:
    """Return the metadata that a line holds by its label or as a whole: when, by whom, where."""
    if line.words > _METADATA_WORDS or line.prose:
        return None
    return "published" if is_date_line(page, line) else field_of(line)


class _Place(NamedTuple):
    text: str
    capture: int
    from_start: int
    from_end: int
    template: str | None


def learn_boilerplate(captures: Iterable[Capture]) -> SiteBoilerplate:
    """Learn from several captures which lines belong to their sites and not to the articles.

    A line is learnt when two articles (for a full sentence: three) have it at the same place of
    their frames, counted from the start or from the end, and when it speaks of neither. Of
    marked-up pages, two that print a line in boxes of one template are enough. A second capture of
    the same article teaches nothing, nor does a single capture; nor do the lines that official
    texts share (`Nơi nhận:`), nor those that stand between two paragraphs of a text capture.
    """
    places: defaultdict[str, list[_Place]] = defaultdict(list)
    kept: list[list[str]] = []
    owners: dict[str, int] = {}
    inside: list[tuple[list[str], list[str]]] = []
    for capture in captures:
        squeezed = [" ".join(block.text.split()) for block in capture.blocks]
        texts = [text for text in squeezed if text]
        lines = _keys(texts)
        long = [text for text in texts if len(text) >= _LONG_CHARACTERS] or [
            text for text in texts if text.count(" ") >= _SHORT_WORDS
        ]
        if _known_article(long, owners):
            continue
        number = len(kept)
        kept.append(long)
        if capture.form == "text":
            inside.append((lines, texts))
        owners.update((text, owners.get(text, number)) for text in long)
        for line, place in _places(capture, number, lines, texts):
            places[line].append(place)
    learnt = set()
    for line, found in places.items():
        # Most lines stand in one capture alone, and need no closer look.
        if len(found) > 1:
            own = {text for text in {place.text for place in found} if _is_own(text)}
            found[:] = [place for place in found if place.text not in own]
            if found and (_in_frame(line, found) or _in_template(found)):
                learnt.add(line)
    for lines, texts in inside:
        learnt -= _between_paragraphs(lines, texts, learnt)
    topics: dict[int, _Topic] = {}
    return SiteBoilerplate(
        frozenset(fold(line) for line in learnt if not _on_topic(line, places[line], kept, topics))
    )


def _keys(texts: list[str]) -> list[str]:
    """Return what lines are compared by: folded, a paragraph as it is written.

    Those too long to be boilerplate are compared by nothing.
    """
    # Folded as one text, since a call for each line costs more than its folding.
    short = "\n".join([text for text in texts if len(text) < _LONG_CHARACTERS])
    folded = iter(fold(short).split("\n"))
    return [
        next(folded)
        if len(text) < _LONG_CHARACTERS
        else ("" if len(text) > _MOST_CHARACTERS else text)
        for text in texts
    ]


def _places(
    capture: Capture, number: int, lines: list[str], texts: list[str]
) -> Iterator[tuple[str, _Place]]:
    """Yield the keys of the lines that may be the capture's site's, with the place of each."""
    templates = [block.template for block in capture.blocks if block.text.strip()]
    for index, line in enumerate(lines):
        template = templates[index] if len(line) >= _TOLD_CHARACTERS else None
        if line and (template or min(index, len(lines) - index) <= _FRAME):
            yield line, _Place(texts[index], number, index, len(lines) - index, template)


def _is_form(text: str) -> bool:
    """Tell whether a line belongs to the form of official texts, which differ in their matter."""
    office = text.isupper() and begins(text, "office") is not None
    return office or begins(text, "official") is not None or ITEM.match(text) is not None


def _is_own(text: str) -> bool:
    """Tell whether a line is an article's own, however many have it: a name, or a text's form."""
    return is_name(text) or _is_form(text)


def _between_paragraphs(lines: list[str], texts: list[str], learnt: set[str]) -> set[str]:
    """Return the learnt lines of a text between its first and its last paragraph of its own."""
    own = [
        index
        for index, (line, text) in enumerate(zip(lines, texts, strict=True))
        if len(text) >= _LONG_CHARACTERS and (line not in learnt or _is_own(text))
    ]
    return {
        lines[index]
        for index in (range(own[0] + 1, own[-1]) if own else ())
        if lines[index] in learnt and not _is_own(texts[index])
    }


def _known_article(long: list[str], owners: dict[str, int]) -> bool:
    """Tell whether an earlier capture has this article: most paragraphs, and the longest one."""
    if not long:
        return False
    shared = Counter(owners[text] for text in long if text in owners)
    return (
        bool(shared)
        and max(long, key=len) in owners
        and shared.most_common(1)[0][1] >= _SAME_ARTICLE * len(long)
    )


def _in_frame(line: str, found: list[_Place]) -> bool:
    """Tell whether captures have a line at the same place, from the start or from the end.

    Two are enough for a phrase; a sentence may be an agency's, which two papers print.
    """
    sentence = len(line) >= _SENTENCE_CHARACTERS and line[-1] in ".!?"
    if len({place.capture for place in found}) < (3 if sentence else 2):
        return False
    sides = ([(p.from_start, p) for p in found], [(p.from_end, p) for p in found])
    return any(
        one.capture != other.capture and other_distance - distance <= _SHIFT
        for side in sides
        for (distance, one), (other_distance, other) in pairwise(
            sorted((pair for pair in side if pair[0] <= _FRAME), key=itemgetter(0))
        )
    )


def _in_template(found: list[_Place]) -> bool:
    """Tell whether pages of several articles print a line in boxes of one template."""
    captures: dict[str, int] = {}
    return any(
        place.template and captures.setdefault(place.template, place.capture) != place.capture
        for place in found
    )


class _Topic(NamedTuple):
    """The long lines of an article, folded, and how many of them have each pair of words."""

    lines: frozenset[str]
    pairs: Counter[tuple[str, str]]


def _topic(long: list[str]) -> _Topic:
    lines = frozenset([fold(text) for text in long[:_TOPIC_LINES]])
    return _Topic(
        lines, Counter([pair for line in lines for pair in set(pairwise(fold_words(line)))])
    )


def _on_topic(
    line: str, found: list[_Place], kept: list[list[str]], topics: dict[int, _Topic]
) -> bool:
    """Tell whether a line speaks of what one of its captures tells elsewhere, as a title does."""
    words = fold_words(line)
    pairs = set(pairwise(words))
    if len(words) < 4:
        return False
    for place in found[:4]:
        if place.capture not in topics:
            topics[place.capture] = _topic(kept[place.capture])
        topic = topics[place.capture]
        itself = fold(line) in topic.lines
        shared = sum(topic.pairs[pair] > itself for pair in pairs)
        if shared >= _ON_TOPIC * len(pairs):
            return True
    return False
