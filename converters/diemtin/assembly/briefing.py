"""From cleaned articles to one briefing."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from diemtin.assembly.abbreviations import find_abbreviations
from diemtin.assembly.comparisons import find_comparisons
from diemtin.assembly.differences import find_differences
from diemtin.assembly.events import find_events
from diemtin.assembly.key_points import find_key_points
from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.merging import Merging, merge_wordings
from diemtin.assembly.names import patterns_of
from diemtin.assembly.numbers import number_pattern
from diemtin.assembly.people import find_bodies, find_people
from diemtin.assembly.quantities import find_quantities
from diemtin.assembly.sentences import Reading, read_articles, renumbered
from diemtin.assembly.timeline import find_timeline
from diemtin.forking import ForkedCall
from diemtin.model import (
    Account,
    Article,
    Audit,
    Body,
    Briefing,
    DatedStatement,
    Doubt,
    Event,
    EventDate,
    FrontMatter,
    Merge,
    Parts,
    Place,
    Statement,
)

# So many articles make a briefing in which things can be brought together.
FEWEST = 2
# So many articles take longer to analyse than a second process takes to start.
WORTH_A_PROCESS = 40


def load_words(language: str, parts: Parts) -> None:
    """Load what is looked for in articles of a language, ahead of the articles.

    To compile it takes as long as to analyse a few articles.
    """
    lexicon = load_lexicon(language)
    number_pattern(lexicon.quantities)
    if parts.people:
        patterns_of(lexicon.people)


def assemble(
    articles: Sequence[Article],
    audits: Sequence[Audit],
    front: FrontMatter,
    parts: Parts,
    *,
    parallel: bool = False,
) -> Briefing:
    """Bring articles together in one briefing.

    Args:
        articles: In the order of the manifest; they are printed in the order of their events.
        audits: The account of each article, in the same order.
        front: What stands before and after the articles.
        parts: Which parts are made.
        parallel: Whether half of the analyses may run in a process of its own, at the same time.
    """
    unordered = read_articles(articles, front.language)
    events, doubts = find_events(unordered)
    order = list(range(len(articles)))
    if parts.events:
        order = [article for event in events for article in event.articles]
    numbers = {old: new for new, old in enumerate(order)}
    events = [_renumber_event(event, numbers) for event in events]
    readings = [renumbered(unordered[old], new) for new, old in enumerate(order)]
    merging = merge_wordings(readings, events) if parts.merge else Merging()
    plain = Briefing(
        front,
        parts,
        tuple(reading.article for reading in readings),
        tuple(audits[old] for old in order) if audits else (),
        events=tuple(events) if parts.events else (),
        account=_account(merging, (_renumber_doubt(doubt, numbers) for doubt in doubts)),
    )
    # A briefing of one article is that article: there is nothing to bring together.
    if len(readings) - len(merging.hosts) < FEWEST:
        return plain
    return _analysed(plain, readings, events, parallel=parallel)


def _analysed(
    plain: Briefing, readings: Sequence[Reading], events: Sequence[Event], *, parallel: bool
) -> Briefing:
    """Add what the articles say together, as far as the manifest asks for it."""
    parts = plain.parts
    said = _said_by(readings, plain.account.merges)
    worth_it = parallel and len(readings) >= WORTH_A_PROCESS
    with ForkedCall[None, _Told](
        lambda _: _told(readings, events, said, parts), apart=worth_it
    ) as call:
        quantities = find_quantities(readings, said)
        abbreviations = find_abbreviations(readings, plain.front.language)
        idle = load_lexicon(plain.front.language).quantities.idle
        differences = find_differences(quantities, events, abbreviations, idle)
        comparisons = find_comparisons(quantities, readings) if parts.charts else []
        people = find_people(readings) if parts.people else []
        told = call.result(None)
    return msgspec.structs.replace(
        plain,
        events=tuple(
            msgspec.structs.replace(event, key_points=tuple(told.further.get(number, ())))
            for number, event in enumerate(plain.events)
        ),
        key_points=tuple(told.points),
        quantities=tuple(quantities) if parts.figures else (),
        differences=tuple(differences) if parts.differences else (),
        comparisons=tuple(comparisons),
        people=tuple(people),
        bodies=tuple(told.bodies),
        abbreviations=tuple(abbreviations) if parts.abbreviations else (),
        timeline=tuple(told.timeline),
    )


class _Told(msgspec.Struct, frozen=True):
    """The half of the analyses that needs nothing from the other one, and takes as long."""

    points: list[Statement]
    further: dict[int, list[Statement]]
    bodies: list[Body]
    timeline: list[DatedStatement]


def _told(
    readings: Sequence[Reading],
    events: Sequence[Event],
    said: Mapping[Place, Sequence[int]],
    parts: Parts,
) -> _Told:
    points, further = find_key_points(readings, events, said, parts.key_points)
    return _Told(
        points,
        further,
        find_bodies(readings) if parts.people else [],
        find_timeline(readings, events, said) if parts.timeline else [],
    )


def _said_by(readings: Sequence[Reading], merges: Iterable[Merge]) -> dict[Place, list[int]]:
    """Return the articles that say each sentence that is printed, in the order of the articles."""
    merges = list(merges)
    gone = {merge.merged for merge in merges}
    said = {
        sentence.place: [reading.index]
        for reading in readings
        for sentence in reading.sentences()
        if sentence.place not in gone
    }
    for merge in merges:
        if merge.kept in said and merge.merged.article not in said[merge.kept]:
            said[merge.kept].append(merge.merged.article)
    return {place: sorted(articles) for place, articles in said.items()}


def _account(merging: Merging, doubts: Iterable[Doubt]) -> Account:
    return Account(merging.merges, merging.apart, merging.words, merging.hosts, tuple(doubts))


def _renumber_event(event: Event, numbers: Mapping[int, int]) -> Event:
    """Point an event at the articles in their printed order."""
    articles = tuple(sorted(numbers[article] for article in event.articles))
    date = _renumber_date(event.date, numbers) if event.date else None
    return msgspec.structs.replace(event, articles=articles, date=date)


def _renumber_date(date: EventDate, numbers: Mapping[int, int]) -> EventDate:
    evidence = tuple(
        msgspec.structs.replace(item, article=numbers[item.article]) for item in date.evidence
    )
    return msgspec.structs.replace(date, evidence=evidence)


def _renumber_doubt(doubt: Doubt, numbers: Mapping[int, int]) -> Doubt:
    articles = tuple(sorted(numbers[article] for article in doubt.articles))
    return msgspec.structs.replace(doubt, articles=articles)
