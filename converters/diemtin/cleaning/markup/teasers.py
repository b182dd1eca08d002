"""Take other articles out of the chosen runs: a second one, cards, linked titles; and strays."""

from collections.abc import Iterator, Mapping

from diemtin.cleaning.markup.wording import CUES
from diemtin.cleaning.ruler import CARD, SECOND_ARTICLE
from diemtin.markup import Page

_LINK = "related.link"
_ARTICLE_WORDS = 40
_TITLE_SHARE = 200
_DATE_DISTANCE = 4
_HEADINGS = frozenset(("h1", "h2", "h3"))
_LEAST_CARDS = 3
_CARD_WORDS = 80
_TITLE_WORDS = 4
_LIST_WORDS = 12
_CONTAINERS = frozenset(("div", "article", "section", "li", "tr", "td", "a", "figure"))
_STRAY_WORDS = 8
_STRAY_DISTANCE = 3


def find_teasers(
    page: Page, runs: list[int], columns: Mapping[str, bytes], *, vietnamese: bool
) -> dict[int, str]:
    """Return those of the chosen runs that announce other articles, with the rule for each.

    A card is one of three or more boxes of one template, most of which hold a linked title and
    few words besides. A paragraph that is a link as a whole is a title too: portals set boxes of
    such titles in mid-article. So is what scrolls, and what stands below the heading of other
    news in boxes of its own. All are sure signs on Vietnamese portals only; on English pages
    (WCXB) they took more of reviews and lists of links than they took of related articles.

    Args:
        page: The page.
        runs: The numbers of the chosen runs.
        columns: The features of all runs.
        vietnamese: Whether the page is.
    """
    if not vietnamese:
        return {}
    lists = [number for number in runs if _is_list(page, number)]
    titles = [number for number in runs if _is_linked_title(page, number)]
    found = dict.fromkeys([*lists, *titles], _LINK)
    found |= dict.fromkeys([*_in_scrolling(page, runs), *_in_cards(page, runs)], CARD)
    rest = [number for number in runs if number not in found]
    headings = [n for n, cue in enumerate(columns["cue"]) if cue == CUES["related"]]
    return found | dict.fromkeys(_below_other_news(page, rest, [*headings, *lists]), _LINK)


def _is_list(page: Page, number: int) -> bool:
    """Tell whether a run holds several linked titles, parted by line breaks."""
    run = page.runs[number]
    return run.words >= _LIST_WORDS and run.linked * 3 >= run.size * 2


def _in_scrolling(page: Page, runs: list[int]) -> Iterator[int]:
    chosen, end = frozenset(runs), 0
    for number, box in enumerate(page.boxes):
        # What lies in another one is taken with that.
        if box.tag == "marquee" and page.starts[number] >= end:
            end = page.ends[number]
            yield from (run for run in range(page.starts[number], end) if run in chosen)


def _below_other_news(page: Page, runs: list[int], headings: list[int]) -> list[int]:
    """Return the chosen runs below a heading such as "Tin khác" and below all boxes of the text.

    Those boxes are the ones around the runs above the heading, which must hold most of the words:
    a heading may also stand in mid-article, or in a column before it.
    """
    heading = min([number for number in headings if runs and number > runs[0]], default=None)
    if heading is None:
        return []
    boxes, above = page.boxes, [number for number in runs if number < heading]
    around = {max(boxes[page.runs[number].box].parent, 0) for number in above}
    end = max([heading, *(page.ends[box] for box in around)])
    below = [number for number in runs if number >= end]
    kept, gone = (sum(page.runs[number].words for number in some) for some in (above, below))
    return below if kept >= _ARTICLE_WORDS and gone <= kept else []


def find_second_articles(page: Page, runs: list[int], columns: dict[str, bytes]) -> dict[int, str]:
    """Return the runs of all articles but the first, where a page prints several in full.

    Each is an `<article>` with a heading of the first level and some prose; or it follows the box
    that prints the declared title in a box of the same template, and has a heading and a date too.

    Args:
        page: The page.
        runs: The numbers of the chosen runs.
        columns: The features of all runs.
    """
    return _in_articles(page, runs) | _in_like_boxes(page, runs, columns)


def _in_articles(page: Page, runs: list[int]) -> dict[int, str]:
    if [box.tag for box in page.boxes].count("article") < 2:
        return {}
    article_of: list[int] = []
    for number, box in enumerate(page.boxes):
        around = article_of[box.parent] if box.parent >= 0 else -1
        article_of.append(number if around < 0 and box.tag == "article" else around)
    words: dict[int, int] = {}
    titled = set()
    for number in runs:
        run = page.runs[number]
        article = article_of[run.box]
        words[article] = words.get(article, 0) + run.words
        if page.boxes[run.box].tag == "h1":
            titled.add(article)
    whole = [a for a in sorted(titled) if a >= 0 and words[a] >= _ARTICLE_WORDS]
    others = set(whole[1:])
    return {
        number: SECOND_ARTICLE for number in runs if article_of[page.runs[number].box] in others
    }


