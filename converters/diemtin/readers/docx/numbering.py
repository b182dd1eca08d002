"""Lists: what the numbering definitions of a Word file say of a paragraph's marker."""

from typing import TYPE_CHECKING

import msgspec

from diemtin.readers.docx.names import child, name, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element


class Marker(msgspec.Struct, frozen=True):
    """The markers of one level of a list; `shown` is False for what only belongs to an item."""

    shown: bool
    ordered: bool
    start: int


class NumberingTable:
    """The lists of a file (17.9): `w:num` elements, each with its levels."""

    def __init__(self, root: "_Element | None") -> None:
        self._definitions: dict[str, _Element] = {}
        self._numbers: dict[str, _Element] = {}
        self._markers: dict[tuple[str, int], Marker] = {}
        if root is not None:
            for node in root.findall(name("w:abstractNum")):
                self._definitions[value(node, "w:abstractNumId") or ""] = node
            for node in root.findall(name("w:num")):
                self._numbers[value(node, "w:numId") or ""] = node
        self.indents = sorted(self._all_indents())

    def marker(self, identifier: str, level: int) -> Marker:
        """Return the marker of a level; a list that is not defined has bullets."""
        key = (identifier, level)
        if key not in self._markers:
            self._markers[key] = self._marker(identifier, level)
        return self._markers[key]

    def continues(self, identifier: str, other: str, level: int) -> bool:
        """Tell whether items of one number go on with the list of another.

        Two numbers of one definition count together, unless the second starts anew (17.9.15).
        """
        if identifier == other:
            return True
        first, second = self._numbers.get(identifier), self._numbers.get(other)
        definitions = [value(child(node, "w:abstractNumId")) for node in (first, second)]
        override = _at_level(second, "w:lvlOverride", level)
        restarts = child(override, "w:startOverride") is not None
        return definitions[0] is not None and definitions[0] == definitions[1] and not restarts

    def level_at(self, indent: int) -> int:
        """Return the deepest level whose text begins no further right (in twips), -1 for none."""
        return sum(1 for known in self.indents if known <= indent + 1) - 1

    def _marker(self, identifier: str, level: int) -> Marker:
        node = self._numbers.get(identifier)
        definition = self._definitions.get(value(child(node, "w:abstractNumId")) or "")
        override = _at_level(node, "w:lvlOverride", level)
        inner = child(override, "w:lvl")
        described = inner if inner is not None else _at_level(definition, "w:lvl", level)
        form = value(child(described, "w:numFmt")) or "bullet"
        # pandoc marks the further paragraphs of an item with a space.
        blank = (value(child(described, "w:lvlText")) or "-").isspace()
        start = value(child(override, "w:startOverride")) or value(child(described, "w:start"))
        return Marker(
            form != "none" and not blank, form not in {"bullet", "none"}, number(start, 1)
        )

    def _all_indents(self) -> set[int]:
        """Return where the text of each level of the first definition begins, in twips."""
        first = next(iter(self._definitions.values()), None)
        levels = first.findall(name("w:lvl")) if first is not None else []
        indents = [child(level, "w:pPr/w:ind") for level in levels]
        return {number(value(own, "w:left") or value(own, "w:start")) for own in indents} - {0}


def _at_level(node: "_Element | None", tag: str, level: int) -> "_Element | None":
    if node is None:
        return None
    wanted = str(level)
    return next((n for n in node.findall(name(tag)) if value(n, "w:ilvl") == wanted), None)
