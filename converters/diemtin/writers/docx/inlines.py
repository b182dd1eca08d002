"""The text of a paragraph: runs, links, citations, and the places of comments."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diemtin.model import Citation, Comment, Inline, LineBreak, Link, Text, is_address, plain_text
from diemtin.writers.docx.context import Context
from diemtin.writers.docx.markup import add, add_text, qualified

if TYPE_CHECKING:
    from lxml.etree import _Element

# Word refuses a file whose links it cannot read: what RFC 3987 forbids is escaped.
_UNSAFE = re.compile(r'[\x00-\x20"<>\\^`{|}\x7f]')


class Marks:
    """The starts and ends of a paragraph's comments, written when the text has come that far."""

    def __init__(self, comments: Sequence[Comment], length: int, context: Context) -> None:
        self._context = context
        self._position = 0
        self._events: list[tuple[int, int, str]] = []
        for comment in comments:
            start = min(max(comment.start, 0), length)
            end = min(max(comment.end, start), length)
            number = context.comments.add(comment)
            self._events.append((start, 1, number))
            # A comment on a place between two characters ends after it has begun.
            self._events.append((end, 2 if start == end else 0, number))
        self._events.sort(key=lambda event: event[:2], reverse=True)

    def pieces(self, text: str, parent: "_Element") -> Iterator[str]:
        """Yield a text cut where comments begin or end; the marks go into `parent` between."""
        begin, end = self._position, self._position + len(text)
        while self._events and self._events[-1][0] < end:
            at = self._events[-1][0] - begin
            if at > self._position - begin:
                yield text[self._position - begin : at]
            self._position = begin + at
            self._write(parent)
        if self._position < end:
            yield text[self._position - begin :]
        self._position = end

    def finish(self, parent: "_Element") -> None:
        """Write what ends with the text."""
        while self._events:
            self._write(parent)

    def skip(self, length: int, parent: "_Element") -> None:
        """Pass over characters that are no text of a run, such as a line break."""
        while self._events and self._events[-1][0] <= self._position:
            self._write(parent)
        self._position += length

    def _write(self, parent: "_Element") -> None:
        _, order, number = self._events.pop()
        if order == 1:
            add(parent, "w:commentRangeStart", id=number)
            return
        add(parent, "w:commentRangeEnd", id=number)
        run = add(parent, "w:r")
        style = self._context.styles.character(Text(""), "comment")
        add(add(run, "w:rPr"), "w:rStyle", val=style or "")
        add(run, "w:commentReference", id=number)


def add_content(
    paragraph: "_Element",
    content: tuple[Inline, ...],
    context: Context,
    comments: Sequence[Comment] = (),
    kind: str = "",
) -> None:
    """Write inlines into a paragraph.

    Args:
        paragraph: A `w:p`, or another element that holds runs.
        content: The inlines; all text is data, and never becomes a field.
        context: What the whole file shares.
        comments: The comments on this text, by characters of its plain text.
        kind: The character style of plain runs (`label`, `term`), none by default.
    """
    marks = Marks(comments, len(plain_text(content)) if comments else 0, context)
    for inline in content:
        match inline:
            case Text():
                _add_run(paragraph, inline, kind, marks, context)
            case LineBreak():
                marks.skip(1, paragraph)
                add(add(paragraph, "w:r"), "w:br")
            case Link():
                _add_link(paragraph, inline, marks, context)
            case Citation():
                _add_citation(paragraph, inline, marks, context)
    marks.finish(paragraph)


def _add_run(parent: "_Element", text: Text, kind: str, marks: Marks, context: Context) -> None:
    style = context.styles.character(text, kind)
    for piece in marks.pieces(text.text, parent):
        run = add(parent, "w:r")
        if style:
            add(add(run, "w:rPr"), "w:rStyle", val=style)
        add_text(run, piece)


def _add_link(parent: "_Element", link: Link, marks: Marks, context: Context) -> None:
    """Write a link; one to an address that no reader should follow is written as plain text."""
    if link.target.startswith("#"):
        node = add(parent, "w:hyperlink", anchor=context.bookmarks.name(link.target[1:]))
    elif is_address(link.target):
        node = add(parent, "w:hyperlink")
        node.set(qualified("r:id"), _relation(link.target, context))
    else:
        for run in link.content:
            _add_run(parent, run, "", marks, context)
        return
    node.set(qualified("w:history"), "1")
    for run in link.content:
        _add_run(node, run, "hyperlink", marks, context)


def _relation(target: str, context: Context) -> str:
    address = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", target)
    if address not in context.relations:
        context.relations[address] = context.package.link(address)
    return context.relations[address]


def _add_citation(parent: "_Element", citation: Citation, marks: Marks, context: Context) -> None:
    """Write a link to the source, with the bookmark inside that the source leads back to."""
    anchor = context.bookmarks.name(citation.target.removeprefix("#"))
    node = add(parent, "w:hyperlink", anchor=anchor, history="1")
    number = context.bookmarks.number()
    if citation.identifier:
        bookmark = context.bookmarks.name(citation.identifier)
        add(node, "w:bookmarkStart", id=number, name=bookmark)
    _add_run(node, Text(f"[{citation.label}]"), "citation", marks, context)
    if citation.identifier:
        add(node, "w:bookmarkEnd", id=number)
