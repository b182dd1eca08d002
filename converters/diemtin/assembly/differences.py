"""The same quantity with different values in different articles, set side by side."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

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
# A subject is compared with so many others that begin like it, a count with so many greater ones.
REMEMBERED = 20
# "Gần 60" reaches so far below, "hơn 60" so far above.
NEAR = 0.1
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# The least and the greatest value that a quantity may mean.
_Reach = tuple[float, float]
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
    periods = _periods(events)
    meanings = {item.short: item.meaning for item in abbreviations if item.meaning}
    groups: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for quantity in quantities:
        words = _words(quantity, meanings, idle)
        if len(words) >= SHORTEST:
            measure = (quantity.measure,) if quantity.measured else ()
            groups[measure + words[:KEY]].append((words, quantity))
    found: list[Difference] = []
    for group in groups.values():
        said = _by_article(quantity for _, quantity in group)
        if len(said) > 1:
            found += [
                Difference(_unit(same), tuple(same))
                for same in _same_things(_wholes(group), periods)
                if _differ(same, said)
            ]
    return sorted(found, key=lambda difference: _position(difference.quantities[0]))


class _Periods(NamedTuple):
    """Of each article its event, and the years in a row in which that and others took place."""

    event: dict[int, int]
    years: dict[int, int]


def _periods(events: Sequence[Event]) -> _Periods:
    """Number the events of the articles, and the runs of years without a gap that they are in.

    An event whose year is not known is a run of its own.
    """
    event_of, run_of = {}, {}
    known = sorted({event.date.year for event in events if event.date and event.date.year})
    runs = {
        year: sum(b - a > 1 for a, b in pairwise(known[: n + 1])) for n, year in enumerate(known)
    }
    for number, event in enumerate(events):
        year = event.date.year if event.date else None
        for article in event.articles:
            event_of[article] = number
            run_of[article] = runs[year] if year else -1 - number
    return _Periods(event_of, run_of)


def _wholes(group: Sequence[Item]) -> list[Item]:
    """Leave out the counts that are parts of a greater one in the same article.

    "62 gian hàng tiêu chuẩn" are some of its "350 gian hàng".
    """
    by_article: dict[int, list[Item]] = defaultdict(list)
    for item in sorted(group, key=lambda item: -_reach(item[1])[1]):
        greatest = by_article[item[1].place.article]
        if len(greatest) < REMEMBERED:
            greatest.append(item)
    return [
        (words, quantity)
        for words, quantity in group
        if quantity.measured
        or not any(
            _reach(other)[1] > _reach(quantity)[1] and _goes_on(words, longer)
            for longer, other in by_article[quantity.place.article]
        )
    ]


def _goes_on(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether one wording goes on from the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _words(
    quantity: Quantity, meanings: Mapping[str, str], idle: frozenset[str]
) -> tuple[str, ...]:
    """Return what is counted or measured, as words with abbreviations written out."""
    text = quantity.subject if quantity.measured else quantity.unit
    written = " ".join(meanings.get(word, word) for word in text.split())
    return tuple(word for word in words_of(written) if word not in idle)


def _same_things(group: Sequence[Item], periods: _Periods) -> Iterator[list[Quantity]]:
    """Yield quantities of the same thing: in one event, or in several if the unit is telling.

    Wordings of a unit that are equal go together first; of the rest, those that go on from a
    shorter one.
    """
    if group and group[0][1].measured:
        for items in _by_subject(group):
            yield from _by_event(items, periods)
        return
    equal: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in group:
        equal[item[0]].append(item)
    rest: list[Item] = []
    for items in equal.values():
        if len({quantity.place.article for _, quantity in items}) > 1:
            yield from _by_event(items, periods)
        else:
            rest += items
    for items in _by_stem(rest):
        yield from _by_event(items, periods)


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


def _by_event(items: Sequence[Item], periods: _Periods) -> Iterator[list[Quantity]]:
    """Yield quantities by event; what a telling unit counts holds for events years in a row."""
    quantities = sorted((quantity for _, quantity in items), key=_position)
    lasting = len(items[0][0]) >= SHORTEST_APART and not quantities[0].measured
    number_of = periods.years if lasting else periods.event
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        groups[number_of[quantity.place.article]].append(quantity)
    yield from groups.values()


def _position(quantity: Quantity) -> tuple[int, int, int]:
    return quantity.place.article, quantity.place.block, quantity.place.start


def _by_article(quantities: Iterable[Quantity]) -> dict[int, list[_Reach]]:
    """Return the values that each article gives, each once."""
    values: dict[int, dict[_Reach, None]] = defaultdict(dict)
    for quantity in quantities:
        values[quantity.place.article][_reach(quantity)] = None
    return {article: list(found) for article, found in values.items()}


def _differ(quantities: Sequence[Quantity], said: Mapping[int, Sequence[_Reach]]) -> bool:
    """Tell whether articles give values that cannot all be true of one thing.

    An article that gives several values for the same words counts several things, and says
    nothing here; nor is there a difference where one of the two articles gives the other's value,
    too. `said` are the values that articles give for all that may be the same thing.
    """
    by_article = _by_article(quantities)
    if any(len(found) > 1 for found in by_article.values()):
        return False
    first, *others = by_article
    return any(
        not any(_overlap(by_article[one][0], reach) for reach in said[two])
        and not any(_overlap(by_article[two][0], reach) for reach in said[one])
        for one, two in ((first, other) for other in others)
    )


def _overlap(one: _Reach, other: _Reach) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _reach(quantity: Quantity) -> _Reach:
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
