"""Sections: where they begin, what they are called, and contents that keep up with the headings."""

import re
from typing import get_args, get_type_hints

import msgspec

from diemtin.model import Block, Heading, Section, plain_text
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import Bookmark
from diemtin.style.word import word_names

_KINDS = frozenset(get_args(get_type_hints(Section)["kind"]))
_FOREIGN = ("front", "article")


class Begin(msgspec.Struct, frozen=True):
    """Where a section begins: the number of a line, and the bookmark that says so."""

    line: int
    bookmark: str
    kind: str


def sections_of(
    blocks: list[tuple[int, Block]], bookmarks: list[Bookmark], ledger: Ledger
) -> tuple[Section, ...]:
    """Part blocks into sections: where the writer's bookmarks are, or else at the main headings."""
    begins = _marked(bookmarks) or _headed(blocks)
    sections = []
    taken = 0
    for place, begin in enumerate(begins):
        last = place + 1 == len(begins)
        stop = len(blocks)
        if not last:
            later = begins[place + 1].line
            stop = next((n for n in range(taken, len(blocks)) if blocks[n][0] >= later), stop)
        own = tuple(block for _, block in blocks[taken:stop])
        sections.append(_section(begin, own, ledger, place))
        taken = stop
    return tuple(sections)


def _marked(bookmarks: list[Bookmark]) -> list[Begin]:
    stem = re.escape(word_names().bookmarks["section"])
    begins = []
    for mark in bookmarks:
        found = re.fullmatch(rf"{stem}_([a-z]+)_\d+", mark.name)
        if found and found[1] in _KINDS:
            begins.append(Begin(mark.line, mark.name, found[1]))
    return begins


def _headed(blocks: list[tuple[int, Block]]) -> list[Begin]:
    """Let every heading of the highest level begin a section, and what precedes them another."""
    headings = [(line, block) for line, block in blocks if isinstance(block, Heading)]
    highest = min((heading.level for _, heading in headings), default=0)
    begins = [
        Begin(line, "", _FOREIGN[1]) for line, heading in headings if heading.level == highest
    ]
    if blocks and (not begins or begins[0].line > blocks[0][0]):
        kind = _FOREIGN[0] if begins else _FOREIGN[1]
        begins.insert(0, Begin(blocks[0][0], "", kind))
    return begins


def _section(begin: Begin, blocks: tuple[Block, ...], ledger: Ledger, place: int) -> Section:
    """Name a section: as the writer noted it, or by its first heading."""
    note = ledger.sections.get(begin.bookmark)
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    title = plain_text(heading.content) if heading else ""
    identifier = f"{begin.kind}-{place + 1}"
    if note is not None:
        identifier = note.get("identifier", identifier)
        title = note.get("title", title)
    return Section(begin.kind, identifier, title, blocks)  # type: ignore[arg-type]
