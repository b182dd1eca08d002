"""The same quantity with different values in different articles, set side by side."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from diemtin.assembly.words import words_of
from diemtin.model import Abbreviation, Difference, Event, Quantity

# A unit of fewer words is too common to be the same thing in two articles of one event …
SHORTEST = 2
# … of fewer words than that, in two events …
SHORTEST_APART = 4
# … and of fewer than that, where one wording goes on from the other.
SHORTEST_STEM = 3
# Units are looked up by their first words.
KEY = 2
# So much in common have the subjects of one measure.
SUBJECTS = 0.6
# A subject is compared with so many others that begin like it.
REMEMBERED = 20
# "Gần 60" reaches so far below, "hơn 60" so far above.
NEAR = 0.1
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The words that are compared, and the quantity.
Item = tuple[tuple[str, ...], Quantity]


def find_differences(
    quantities: Sequence[Quantity],
    events: Sequence[Event],
    abbreviations: Iterable[Abbreviation],
    idle: frozenset[str],
) -> list[Difference]:
    """Set quantities side by side that articles give differently; nobody is said to be right.

    Args:
        quantities: In reading order.
        events: Tell which articles speak of the same event.
        abbreviations: Units are compared as these read.
        idle: Words of a unit that do not count.
    """
    event_of = {article: n for n, event in enumerate(events) for article in event.articles}
    meanings = {item.short: item.meaning for item in abbreviations if item.meaning}
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for quantity in quantities:
        words = _words(quantity, meanings, idle)
        if len(words) >= SHORTEST:
            measure = (quantity.measure,) if quantity.measured else ()
            groups[measure + words[:KEY]].append((words, quantity))
    found = [
        Difference(_unit(same), tuple(same))
        for group in groups.values()
        for same in _same_things(group, event_of)
        if _differ(same)
    ]
    return sorted(found, key=lambda difference: _position(difference.quantities[0]))


def _words(
    quantity: Quantity, meanings: Mapping[str, str], idle: frozenset[str]
) -> tuple[str, ...]:
    """Return what is counted or measured, as words with abbreviations written out."""
    text = quantity.subject if quantity.measured else quantity.unit
    written = " ".join(meanings.get(word, word) for word in text.split())
    return tuple(word for word in words_of(written) if word not in idle)


def _same_things(group: Sequence[Item], event_of: Mapping[int, int]) -> Iterator[list[Quantity]]:
    """Yield quantities of the same thing: in one event, or in several if the unit is telling.

    Wordings of a unit that are equal go together first; of the rest, those that go on from a
    shorter one.
    """
    if group[0][1].measured:
        for items in _by_subject(group):
            yield from _by_event(items, event_of)
        return
    equal: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in group:
        equal[item[0]].append(item)
    rest: list[Item] = []
    for items in equal.values():
        if len({quantity.place.article for _, quantity in items}) > 1:
            yield from _by_event(items, event_of)
        else:
            rest += items
    for items in _by_stem(rest):
        yield from _by_event(items, event_of)


def _by_stem(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield units with those that go on from them: in alphabetical order they follow."""
    same: list[Item] = []
    for item in sorted(items, key=lambda item: item[0]):
        stem = same[0][0] if same else ()
        if len(stem) < SHORTEST_STEM or item[0][: len(stem)] != stem:
            if same:
                yield same
            same = []
        same.append(item)
    if same:
        yield same


def _by_subject(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield measures of which the subjects have most words in common with the first one.

    Two that each name years, and no common one, are not the same thing.
    """
    groups: list[list[Item]] = []
    for item in items:
        years = _years(item[1])
        for group in groups[-REMEMBERED:]:
            one, other = set(group[0][0]), set(item[0])
            known = _years(group[0][1])
            same_time = not years or not known or years & known
            if same_time and len(one & other) >= SUBJECTS * len(one | other):
                group.append(item)
                break
        else:
            groups.append([item])
    yield from groups


def _years(quantity: Quantity) -> frozenset[str]:
    return frozenset(_YEAR.findall(f"{quantity.subject} {quantity.period}"))


def _by_event(items: Sequence[Item], event_of: Mapping[int, int]) -> Iterator[list[Quantity]]:
    quantities = sorted(
        (quantity for _, quantity in items),
        key=_position,
    )
    if len(items[0][0]) >= SHORTEST_APART and not quantities[0].measured:
        yield quantities
        return
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        groups[event_of.get(quantity.place.article, -1)].append(quantity)
    yield from groups.values()


def _position(quantity: Quantity) -> tuple[int, int, int]:
    return quantity.place.article, quantity.place.block, quantity.place.start


def _differ(quantities: Sequence[Quantity]) -> bool:
    """Tell whether articles give values that cannot all be true of one thing.

    An article that itself gives several values counts several things, and says nothing here.
    """
    by_article: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for quantity in quantities:
        reach = _reach(quantity)
        if reach not in by_article[quantity.place.article]:
            by_article[quantity.place.article].append(reach)
    reaches = [found[0] for found in by_article.values() if len(found) == 1]
    if len(reaches) < len(by_article):
        return False
    return any(
        one[1] < other[0] or other[1] < one[0] for one in reaches[:1] for other in reaches[1:]
    )


def _reach(quantity: Quantity) -> tuple[float, float]:
    """Return the values that a quantity may mean."""
    low, high = quantity.low, quantity.high
    if low is None:
        return ((high or 0) * (1 - NEAR), high or 0)
    if high is None:
        return (low, low * (1 + NEAR))
    slack = NEAR if quantity.approximate else 0
    return (low * (1 - slack), high * (1 + slack))


def _unit(quantities: Sequence[Quantity]) -> str:
    """Return the longest wording of what the quantities count or measure."""
    texts = [item.subject if item.measured else item.unit for item in quantities]
    return max(texts, key=len)
