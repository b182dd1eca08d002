"""Inlines to words: the text of a block, cut at its spaces, with the look and span of each part."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from diemtin.model import Citation, Inline, LineBreak, Link, Text, is_address
from diemtin.style import ParagraphStyle
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import Look, Span, TextRun, Typesetter, Word, spanned

# White space of all kinds but no-break spaces, and what has no shape: control characters, marks
# of order and direction (an override would show what is not there), soft hyphens, surrogates.
_BREAKING = re.compile(
    "[\t\n\v\f\r\x1c-\x1f\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]"
)
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


_start = itemgetter(0)
_code = itemgetter(2)


# The runs of words that all tell their looks and spans themselves.
_DIFFERENT = (TextRun(0, None, None),)


class Words(NamedTuple):
    """The words of a block, and where its forced lines end (the last end is the word count).

    Words are shared by all blocks that have them; it is the runs that tell their spans, so that
    most words are neither made nor looked at one by one.
    """

    words: list[Word]
    ends: tuple[int, ...]
    runs: tuple[TextRun, ...]

    def stretches(self, start: int, end: int) -> Iterator[tuple[list[Word], TextRun]]:
        """Yield the words `start` up to `end`, cut where a run ends, each part with its run."""
        first = bisect_right(self.runs, start, key=_start) - 1
        stops = (*(run.start for run in self.runs[first + 1 :]), end)
        for run, stop in zip(self.runs[first:], stops, strict=True):
            if run.start >= end:
                return
            yield self.words[max(run.start, start) : min(stop, end)], run

    def span_at(self, position: int) -> Span | None:
        """Return the span that a word begins in."""
        run = self.runs[bisect_right(self.runs, position, key=_start) - 1]
        return run.span if run.look else self.words[position].pieces[0].span

    def told_by_pieces(self) -> "Words":
        """Return the same words, all of whose pieces tell their spans."""
        words: list[Word] = []
        for own, run in self.stretches(0, len(self.words)):
            words += (spanned(word, run.span) for word in own) if run.look else own
        return Words(words, self.ends, _DIFFERENT)


def joined(first: Words, second: Words) -> Words:
    """Return words with others behind them on their last line."""
    count = len(first.words)
    ends = (*first.ends[:-1], *(count + end for end in second.ends))
    runs = (run._replace(start=count + run.start) for run in second.runs)
    return Words([*first.words, *second.words], ends, (*first.runs, *runs))


class _Text(NamedTuple):
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
                words = look.words(filter(None, shown(printable(only.text)).split(" ")))
                runs = look.runs if all(map(_code, words)) else _DIFFERENT
                return Words(words, (len(words),), runs)
        builder = _Builder()
        for inline in content:
            if isinstance(inline, LineBreak):
                builder.end_line()
                continue
            for text, look, own in self._texts(inline, paragraph, size, span, strong=strong):
                builder.add(shown(printable(text)), look, own)
        builder.end_line()
        return builder.finish()

    def _texts(
        self,
        inline: Inline,
        paragraph: ParagraphStyle,
        size: float | None,
        span: Span | None,
        *,
        strong: bool,
    ) -> Iterable[_Text]:
        """Cut an inline other than a line break where look or span change."""
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
            yield _Text(run.text, look, span)

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
    if text.isprintable():
        return text
    return _SHAPELESS.sub("", _BREAKING.sub(" ", text))


class _Builder:
    """Gathers texts into words and runs: a space ends a word, a change of look does not."""

    def __init__(self) -> None:
        self._words: list[Word] = []
        self._ends: list[int] = []
        self._runs: list[TextRun] = []
        # The parts of the word that no space has ended yet.
        self._parts: list[tuple[Word, Look, Span | None]] = []

    def add(self, text: str, look: Look, span: Span | None) -> None:
        """Add a text."""
        first, *others = text.split(" ")
        self._take(first, look, span)
        if others:
            self._end_word(look.space)
            last = others.pop()
            self._extend(look.words(filter(None, others)), look, span)
            self._take(last, look, span)

    def _take(self, text: str, look: Look, span: Span | None) -> None:
        """Add a part of a word."""
        words = look.words((text,)) if text else []
        for number, word in enumerate(words):
            if number:
                self._end_word(0.0)
            self._parts.append((word, look, span))

    def _end_word(self, space: float) -> None:
        if len(self._parts) == 1:
            word, look, span = self._parts[0]
            self._extend([word if word.space == space else word._replace(space=space)], look, span)
        elif self._parts:
            width = sum(word.width for word, _, _ in self._parts)
            pieces = [spanned(word, span).pieces for word, _, span in self._parts]
            rightward = any(word.right_to_left for word, _, _ in self._parts)
            self._begin_run(None, None)
            self._words.append(Word(width, space, "", tuple(chain(*pieces)), rightward))
        self._parts.clear()

    def _extend(self, words: list[Word], look: Look, span: Span | None) -> None:
        """Add whole words."""
        if not words:
            return
        if all(map(_code, words)):
            self._begin_run(look, span)
            self._words += words
        else:
            self._begin_run(None, None)
            self._words += (spanned(word, span) for word in words)

    def _begin_run(self, look: Look | None, span: Span | None) -> None:
        if not self._runs or self._runs[-1][1:] != (look, span):
            self._runs.append(TextRun(len(self._words), look, span))

    def end_line(self) -> None:
        """End the line at a forced break, or at the end of the block."""
        if self._parts:
            self._end_word(self._parts[-1][1].space)
        self._ends.append(len(self._words))

    def finish(self) -> Words:
        """Return all words; those of a right-to-left script are put in order one by one."""
        words = Words(self._words, tuple(self._ends), tuple(self._runs) or _DIFFERENT)
        rightward = any(word.right_to_left for word in self._words)
        return words.told_by_pieces() if rightward else words
