"""The events, each with its heading, and the sections of the articles under them."""

from collections.abc import Iterator

from diemtin.assembly.composition.articles import article_section
from diemtin.assembly.composition.dates import date_text
from diemtin.assembly.composition.setting import Setting
from diemtin.assembly.composition.statements import statement_list
from diemtin.model import Block, Event, Heading, Paragraph, Section, Text


def article_sections(setting: Setting) -> Iterator[Section]:
    """Yield the events with their articles, or the articles alone.

    An event of one article needs no heading over that of its article.
    """
    hosts = setting.briefing.account.hosts
    printed = [n for n in range(len(setting.briefing.articles)) if n not in hosts]
    events = {event.articles[0]: event for event in setting.briefing.events}
    numbers = {first: number for number, first in enumerate(events, start=1)}
    level = 1
    for index in printed:
        if index in events:
            grouped = is_grouped(events[index], setting)
            level = 2 if grouped else 1
            if grouped:
                yield _event_section(events[index], numbers[index], setting)
        yield article_section(index, level, setting, _date_alone(index, level, setting))


def _date_alone(index: int, level: int, setting: Setting) -> str:
    """Return the date of an event that has no heading to give it."""
    if level > 1:
        return ""
    for event in setting.briefing.events:
        if event.articles[0] == index and event.date:
            return date_text(event.date, setting.language)
    return ""


def is_grouped(event: Event, setting: Setting) -> bool:
    """Tell whether several articles are printed under an event."""
    hosts = setting.briefing.account.hosts
    return sum(article not in hosts for article in event.articles) > 1


def event_title(event: Event, setting: Setting) -> str:
    """Return an event's name and date, or as much of them as is known."""
    date = date_text(event.date, setting.language) if event.date else ""
    grouped = bool(date and is_grouped(event, setting))
    name = event.name if grouped else event_name(event, setting)
    name = name or setting.strings.event
    return f"{name} ({date})" if date else name


def event_name(event: Event, setting: Setting) -> str:
    """Return the name of an event, or that of its first article."""
    title = setting.briefing.articles[event.articles[0]].title
    return event.name or title or setting.strings.event


def _event_section(event: Event, number: int, setting: Setting) -> Section:
    title = event_title(event, setting)
    blocks: list[Block] = [Heading(1, (Text(title),), f"event-{number}-title")]
    if event.key_points:
        name = Text(setting.strings.key_points_event, strong=True)
        blocks.append(Paragraph((name,), "lead-in"))
        blocks.append(statement_list(event.key_points, setting))
    return Section("event", f"event-{number}", title, tuple(blocks))
