"""The styles of a Word file: one for every role, and more when the text calls for them."""

import re
from typing import TYPE_CHECKING, Literal

import msgspec

from diemtin.model import Text
from diemtin.style import Length, ParagraphStyle, Rule, Style
from diemtin.style.types import ROLES
from diemtin.style.word import Variant, word_names
from diemtin.writers.docx.formatting import (
    Look,
    add_borders,
    add_font,
    add_language,
    add_paragraph_properties,
    add_run_properties,
    look_of,
)
from diemtin.writers.docx.markup import (
    add,
    colour,
    eighths,
    half_points,
    printable,
    qualified,
    root,
    twips,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Kind = Literal["paragraph", "character", "table"]
COLUMN_PADDING = 3
"""Space at the sides of the columns of letterhead and closing, in points."""

_NO_RULE = Rule(thickness=Length(0))


class StyleSheet:
    """The styles part while it is written; asking for a style defines it on first use.

    Args:
        style: The house style.
        language: The language of every style, such as `vi-VN`.
        hanging: For roles of definitions, how far (in points) what is said hangs behind the term.
    """

    def __init__(self, style: Style, language: str, hanging: dict[str, float]) -> None:
        self.root = root("w:styles")
        self._style = style
        self._language = language
        self._hanging = hanging
        self._names = word_names()
        self._identifiers: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self._add_defaults()
        for role in dict.fromkeys((*ROLES, *style.paragraph)):
            self.role(role)
        for variant in self._names.variants.values():
            self._define_variant(variant)
        self._add_furniture()
        for kind in ("hyperlink", "citation", "label", "term"):
            self.character(Text(""), kind)
        self.character(Text("", strong=True))
        self.character(Text("", emphasis=True))
        self._add_tables()

    # ---- what the body asks for -------------------------------------------------------------

    def role(self, role: str) -> str:
        """Return the identifier of a role's style."""
        name = self._names.of(role)
        return self._known("paragraph", name) or self._define_role(role, name)

    def bare(self, role: str) -> str:
        """Return the style of a paragraph that is no element, but of an element's role."""
        name = self._names.of_bare(role)
        known = self._known("paragraph", name)
        if known or name == self._names.of(role):
            return known or self.role(role)
        node, identifier = self._new("paragraph", name, base=self.role(role))
        if role.startswith("heading-"):
            add(add(node, "w:pPr"), "w:outlineLvl", val="9")
        add_language(add(node, "w:rPr"), self._language)
        return identifier

    def variant(self, key: str) -> str:
        """Return the identifier of a variant, by its key in `word.toml`."""
        return self._identifiers["paragraph", self._names.variants[key].name]

    def furniture(self, key: str) -> str:
        """Return the identifier of a style of paragraphs without words."""
        return self._identifiers["paragraph", self._names.furniture[key]]

    def table(self, key: str) -> str:
        """Return the identifier of a table style."""
        return self._identifiers["table", self._names.table[key]]

    def character(self, text: Text, kind: str = "") -> str | None:
        """Return the style of a run: its kind (`hyperlink`, …) and its looks in one name."""
        looks = [
            word
            for word, on in (
                ("Strong", text.strong),
                ("Emphasis", text.emphasis),
                ((text.script or "").title(), text.script),
            )
            if on
        ]
        base = self._names.character[kind] if kind else ""
        name = " ".join((base, *looks) if base else looks)
        if not name:
            return None
        return self._known("character", name) or self._define_character(name, kind, text)

    def short_rule(
        self, role: str, rule: Rule, indents: tuple[float, float], space: tuple[float, float]
    ) -> str:
        """Return the style of a paragraph that draws a rule shorter than the column.

        Args:
            role: The role of the text that the rule belongs to.
            rule: Its thickness and colour.
            indents: Where it begins and ends, from the left and the right, in points.
            space: The space before and after it, in points.
        """
        style = self._style.of(role)
        wanted = f"{self._names.of(role)} {self._names.furniture['rule']}"
        key = ("rule", f"{wanted} {indents} {space}")
        if key in self._identifiers:
            return self._identifiers[key]
        taken = sum(1 for kind, known in self._identifiers if known.startswith(wanted))
        name = f"{wanted} {taken + 1}" if taken else wanted
        node, identifier = self._new("paragraph", name, base=self.furniture("separator"))
        properties = add(node, "w:pPr")
        if style.keep_with_next:
            add(properties, "w:keepNext")
        add_borders(properties, rule, _NO_RULE, self._style)
        add(properties, "w:spacing", before=twips(space[0]), after=twips(space[1]))
        add(properties, "w:ind", left=twips(indents[0]), right=twips(indents[1]), firstLine="0")
        add_language(add(node, "w:rPr"), self._language)
        self._identifiers[key] = identifier
        return identifier

    # ---- definitions ------------------------------------------------------------------------

    def _known(self, kind: Kind, name: str) -> str | None:
        return self._identifiers.get((kind, name))

    def _new(self, kind: Kind, name: str, *, base: str | None = None) -> tuple["_Element", str]:
        """Begin a style; returns its element and the identifier that paragraphs refer to."""
        identifier = self._free_identifier(name)
        self._identifiers[kind, name] = identifier
        node = add(self.root, "w:style", type=kind, styleId=identifier)
        if name not in self._names.built_in.names:
            node.set(node.nsmap["w"] and f"{{{node.nsmap['w']}}}customStyle", "1")
        add(node, "w:name", val=printable(name))
        if base:
            add(node, "w:basedOn", val=base)
        add(node, "w:qFormat")
        return node, identifier

    def _free_identifier(self, name: str) -> str:
        words = re.findall(r"[A-Za-z0-9]+", name)
        wanted = "".join(word[0].upper() + word[1:] for word in words) or "Style"
        wanted = {"Toc1": "TOC1", "Toc2": "TOC2", "Toc3": "TOC3"}.get(wanted, wanted)
        free, count = wanted, 1
        while free.lower() in self._used:
            count += 1
            free = f"{wanted}{count}"
        self._used.add(free.lower())
        return free

    def _add_defaults(self) -> None:
        """Write the document's defaults: typeface, size and language of the body."""
        style, body = self._style, self._style.of("body")
        defaults = add(self.root, "w:docDefaults")
        properties = add(add(defaults, "w:rPrDefault"), "w:rPr")
        add_font(properties, style.fonts.word_body)
        add(properties, "w:sz", val=half_points(body.size))
        add(properties, "w:szCs", val=half_points(body.size))
        add_language(properties, self._language)
        properties = add(add(defaults, "w:pPrDefault"), "w:pPr")
        add(properties, "w:widowControl")
        add(properties, "w:spacing", before="0", after="0", line="240", lineRule="auto")
        for kind, name in (
            ("paragraph", "Normal"),
            ("character", "Default Paragraph Font"),
            ("table", "Normal Table"),
        ):
            node, _ = self._new(kind, name)  # type: ignore[arg-type]
            node.set(f"{{{node.nsmap['w']}}}default", "1")
            if kind == "table":
                add(add(node, "w:tblPr"), "w:tblInd", w="0", type="dxa")
            else:
                add_language(add(node, "w:rPr"), self._language)

    def _define_role(self, role: str, name: str) -> str:
        """Write a role's style: what differs from the style of the role that it is based on."""
        paragraph = self._style.of(role)
        base_role = self._base_of(role, paragraph)
        base_look = self._look(base_role) if base_role else self._plain_look()
        base = self.role(base_role) if base_role else self._identifiers["paragraph", "Normal"]
        node, identifier = self._new("paragraph", name, base=base)
        self._fill(node, self._look(role), base_look, self._level(role), role)
        return identifier

    def _define_variant(self, variant: Variant) -> None:
        """Write a style that looks like a role, but for what its name says of its place."""
        look = self._look(variant.like)
        base = self.role(variant.like)
        node, _ = self._new("paragraph", variant.name, base=base)
        own = look
        if variant.name.endswith("Centred"):
            own = msgspec.structs.replace(look, alignment="center")
        elif variant.name.endswith("Right"):
            own = msgspec.structs.replace(look, alignment="right")
        elif variant.name == self._names.variants["figure-captioned"].name:
            own = msgspec.structs.replace(look, keep_with_next=True)
        level = 9 if variant.like.startswith("heading-") else None
        self._fill(node, own, look, level)

    def _fill(
        self, node: "_Element", look: Look, base: Look, level: int | None, role: str = ""
    ) -> None:
        properties = add(node, "w:pPr")
        add_paragraph_properties(properties, look, base, self._style)
        self._add_tabs(properties, role)
        if level is not None:
            add(properties, "w:outlineLvl", val=str(level))
        add_run_properties(add(node, "w:rPr"), look, base, self._language)

    def _add_tabs(self, properties: "_Element", role: str) -> None:
        """Give contents their leaders: `w:tabs` stands before `w:spacing` (CT_PPr)."""
        if not role.startswith("contents-"):
            return
        page = self._style.page
        tabs = add(properties, "w:tabs")
        end = twips(page.width - page.margin_left - page.margin_right)
        add(tabs, "w:tab", val="right", leader="dot", pos=end)
        for tag in ("w:spacing", "w:ind", "w:jc"):
            later = properties.find(qualified(tag))
            if later is not None:
                properties.append(later)

    def _base_of(self, role: str, paragraph: ParagraphStyle) -> str | None:
        if role == "body":
            return None
        base = paragraph.based_on or "body"
        return base if base in self._style.paragraph else "body"

    def _level(self, role: str) -> int | None:
        return int(role[-1]) - 1 if role.startswith("heading-") else None

    def _look(self, role: str) -> Look:
        look = look_of(self._style.of(role), self._style)
        if role == "page-number":
            outside = self._style.running.number == "bottom-outside"
            return msgspec.structs.replace(look, alignment="right" if outside else "center")
        if role in self._hanging and look.first_line >= 0:
            hanging = self._hanging[role]
            return msgspec.structs.replace(look, left=look.left + hanging, first_line=-hanging)
        return look

    def _plain_look(self) -> Look:
        """Return how text looks by the document's defaults."""
        body = self._look("body")
        return msgspec.structs.replace(
            body,
            bold=False,
            italic=False,
            capitals=False,
            colour="",
            background="",
            alignment="",
            left=-1,
            right=-1,
            first_line=0,
            before=-1,
            after=-1,
            line=0,
            keep_with_next=False,
            keep_together=False,
            page_break_before=False,
            above=_NO_RULE,
            below=_NO_RULE,
        )

    def _define_character(self, name: str, kind: str, text: Text) -> str:
        node, identifier = self._new("character", name)
        properties = add(node, "w:rPr")
        if text.strong or kind in {"label", "term"}:
            add(properties, "w:b")
            add(properties, "w:bCs")
        if text.emphasis:
            add(properties, "w:i")
            add(properties, "w:iCs")
        if kind == "hyperlink":
            add(properties, "w:color", val=colour(self._style.colours.link))
            add(properties, "w:u", val="single")
        elif kind == "citation":
            add(properties, "w:color", val=colour(self._style.colours.link))
        if text.script:
            add(properties, "w:vertAlign", val=text.script)
        add_language(properties, self._language)
        return identifier

    def _add_furniture(self) -> None:
        """Write the styles of paragraphs that carry no words of the document."""
        names = self._names.furniture
        node, _ = self._new("paragraph", names["separator"], base="Normal")
        add(add(node, "w:pPr"), "w:spacing", before="0", after="0", line="20", lineRule="exact")
        properties = add(node, "w:rPr")
        add(properties, "w:sz", val="2")
        add(properties, "w:szCs", val="2")
        add_language(properties, self._language)
        node, comment = self._new("paragraph", names["comment"], base="Normal")
        add_language(add(node, "w:rPr"), self._language)
        node, _ = self._new("paragraph", names["replacement"], base=comment)
        properties = add(node, "w:rPr")
        add(properties, "w:b")
        add_language(properties, self._language)
        node, _ = self._new("paragraph", "footer", base=self.role("running-head"))
        add_language(add(node, "w:rPr"), self._language)
        for key, alignment in (("folio-even", "left"),):
            node, _ = self._new("paragraph", names[key], base=self.role("page-number"))
            add(add(node, "w:pPr"), "w:jc", val=alignment)
            add_language(add(node, "w:rPr"), self._language)
        node, _ = self._new("character", self._names.character["comment"])
        properties = add(node, "w:rPr")
        add(properties, "w:sz", val="16")
        add_language(properties, self._language)

    def _add_tables(self) -> None:
        """Write the grid of tables, and the columns of letterhead and closing without lines."""
        table, colours = self._style.table, self._style.colours
        node, _ = self._new("table", self._names.table["grid"], base="NormalTable")
        properties = add(node, "w:tblPr")
        add(properties, "w:tblStyleRowBandSize", val="1")
        if table.border > 0:
            borders = add(properties, "w:tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                line = {"sz": eighths(table.border), "color": colour(colours.rule)}
                add(borders, f"w:{side}", val="single", space="0", **line)
        self._add_cell_margins(properties, table.padding, table.padding)
        for part, fill in (
            ("firstRow", table.header_background),
            ("band2Horz", table.stripe_background),
        ):
            if fill:
                conditional = add(node, "w:tblStylePr", type=part)
                shade = add(conditional, "w:tcPr")
                add(shade, "w:shd", val="clear", color="auto", fill=colour(fill))
        for key in ("letterhead", "closing"):
            node, _ = self._new("table", self._names.table[key], base="NormalTable")
            self._add_cell_margins(add(node, "w:tblPr"), 0, COLUMN_PADDING)

    @staticmethod
    def _add_cell_margins(properties: "_Element", vertical: float, horizontal: float) -> None:
        margins = add(properties, "w:tblCellMar")
        for side, width in (
            ("top", vertical),
            ("left", horizontal),
            ("bottom", vertical),
            ("right", horizontal),
        ):
            add(margins, f"w:{side}", w=twips(width), type="dxa")
