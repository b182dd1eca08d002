"""What bookmarks are called in the document, and where links lead."""

import re
from collections.abc import Iterator

from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import Bookmark, Line, TextLine
from diemtin.style.word import word_names


class Anchors:
    """Gives every line the identifier of its bookmark, and every link its target.

    A paragraph may have several bookmarks, ours and those that Word adds for its contents and
    cross-references: the first visible one names the paragraph, and all lead to it.
    """

    def __init__(self, lines: list[Line], ledger: Ledger) -> None:
        self._ledger = ledger
        self._identifiers: dict[str, str] = {}
        self._citations: dict[int, str] = {}
        for bookmark, note in ledger.sections.items():
            self._identifiers[bookmark] = note.get("identifier", "")
        every = list(_text_lines(lines))
        linked = {piece.link for line in every for piece in line.pieces if piece.link}
        for line in every:
            self._name(line, linked)

    def target(self, link: str) -> str:
        """Return where a link leads: `#bookmark` becomes `#identifier`."""
        if not link.startswith("#"):
            return link
        bookmark = link[1:]
        return "#" + (self._identifiers.get(bookmark) or self._ledger.identifier(bookmark))

    @property
    def known(self) -> frozenset[str]:
        """The identifiers of all places that were found."""
        return frozenset(self._identifiers.values())

    def citation(self, group: int) -> str:
        """Return the identifier of the citation that a link is, by its group."""
        return self._citations.get(group, "")

    def _name(self, line: TextLine, linked: set[str]) -> None:
        cited = _citation_spans(line)
        whole = (0, len(line.text))
        own: list[Bookmark] = []
        for mark in line.bookmarks:
            span = (mark.start, mark.end)
            group = mark.group or (cited.get(span, 0) if span != whole else 0)
            if group and not is_hidden(mark.name):
                self._citations[group] = self._ledger.identifier(mark.name)
                self._identifiers[mark.name] = self._citations[group]
            elif not _is_structural(mark.name):
                own.append(mark)
        own.sort(key=lambda mark: is_hidden(mark.name))
        for mark in own:
            heads = line.meaning.element == "heading"
            if not is_hidden(mark.name) or heads or f"#{mark.name}" in linked:
                line.identifier = line.identifier or self._readable(mark.name)
            if line.identifier:
                self._identifiers.setdefault(mark.name, line.identifier)

    def _readable(self, bookmark: str) -> str:
        if is_hidden(bookmark):
            return bookmark.strip("_").lower() or "place"
        return self._ledger.identifier(bookmark)


def is_hidden(bookmark: str) -> bool:
    """Tell whether a bookmark is one that Word does not show."""
    return bookmark.startswith("_")


def _is_structural(bookmark: str) -> bool:
    """Tell whether a bookmark is there for the reader alone, or left behind by an editor."""
    stems = "|".join(map(re.escape, word_names().bookmarks.values()))
    return re.match(f"(?:{stems})(?:_|$)|_GoBack$|__", bookmark) is not None


def _citation_spans(line: TextLine) -> dict[tuple[int, int], int]:
    """Return the stretches of text that are citations, with the group of their link."""
    spans: dict[int, list[int]] = {}
    at = 0
    for piece in line.pieces:
        end = at + len(piece.text)
        if piece.kind == "citation" and piece.link:
            spans.setdefault(piece.group, [at, end])[1] = end
        at = end
    return {(start, end): group for group, (start, end) in spans.items()}


def _text_lines(lines: list[Line]) -> Iterator[TextLine]:
    for line in lines:
        if isinstance(line, TextLine):
            yield line
        else:
            for row in line.rows:
                for cell in row:
                    yield from cell.lines
