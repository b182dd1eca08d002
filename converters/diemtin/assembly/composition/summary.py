"""The key points of the whole briefing, under the events that they tell of."""

from collections.abc import Iterator

from diemtin.assembly.composition.events import event_title
from diemtin.assembly.composition.setting import Setting
from diemtin.assembly.composition.statements import statement_list
from diemtin.model import Block, Heading, Paragraph, Section, Statement, Text


def summary_section(setting: Setting) -> Iterator[Section]:
    """Yield the section of the key points, if there are any."""
    points = setting.briefing.key_points
    if not points:
        return
    title = setting.strings.key_points
    blocks: list[Block] = [Heading(1, (Text(title),), "key-points-title")]
    groups = _by_event(points, setting)
    for name, group in groups:
        if len(groups) > 1:
            blocks.append(Paragraph((Text(name, strong=True),), "lead-in"))
        blocks.append(statement_list(group, setting))
    yield Section("summary", "key-points", title, tuple(blocks))


def _by_event(
    points: tuple[Statement, ...], setting: Setting
) -> list[tuple[str, tuple[Statement, ...]]]:
    """Return the points of each event under its title; all of them where there are no events."""
    groups = []
    for event in setting.briefing.events:
        own = tuple(point for point in points if point.place.article in event.articles)
        if own:
            groups.append((event_title(event, setting), own))
    return groups or [("", points)]
