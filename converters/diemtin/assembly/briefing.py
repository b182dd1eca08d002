"""From cleaned articles to one briefing."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from diemtin.assembly.events import find_events
from diemtin.assembly.merging import Merging, merge_wordings
from diemtin.assembly.sentences import read_articles
from diemtin.model import (
    Account,
    Article,
    Audit,
    Briefing,
    Doubt,
    Event,
    EventDate,
    FrontMatter,
    Parts,
)


def assemble(
    articles: Sequence[Article], audits: Sequence[Audit], front: FrontMatter, parts: Parts
) -> Briefing:
    """Bring articles together in one briefing.

    Args:
        articles: In the order of the manifest; they are printed in the order of their events.
        audits: The account of each article, in the same order.
        front: What stands before and after the articles.
        parts: Which parts are made.
    """
    events, doubts = find_events(read_articles(articles, front.language))
    order = list(range(len(articles)))
    if parts.events:
        order = [article for event in events for article in event.articles]
    numbers = {old: new for new, old in enumerate(order)}
    events = [_renumber_event(event, numbers) for event in events]
    readings = read_articles([articles[old] for old in order], front.language)
    merging = merge_wordings(readings, events) if parts.merge else Merging()
    return Briefing(
        front,
        parts,
        tuple(reading.article for reading in readings),
        tuple(audits[old] for old in order) if audits else (),
        events=tuple(events) if parts.events else (),
        account=_account(merging, (_renumber_doubt(doubt, numbers) for doubt in doubts)),
    )


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
