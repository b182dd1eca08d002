"""The outline of a document: its headings, and which of them the contents list."""

from collections.abc import Iterable, Iterator

from diemtin.model import Block, Columns, Contents, Definitions, Document, Heading, List, Quote


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
        yield from _identifiers(section.blocks)


def _identifiers(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Quote(blocks=children):
                yield from _identifiers(children)
            case List(items=items):
                for item in items:
                    yield from _identifiers(item)
            case Definitions(items=entries):
                yield from (entry.identifier for entry in entries)
            case Columns(left=left, right=right):
                yield from _identifiers((*left, *right))
            case Contents():
                pass
            case _:
                yield block.identifier
