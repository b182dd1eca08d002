"""Articles on the same event, brought together.

Articles are compared with the first ones of each group only, and only where they share a day, a
name or a rare word: the work grows with the number of articles, not with that of their pairs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import LCSseq

from diemtin.assembly.dates import LEAD, DateExpression, date_event, lead_date
from diemtin.assembly.sentences import Reading, Sentence
from diemtin.assembly.similarity import (
    Packed,
    Vector,
    Vocabulary,
    cosine,
    rarities,
    rarity_of,
    vector_of,
)
from diemtin.assembly.words import words_of
from diemtin.model import Doubt, Event, EventDate

# How alike articles of one event are: on the same day, and where a day is not known.
SAME_DAY, DAY_UNKNOWN = 0.1, 0.4
# So many sentences of so many words, word for word, tell of one event too.
REPEATED, LONG = 2, 12
# So alike that different days are a contradiction, not two events.
CONTRADICTION = 0.6
# So many sentences say what an article is on.
HEAD = 12
# By so many of its rarest features an article is looked up.
KEYS = 16
# So many groups are looked at under one key, and so many articles of each.
GROUPS, FRONT = 12, 2
# Articles that share a title of so many words are on one event, if their days do not say no.
TELLING = 5
# So much of a title stands in the head of another article, if it is the name of the event.
NAMING = 0.9


class Profile(msgspec.Struct, frozen=True):
    """What is known of an article for telling its event."""

    reading: Reading
    lead: DateExpression | None
    names: frozenset[str]
    vector: Packed
    rarest: tuple[int, ...]
    title: tuple[str, ...]
    wordings: frozenset[tuple[str, ...]]


class Grouping(msgspec.Struct):
    """The groups so far, each a list of profiles, and where they are looked up."""

    groups: list[list[Profile]]
    index: dict[object, list[int]]


def find_events(readings: Sequence[Reading]) -> tuple[list[Event], list[Doubt]]:
    """Group articles into events in order of time, with what stays in doubt.

    Every article is in one event; events without any date come last, in the order of the
    articles.
    """
    doubts: list[Doubt] = []
    grouping = Grouping([], defaultdict(list))
    for profile in _profiles(readings):
        _place(profile, grouping, doubts)
    dated = []
    for group in grouping.groups:
        when, unclear = date_event(profile.reading for profile in group)
        articles = tuple(profile.reading.index for profile in group)
        doubts += unclear
        dated.append((_order(when, group), Event(articles, _name(group), when)))
    dated.sort(key=lambda pair: pair[0])
    undated = [event.articles for _, event in dated if event.date is None]
    if undated:
        articles = tuple(sorted(article for group in undated for article in group))
        doubts.append(Doubt("undated", articles, ""))
    return [event for _, event in dated], doubts


def _profiles(readings: Sequence[Reading]) -> Iterator[Profile]:
    """Describe articles by their days, names and weighted words."""
    heads = [list(_head(reading)) for reading in readings]
    vocabulary = Vocabulary()
    features = [
        vocabulary.features_of(
            [word for sentence in head for word in sentence.words],
            reading.lexicon.key_points.common,
        )
        for reading, head in zip(readings, heads, strict=True)
    ]
    rarity = rarities(features)
    # What one article alone says brings it together with none, and need not be compared.
    alone = rarity_of(1, len(features))
    for reading, head, own in zip(readings, heads, features, strict=True):
        lead = lead_date(reading)
        weighted = vector_of(own, rarity)
        vector = {name: weight for name, weight in weighted.items() if rarity[name] < alone}
        yield Profile(
            reading,
            lead[1] if lead else None,
            _names(reading, head[: LEAD + 1]),
            Packed.of(vector),
            tuple(_weightiest(vector, vocabulary)),
            _telling_title(reading),
            frozenset(s.words for s in reading.sentences() if len(s.words) >= LONG),
        )


def _weightiest(vector: Vector, vocabulary: Vocabulary) -> list[int]:
    """Return the features that an article is looked up by; of equal ones, the first by its text."""
    if not vector:
        return []
    least = sorted(vector.values(), reverse=True)[:KEYS][-1]
    names = [name for name, weight in vector.items() if weight >= least]
    texts = vocabulary.texts_of(names)
    ranked = sorted(zip((-vector[name] for name in names), texts, names, strict=True))
    return [name for _, _, name in ranked[:KEYS]]


def _telling_title(reading: Reading) -> tuple[str, ...]:
    """Return the words of an article's title; none of one that is too short to tell an event."""
    words = words_of(reading.article.title or "")
    return tuple(words) if len(words) >= TELLING else ()


