"""What a style file may say, with the units and the meaning of every key."""

import re
from typing import Any, Literal

import msgspec

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)")


class Length(float):
    """A length in points, written with its unit in a style: `"13pt"`, `"2 cm"`, `"0.5in"`.

    >>> round(Length.parse("2 cm"), 2)
    56.69
    """

    @classmethod
    def parse(cls, text: str) -> "Length":
        """Read a number with its unit; raises ValueError for anything else."""
        match = _LENGTH.fullmatch(text.strip())
        if not match:
            raise ValueError(f'a length with its unit, such as "13pt" or "2 cm", not "{text}"')
        return cls(float(match[1]) * POINTS[match[2]])


class Colour(str):
    """A colour as six hexadecimal digits, `#1a2b3c`."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> "Colour":
        """Read `#rrggbb`; raises ValueError for anything else."""
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            raise ValueError(f'a colour such as "#1a2b3c", not "{text}"')
        return cls(text.lower())


class _Table(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """A table of a style file: keys in kebab case, unknown ones refused."""


class Page(_Table, frozen=True, kw_only=True):
    """The sheet. `landscape_columns`: a table of that many columns gets landscape pages."""

    width: Length
    height: Length
    margin_top: Length
    margin_bottom: Length
    margin_left: Length
    margin_right: Length
    landscape_columns: int = 7


class Running(_Table, frozen=True, kw_only=True):
    """Running heads and page numbers; `head` names what stands in the running head."""

    head: Literal["section", "title", "none"] = "section"
    number: Literal["top-center", "bottom-center", "bottom-outside"] = "bottom-center"
    number_on_first_page: bool = False


class Fonts(_Table, frozen=True, kw_only=True):
    """Stacks of font families: the first one that is at hand is used.

    An installed font counts only where it stands in a stack. `word` is what the Word file names,
    since fonts there are the editor's, not ours. `fallback` serves characters that the chosen
    family lacks. `body_class` and `heading_class` are what e-readers and browsers choose by where
    they have none of the families.
    """

    body: tuple[str, ...]
    heading: tuple[str, ...]
    fallback: tuple[str, ...]
    word_body: str
    word_heading: str
    body_class: Literal["serif", "sans-serif"] = "serif"
    heading_class: Literal["serif", "sans-serif"] = "serif"


class Colours(_Table, frozen=True, kw_only=True):
    """The palette: what is not text of a paragraph style takes its colour from here."""

    paper: Colour
    text: Colour
    muted: Colour
    accent: Colour
    rule: Colour
    link: Colour


class Rule(_Table, frozen=True, kw_only=True):
    """A line above or below a paragraph.

    `width` is `column`, `text` (as long as the text), or a share of the text's length (0 to 1).
    """

    width: Literal["column", "text"] | float = "column"
    thickness: Length = Length(0.5)
    gap: Length = Length(2)
    colour: Colour | None = None


class ParagraphStyle(_Table, frozen=True, kw_only=True):
    """How a role of paragraphs looks. `leading` is a multiple of the size.

    `based_on` names the role whose values stand for the keys that are not given. Paragraphs of a
    role that is `solid` have no space between them, only around them.
    """

    based_on: str | None = None
    font: Literal["body", "heading"] = "body"
    size: Length
    leading: float
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    colour: Colour | None = None
    background: Colour | None = None
    alignment: Literal["left", "right", "center", "justify"] = "left"
    indent_left: Length = Length(0)
    indent_right: Length = Length(0)
    first_line: Length = Length(0)
    space_before: Length = Length(0)
    space_after: Length = Length(0)
    solid: bool = False
    keep_with_next: bool = False
    keep_together: bool = False
    page_break_before: bool = False
    rule_above: Rule | None = None
    rule_below: Rule | None = None


class TableStyle(_Table, frozen=True, kw_only=True):
    """Grid, padding and header of tables; their text: `table-text`, `table-heading`."""

    border: Length
    padding: Length
    header_background: Colour | None = None
    stripe_background: Colour | None = None


class FigureStyle(_Table, frozen=True, kw_only=True):
    """Limits of pictures; captions have the role `caption`."""

    max_height: Length
    resolution: int = 150
    quality: int = 82


class ListStyle(_Table, frozen=True, kw_only=True):
    """Markers of lists; their text has the role `list-item`."""

    bullet: str
    indent: Length
    number_format: str = "{}."


class Reader(_Table, frozen=True, kw_only=True):
    """What is particular to e-readers and web pages.

    `css` adds rules after all others: in a style file it names a CSS file beside it, in a loaded
    style it is that file's text.
    """

    embed_fonts: bool = False
    css: str | None = None
    cover_background: Colour
    cover_text: Colour


class Limit(_Table, frozen=True, kw_only=True):
    """What a value may be: between `least` and `most`, or one of `one_of`, all as in the style.

    `reason` names the rule's source, such as the article of a decree.
    """

    least: str | float | None = None
    most: str | float | None = None
    one_of: tuple[str | float | bool, ...] = ()
    reason: str = ""


class Style(_Table, frozen=True, kw_only=True):
    """A whole style. `paragraph` holds a `ParagraphStyle` for every role of `ROLES`.

    `front` decides how the document begins: with the letterhead of an administrative document
    (Decree 30/2020/NĐ-CP, Annex I), or with the masthead of a newsletter. `limits` binds this
    style and all that extend it; its keys are those of values, such as `page.margin-top`, in
    which `*` stands for any name.
    """

    name: str
    title: str
    description: str = ""
    extends: str | None = None
    front: Literal["letterhead", "masthead"]
    closing: bool = False
    page: Page
    running: Running
    fonts: Fonts
    colours: Colours
    paragraph: dict[str, ParagraphStyle]
    table: TableStyle
    figure: FigureStyle
    list: ListStyle
    reader: Reader
    limits: dict[str, Limit] = {}

    def of(self, role: str) -> ParagraphStyle:
        """Return the style of a role; a role that no style knows looks like `body`."""
        return self.paragraph.get(role) or self.paragraph["body"]


ROLES = (
    "body",
    "heading-1", "heading-2", "heading-3", "heading-4", "heading-5", "heading-6",
    "masthead", "masthead-line", "title", "subtitle", "standfirst", "lead-in",
    "agency-above", "agency", "number", "national-name", "motto", "place-date", "kind", "subject",
    "contents-1", "contents-2", "contents-3",
    "fact", "glossary", "source",
    "list-item", "quote", "attribution", "caption", "caption-missing", "note",
    "table-text", "table-heading", "table-caption",
    "authority", "signatory", "recipients-heading", "recipient",
    "appendix-label", "appendix-title", "appendix-reference",
    "running-head", "page-number",
)  # fmt: skip


def decode_value(kind: type, value: Any) -> Any:
    """Turn a TOML string into a `Length` or a `Colour` (a hook for msgspec)."""
    if kind in (Length, Colour) and isinstance(value, str):
        return kind.parse(value)
    raise TypeError(f"{kind.__name__}, written as a string, not {value!r}")
