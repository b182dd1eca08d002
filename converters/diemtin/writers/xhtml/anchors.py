"""Where everything that can be pointed to ends up: its file and its id."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diemtin.model import (
    Block,
    Citation,
    Document,
)
from diemtin.model.document import block_identifiers, block_texts

_SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")

# Begin the ids of page breaks and of the glyphs of charts.
RESERVED = ("page-", "glyph-")


class Place(NamedTuple):
    """The file that holds an element (empty for a single page), and the element's id in it."""

    file: str
    id: str


def _citations(block: Block) -> Iterator[Citation]:
    """Yield the citations of a block, in reading order."""
    for content in block_texts(block):
        for inline in content:
            if isinstance(inline, Citation):
                yield inline


class Anchors:
    """The places of all identifiers of a document, each with an id that XML allows.

    Identifiers are kept where they can be; an identifier that is used twice means its first
    place, as it does in a browser.
    """

    def __init__(self, document: Document, files: Sequence[str]) -> None:
        """Find all identifiers; `files` gives the file of each section."""
        self._places: dict[str, Place] = {}
        self._ids: set[str] = set()
        self.citations: set[str] = set()
        for section, file in zip(document.sections, files, strict=True):
            self._add(section.identifier, file)
            for block in section.blocks:
                for identifier in block_identifiers(block):
                    self._add(identifier, file)
                for citation in _citations(block):
                    self._add(citation.identifier, file)
                    self.citations.add(citation.identifier)

    def _add(self, identifier: str, file: str) -> None:
        """Give an identifier its place, unless it has one."""
        if not identifier or identifier in self._places:
            return
        kept = _SAFE.fullmatch(identifier) and not identifier.startswith(RESERVED)
        name = identifier if kept else f"id-{len(self._places) + 1}"
        while name in self._ids:
            name += "-"
        self._ids.add(name)
        self._places[identifier] = Place(file, name)

    def place(self, identifier: str) -> Place | None:
        """Return where an identifier ended up, or None where the document does not have it."""
        return self._places.get(identifier)
