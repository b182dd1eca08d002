"""Inlines to words: the text of a block, cut at its spaces, with the look and span of each part."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from diemtin.model import Citation, Inline, LineBreak, Link, Text, is_address
from diemtin.style import ParagraphStyle
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import Look, Piece, Span, Typesetter, Word

# White space of all kinds but no-break spaces, and what has no shape: control characters, marks
# of order and direction (an override would show what is not there), soft hyphens, surrogates.
_BREAKING = re.compile(
    "[\t\n\v\f\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]"
)
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


class Words(NamedTuple):
    """The words of a block, and where its forced lines end (the last end is the word count).

    `look` is set where all words are of one look, none needs another font or a span of its own.
    """

    words: list[Word]
    ends: tuple[int, ...]
    look: Look | None = None


class _Run(NamedTuple):
    """Text in one look and span."""

    text: str
    look: Look
    span: Span | None


class Inlines:
    """Turns inlines into words; `targets` are the identifiers that links may lead to."""

    def __init__(self, typesetter: Typesetter, targets: frozenset[str]) -> None:
        self._typesetter = typesetter
        self._targets = targets

    def leads_to(self, identifier: str) -> bool:
        """Tell whether the document has a place of this identifier."""
        return identifier in self._targets

    def words(
        self,
        content: tuple[Inline, ...],
        paragraph: ParagraphStyle,
        *,
        size: float | None = None,
        span: Span | None = None,
        strong: bool = False,
    ) -> Words:
        """Set inlines in the look of a paragraph; all that is no link belongs to `span`."""
        shown: Callable[[str], str] = str.upper if paragraph.capitals else str
        if span is None and not strong and len(content) == 1 and type(content[0]) is Text:
            only = content[0]
            if not (only.strong or only.emphasis or only.script):
                look = self._typesetter.look(paragraph, size=size)
                return _plain_words(shown(printable(only.text)), look)
        builder = _Builder()
        for inline in content:
            if isinstance(inline, LineBreak):
                builder.end_line()
                continue
            for run in self._runs(inline, paragraph, size, span, strong=strong):
                builder.add(shown(printable(run.text)), run.look, run.span)
        builder.end_line()
        return Words(builder.words, tuple(builder.ends))

    def _runs(
        self,
        inline: Inline,
        paragraph: ParagraphStyle,
        size: float | None,
        span: Span | None,
        *,
        strong: bool,
    ) -> Iterable[_Run]:
        """Cut an inline other than a line break into runs."""
        colour = None
        match inline:
            case Text():
                runs: tuple[Text, ...] = (inline,)
            case Link(target=target, content=runs):
                label = "".join(run.text for run in runs)
                span = self._link(target, label, "", span) or span
            case Citation(target=target, label=label, identifier=identifier):
                runs = (Text(f"[{label}]"),)
                span = self._link(target, f"[{label}]", identifier, span) or span
            case _:
                runs = ()
        if span is not None and span.target:
            colour = self._typesetter.style.colours.link
        for run in runs:
            look = self._typesetter.look(
                paragraph,
                strong=run.strong or strong,
                emphasis=run.emphasis,
                script=run.script,
                colour=colour,
                size=size,
            )
            yield _Run(run.text, look, span)

    def _link(self, target: str, text: str, identifier: str, outer: Span | None) -> Span | None:
        """Return the span of a link, or None where it leads nowhere that it may."""
        inside = target.startswith("#") and target[1:] in self._targets
        if inside or is_address(target):
            told = " ".join(text.split()) or target
            link = Element("Link")
            return Span(link, target=target, text=told, identifier=identifier, outer=outer)
        return None


def printable(text: str) -> str:
    """Make all white space that may end a line a space, and drop what has no shape."""
    return _SHAPELESS.sub("", _BREAKING.sub(" ", text))


def _plain_words(text: str, look: Look) -> Words:
    """Set a text that looks alike throughout."""
    words: list[Word] = []
    known = look.known
    for part in text.split(" "):
        if part:
            words += known.get(part) or look.words(part)
    plain = not any(pieces[0].segments or rightward for _, _, pieces, rightward in words)
    return Words(words, (len(words),), look if plain else None)


class _Builder:
    """Gathers runs into words: a space ends a word, a change of look does not."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.ends: list[int] = []
        self._pieces: list[Piece] = []
        self._rightward = False

    def add(self, text: str, look: Look, span: Span | None) -> None:
        """Add a run."""
        for number, part in enumerate(text.split(" ")):
            if number:
                self._end_word(look.space)
            if part:
                *closed, last = look.words(part)
                for word in closed:
                    self._take(word, span)
                    self._end_word(0.0)
                self._take(last, span)

    def _take(self, word: Word, span: Span | None) -> None:
        pieces = word.pieces
        if span is not None:
            pieces = tuple(piece._replace(span=span) for piece in pieces)
        self._pieces.extend(pieces)
        self._rightward |= word.right_to_left

    def _end_word(self, space: float) -> None:
        if self._pieces:
            width = sum(piece.width for piece in self._pieces)
            self.words.append(Word(width, space, tuple(self._pieces), self._rightward))
            self._pieces, self._rightward = [], False

    def end_line(self) -> None:
        """End the line at a forced break, or at the end of the block."""
        if self._pieces:
            self._end_word(self._pieces[-1].look.space)
        self.ends.append(len(self.words))
