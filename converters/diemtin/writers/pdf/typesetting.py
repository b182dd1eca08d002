"""Words as they are set: measured and encoded once for every look, then reused."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from diemtin.fonts import Font, Run, family_of_style
from diemtin.style import Colour, ParagraphStyle, Style
from diemtin.writers.decimals import short_decimal
from diemtin.writers.pdf.embedding import EmbeddedFont, EmbeddedFonts
from diemtin.writers.pdf.structure import Element, pdf_text

_SCRIPT_SIZE, _SUPERSCRIPT, _SUBSCRIPT = 0.65, 0.35, -0.15
_CJK = "\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef"
# A line may end between ideographs, but not before closing punctuation.
_IDEOGRAPHS = f"[{_CJK}][、。，．：；？！）」』】〉》”’%]*|[^{_CJK}]+"
_ADDRESS_PARTS = re.compile(r"[^/?&=#_.,;:@+-]*[/?&=#_.,;:@+-]+|[^/?&=#_.,;:@+-]+")

_MARKS = "\u0300-\u036f\u200d\ufe00-\ufe0f\u0e31-\u0e3a\u0e47-\u0e4e"
_CLUSTERS = re.compile(f".[{_MARKS}]*", re.DOTALL)


class Span:
    """A stretch of a paragraph that has an element of its own: a link, a term, a marker.

    The element becomes a kid of the `outer` span's, else of the paragraph's, when it is drawn.
    """

    __slots__ = ("element", "identifier", "outer", "target", "text")

    def __init__(
        self,
        element: Element,
        *,
        target: str = "",
        text: str = "",
        identifier: str = "",
        outer: "Span | None" = None,
    ) -> None:
        self.element = element
        self.outer = outer
        self.target = target
        self.text = text
        self.identifier = identifier


class Segment(NamedTuple):
    """Glyphs of one font at one rise: the font, the rise in points, their codes, what they say."""

    font: str
    rise: float
    code: str
    actual: str | None


class Piece(NamedTuple):
    """A part of a word in one look.

    `code` is the inside of a TJ string in the look's own font; where a word needs other fonts it
    is empty, and `segments` tells all.
    """

    look: "Look"
    text: str
    width: float
    code: str
    segments: tuple[Segment, ...]
    span: Span | None = None


class Word(NamedTuple):
    """A word, or a part of one after which a line may end.

    `space` is the width of the space after it: 0 where the next word adjoins. `code` is that of a
    word of one piece without segments; it is empty where the pieces tell how the word is shown.
    """

    width: float
    space: float
    code: str
    pieces: tuple[Piece, ...]
    right_to_left: bool


def spanned(word: Word, span: Span | None) -> Word:
    """Return a word whose pieces tell that they are in a span."""
    if span is None:
        return word
    pieces = tuple(piece._replace(span=span) for piece in word.pieces)
    return word._replace(code="", pieces=pieces)


class TextRun(NamedTuple):
    """Words from `start` on, up to the next run, that are all of one look and span.

    `look` is None where they differ, or need other fonts: then their pieces tell look and span.
    """

    start: int
    look: "Look | None"
    span: Span | None


class _Known(dict[str, tuple[Word, ...]]):
    """The words that a look has set; one that is missing is set when it is looked up."""

    def __init__(self, look: "Look") -> None:
        super().__init__()
        self._look = look

    def __missing__(self, text: str) -> tuple[Word, ...]:
        words = self[text] = self._look.parted(text)
        return words


class Look:
    """A font at a size, in a colour, raised or not; it keeps the words that it has set."""

    def __init__(
        self, font: Font, fonts: EmbeddedFonts, size: float, colour: str, rise: float
    ) -> None:
        self.font, self.size, self.rise = font, size, rise
        self._fonts = fonts
        self.embedded: EmbeddedFont = fonts.of(font.face)
        self.colour = colour
        self.state = (
            f"/{self.embedded.name} {short_decimal(size)} Tf {colour} rg {short_decimal(rise)} Ts"
        )
        self.space = font.width(" ", size)
        self.space_code = self.embedded.encode(font.word(" ").runs[0])[0]
        self._known = _Known(self)
        # What most texts consist of; shared, since there are so many.
        self.runs = (TextRun(0, self, None),)
        # The width of the widest word so far: texts of narrow words need no look at each.
        self.widest = 0.0

    def words(self, texts: Iterable[str]) -> list[Word]:
        """Set words with a space after each; ideographs are words of their own without one."""
        return list(chain.from_iterable(map(self._known.__getitem__, texts)))

    def parted(self, text: str) -> tuple[Word, ...]:
        """Set a word, cut between its ideographs."""
        if not is_ideographic(text):
            return (self.set(text),)
        *parts, last = map(self.set, ideographic_parts(text))
        return (*(part._replace(space=0.0) for part in parts), last)

    def set(self, text: str) -> Word:
        """Set a text without breaks as one word."""
        shaped = self.font.word(text)
        width = shaped.width * self.size / 1000
        self.widest = max(self.widest, width)
        code, segments = "", tuple[Segment, ...]()
        if len(shaped.runs) == 1 and self._plain(shaped.runs[0]) and not shaped.right_to_left:
            code, faithful = self.embedded.encode(shaped.runs[0])
            if not faithful:
                segments = (Segment(self.embedded.name, self.rise, code, text),)
                code = ""
        elif shaped.right_to_left:
            parts = [part for run in shaped.runs for part in self._segments(run)]
            segments = tuple(
                part._replace(actual="" if number else text) for number, part in enumerate(parts)
            )
        else:
            segments = tuple(part for run in shaped.runs for part in self._segments(run))
        piece = Piece(self, text, width, code, segments)
        return Word(width, self.space, code, (piece,), shaped.right_to_left)

    def _plain(self, run: Run) -> bool:
        return run.face is self.font.face and not any(glyph.y for glyph in run.glyphs)

    def _segments(self, run: Run) -> Iterator[Segment]:
        """Cut a run where the rise of its glyphs changes; text that codes do not give is told."""
        font = self._fonts.of(run.face)
        if not any(glyph.y for glyph in run.glyphs):
            code, faithful = font.encode(run)
            yield Segment(font.name, self.rise, code, None if faithful else run.text)
            return
        actual = run.text
        for glyph in run.glyphs:
            code, _ = font.encode(run._replace(glyphs=(glyph,)))
            yield Segment(font.name, self.rise + glyph.y * self.size / 1000, code, actual)
            # Several segments say their text once.
            actual = ""

    def parts(self, text: str, width: float) -> list[str]:
        """Cut a text that is wider than a line where it may break, at need between letters."""
        parts: list[str] = []
        for part in _ADDRESS_PARTS.findall(text):
            if self.font.width(part, self.size) <= width:
                parts.append(part)
            else:
                parts += self._letters(part, width)
        return parts

    def _letters(self, text: str, width: float) -> Iterator[str]:
        """Cut a text anywhere, never between a letter and its combining marks."""
        part, reach = "", 0.0
        for cluster in _CLUSTERS.findall(text):
            own = self.font.width(cluster, self.size)
            if part and reach + own > width:
                yield part
                part, reach = "", 0.0
            part, reach = part + cluster, reach + own
        if part:
            yield part


def is_ideographic(text: str) -> bool:
    """Tell whether a text has characters between which lines may end."""
    return max(text, default="") >= _CJK[0] and _pattern(f"[{_CJK}]").search(text) is not None


def ideographic_parts(text: str) -> list[str]:
    """Cut a text between ideographs.

    >>> ideographic_parts("Sở(中国。)")
    ['Sở(', '中', '国。', ')']
    """
    return _pattern(_IDEOGRAPHS).findall(text)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a text needs it: classes of so many characters take their time."""
    return re.compile(pattern)