def _in_like_boxes(page: Page, runs: list[int], columns: dict[str, bytes]) -> dict[int, str]:
    boxes, dates = page.boxes, columns["date"]
    title = next((n for n in runs if columns["title words"][n] >= _TITLE_SHARE), None)
    if title is None or boxes[page.runs[title].box].tag not in _HEADINGS:
        return {}
    if not any(dates[title + 1 : title + 1 + _DATE_DISTANCE]):
        return {}
    way = {}
    above = page.runs[title].box
    while above >= 0:
        way[boxes[above].parent, boxes[above].signature] = above
        above = boxes[above].parent
    like = _inherited(
        page, [n for n, box in enumerate(boxes) if n > way.get((box.parent, box.signature), n)]
    )
    held: dict[int, list[int]] = {}
    for number in range(title, len(page.runs)):
        if (box := like.get(page.runs[number].box)) is not None:
            held.setdefault(box, []).append(number)
    tag = boxes[page.runs[title].box].tag
    others = {box for box, inside in held.items() if _is_whole(page, inside, tag, dates)}
    return {number: SECOND_ARTICLE for number in runs if like.get(page.runs[number].box) in others}


def _inherited(page: Page, outermost: list[int]) -> dict[int, int]:
    """Return, for all boxes in some boxes and for these, in which of them they are."""
    inside: dict[int, int] = {}
    beginning = frozenset(outermost)
    for number in range(min(outermost, default=len(page.boxes)), len(page.boxes)):
        around = inside.get(page.boxes[number].parent)
        if around is not None:
            inside[number] = around
        elif number in beginning:
            inside[number] = number
    return inside


def _is_whole(page: Page, inside: list[int], tag: str, dates: bytes) -> bool:
    """Tell whether some runs begin with a heading of that tag and a date, and go on with prose."""
    heading = next((n for n in inside if page.boxes[page.runs[n].box].tag == tag), None)
    return (
        heading is not None
        and heading - inside[0] <= _DATE_DISTANCE
        and any(dates[max(inside[0], heading - 2) : heading + 1 + _DATE_DISTANCE])
        and sum(page.runs[n].words for n in inside) >= _ARTICLE_WORDS
    )


def _is_linked_title(page: Page, number: int) -> bool:
    run = page.runs[number]
    return run.words >= _TITLE_WORDS and run.linked * 20 >= run.size * 19


def _is_dated_title(page: Page, number: int) -> bool:
    """Tell whether a run is a linked title with a date or a label beside the link."""
    run = page.runs[number]
    return run.words >= _TITLE_WORDS and run.linked * 4 >= run.size * 3


def _in_cards(page: Page, runs: list[int]) -> Iterator[int]:
    words = [0] * len(page.boxes)
    titles = [0] * len(page.boxes)
    for number, run in enumerate(page.runs):
        words[run.box] += run.words
        titles[run.box] += _is_linked_title(page, number) or _is_dated_title(page, number)
    for number in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[number].parent
        words[parent] += words[number]
        titles[parent] += titles[number]
    groups: dict[tuple[int, int], list[int]] = {}
    for number, box in enumerate(page.boxes):
        if box.tag in _CONTAINERS and words[number]:
            groups.setdefault((box.parent, box.signature), []).append(number)
    cards: set[int] = set()
    for members in groups.values():
        alike = [n for n in members if titles[n] and words[n] <= _CARD_WORDS]
        if len(alike) >= _LEAST_CARDS and len(alike) * 3 >= len(members) * 2:
            cards.update(alike)
    for number in runs if cards else ():
        above = page.runs[number].box
        while above >= 0 and above not in cards:
            above = page.boxes[above].parent
        if above >= 0:
            yield number


def without_strays(page: Page, runs: list[int]) -> list[int]:
    """Return the chosen runs without short ones that stand far from all others."""
    kept = []
    for position, number in enumerate(runs):
        if page.runs[number].words < _STRAY_WORDS:
            before = number - runs[position - 1] if position else _STRAY_DISTANCE + 1
            after = runs[position + 1] - number if position + 1 < len(runs) else _STRAY_DISTANCE + 1
            if min(before, after) > _STRAY_DISTANCE:
                continue
        kept.append(number)
    return kept
