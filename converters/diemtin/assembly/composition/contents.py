"""The table of contents: every heading of the first two levels, with where it leads."""

from collections.abc import Iterable

from diemtin.model import Contents, ContentsEntry, Heading, Section

LEVELS = 2
# A shorter table tells a reader nothing that the next page does not.
FEWEST = 3


def contents_block(sections: Iterable[Section]) -> Contents | None:
    """List the headings of level 1 and 2, or return None where there are too few of them."""
    entries = tuple(
        ContentsEntry(block.level, block.content, block.identifier)
        for section in sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level <= LEVELS
    )
    return Contents(entries) if len(entries) >= FEWEST else None
