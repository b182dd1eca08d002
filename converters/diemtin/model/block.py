"""Blocks: the paragraphs, headings, lists, quotes, tables and figures of articles and documents."""

from typing import Annotated, Literal

import msgspec

from diemtin.model.inline import Inline


class Comment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A remark for the editor on a stretch of a block's plain text, shown by no other writer.

    `start` and `end` count characters of the block's plain text. `replacement` is what the
    cleaning suggests in that place, or None where it only doubts. `rule` names the origin.
    """

    start: int
    end: int
    text: str
    replacement: str | None = None
    rule: str = ""


class Heading(msgspec.Struct, frozen=True, tag="heading", omit_defaults=True):
    """A heading of level 1 to 6; `identifier` is what links and contents point to."""

    level: Annotated[int, msgspec.Meta(ge=1, le=6)]
    content: tuple[Inline, ...]
    identifier: str = ""
    comments: tuple[Comment, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", omit_defaults=True):
    """A paragraph; `role` names its paragraph style (`body`, `standfirst`, `subject`, …)."""

    content: tuple[Inline, ...]
    role: str = "body"
    identifier: str = ""
    comments: tuple[Comment, ...] = ()


class List(msgspec.Struct, frozen=True, tag="list", omit_defaults=True):
    """A list; each item is a tuple of blocks, of which the first is a paragraph."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False
    start: int = 1


class Quote(msgspec.Struct, frozen=True, tag="quote", omit_defaults=True):
    """A quotation set apart, and who is quoted."""

    blocks: tuple["Block", ...]
    attribution: tuple[Inline, ...] = ()


class Figure(msgspec.Struct, frozen=True, tag="figure", omit_defaults=True):
    """A picture with its caption.

    `picture` is the identifier of a `Picture` of the document (in an `Article`: the reference
    that the capture gave), or None where the capture holds only the caption. `label` is set
    before the caption, where one is needed ("Chú thích ảnh:").
    """

    caption: tuple[Inline, ...] = ()
    picture: str | None = None
    alternative: str = ""
    label: str = ""
    identifier: str = ""
    comments: tuple[Comment, ...] = ()


class ChartPoint(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that a chart shows, and what is printed of it (`value_text`: "tăng 14,5%").

    `value` is the length of a bar, below zero for a decrease. On a line of time `first` and
    `last` are ISO dates: the earliest and the latest day that it may have happened on.
    """

    label: str
    value_text: str
    value: float = 0.0
    first: str | None = None
    last: str | None = None


class Chart(msgspec.Struct, frozen=True, tag="chart", omit_defaults=True):
    """A drawing of data: events on a line of time, or figures of one unit as bars.

    It is a picture to look at: its lettering is none of the document's words, and whatever it
    shows is told by `alternative`, and by a table that follows. `unit` is that of all bars.
    """

    kind: Literal["timeline", "bars"]
    points: tuple[ChartPoint, ...]
    unit: str = ""
    caption: tuple[Inline, ...] = ()
    alternative: str = ""
    identifier: str = ""


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cell of a table; its spans count columns and rows.

    A document that is read back may claim no more than this: writers reckon with every place.
    """

    content: tuple[Inline, ...] = ()
    header: bool = False
    column_span: Annotated[int, msgspec.Meta(ge=1, le=200)] = 1
    row_span: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    alignment: Literal["left", "center", "right"] = "left"


class Table(msgspec.Struct, frozen=True, tag="table", omit_defaults=True):
    """A table; the first `header_rows` rows are repeated on every page that it runs over."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    caption: tuple[Inline, ...] = ()
    identifier: str = ""


class Definition(msgspec.Struct, frozen=True, omit_defaults=True):
    """A term and what is said of it."""

    term: tuple[Inline, ...]
    description: tuple[Inline, ...]
    identifier: str = ""


class Definitions(msgspec.Struct, frozen=True, tag="definitions", omit_defaults=True):
    """Terms with their descriptions, such as the key facts of an article or a glossary.

    `role` is `facts` (short, one line each), `glossary` or `sources` (numbered, referred to).
    """

    items: tuple[Definition, ...]
    role: str = "facts"


class ContentsEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the contents; `target` is the identifier of a heading."""

    level: int
    content: tuple[Inline, ...]
    target: str


class Contents(msgspec.Struct, frozen=True, tag="contents", omit_defaults=True):
    """The table of contents; a writer whose format has pages adds their numbers."""

    entries: tuple[ContentsEntry, ...]


class Columns(msgspec.Struct, frozen=True, tag="columns", omit_defaults=True):
    """Two groups of paragraphs side by side: `letterhead` at the head, `closing` at the end."""

    role: Literal["letterhead", "closing"]
    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


Block = (
    Heading | Paragraph | List | Quote | Figure | Chart | Table | Definitions | Contents | Columns
)
