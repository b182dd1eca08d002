"""What the briefing looks up: differences, figures, charts, people, abbreviations, the timeline."""

from collections.abc import Iterator

from diemtin.assembly.comparisons import capital
from diemtin.assembly.composition.charts import chart_blocks
from diemtin.assembly.composition.dates import date_text
from diemtin.assembly.composition.figures import figure_blocks
from diemtin.assembly.composition.setting import Setting
from diemtin.assembly.composition.statements import cell, excerpt, header_row, value_cell
from diemtin.model import (
    Block,
    Cell,
    Definition,
    Definitions,
    Heading,
    Inline,
    LineBreak,
    Office,
    Person,
    Quantity,
    Section,
    Table,
    Text,
)


def index_sections(setting: Setting) -> Iterator[Section]:
    """Yield the sections that have something to say, in their order."""
    strings = setting.strings
    parts = (
        ("differences", strings.differences, _differences(setting)),
        ("figures", strings.figures, figure_blocks(setting)),
        ("charts", strings.charts, chart_blocks(setting)),
        ("people", strings.people, _people(setting)),
        ("abbreviations", strings.abbreviations, _abbreviations(setting)),
        ("timeline", strings.timeline, _timeline(setting)),
    )
    for name, title, blocks in parts:
        if blocks:
            heading = Heading(1, (Text(title),), f"{name}-title")
            yield Section("index", name, title, (heading, *blocks))


def _differences(setting: Setting) -> list[Block]:
    """Set the values side by side, under what they count, without a verdict."""
    strings = setting.strings
    names = (strings.value, strings.period, strings.statement, strings.source)
    rows = [header_row(*names)]
    for difference in setting.briefing.differences:
        rows.append((Cell((Text(capital(difference.unit)),), header=True, column_span=len(names)),))
        rows += [
            (
                value_cell(quantity),
                cell(Text(_time(quantity, setting))),
                cell(Text(excerpt(quantity))),
                cell(*setting.cite_all(quantity.statement.articles)),
            )
            for quantity in difference.quantities
        ]
    return [Table(tuple(rows), header_rows=1)] if len(rows) > 1 else []


def _time(quantity: Quantity, setting: Setting) -> str:
    """Return the period of a quantity, or else the date of the event that it was told at."""
    if quantity.period:
        return quantity.period
    article = quantity.place.article
    for event in setting.briefing.events:
        if article in event.articles and event.date:
            return date_text(event.date, setting.language)
    return ""


def _people(setting: Setting) -> list[Block]:
    """List people with their offices, and the bodies."""
    strings = setting.strings
    blocks: list[Block] = []
    people = [
        (
            cell(Text(person.name)),
            Cell(tuple(_offices(person, setting))),
            cell(*setting.cite_all(person.articles)),
        )
        for person in setting.briefing.people
    ]
    if people:
        names = (strings.name, strings.office, strings.mentions)
        blocks.append(Table((header_row(*names), *people), header_rows=1))
    mentioned = [
        (cell(Text(body.name)), cell(*setting.cite_all(body.articles)))
        for body in setting.briefing.bodies
    ]
    if mentioned:
        heads = header_row(strings.body, strings.mentions)
        blocks.append(Table((heads, *mentioned), header_rows=1))
    return blocks


def _offices(person: Person, setting: Setting) -> Iterator[Inline]:
    """Yield a person's offices, one a line, each with its sources if they are not all of them."""
    for number, office in enumerate(person.offices):
        if number:
            yield LineBreak()
        yield from _office(office, person, setting)


def _office(office: Office, person: Person, setting: Setting) -> Iterator[Inline]:
    if office.articles == person.articles:
        yield Text(office.text)
    else:
        yield Text(f"{office.text}\N{NO-BREAK SPACE}")
        yield from setting.cite_all(office.articles)


def _abbreviations(setting: Setting) -> list[Block]:
    """List the abbreviations; what no capture explains is flagged, also where the list does."""
    items = []
    for abbreviation in setting.briefing.abbreviations:
        description: tuple[Inline, ...]
        if abbreviation.meaning is None:
            flag = Text(f"{setting.strings.never_explained}\N{NO-BREAK SPACE}", emphasis=True)
            description = (flag, *setting.cite_all(abbreviation.articles))
        elif abbreviation.explained:
            meaning = Text(f"{abbreviation.meaning}\N{NO-BREAK SPACE}")
            description = (meaning, *setting.cite_all(abbreviation.explained))
        else:
            origin = Text(f"({setting.strings.from_list})", emphasis=True)
            description = (Text(f"{abbreviation.meaning} "), origin)
        items.append(Definition((Text(f"{abbreviation.short}:"),), description))
    return [Definitions(tuple(items), "glossary")] if items else []


def _timeline(setting: Setting) -> list[Block]:
    """List the dated statements in order of time."""
    strings = setting.strings
    rows = [
        (
            cell(Text(date_text(item.date, setting.language))),
            cell(Text(item.statement.text)),
            cell(*setting.cite_all(item.statement.articles)),
        )
        for item in setting.briefing.timeline
    ]
    names = (strings.day, strings.what_happened, strings.source)
    return [Table((header_row(*names), *rows), header_rows=1)] if rows else []
