"""The outline: identifiers for new headings, and contents that keep up with the headings."""

import re
from collections.abc import Iterator
from itertools import count

import msgspec

from diemtin.model import Block, Contents, ContentsEntry, Heading, Section
from diemtin.readers.docx.ledger import Ledger

_RANGE = re.compile(r'\\o\s+"?(\d)\s*-\s*(\d)')


class Listing(msgspec.Struct, frozen=True):
    """What the contents of a file list: whole levels, and some entries in words of their own.

    `places` are the identifiers that are there; an entry that leads elsewhere is out of date.
    `ours` tells that our own writer made the file, in which all headings but new ones are as
    they should be.
    """

    levels: frozenset[int]
    own: frozenset[str]
    places: frozenset[str]
    ours: bool


def listing_of(ledger: Ledger, instruction: str, places: frozenset[str]) -> Listing:
    """Return what the contents list: as the writer noted it, or else as the TOC field says."""
    notes = ledger.notes("contents")
    own = frozenset(ledger.identifier(note.get("bookmark", "")) for note in ledger.notes("entry"))
    found = _RANGE.search(instruction)
    levels = range(int(found[1]), int(found[2]) + 1) if found else range(0)
    if notes:
        noted = notes[0].get("levels", "")
        return Listing(frozenset(map(int, re.findall(r"\b[1-6]\b", noted))), own, places, ours=True)
    return Listing(frozenset(levels), own, places, ours=ledger.present)


def with_outline(sections: tuple[Section, ...], listing: Listing) -> tuple[Section, ...]:
    """Return the sections with every heading named that needs it, and their contents made anew.

    An entry follows the wording of its heading, goes with it, and a new heading gets one where
    all others of its level have one.
    """
    sections = _with_identifiers(sections, listing)
    listed = {
        entry.target
        for section in sections
        for block in section.blocks
        if isinstance(block, Contents)
        for entry in block.entries
    }
    headings = [
        block
        for section in sections
        for place, block in enumerate(section.blocks)
        if isinstance(block, Heading)
        and (block.identifier in listed or not _heads_contents(section, place, listing))
    ]
    return tuple(_with_contents(section, headings, listing) for section in sections)


def _heads_contents(section: Section, place: int, listing: Listing) -> bool:
    """Tell whether a heading is that of the contents themselves."""
    if listing.ours:
        return section.kind == "contents"
    return any(isinstance(block, Contents) for block in section.blocks[place:])


def _with_identifiers(sections: tuple[Section, ...], listing: Listing) -> tuple[Section, ...]:
    """Name the headings that have no name, where something has to lead to them."""
    names = (name for name in map("heading-{}".format, count(1)) if name not in listing.places)
    named = []
    for section in sections:
        blocks = tuple(
            msgspec.structs.replace(block, identifier=next(names))
            if isinstance(block, Heading) and _wants_name(block, listing)
            else block
            for block in section.blocks
        )
        named.append(msgspec.structs.replace(section, blocks=blocks))
    return tuple(named)


def _wants_name(heading: Heading, listing: Listing) -> bool:
    return not heading.identifier and (not listing.ours or heading.level in listing.levels)


def _with_contents(section: Section, headings: list[Heading], listing: Listing) -> Section:
    if not any(isinstance(block, Contents) for block in section.blocks):
        return section
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Contents):
            entries = tuple(_entries(block, headings, listing))
            blocks += [Contents(entries)] if entries else []
        else:
            blocks.append(block)
    return msgspec.structs.replace(section, blocks=tuple(blocks))


def _entries(block: Contents, headings: list[Heading], listing: Listing) -> Iterator[ContentsEntry]:
    """Yield the entries: the old ones in their order, new ones after those that precede them."""
    by_target = {heading.identifier: heading for heading in headings if heading.identifier}
    listed = {entry.target for entry in block.entries}
    after: dict[str, list[Heading]] = {}
    last = ""
    for heading in headings:
        if heading.identifier in listed:
            last = heading.identifier
        elif heading.level in listing.levels:
            after.setdefault(last, []).append(heading)
    shift = _shift(block, by_target)
    yield from (_entry(heading, shift) for heading in after.get("", ()))
    for entry in block.entries:
        known = by_target.get(entry.target)
        if known is not None and entry.target not in listing.own:
            yield msgspec.structs.replace(entry, content=known.content)
        elif known is not None or entry.target in listing.places:
            yield entry
        yield from (_entry(heading, shift) for heading in after.get(entry.target, ()))


def _shift(block: Contents, by_target: dict[str, Heading]) -> int:
    """Return how much deeper entries stand than the level of their headings says."""
    for entry in block.entries:
        if entry.target in by_target:
            return entry.level - by_target[entry.target].level
    return 0


def _entry(heading: Heading, shift: int) -> ContentsEntry:
    return ContentsEntry(max(heading.level + shift, 1), heading.content, heading.identifier)