@lru_cache(maxsize=256)
def colour_operands(colour: Colour) -> str:
    """Return a colour as the operands of `rg`.

    >>> colour_operands(Colour("#ff8000"))
    '1 0.502 0'
    """
    values = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") or "0" for value in values)


class Typesetter:
    """The looks of one document."""

    def __init__(self, style: Style, fonts: EmbeddedFonts) -> None:
        self.style = style
        self.fonts = fonts
        self._fonts: dict[tuple[str, bool, bool], Font] = {}
        self._looks: dict[tuple[Font, float, str, float], Look] = {}

    def look(
        self,
        paragraph: ParagraphStyle,
        *,
        strong: bool = False,
        emphasis: bool = False,
        script: str | None = None,
        colour: Colour | None = None,
        size: float | None = None,
    ) -> Look:
        """Return the look of text in a paragraph; emphasis inside italics is upright."""
        bold = paragraph.bold or strong
        font = self._font(paragraph.font, bold=bold, italic=paragraph.italic != emphasis)
        size = size or float(paragraph.size)
        rise = 0.0
        if script:
            rise = size * (_SUPERSCRIPT if script == "superscript" else _SUBSCRIPT)
            size *= _SCRIPT_SIZE
        operands = colour_operands(colour or paragraph.colour or self.style.colours.text)
        key = (font, size, operands, rise)
        if key not in self._looks:
            self._looks[key] = Look(font, self.fonts, size, operands, rise)
        return self._looks[key]

    def _font(self, stack: Literal["body", "heading"], *, bold: bool, italic: bool) -> Font:
        key = (stack, bold, italic)
        if key not in self._fonts:
            family, fallback = family_of_style(self.style, stack), self.style.fonts.fallback
            self._fonts[key] = Font(family, fallback, bold=bold, italic=italic)
        return self._fonts[key]


def actual_text(text: str) -> str:
    """Begin a span whose glyphs do not tell its text (ISO 32000-1, 14.9.4)."""
    return f"/Span<</ActualText{pdf_text(text).decode('ascii')}>>BDC"
