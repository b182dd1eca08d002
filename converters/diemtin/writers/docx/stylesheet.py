"""The styles of a Word file: one for every role, and more when the text calls for them."""

from typing import TYPE_CHECKING

import msgspec

from diemtin.model import Text
from diemtin.style import Length, Rule, Style
from diemtin.style.types import ROLES
from diemtin.style.word import Variant, word_names
from diemtin.writers.docx.formatting import (
    Look,
    add_borders,
    add_language,
    add_paragraph_properties,
    add_run_properties,
    look_of,
    plain_look,
)
from diemtin.writers.docx.furniture import add_defaults, add_furniture, add_tables
from diemtin.writers.docx.markup import add, colour, twips
from diemtin.writers.docx.numbering import STYLE_NUMBERS
from diemtin.writers.docx.registry import StyleRegistry

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_RULE = Rule(thickness=Length(0))
# An outline level that is none (17.3.1.20).
_NO_LEVEL = "9"
# Variants that stay on the page of what follows them.
_KEPT = frozenset({"figure-captioned", "body-keep", "table-heading-keep"})


class StyleSheet:
    """The styles of a file; asking for one defines it on first use.

    Args:
        style: The house style.
        language: The language of every style, such as `vi-VN`.
        hanging: For roles of definitions, how far (in points) what is said hangs behind the term.
    """

    def __init__(self, style: Style, language: str, hanging: dict[str, float]) -> None:
        self._style = style
        self._hanging = hanging
        self._names = word_names()
        self._registry = StyleRegistry(language)
        self._rules: dict[tuple[object, ...], str] = {}
        add_defaults(self._registry, style)
        for role in dict.fromkeys((*ROLES, *style.paragraph)):
            self.role(role)
        for key, variant in self._names.variants.items():
            self._define_variant(key, variant)
        add_furniture(self._registry, style)
        self._define_feet()
        add_tables(self._registry, style)
        for text, kind in (
            (Text("", strong=True), ""),
            (Text("", emphasis=True), ""),
            *((Text(""), kind) for kind in ("hyperlink", "citation", "label", "term")),
        ):
            self.character(text, kind)

    @property
    def root(self) -> "_Element":
        """The root of the styles part."""
        return self._registry.root

    def role(self, role: str) -> str:
        """Return the identifier of a role's style."""
        name = self._names.of(role)
        return self._registry.known("paragraph", name) or self._define_role(role, name)

    def bare(self, role: str) -> str:
        """Return the style of a paragraph that is no element, but of an element's role."""
        name = self._names.of_bare(role)
        if name == self._names.of(role):
            return self.role(role)
        return self._registry.known("paragraph", name) or self._define_bare(role, name)

    def variant(self, key: str) -> str:
        """Return the identifier of a variant, by its key in `word.toml`."""
        return self._registry.known("paragraph", self._names.variants[key].name) or ""

    def furniture(self, key: str) -> str:
        """Return the identifier of a style of paragraphs without words."""
        return self._registry.known("paragraph", self._names.furniture[key]) or ""

    def table(self, key: str) -> str:
        """Return the identifier of a table style."""
        return self._registry.known("table", self._names.table[key]) or ""

    def character(self, text: Text, kind: str = "") -> str | None:
        """Return the style of a run: its kind (`hyperlink`, …) and its looks in one name."""
        if not (kind or text.strong or text.emphasis or text.script):
            return None
        looks = (
            self._names.character[kind] if kind else "",
            "Strong" if text.strong else "",
            "Emphasis" if text.emphasis else "",
            (text.script or "").title(),
        )
        name = " ".join(filter(None, looks))
        known = self._registry.known("character", name)
        return known or self._define_character(name, kind, text)

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
        key = (role, rule, indents, space)
        if key not in self._rules:
            taken = sum(1 for known in self._rules if known[0] == role)
            name = f"{self._names.of(role)} {self._names.furniture['rule']}"
            name = f"{name} {taken + 1}" if taken else name
            self._rules[key] = self._define_rule(name, role, rule, indents, space)
        return self._rules[key]

    def _define_role(self, role: str, name: str) -> str:
        """Write a role's style: what differs from the style of the role that it is based on."""
        look = self._look(role)
        base = self._registry.known("paragraph", "Normal")
        base_look = plain_look(look)
        if role != "body":
            base_role = self._style.of(role).based_on or "body"
            base_role = base_role if base_role in self._style.paragraph else "body"
            base, base_look = self.role(base_role), self._look(base_role)
        node, identifier = self._registry.begin("paragraph", name, base)
        level = str(int(role[-1]) - 1) if role.startswith("heading-") else None
        self._fill(node, look, base_look, level, tab=self._tab(role))
        return identifier

    def _define_bare(self, role: str, name: str) -> str:
        node, identifier = self._registry.begin("paragraph", name, self.role(role))
        look = self._look(role)
        self._fill(node, look, look, _NO_LEVEL if role.startswith("heading-") else None)
        return identifier

    def _define_variant(self, key: str, variant: Variant) -> None:
        """Write a style that looks like a role, but for what its name says of its place."""
        look = self._look(variant.like)
        own = look
        alignment = key.rpartition("-")[2]
        if alignment in {"center", "right"}:
            own = msgspec.structs.replace(look, alignment=alignment)
        elif key in _KEPT:
            own = msgspec.structs.replace(look, keep_with_next=True)
        node, _ = self._registry.begin("paragraph", variant.name, self.role(variant.like))
        level = _NO_LEVEL if variant.like.startswith("heading-") else None
        self._fill(node, own, look, level, number=STYLE_NUMBERS.get(key))

    def _fill(
        self,
        node: "_Element",
        look: Look,
        base: Look,
        level: str | None = None,
        *,
        tab: float | None = None,
        number: str | None = None,
    ) -> None:
        properties = add(node, "w:pPr")
        add_paragraph_properties(properties, look, base, self._style, tab=tab, number=number)
        if level is not None:
            add(properties, "w:outlineLvl", val=level)
        add_run_properties(add(node, "w:rPr"), look, base, self._registry.language)

    def _tab(self, role: str) -> float | None:
        """Return where the page numbers of contents end, in points."""
        page = self._style.page
        width = page.width - page.margin_left - page.margin_right
        return width if role.startswith("contents-") else None

    def _look(self, role: str) -> Look:
        look = look_of(self._style.of(role), self._style)
        if role in self._hanging and look.first_line >= 0:
            hanging = self._hanging[role]
            return msgspec.structs.replace(look, left=look.left + hanging, first_line=-hanging)
        if role == "page-number":
            outside = self._style.running.number == "bottom-outside"
            return msgspec.structs.replace(look, alignment="right" if outside else "center")
        return look

    def _define_character(self, name: str, kind: str, text: Text) -> str:
        node, identifier = self._registry.begin("character", name)
        properties = add(node, "w:rPr")
        if text.strong or kind in {"label", "term"}:
            add(properties, "w:b")
            add(properties, "w:bCs")
        if text.emphasis:
            add(properties, "w:i")
            add(properties, "w:iCs")
        if kind in {"hyperlink", "citation"}:
            add(properties, "w:color", val=colour(self._style.colours.link))
        if kind == "hyperlink":
            add(properties, "w:u", val="single")
        if text.script:
            add(properties, "w:vertAlign", val=text.script)
        add_language(properties, self._registry.language)
        return identifier

    def _define_rule(
        self,
        name: str,
        role: str,
        rule: Rule,
        indents: tuple[float, float],
        space: tuple[float, float],
    ) -> str:
        node, identifier = self._registry.begin("paragraph", name, self.furniture("separator"))
        properties = add(node, "w:pPr")
        if self._style.of(role).keep_with_next:
            add(properties, "w:keepNext")
        add_borders(properties, rule, _NO_RULE, self._style)
        add(properties, "w:spacing", before=twips(space[0]), after=twips(space[1]))
        add(properties, "w:ind", left=twips(indents[0]), right=twips(indents[1]), firstLine="0")
        self._registry.run_properties(node)
        return identifier

    def _define_feet(self) -> None:
        """Write the foot that an editor may add, and page numbers of left-hand pages."""
        self._registry.plain("paragraph", "footer", self.role("running-head"))
        name = self._names.furniture["folio-even"]
        node, _ = self._registry.begin("paragraph", name, self.role("page-number"))
        add(add(node, "w:pPr"), "w:jc", val="left")
        self._registry.run_properties(node)
