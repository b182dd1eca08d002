"""The figures: all quantities by kind, and the sentences that they come from, each once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from diemtin.assembly.comparisons import capital
from diemtin.assembly.composition.inlines import join_runs
from diemtin.assembly.composition.setting import Setting
from diemtin.assembly.composition.statements import (
    cell,
    excerpt,
    header_row,
    value_cell,
)
from diemtin.assembly.words import words_of
from diemtin.model import (
    Block,
    Cell,
    Definition,
    Definitions,
    Inline,
    Link,
    Paragraph,
    Place,
    Quantity,
    Table,
    Text,
)

KINDS = ("money", "share", "measure", "count")
# What two quantities have alike that are one row: kind, sign, what is counted or measured, limits,
# whether they are only near, and the period.
_Key = tuple[str, str, tuple[str, ...], float | None, float | None, bool, str]


def figure_blocks(setting: Setting) -> list[Block]:
    """Return the table of all quantities, and under it the sentences that its rows refer to.

    The table is parted by kinds. Amounts of one measure and counts of one unit stand together, the
    greatest first; what several captures say alike is one row.
    """
    quantities = setting.briefing.quantities
    if not quantities:
        return []
    strings = setting.strings
    numbers = _numbered(quantities)
    rows = _rows(quantities, setting)
    names = (strings.value, strings.subject, strings.period)
    heads = header_row(*names, f"{strings.statement}, {strings.source.lower()}")
    titles = (strings.money, strings.shares, strings.measures, strings.counts)
    table: list[tuple[Cell, ...]] = [heads]
    for kind, title in zip(KINDS, titles, strict=True):
        own = [row for row in rows if row[0].kind == kind]
        if own:
            table.append((Cell((Text(title),), header=True, column_span=len(heads)),))
            table += [_row(row, numbers, setting) for row in own]
    lead = Paragraph((Text(strings.statements, strong=True),), "lead-in")
    sentences = Definitions(tuple(_sentences(quantities, numbers, setting)), "sources")
    return [Table(tuple(table), header_rows=1), lead, sentences]


def _numbered(quantities: Iterable[Quantity]) -> dict[Place, int]:
    """Number the sentences of quantities from 1, in reading order."""
    places = dict.fromkeys(quantity.statement.place for quantity in quantities)
    return {place: number for number, place in enumerate(places, start=1)}


def _rows(quantities: Iterable[Quantity], setting: Setting) -> list[list[Quantity]]:
    """Return the quantities of each row, in the order of the rows."""
    meanings = {item.short: item.meaning for item in setting.briefing.abbreviations if item.meaning}
    rows: dict[_Key, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        rows[_key(quantity, meanings)].append(quantity)

    def order(key: _Key) -> tuple[str, str, float]:
        _, sign, thing, low, high, _, _ = key
        return sign, "" if sign else _alphabetical(thing), -(low or high or 0)

    return [rows[key] for key in sorted(rows, key=order)]


def _alphabetical(words: Iterable[str]) -> str:
    """Return what words are sorted by: "đ" stands behind "d", a letter with marks behind without.

    >>> sorted(["gỗ", "đá", "dê", "dân"], key=lambda word: _alphabetical([word]))
    ['dân', 'dê', 'đá', 'gỗ']
    """
    return normalize("NFD", " ".join(words).replace("đ", "d\N{COMBINING TILDE}"))


def _key(quantity: Quantity, meanings: Mapping[str, str]) -> _Key:
    counted = quantity.subject if quantity.measured else quantity.unit
    thing = words_of(" ".join(meanings.get(word, word) for word in counted.split()))
    limits = quantity.low, quantity.high, quantity.approximate
    return quantity.kind, quantity.measure, thing, *limits, quantity.period.casefold()


def _row(
    quantities: list[Quantity], numbers: Mapping[Place, int], setting: Setting
) -> tuple[Cell, ...]:
    """Return a row: value, what is counted or measured, when, and where that is said."""
    first = quantities[0]
    said: list[Inline] = []
    for place, statement in {item.statement.place: item.statement for item in quantities}.items():
        number = numbers[place]
        said.append(Text("; " if said else ""))
        said.append(Link(f"#{_identifier(number)}", (Text(f"({number})"),)))
        said += (Text("\N{NO-BREAK SPACE}"), *setting.cite_all(statement.articles))
    return (
        value_cell(first),
        cell(Text(capital(first.subject) if first.measured else first.unit)),
        cell(Text(first.period[:1].lower() + first.period[1:])),
        cell(*said),
    )


def _sentences(
    quantities: Iterable[Quantity], numbers: Mapping[Place, int], setting: Setting
) -> Iterator[Definition]:
    """Yield the sentences with their numbers and sources."""
    by_sentence: dict[Place, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        by_sentence[quantity.statement.place].append(quantity)
    for place, own in by_sentence.items():
        number = numbers[place]
        text = Text(f"{excerpt(*own)}\N{NO-BREAK SPACE}")
        cited = setting.cite_all(own[0].statement.articles)
        yield Definition((Text(f"({number})"),), join_runs([text, *cited]), _identifier(number))


def _identifier(number: int) -> str:
    return f"statement-{number}"
