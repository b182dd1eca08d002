"""What the styles of a Word file mean, whoever named them."""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from diemtin.readers.docx.names import child, is_on, name, number, value
from diemtin.style.word import UNKNOWN, word_names

if TYPE_CHECKING:
    from lxml.etree import _Element

Element = Literal[
    "paragraph",
    "heading",
    "contents",
    "contents-heading",
    "definition",
    "quote",
    "attribution",
    "caption",
    "table-caption",
    "furniture",
]
_DEEPEST_HEADING = 6
_ELEMENTS: dict[str, Element] = {
    "quote": "quote",
    "attribution": "attribution",
    "caption": "caption",
    "caption-missing": "caption",
    "table-caption": "table-caption",
}


class Meaning(msgspec.Struct, frozen=True):
    """What a paragraph style says: the element that it marks, the role, the level of a heading.

    `alignment` is that of a cell's text; `bold` and `italic` are how the text looks without any
    character style, so that a run that is no bolder than its surroundings is not strong.
    """

    element: Element = "paragraph"
    role: str = "body"
    level: int = 0
    alignment: Literal["left", "center", "right"] = "left"
    number: tuple[str, int] | None = None
    bold: bool = False
    italic: bool = False


class Look(msgspec.Struct, frozen=True):
    """What a character style says: its kind (`hyperlink`, `label`, …), and its looks."""

    kind: str = ""
    strong: bool | None = None
    emphasis: bool | None = None
    script: Literal["superscript", "subscript"] | None = None
    hidden: bool = False


class StyleTable:
    """The styles of a file, by identifier; those that nobody knows mean what they are based on."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._meanings: dict[str | None, Meaning] = {}
        self._looks: dict[str | None, Look] = {}
        self._default: str | None = None
        for style in root.findall(name("w:style")) if root is not None else ():
            identifier = value(style, "w:styleId") or ""
            self._styles.setdefault(identifier, style)
            if value(style, "w:type") == "paragraph" and value(style, "w:default") == "1":
                self._default = identifier

    def paragraph(self, identifier: str | None) -> Meaning:
        """Return what a paragraph style means; None stands for the default style."""
        if identifier not in self._meanings:
            self._meanings[identifier] = self._meaning(identifier or self._default)
        return self._meanings[identifier]

    def character(self, identifier: str | None) -> Look:
        """Return what a character style means."""
        if identifier not in self._looks:
            self._looks[identifier] = self._look(identifier)
        return self._looks[identifier]

    def table(self, identifier: str | None) -> str | None:
        """Return which columns a table style is for, or None for tables proper."""
        known = {style: key for key, style in word_names().table.items() if key != "grid"}
        chain = self._chain(identifier)
        return next((known[n] for n in map(self._name, chain) if n in known), None)

    def _chain(self, identifier: str | None) -> list["_Element"]:
        """Return a style and those that it is based on."""
        chain: list[_Element] = []
        while identifier in self._styles and self._styles[identifier] not in chain:
            chain.append(self._styles[identifier])
            identifier = value(child(chain[-1], "w:basedOn"))
        return chain

    @staticmethod
    def _name(style: "_Element") -> str:
        return value(child(style, "w:name")) or ""

    def _meaning(self, identifier: str | None) -> Meaning:
        chain = self._chain(identifier)
        meaning = next(filter(None, (_known(self._name(style)) for style in chain)), None)
        outline = _first(chain, "w:pPr/w:outlineLvl")
        level = number(value(outline), 9) + 1
        if level <= 9 and (meaning is None or meaning == Meaning()):
            meaning = Meaning("heading", f"heading-{level}", min(level, _DEEPEST_HEADING))
        meaning = meaning or Meaning()
        return msgspec.structs.replace(
            meaning,
            number=_number_of(chain),
            bold=bool(is_on(_first(chain, "w:rPr/w:b"))),
            italic=bool(is_on(_first(chain, "w:rPr/w:i"))),
        )

    def _look(self, identifier: str | None) -> Look:
        chain = self._chain(identifier)
        kind, words = "", set[str]()
        for style in chain:
            kind, words = _character_kind(self._name(style))
            if kind:
                break
        strong = is_on(_first(chain, "w:rPr/w:b"))
        if kind in {"label", "term"}:
            strong = "strong" in words
        script = value(_first(chain, "w:rPr/w:vertAlign"))
        return Look(
            kind,
            strong,
            is_on(_first(chain, "w:rPr/w:i")),
            script if script in {"superscript", "subscript"} else None,  # type: ignore[arg-type]
            bool(is_on(_first(chain, "w:rPr/w:vanish"))),
        )


def _first(chain: list["_Element"], path: str) -> "_Element | None":
    """Return a property from the first style of a chain that has it."""
    return next((found for style in chain if (found := child(style, path)) is not None), None)


def _number_of(chain: list["_Element"]) -> tuple[str, int] | None:
    for style in chain:
        identifier = value(child(style, "w:pPr/w:numPr/w:numId"))
        if identifier is not None:
            level = level_of(child(style, "w:pPr/w:numPr"))
            return None if identifier == "0" else (identifier, level)
    return None


def level_of(numbering: "_Element | None") -> int:
    """Return the level of a list that a `w:numPr` names, 0 to 8 (17.9.3)."""
    return min(max(number(value(child(numbering, "w:ilvl"))), 0), 8)


def _character_kind(style_name: str) -> tuple[str, set[str]]:
    """Return the kind of a character style, and the words that its name says after that."""
    low = style_name.casefold()
    for kind, known in word_names().character.items():
        start = known.casefold()
        if low == start or low.startswith(f"{start} "):
            return kind, set(low.removeprefix(start).split())
    return "", set()


def _known(style_name: str) -> Meaning | None:
    """Return what a style means by its name, or None where the name says nothing."""
    low = style_name.casefold()
    if style_name.startswith(UNKNOWN):
        role = style_name.removeprefix(UNKNOWN)
        return Meaning(role=role)
    heading = re.fullmatch(r"heading ([1-9])", low)
    if heading:
        level = min(int(heading[1]), _DEEPEST_HEADING)
        return Meaning("heading", f"heading-{level}", level)
    return _known_names().get(low)


@cache
def _known_names() -> dict[str, Meaning]:
    """Return the meaning of every name in `word.toml`, in lower case."""
    names = word_names()
    known: dict[str, Meaning] = {}
    for alias, role in names.aliases.items():
        known[alias] = _element_of(role)
    for role in names.roles:
        known[names.of(role).casefold()] = _element_of(role)
        if names.of_bare(role) != names.of(role):
            known[names.of_bare(role).casefold()] = Meaning(role=role)
    for key, variant in names.variants.items():
        alignment = key.rpartition("-")[2]
        known[variant.name.casefold()] = Meaning(
            role=variant.role,
            alignment=alignment if alignment in {"center", "right"} else "left",  # type: ignore[arg-type]
        )
    contents = names.variants["contents-heading"].name.casefold()
    known[contents] = Meaning("contents-heading", "heading-1", 1)
    for key in ("figure", "figure-captioned"):
        known[names.variants[key].name.casefold()] = Meaning(role="body")
    known[names.furniture["separator"].casefold()] = Meaning("furniture")
    return known


def _element_of(role: str) -> Meaning:
    names = word_names()
    if role.startswith("heading-"):
        return Meaning("heading", role, int(role[-1]))
    if role.startswith("contents-"):
        return Meaning("contents", role, int(role[-1]))
    if role in names.definitions.values():
        return Meaning("definition", role)
    return Meaning(_ELEMENTS.get(role, "paragraph"), role)