def _head(reading: Reading) -> Iterator[Sentence]:
    """Yield the title and the first sentences of an article."""
    for passage in reading.passages:
        if passage.kind == "title":
            yield from passage.sentences
    for count, sentence in enumerate(reading.sentences()):
        if count < HEAD:
            yield sentence


def _names(reading: Reading, head: list[Sentence]) -> frozenset[str]:
    """Return the names of events in some sentences, as they are written."""
    return frozenset(
        match.group()
        for sentence in head
        for pattern in reading.lexicon.events.names
        for match in re.finditer(pattern, sentence.text)
    )


def _place(profile: Profile, grouping: Grouping, doubts: list[Doubt]) -> None:
    """Put an article into the group that it is most alike, or into one of its own."""
    keys = list(_keys(profile))
    shared = Counter(number for key in keys for number in grouping.index[key])
    likeliest = sorted(shared, key=lambda number: (-shared[number], number))[:GROUPS]
    best, closest = None, 0.0
    vector = profile.vector.vector()
    for number in likeliest:
        for other in grouping.groups[number][:FRONT]:
            alike = cosine(vector, other.vector)
            if _contradict(profile, other):
                if alike >= CONTRADICTION:
                    doubts.append(_contradiction(other, profile))
            elif _same_event(profile, other, alike) and alike > closest:
                best, closest = number, alike
    if best is None:
        best = len(grouping.groups)
        grouping.groups.append([])
    grouping.groups[best].append(profile)
    for key in keys:
        numbers = grouping.index[key]
        if best not in numbers and len(numbers) < GROUPS:
            numbers.append(best)


def _keys(profile: Profile) -> Iterator[object]:
    """Yield what an article is looked up by."""
    day = (profile.lead.day, profile.lead.month) if profile.lead else None
    yield from sorted(profile.names)
    yield from sorted(profile.wordings)
    if profile.title:
        yield ("title", profile.title)
    for feature in profile.rarest:
        yield ("word", feature)
        if day:
            yield (day, feature)
    if day:
        yield day


def _contradict(one: Profile, other: Profile) -> bool:
    """Tell whether two articles give different days, or different years of one day."""
    if one.lead is None or other.lead is None:
        return False
    (month, first, last), (other_month, other_first, other_last) = (
        profile.lead.days() for profile in (one, other) if profile.lead
    )
    if month != other_month or last < other_first or other_last < first:
        return True
    return bool(one.lead.year and other.lead.year and one.lead.year != other.lead.year)


def _same_event(one: Profile, other: Profile, alike: float) -> bool:
    if one.lead and other.lead:
        near = one.lead.days() == other.lead.days() or one.names & other.names
        return alike >= (SAME_DAY if near else DAY_UNKNOWN)
    if len(one.wordings & other.wordings) >= REPEATED or _same_story(one, other):
        return True
    return alike >= (SAME_DAY if one.names & other.names else DAY_UNKNOWN)


def _same_story(one: Profile, other: Profile) -> bool:
    """Tell whether two articles have one title, and were not published on different days.

    A column ("Giá vàng hôm nay") has one title every day.
    """
    if not one.title or one.title != other.title:
        return False
    days = {profile.reading.article.published for profile in (one, other)} - {None}
    return len(days) < 2


def _contradiction(one: Profile, other: Profile) -> Doubt:
    days = " / ".join(profile.lead.text for profile in (one, other) if profile.lead)
    return Doubt("contradictory-dates", (one.reading.index, other.reading.index), days)


def _order(when: EventDate | None, group: list[Profile]) -> tuple[str, int]:
    """Return what events are sorted by: their day, or else the day of publication."""
    first = group[0].reading.index
    if when and when.year:
        month = when.month or 12
        return f"{when.year:04}-{month:02}-{when.day or 32:02}", first
    published = max(profile.reading.article.published or "" for profile in group)
    return published or "9999", first


def _name(group: list[Profile]) -> str | None:
    """Return the event's name: one that the articles give it, or a title that others repeat."""
    counts = Counter(name for profile in group for name in profile.names)
    if counts:
        name, count = min(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
        if count > 1 or len(group) == 1:
            return name
    for profile in group:
        title = profile.reading.article.title or ""
        others = [other for other in group if other is not profile]
        if any(_repeats(title, other.reading) for other in others[:FRONT]):
            return title
    return None


def _repeats(title: str, reading: Reading) -> bool:
    """Tell whether one of an article's first sentences holds the words of another's title."""
    words = words_of(title)
    return bool(words) and any(
        LCSseq.similarity(words, sentence.words) >= NAMING * len(words)
        for sentence in list(_head(reading))[:3]
    )
