"""Sections: where they begin and what they are called."""

import re
from typing import get_args, get_type_hints

import msgspec

from diemtin.model import Block, Heading, Section, plain_text
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import Bookmark
from diemtin.style.word import word_names

_KINDS = frozenset(get_args(get_type_hints(Section)["kind"]))
# A main heading that an editor adds in one of these begins an article.
_BEFORE_ARTICLES = frozenset({"front", "contents", "summary", "event", "article"})


class Begin(msgspec.Struct, frozen=True):
    """Where a section begins: the number of a line, and the bookmark that says so."""

    line: int
    bookmark: str
    kind: str


def sections_of(
    blocks: list[tuple[int, Block]],
    bookmarks: list[Bookmark],
    new: set[int],
    contents: set[int],
    ledger: Ledger,
) -> tuple[Section, ...]:
    """Part blocks into sections: where the writer's bookmarks are, or else at the main headings.

    Args:
        blocks: The blocks, each with the number of its first line.
        bookmarks: All bookmarks of the file.
        new: The lines of headings that an editor has added.
        contents: The lines of headings of contents that another program made.
        ledger: What the writer noted of its sections.
    """
    begins = _marked(bookmarks)
    begins = _with_new(begins, blocks, new) if begins else _headed(blocks, contents)
    taken = {note.get("identifier", "") for note in ledger.sections.values()}
    sections = []
    first = 0
    for place, begin in enumerate(begins):
        stop = len(blocks)
        if place + 1 < len(begins):
            later = begins[place + 1].line
            stop = next((n for n in range(first, stop) if blocks[n][0] >= later), stop)
        own = tuple(block for _, block in blocks[first:stop])
        sections.append(_section(begin, own, ledger, taken))
        first = stop
    return tuple(sections)


def _marked(bookmarks: list[Bookmark]) -> list[Begin]:
    """Return the sections that the writer has marked."""
    stem = re.escape(word_names().bookmarks["section"])
    begins: dict[str, Begin] = {}
    for mark in bookmarks:
        found = re.fullmatch(rf"{stem}_([a-z]+)_\d+", mark.name)
        if found and found[1] in _KINDS:
            begins.setdefault(mark.name, Begin(mark.line, mark.name, found[1]))
    return sorted(begins.values(), key=lambda begin: begin.line)


def _with_new(begins: list[Begin], blocks: list[tuple[int, Block]], new: set[int]) -> list[Begin]:
    """Add the articles that an editor has added."""
    added = []
    for line, heading in blocks:
        if line not in new or not isinstance(heading, Heading) or heading.level > 1:
            continue
        before = [begin for begin in begins if begin.line <= line]
        if before and before[-1].kind in _BEFORE_ARTICLES:
            added.append(Begin(line, "", "article"))
    return sorted((*begins, *added), key=lambda begin: begin.line)


def _headed(blocks: list[tuple[int, Block]], contents: set[int]) -> list[Begin]:
    """Let every heading of the highest level begin a section, and what precedes them another."""
    headings = [(line, block) for line, block in blocks if isinstance(block, Heading)]
    highest = min((heading.level for _, heading in headings), default=0)
    begins = [
        Begin(line, "", "contents" if line in contents else "article")
        for line, heading in headings
        if heading.level == highest
    ]
    if blocks and (not begins or begins[0].line > blocks[0][0]):
        begins.insert(0, Begin(blocks[0][0], "", "front" if begins else "article"))
    return begins


def _section(begin: Begin, blocks: tuple[Block, ...], ledger: Ledger, taken: set[str]) -> Section:
    """Name a section: as the writer noted it, or by its first heading."""
    note = ledger.sections.get(begin.bookmark)
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    title = plain_text(heading.content) if heading else ""
    if note is not None:
        identifier = note.get("identifier", "")
        title = note.get("title", title)
    else:
        count = 1
        while f"{begin.kind}-{count}" in taken:
            count += 1
        identifier = f"{begin.kind}-{count}"
        taken.add(identifier)
    return Section(begin.kind, identifier, title, blocks)  # type: ignore[arg-type]
