"""What the body of a Word file holds before it is grouped into blocks: lines, and tables."""

from typing import Literal, Protocol

import msgspec

from diemtin.model import Chart, Citation, Inline, LineBreak, Link, Text
from diemtin.readers.docx.stylesheet import Meaning

BREAK, TAB = "\n", "\t"


class Piece(msgspec.Struct, frozen=True):
    """A run of text with its looks; `control` marks a line break or a tab, which is no text.

    `kind` is that of the character style, `link` the target, and `group` tells one link from the
    next.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    script: Literal["superscript", "subscript"] | None = None
    kind: str = ""
    link: str | None = None
    group: int = 0
    control: bool = False


class Bookmark(msgspec.Struct):
    """A bookmark: where it begins, and once it is known, where it ends.

    `line` and `last` are numbers of lines, `start` and `end` characters of their texts. `group`
    is the link that it stands in, 0 for none.
    """

    name: str
    line: int
    start: int
    group: int
    last: int = -1
    end: int = -1


class Remark(msgspec.Struct):
    """The stretch of text that a comment is on, in one line."""

    number: str
    start: int
    end: int


class Drawn(msgspec.Struct, frozen=True):
    """A picture where it stands: its identifier (None: not at hand) and its alternative text.

    `chart` is the chart that it shows, if that is kept in it.
    """

    identifier: str | None
    alternative: str
    chart: Chart | None = None


class TextLine(msgspec.Struct):
    """A paragraph of Word.

    `number` is the list that it belongs to, with its level; `listed` tells that it stands in a
    table of contents; `identifier` is filled in when all bookmarks are known.
    """

    meaning: Meaning
    pieces: list[Piece] = []
    bookmarks: list[Bookmark] = []
    remarks: list[Remark] = []
    number: tuple[str, int] | None = None
    alignment: str = "left"
    pictures: list[Drawn] = []
    listed: bool = False
    identifier: str = ""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def bare(self) -> bool:
        """Whether there is nothing to read or to see in the line."""
        return not self.pictures and not self.text.strip()


class RawCell(msgspec.Struct):
    """A cell of Word's grid: its lines, where it stands, and whether it continues the one above."""

    lines: list[TextLine]
    column: int
    span: int
    merge: str


class TableLine(msgspec.Struct):
    """A table, or the two columns of a letterhead or a closing.

    `level` is that of the list whose item it belongs to, -1 for none.
    """

    rows: list[list[RawCell]] = []
    header_rows: int = 0
    level: int = -1
    columns: Literal["letterhead", "closing"] | None = None


Line = TextLine | TableLine


class Names(Protocol):
    """What links and bookmarks are called in the document."""

    def target(self, link: str) -> str:
        """Return where a link leads: `#bookmark` becomes `#identifier`."""

    def citation(self, group: int) -> str:
        """Return the identifier of the citation that a link is, by its group."""


def inlines_of(pieces: list[Piece], names: Names) -> tuple[Inline, ...]:
    """Join pieces into inlines: neighbours that look alike become one run."""
    inlines: list[Inline] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.link is not None:
            end = at
            while end < len(pieces) and pieces[end].group == piece.group:
                end += 1
            inlines.append(_link(pieces[at:end], names))
            at = end
            continue
        at += 1
        if piece.control and piece.text == BREAK:
            inlines.append(LineBreak())
        elif piece.text:
            _append(inlines, _run(piece))
    return tuple(inlines)


def _run(piece: Piece) -> Text:
    return Text(piece.text, piece.strong, piece.emphasis, piece.script)


def _append(inlines: list[Inline], run: Text) -> None:
    """Append a run, or lengthen the last one if it looks the same."""
    last = inlines[-1] if inlines else None
    if isinstance(last, Text) and _looks(last) == _looks(run):
        inlines[-1] = msgspec.structs.replace(last, text=last.text + run.text)
    else:
        inlines.append(run)


def _looks(run: Text) -> tuple[bool, bool, str | None]:
    return run.strong, run.emphasis, run.script


def _link(pieces: list[Piece], names: Names) -> Link | Citation:
    target = names.target(pieces[0].link or "")
    text = "".join(piece.text for piece in pieces)
    cited = all(piece.kind == "citation" for piece in pieces)
    if cited and text.startswith("[") and text.endswith("]"):
        return Citation(target, text[1:-1], names.citation(pieces[0].group))
    runs: list[Inline] = []
    for piece in pieces:
        run = _run(piece)
        _append(runs, msgspec.structs.replace(run, text=" ") if piece.control else run)
    return Link(target, tuple(run for run in runs if isinstance(run, Text)))
