"""The one tree that every writer renders: it decides all content, order and numbering."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from diemtin.model.block import (
    Block,
    Chart,
    Columns,
    Contents,
    Definitions,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
)
from diemtin.model.inline import Inline, Text, plain_text


class Metadata(msgspec.Struct, frozen=True, omit_defaults=True):
    """What catalogues want to know.

    `date` is the briefing's date (`2024-02-05`); `modified` the instant of the build in UTC
    (`2024-02-05T07:00:00Z`), which no writer takes from the clock itself. `identifier` is a URN
    that depends on the content alone. `style` names the style that the document was composed for.
    """

    title: str
    subtitle: str = ""
    language: str = "vi"
    creator: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    date: str | None = None
    modified: str = "1970-01-01T00:00:00Z"
    identifier: str = ""
    style: str = ""


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture, ready to embed: upright, in RGB or grey, JPEG or PNG; sizes in pixels."""

    identifier: str
    media_type: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    data: bytes


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part that starts anew: one file of an EPUB, one running head of a PDF.

    `title` is the running head; it is not printed as a heading, which is a block of its own.
    """

    kind: Literal[
        "front", "contents", "summary", "event", "article", "index", "appendix", "closing"
    ]
    identifier: str
    title: str
    blocks: tuple[Block, ...]


class Document(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole publication."""

    metadata: Metadata
    sections: tuple[Section, ...]
    pictures: tuple[Picture, ...] = ()


DOCUMENT_FORMAT = "diemtin-document"
DOCUMENT_VERSION = 1


class StoredDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document in a JSON file, with the marker by which it is known."""

    format: str = DOCUMENT_FORMAT
    version: int = DOCUMENT_VERSION
    document: Document


class PageBreak(msgspec.Struct, frozen=True):
    """Page `page` begins in or before top-level block number `block` (from 0) of a section.

    `offset` counts the characters of the block, spaces apart, that stand on pages before.
    """

    page: int
    section: str
    block: int
    offset: int = 0


class Pagination(msgspec.Struct, frozen=True):
    """Where the laid-out pages fall: writers of unpaged formats take their page numbers from it.

    `anchors` gives the page (from 1) of every identifier; `breaks` has one entry a page.
    """

    count: int = 0
    anchors: dict[str, int] = {}
    breaks: tuple[PageBreak, ...] = ()


def block_texts(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Yield the block's printed contents in reading order."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            yield content
        case List(items=items):
            for item in items:
                for child in item:
                    yield from block_texts(child)
        case Quote(blocks=blocks, attribution=attribution):
            for child in blocks:
                yield from block_texts(child)
            yield attribution
        case Figure():
            yield figure_caption(block)
        case Chart(caption=caption):
            yield caption
        case Table(rows=rows, caption=caption):
            yield caption
            for row in rows:
                for cell in row:
                    yield cell.content
        case Definitions(items=entries):
            for entry in entries:
                yield entry.term
                yield entry.description
        case Contents(entries=lines):
            for line in lines:
                yield line.content
        case Columns(left=left, right=right):
            for paragraph in (*left, *right):
                yield paragraph.content


def block_identifiers(block: Block) -> Iterator[str]:
    """Yield the identifiers of a block and of all that it holds, in reading order; some are empty.

    >>> from diemtin.model import List, Paragraph
    >>> list(block_identifiers(List(items=((Paragraph((), identifier="s1"),),))))
    ['s1']
    """
    match block:
        case List(items=items):
            for item in items:
                for child in item:
                    yield from block_identifiers(child)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from block_identifiers(child)
        case Definitions(items=entries):
            yield from (entry.identifier for entry in entries)
        case Columns(left=left, right=right):
            yield from (paragraph.identifier for paragraph in (*left, *right))
        case Contents():
            return
        case _:
            yield block.identifier


def figure_caption(figure: Figure) -> tuple[Inline, ...]:
    """Return the caption as it is printed: the label, a space and the caption."""
    if not figure.label:
        return figure.caption
    label = Text(f"{figure.label} ", strong=True)
    return (label, *figure.caption) if figure.caption else (Text(figure.label, strong=True),)


def block_words(block: Block) -> list[str]:
    """Return the printed words of a block in reading order."""
    return [word for content in block_texts(block) for word in plain_text(content).split()]


def document_words(document: Document) -> list[str]:
    """Return the printed words in reading order; page numbers and running heads are not among them.

    List markers and the numbers of contents are layout, and not counted either.
    """
    return [
        word
        for section in document.sections
        for block in section.blocks
        for word in block_words(block)
    ]
