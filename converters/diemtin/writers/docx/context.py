"""What all steps of writing one Word file share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from diemtin.model import Definitions, Document, Pagination, Picture, Section, plain_text
from diemtin.style import Style
from diemtin.style.word import word_names
from diemtin.writers.docx.archive import WordPackage
from diemtin.writers.docx.bookmarks import Bookmarks
from diemtin.writers.docx.comments import Comments
from diemtin.writers.docx.language import proofing_language
from diemtin.writers.docx.ledger import Ledger
from diemtin.writers.docx.markup import add, add_text
from diemtin.writers.docx.metrics import text_width
from diemtin.writers.docx.numbering import DEEPEST, UNMARKED, Numbering
from diemtin.writers.docx.outline import Outline, identifiers_in
from diemtin.writers.docx.properties import moment
from diemtin.writers.docx.stylesheet import StyleSheet

if TYPE_CHECKING:
    from lxml.etree import _Element

# A term longer than this share of the text's width runs into what is said of it.
_WIDEST_TERM = 1 / 3


class Place(msgspec.Struct, frozen=True):
    """Where blocks are written.

    `width` is that of the text there, in points; `level` is how deep in lists (-1: in none);
    `quoted` tells that it is in a quotation, `introduces` that what follows belongs to it.
    """

    parent: Any
    width: float
    level: int = -1
    quoted: bool = False
    introduces: bool = False


class Context:
    """The document, the parts of its file, and the marks that wait for the next paragraph."""

    def __init__(self, document: Document, style: Style, pagination: Pagination) -> None:
        metadata = document.metadata
        language = proofing_language(metadata.language)
        self.document = document
        self.style = style
        self._pagination = pagination
        self._awaited: list[tuple[_Element, str | None]] = []
        self.package = WordPackage()
        self.bookmarks = Bookmarks()
        self.numbering = Numbering(style)
        self.styles = StyleSheet(style, language, _hanging_terms(document, style))
        self.comments = Comments(moment(metadata.modified), self.styles)
        self.ledger = Ledger(metadata)
        self.pictures: dict[str, Picture] = {p.identifier: p for p in document.pictures}
        self.relations: dict[str, str] = {}
        self.drawings = 0
        self.outline = Outline(document)
        self._sections = self._section_bookmarks()
        self._marker: tuple[str, str] | None = None
        self._starts: list[tuple[str, str]] = []
        self._last: _Element | None = None

    @property
    def text_width(self) -> float:
        """The width of the text on an upright page, in points."""
        page = self.style.page
        return page.width - page.margin_left - page.margin_right

    def _section_bookmarks(self) -> dict[str, str]:
        """Name the bookmarks of all sections; links to a section lead there."""
        taken = set(identifiers_in(self.document))
        names = {}
        for section in self.document.sections:
            stem = f"{word_names().bookmarks['section']}_{section.kind}"
            names[section.identifier] = self.bookmarks.hidden(stem)
            if section.identifier not in taken:
                self.bookmarks.stand_in(section.identifier, names[section.identifier])
        return names

    def paragraph(self, place: Place, style: str, *, wordless: bool = False) -> "_Element":
        """Begin a paragraph: its style, its place in a list, the bookmarks that begin with it.

        One that is `wordless` leaves the marker of a list to the next paragraph.
        """
        node = add(place.parent, "w:p")
        properties = add(node, "w:pPr")
        add(properties, "w:pStyle", val=style)
        if place.level >= 0:
            number = add(properties, "w:numPr")
            add(number, "w:ilvl", val=str(min(place.level, DEEPEST)))
            marker = None if wordless else self._marker
            add(number, "w:numId", val=marker[0] if marker else UNMARKED)
            self._marker = self._marker if wordless else None
        for identifier, name in self._starts:
            add(node, "w:bookmarkStart", id=identifier, name=name)
            if name.startswith(word_names().bookmarks["section"]):
                add(node, "w:bookmarkEnd", id=identifier)
        self._starts.clear()
        self._last = node
        return node

    @contextmanager
    def bookmarked(
        self, node: "_Element", identifier: str, name: str | None = None
    ) -> Iterator[None]:
        """Put what is written meanwhile into the bookmark of an identifier, or one of that name."""
        if not (identifier or name):
            yield
            return
        number = self.bookmarks.number()
        add(node, "w:bookmarkStart", id=number, name=name or self.bookmarks.name(identifier))
        yield
        add(node, "w:bookmarkEnd", id=number)

    def mark_next(self, number: str, variant: str) -> None:
        """Give the next paragraph the marker of a list, and the style that goes with it."""
        self._marker = (number, variant)

    @property
    def variant(self) -> str:
        """The style of body text in a list: of an item's first paragraph, or of a further one."""
        return self._marker[1] if self._marker else "list-continue"

    @property
    def awaited_pages(self) -> int:
        """How many runs wait for a page number."""
        return len(self._awaited)

    def await_page(self, run: "_Element", identifier: str) -> None:
        """Let a run wait for the page of an identifier."""
        self._awaited.append((run, identifier))

    def await_count(self, run: "_Element") -> None:
        """Let a run wait for the number of pages."""
        self._awaited.append((run, None))

    def fill_pages(self) -> None:
        """Write the page numbers, which are asked for last, since they may still be laid out."""
        if not self._awaited:
            return
        count, anchors = self._pagination.count, self._pagination.anchors
        for run, identifier in self._awaited:
            page = count or 1 if identifier is None else anchors.get(identifier)
            add_text(run, str(page) if page else "")

    def begin_section(self, section: Section) -> str:
        """Put the bookmark of a section at the start of the next paragraph; returns its name."""
        name = self._sections[section.identifier]
        self._starts.append((self.bookmarks.number(), name))
        return name

    @property
    def sections_wait(self) -> bool:
        """Whether a bookmark still needs a paragraph to stand in."""
        return bool(self._starts)

    def begin_range(self, kind: str) -> tuple[str, str]:
        """Begin a hidden bookmark with the next paragraph; returns its number and its name."""
        name = self.bookmarks.hidden(word_names().bookmarks[kind])
        mark = (self.bookmarks.number(), name)
        self._starts.append(mark)
        return mark

    def end_range(self, mark: tuple[str, str]) -> None:
        """End a hidden bookmark with the last paragraph; one that holds none is forgotten."""
        if mark in self._starts:
            self._starts.remove(mark)
        elif self._last is not None:
            add(self._last, "w:bookmarkEnd", id=mark[0])


def _hanging_terms(document: Document, style: Style) -> dict[str, float]:
    """Return how far what is said of a term hangs behind it, by role, from the widest term."""
    widest: dict[str, float] = {}
    limit = (style.page.width - style.page.margin_left - style.page.margin_right) * _WIDEST_TERM
    names = word_names()
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Definitions):
                continue
            role = names.definitions.get(block.role, "fact")
            paragraph = style.of(role)
            font = (
                style.fonts.word_heading if paragraph.font == "heading" else style.fonts.word_body
            )
            for item in block.items:
                width = text_width(plain_text(item.term), font, paragraph.size, bold=True)
                if width <= limit:
                    widest[role] = max(widest.get(role, 0), width)
    return {role: width + style.of(role).size for role, width in widest.items()}
