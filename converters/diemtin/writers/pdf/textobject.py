"""The code of a paragraph's text: fonts, positions, marked content and the boxes of its links."""

from collections.abc import Sequence
from operator import add, itemgetter

from diemtin.writers.pdf.canvas import Code, TaggedCanvas
from diemtin.writers.pdf.flowables import FUZZ
from diemtin.writers.pdf.inlines import Words
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import Look, Piece, Span, Word, actual_text, spanned

_width, _space, _code = itemgetter(0), itemgetter(1), itemgetter(2)
# How far above its baseline a place inside of text is shown when a link leads to it.
_ANCHOR_RISE = 14.0


class TextObject:
    """Writes lines of words as one PDF text object.

    Args:
        canvas: The canvas whose page the text is on.
        element: The structure element of all text that has no span of its own; None where the
            whole is already inside of an artifact.
        repeats: Whether text of an element that an earlier page shows is an artifact here.
    """

    def __init__(
        self, canvas: TaggedCanvas, element: Element | None, *, repeats: bool = False
    ) -> None:
        self._canvas = canvas
        self._element = element
        self._repeated = repeats and canvas.shown_before(element)
        self._code: list[Code] = ["BT"]
        self._place = (0.0, 0.0)
        self._x = self._y = 0.0
        self._look: Look | None = None
        self._codes: list[str] = []
        self._open = False
        self._span: Span | None = None
        self._from = 0.0

    def move(self, x: float, y: float) -> None:
        """Go to where the next line starts."""
        self._flush()
        before_x, before_y = self._place
        self._code.append(f"{x - before_x:.2f} {y - before_y:.2f} Td")
        self._place = (x, y)
        self._x, self._y = x, y

    def label(self, word: Word, element: Element) -> None:
        """Write what stands before a line, as content of its own element."""
        self._words([spanned(word, Span(element))], 0.0)
        self._space(word)

    def line(
        self, words: Words, start: int, end: int, stretch: float, following: int | None
    ) -> None:
        """Write the words `start` up to `end` as a line, with so much added to every space.

        Where another word follows on the next line, a space ends this one: without it readers
        that know no lines would glue two words.
        """
        self._from = self._x
        whole = len(words.runs) == 1
        # Most texts are of one run.
        only = ((words.words[start:end], words.runs[0]),)
        for own, run in only if whole else words.stretches(start, end):
            if run.look is None and any(word.right_to_left for word in own):
                self._reordered(own, stretch)
            elif run.look is None:
                self._words(own, stretch)
            else:
                measured = run.span is not None or not whole
                self._alike(own, run.look, run.span, stretch, measured=measured)
            start += len(own)
            if start < end and own[-1].space:
                self._space(own[-1], stretch, words.span_at(start))
        if following is not None and own[-1].space:
            self._space(own[-1], 0.0, words.span_at(following))
        self._flush()
        if self._span is not None:
            self._box_link()

    def _reordered(self, words: Sequence[Word], stretch: float) -> None:
        """Write words in reading order, each at its place among right-to-left ones."""
        places = [0.0] * len(words)
        x = self._x
        for number in visual_order(words):
            places[number] = x
            x += words[number].width + (words[number].space + stretch if words[number].space else 0)
        y, last = self._y, len(words) - 1
        for number, word in enumerate(words):
            self._box_link()
            self.move(places[number], y)
            self._from = self._x
            self._words([word], 0.0)
            if number < last and word.space:
                self._space(word, stretch, words[number + 1].pieces[0].span)

    def _alike(
        self, words: list[Word], look: Look, span: Span | None, stretch: float, *, measured: bool
    ) -> None:
        """Write words of one look and span at once; where it ends is reckoned if that matters."""
        if span is not self._span or not self._open:
            self._enter(span)
        if look is not self._look:
            self._dress(look)
        space = look.space_code
        if stretch:
            space = f"{space}) {-stretch * 1000 / look.size:.1f} ("
        if all(map(_space, words)):
            self._codes.append(space.join(map(_code, words)))
        else:
            shown = [space if word.space else "" for word in words[:-1]]
            self._codes.append("".join(map(add, map(_code, words), [*shown, ""])))
        if measured:
            spaces = [width + stretch for width in map(_space, words[:-1]) if width]
            self._x += sum(map(_width, words)) + sum(spaces)

    def _words(self, words: Sequence[Word], stretch: float) -> None:
        last = len(words) - 1
        for number, word in enumerate(words):
            for piece in word.pieces:
                if piece.span is not self._span or not self._open:
                    self._enter(piece.span)
                if piece.look is not self._look:
                    self._dress(piece.look)
                if piece.segments:
                    self._segments(piece)
                else:
                    self._codes.append(piece.code)
                self._x += piece.width
            if number < last and word.space:
                self._space(word, stretch, words[number + 1].pieces[0].span)

    def _space(self, word: Word, stretch: float = 0.0, following: Span | None = None) -> None:
        """Write the space after a word: outside of a link that ends with the word."""
        look = word.pieces[-1].look
        if self._span is not None and self._span.target and following is not self._span:
            self._enter(None)
            if look is not self._look:
                self._dress(look)
        code = look.space_code
        # The space after a raised or lowered figure is that of the text around it.
        more = word.space + stretch - look.space
        if abs(more) > FUZZ:
            code = f"{code}) {-more * 1000 / look.size:.1f} ("
        self._codes.append(code)
        self._x += word.space + stretch

    def _dress(self, look: Look) -> None:
        self._flush()
        self._code.append(look.state)
        self._look = look

    def _segments(self, piece: Piece) -> None:
        """Write glyphs of other fonts or rises, with the text that they stand for."""
        self._flush()
        for segment in piece.segments:
            self._code.append(f"/{segment.font} {piece.look.size:.2f} Tf {segment.rise:.2f} Ts")
            shown = f"[({segment.code})]TJ"
            if segment.actual is not None:
                shown = f"{actual_text(segment.actual)} {shown} EMC"
            self._code.append(shown)
        self._code.append(piece.look.state)

    def _flush(self) -> None:
        """Write the codes gathered so far.

        No empty string comes last: PDFium forgets the adjustment before it.
        """
        if self._codes:
            shown = f"[({''.join(self._codes)})"
            self._code.append(f"{shown.removesuffix(' ()')}]TJ")
            self._codes = []

    def _enter(self, span: Span | None) -> None:
        """Go on in another span: its marked content, its place in the tree, its anchor."""
        self._flush()
        self._box_link()
        self._from = self._x
        if self._open:
            self._code.append("EMC")
        self._span, self._open = span, True
        if self._repeated:
            self._code.append("/Artifact BMC")
        elif self._element is None:
            self._open = False
        else:
            element = self._element
            if span is not None:
                element = span.element
                if element.parent is None:
                    (span.outer.element if span.outer else self._element).append(element)
                self._canvas.anchor(span.identifier, self._x, self._y + _ANCHOR_RISE)
            self._code.append(self._canvas.content(element))

    def _box_link(self) -> None:
        """Add the annotation of a link over what was written of it on this line."""
        span = self._span
        if span is None or not span.target or self._x <= self._from or self._look is None:
            return
        face, size = self._look.font.face, self._look.size
        left, bottom = self._canvas.absolutePosition(
            self._from, self._y + face.descent * size / 1000
        )
        right, top = self._canvas.absolutePosition(self._x, self._y + face.ascent * size / 1000)
        if not self._repeated:
            self._canvas.link((left, bottom, right, top), span.target, span.text, span.element)
        self._from = self._x

    def finish(self) -> list[Code]:
        """Close the text object and return its code."""
        self._flush()
        self._box_link()
        if self._open:
            self._code.append("EMC")
        self._code.append("ET")
        return self._code


def visual_order(words: Sequence[Word]) -> list[int]:
    """Return the numbers of words from left to right.

    Each stretch of right-to-left words, with the numbers and signs between them, is reversed;
    the line as a whole runs from left to right, as briefings are written (Unicode Standard
    Annex 9, rules N1 and L2, at the level of words).
    """
    order: list[int] = []
    stretch: list[int] = []
    waiting: list[int] = []
    for number, word in enumerate(words):
        if word.right_to_left:
            stretch += [*waiting, number]
            waiting = []
        elif stretch and _is_neutral(word):
            waiting.append(number)
        else:
            order += [*reversed(stretch), *waiting, number]
            stretch, waiting = [], []
    return [*order, *reversed(stretch), *waiting]


def _is_neutral(word: Word) -> bool:
    return not any(character.isalpha() for piece in word.pieces for character in piece.text)
