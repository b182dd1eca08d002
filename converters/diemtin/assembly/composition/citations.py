"""Citations lead both ways: each place of one gets an identifier that its source points back to."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from diemtin.model import (
    Block,
    Cell,
    Citation,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    Section,
    Table,
)

Mapper = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


class Reference(msgspec.Struct, frozen=True):
    """A place that cites a source: the section that it stands in, and its identifier."""

    section: Section
    identifier: str


def identify_citations(
    sections: Iterable[Section],
) -> tuple[tuple[Section, ...], dict[str, list[Reference]]]:
    """Number every citation, and return the places of each source, by the citations' target."""
    places: dict[str, list[Reference]] = {}
    numbered = []
    for section in sections:

        def number(content: tuple[Inline, ...], section: Section = section) -> tuple[Inline, ...]:
            return tuple(_numbered(content, section, places))

        blocks = tuple(map_inlines(block, number) for block in section.blocks)
        numbered.append(msgspec.structs.replace(section, blocks=blocks))
    return tuple(numbered), places


def _numbered(
    content: tuple[Inline, ...], section: Section, places: dict[str, list[Reference]]
) -> Iterator[Inline]:
    for inline in content:
        if isinstance(inline, Citation):
            known = places.setdefault(inline.target, [])
            identifier = f"citation-{inline.label}-{len(known) + 1}"
            known.append(Reference(section, identifier))
            yield msgspec.structs.replace(inline, identifier=identifier)
        else:
            yield inline


def map_inlines(block: Block, change: Mapper) -> Block:
    """Return a block with every run of inlines changed, in reading order."""
    replace = msgspec.structs.replace
    match block:
        case Heading() | Paragraph():
            return replace(block, content=change(block.content))
        case Figure():
            return replace(block, caption=change(block.caption))
        case Quote():
            blocks = tuple(map_inlines(child, change) for child in block.blocks)
            return replace(block, blocks=blocks, attribution=change(block.attribution))
        case List():
            items = tuple(
                tuple(map_inlines(child, change) for child in item) for item in block.items
            )
            return replace(block, items=items)
        case Table():
            caption = change(block.caption)
            rows = tuple(tuple(_map_cell(cell, change) for cell in row) for row in block.rows)
            return replace(block, rows=rows, caption=caption)
        case Definitions():
            return replace(
                block, items=tuple(_map_definition(item, change) for item in block.items)
            )
        case _:
            return block


def _map_cell(cell: Cell, change: Mapper) -> Cell:
    return msgspec.structs.replace(cell, content=change(cell.content))


def _map_definition(item: Definition, change: Mapper) -> Definition:
    term = change(item.term)
    return msgspec.structs.replace(item, term=term, description=change(item.description))
