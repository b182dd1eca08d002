"""The outline: identifiers for new headings, and contents that keep up with the headings."""

import re
from collections.abc import Iterator

import msgspec

from diemtin.model import Block, Contents, ContentsEntry, Heading, Section
from diemtin.readers.docx.ledger import Ledger

_RANGE = re.compile(r'\\o\s+"?(\d)\s*-\s*(\d)')


class Listing(msgspec.Struct, frozen=True):
    """What the contents of a file list: whole levels, and some entries in words of their own."""

    levels: frozenset[int]
    own: frozenset[str]


def listing_of(ledger: Ledger, instruction: str) -> Listing:
    """Return what the contents list: as the writer noted it, or else as the TOC field says."""
    notes = ledger.notes("contents")
    own = {ledger.identifier(note.get("bookmark", "")) for note in ledger.notes("entry")}
    if notes:
        levels = {int(level) for level in notes[0].get("levels", "").split() if level.isdigit()}
        return Listing(frozenset(levels), frozenset(own))
    found = _RANGE.search(instruction)
    first, last = (int(found[1]), int(found[2])) if found else (1, 0)
    return Listing(frozenset(range(first, last + 1)), frozenset(own))


def with_outline(sections: tuple[Section, ...], listing: Listing) -> tuple[Section, ...]:
    """Return the sections with every heading named, and their contents made anew.

    An entry follows the wording of its heading, goes with it, and a new heading gets one where
    all others of its level have one.
    """
    named = _with_identifiers(sections)
    headings = [
        block
        for section in named
        for block in section.blocks
        if isinstance(block, Heading) and not _heads_contents(section, block)
    ]
    renewed = []
    for section in named:
        blocks: list[Block] = []
        for block in section.blocks:
            if not isinstance(block, Contents):
                blocks.append(block)
                continue
            contents = Contents(tuple(_entries(block, headings, listing)))
            blocks += [contents] if contents.entries else []
        renewed.append(msgspec.structs.replace(section, blocks=tuple(blocks)))
    return tuple(renewed)


def _heads_contents(section: Section, heading: Heading) -> bool:
    following = section.blocks[section.blocks.index(heading) + 1 :]
    return any(isinstance(block, Contents) for block in following)


def _with_identifiers(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    taken = {
        block.identifier
        for section in sections
        for block in section.blocks
        if isinstance(block, Heading)
    }
    count = 0
    named = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Heading) and not block.identifier:
                count += 1
                while f"heading-{count}" in taken:
                    count += 1
                block = msgspec.structs.replace(block, identifier=f"heading-{count}")
            blocks.append(block)
        named.append(msgspec.structs.replace(section, blocks=tuple(blocks)))
    return tuple(named)


def _entries(block: Contents, headings: list[Heading], listing: Listing) -> Iterator[ContentsEntry]:
    """Yield the entries: the old ones in their order, new ones after those that precede them."""
    by_target = {heading.identifier: heading for heading in headings}
    listed = {entry.target for entry in block.entries if entry.target in by_target}
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
        if known is None:
            continue
        content = entry.content if entry.target in listing.own else known.content
        yield msgspec.structs.replace(entry, content=content)
        yield from (_entry(heading, shift) for heading in after.get(entry.target, ()))


def _shift(block: Contents, by_target: dict[str, Heading]) -> int:
    """Return how much deeper entries stand than the level of their headings says."""
    for entry in block.entries:
        if entry.target in by_target:
            return entry.level - by_target[entry.target].level
    return 0


def _entry(heading: Heading, shift: int) -> ContentsEntry:
    return ContentsEntry(max(heading.level + shift, 1), heading.content, heading.identifier)
