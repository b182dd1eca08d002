"""The outline of a document: its headings, and which of them the contents list."""

from collections.abc import Iterator

from diemtin.model import Contents, Document, Heading
from diemtin.model.document import block_identifiers


class Outline:
    """The headings of a document in their order, those in lists and quotations left out.

    The heading of the contents themselves, which stands in their section and which they do not
    list, is none of `headings`: in Word it has a style of its own (TOC Heading).
    """

    def __init__(self, document: Document) -> None:
        blocks = [block for section in document.sections for block in section.blocks]
        listed = {
            entry.target
            for block in blocks
            if isinstance(block, Contents)
            for entry in block.entries
        }
        self.contents_headings = [
            block
            for section in document.sections
            if section.kind == "contents"
            for block in section.blocks
            if isinstance(block, Heading) and block.level == 1 and block.identifier not in listed
        ]
        beside = {id(heading) for heading in self.contents_headings}
        self.headings = [
            block for block in blocks if isinstance(block, Heading) and id(block) not in beside
        ]
        self.by_identifier = {heading.identifier: heading for heading in self.headings}


def identifiers_in(document: Document) -> Iterator[str]:
    """Yield the identifiers of all blocks and definitions."""
    for section in document.sections:
        for block in section.blocks:
            yield from block_identifiers(block)
