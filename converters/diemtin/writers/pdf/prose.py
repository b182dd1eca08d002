"""The flowable of running text: lines, rules, backgrounds, labels and links of one paragraph."""

import copy
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from reportlab.lib.colors import HexColor

from diemtin.style import ParagraphStyle, Rule
from diemtin.writers.pdf.breaking import Line, balance, break_lines
from diemtin.writers.pdf.canvas import Code, TaggedCanvas
from diemtin.writers.pdf.flowables import FUZZ, Flowable, Room
from diemtin.writers.pdf.inlines import Words
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.textobject import TextObject
from diemtin.writers.pdf.typesetting import TextRun, Word, spanned

# Lines that must stay together at the foot and at the head of a page.
_ORPHANS = _WIDOWS = 2
# How far a background reaches around its text.
_PADDING = 4.0
_ADDRESS = re.compile(r"[/?&=_]")
# From what share of a line on a word may have to be cut.
_LONG = 0.4
# Titles of up to so many lines are balanced.
_BALANCED = 5

_width = itemgetter(0)


class Label(NamedTuple):
    """What stands before the first line: a bullet or a number, and how far to its left."""

    word: Word
    element: Element
    distance: float


class Prose(Flowable):
    """A paragraph.

    Args:
        words: Its words.
        paragraph: How it looks.
        leading: The distance of baselines in points.
        element: The structure element that its text belongs to; None for an artifact.
        identifier: What links call it.
        label: What stands before its first line.
        indent: What a list or a quotation adds to its left indent.
        repeats: Whether it is drawn again on later pages (a header row), as an artifact then.
    """

    def __init__(
        self,
        words: Words,
        paragraph: ParagraphStyle,
        leading: float,
        element: Element | None,
        *,
        identifier: str = "",
        label: Label | None = None,
        indent: float = 0.0,
        repeats: bool = False,
    ) -> None:
        self.text = words
        self.ends = words.ends
        self._first = 0
        self.paragraph = paragraph
        self.leading = leading
        self.element = element
        self.identifier = identifier
        self.label = label
        self.left = paragraph.indent_left + indent
        self.first_line = 0.0 if label else float(paragraph.first_line)
        self.alignment: str = paragraph.alignment
        self.repeats = repeats
        self.bookmark: tuple[int, str] | None = None
        self.space_before = float(paragraph.space_before)
        self.space_after = float(paragraph.space_after)
        self.keep_with_next = paragraph.keep_with_next
        self.lines: list[Line] = []
        self._measure = -1.0
        self._is_start = self._is_end = True

    def measure(self, room: Room) -> float:
        """Break the text for a width, unless it is so already; returns the height."""
        self.width = room.width
        if abs(room.width - self._measure) > FUZZ:
            self._break(room.width)
            self._measure = room.width
        self.height = len(self.lines) * self.leading + self._above() + self._below()
        return self.height

    def characters(self) -> int:
        """Count the characters of its lines, spaces apart."""
        if not self.lines:
            return 0
        words = self.text.words[self.lines[0].start : self.lines[-1].end]
        return sum(len(part) for word in words for own in word.pieces for part in own.text.split())

    def text_width(self, width: float) -> float:
        """Return what a frame's width leaves for the text."""
        return float(max(width - self.left - self.paragraph.indent_right, 1.0))

    def _break(self, width: float) -> None:
        rest = self.text_width(width)
        first = max(rest - self.first_line, 1.0)
        self._make_breakable(min(first, rest))
        self.lines = []
        start = self._first
        for end in self.ends:
            words = self.text.words[start:end]
            limit = first if start == self._first else rest
            if words:
                justify = self.alignment == "justify"
                lines = break_lines(words, limit, rest, justify=justify, base=start)
                if 1 < len(lines) <= _BALANCED and self._is_display():
                    lines = balance(words, lines, limit, rest, base=start)
                self.lines += lines
            elif len(self.ends) > 1:
                self.lines.append(Line(start, start, 0.0, 0.0))
            start = end

    def _is_display(self) -> bool:
        """Tell whether lines should be about equally long: titles and headings."""
        return self.alignment != "justify" and bool(
            self.alignment == "center" or self.paragraph.keep_with_next
        )

    def _make_breakable(self, width: float) -> None:
        """Cut words that are wider than a line, and long addresses at their punctuation."""
        words, run = self.text.words, self.text.runs[-1]
        if run.start == 0 and run.look is not None and run.look.widest <= width * _LONG:
            return
        if max(map(_width, words), default=0.0) <= width * _LONG:
            return
        if not any(_must_be_cut(word, width) for word in words):
            return
        cut: list[Word] = []
        moved: list[int] = []
        for word in self.text.told_by_pieces().words:
            moved.append(len(cut))
            cut += _parts(word, width) if _must_be_cut(word, width) else (word,)
        moved.append(len(cut))
        self.text = Words(
            cut, tuple(moved[end] for end in self.text.ends), (TextRun(0, None, None),)
        )
        self.ends = tuple(moved[end] for end in self.ends)
        self._first = moved[self._first]

    def split(self, room: Room) -> list[Flowable]:
        """Split for a height, leaving at least two lines on either side."""
        fitting = min(self._fitting(room.height), len(self.lines) - _WIDOWS)
        is_kept = self.paragraph.keep_together and self.height <= room.page
        return [] if fitting < _ORPHANS or is_kept else [*self._divided(fitting)]

    def cut(self, height: float) -> tuple["Prose", "Prose"]:
        """Cut off what fits into a height, be it nothing or all."""
        fitting = min(self._fitting(height), len(self.lines))
        if fitting == len(self.lines) - 1:
            fitting -= 1
        return self._divided(fitting)

    def _fitting(self, height: float) -> int:
        """Return how many lines a height has room for."""
        return max(int((height - self._above() + FUZZ) / self.leading), 0)

    def _divided(self, count: int) -> tuple["Prose", "Prose"]:
        """Return the first lines, and the others, which links and bookmarks do not lead to."""
        cut = self.lines[count].start if count < len(self.lines) else len(self.text.words)
        head, tail = copy.copy(self), copy.copy(self)
        head.lines, tail.lines = self.lines[:count], self.lines[count:]
        head.ends = (*(end for end in self.ends if end < cut), cut)
        tail.ends = tuple(end for end in self.ends if end > cut)
        tail._first = cut
        head._is_end = tail._is_start = False
        head.space_after = tail.space_before = 0.0
        tail.first_line, tail.label, tail.bookmark = 0.0, None, None
        tail.identifier = tail.section = ""
        for part in (head, tail):
            part.height = len(part.lines) * part.leading + part._above() + part._below()
        return head, tail

    def _above(self) -> float:
        """Return the height of what stands above the first line."""
        return _rule_height(self.paragraph.rule_above) + self._padding() if self._is_start else 0.0

    def _below(self) -> float:
        """Return the height of what stands below the last line."""
        return _rule_height(self.paragraph.rule_below) + self._padding() if self._is_end else 0.0

    def _padding(self) -> float:
        return _PADDING if self.paragraph.background else 0.0

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner at (x, y)."""
        top = y + self.height
        canvas.anchor(self.identifier, x, top)
        canvas.anchor(self.section, x, top)
        self._draw_background(canvas, x, y)
        self._draw_rules(canvas, x, y)
        if self.bookmark is not None:
            level, title = self.bookmark
            canvas.bookmark(title, self.identifier, level)
        if self.lines:
            canvas.add_content(*self._code(canvas, x, top - self._above()))

    def _code(self, canvas: TaggedCanvas, x: float, top: float) -> list[Code]:
        """Return the code of the lines."""
        text = TextObject(canvas, self.element, repeats=self.repeats)
        baseline = top - self._ascent()
        if self.label is not None:
            text.move(x + self.left - self.label.distance, baseline)
            text.label(self.label.word, self.label.element)
        for number, line in enumerate(self.lines):
            text.move(x + self._start(line, number), baseline - number * self.leading)
            if line.end > line.start:
                text.line(self.text, line.start, line.end, line.stretch, self._following(line))
        return text.finish()

    def _following(self, line: Line) -> int | None:
        """Return the number of the first word after a line."""
        return line.end if line.end < len(self.text.words) else None

    def _ascent(self) -> float:
        """Return how far the first baseline lies below the top of its line."""
        if self._first == len(self.text.words):
            return self.leading
        look = self.text.words[self._first].pieces[0].look
        face, size = look.font.face, look.size
        return (self.leading + (face.ascent + face.descent) * size / 1000) / 2

    def _start(self, line: Line, number: int) -> float:
        """Return where a line starts, from the left edge of the frame."""
        indent = self.left + (self.first_line if number == 0 and self._is_start else 0.0)
        slack = self.width - self.paragraph.indent_right - indent - line.width
        if self.alignment == "center":
            return float(indent + slack / 2)
        return float(indent + slack) if self.alignment == "right" else float(indent)

    def _draw_background(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        if self.paragraph.background is not None:
            canvas.setFillColor(HexColor(self.paragraph.background))
            left = x + self.left - _PADDING
            width = self.text_width(self.width) + 2 * _PADDING
            canvas.rect(left, y, width, self.height, stroke=0, fill=1)

    def _draw_rules(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        above, below = self.paragraph.rule_above, self.paragraph.rule_below
        if above is not None and self._is_start:
            self._draw_rule(canvas, above, x, y + self.height - above.thickness / 2)
        if below is not None and self._is_end:
            self._draw_rule(canvas, below, x, y + below.thickness / 2)

    def _draw_rule(self, canvas: TaggedCanvas, rule: Rule, x: float, y: float) -> None:
        """Draw a rule as long as the column, the text, or a share of the text."""
        longest = max(self.lines, key=lambda line: line.width, default=Line(0, 0, 0.0, 0.0))
        column = self.text_width(self.width)
        start, length = self.left, column
        if rule.width != "column":
            share = 1.0 if rule.width == "text" else float(rule.width)
            length = longest.width * share
            free = {"center": 0.5, "right": 1.0}.get(self.alignment, 0.0)
            start += (column - length) * free
        if length > 0 and rule.thickness > 0:
            colour = rule.colour or self.paragraph.colour
            canvas.setStrokeColor(HexColor(colour or "#000000"))
            canvas.setLineWidth(rule.thickness)
            canvas.line(x + start, y, x + start + length, y)


def set_solid(paragraphs: Iterable[Flowable]) -> None:
    """Take the space from between paragraphs of one role, where its style wants them solid."""
    for before, after in pairwise(paragraphs):
        if isinstance(before, Prose) and isinstance(after, Prose):
            look = before.paragraph
            if look.solid and look is after.paragraph:
                before.space_after = after.space_before = 0.0


def _rule_height(rule: Rule | None) -> float:
    """Return the room that a rule takes; one without thickness or length takes none."""
    if rule is None or not rule.thickness or not rule.width:
        return 0.0
    return float(rule.thickness + rule.gap)


def _must_be_cut(word: Word, width: float) -> bool:
    """Tell whether a word is too wide for a line, or an address that would leave one half empty."""
    if word.width <= width * _LONG:
        return False
    text = "".join(piece.text for piece in word.pieces)
    return word.width > width or _ADDRESS.search(text) is not None


def _parts(word: Word, width: float) -> Sequence[Word]:
    """Cut a word."""
    parts = [
        spanned(piece.look.set(part)._replace(space=0.0), piece.span)
        for piece in word.pieces
        for part in piece.look.parts(piece.text, width)
    ]
    parts[-1] = parts[-1]._replace(space=word.space)
    return parts
