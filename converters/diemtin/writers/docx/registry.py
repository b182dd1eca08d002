"""The styles part while it is written: which styles there are, and how to refer to them."""

import re
from typing import TYPE_CHECKING, Literal

from diemtin.style.word import word_names
from diemtin.writers.docx.formatting import add_language
from diemtin.writers.docx.markup import add, printable, qualified, root

if TYPE_CHECKING:
    from lxml.etree import _Element

Kind = Literal["paragraph", "character", "table"]


class StyleRegistry:
    """Styles by kind and name.

    Args:
        language: The language of every style, such as `vi-VN`.
    """

    def __init__(self, language: str) -> None:
        self.root = root("w:styles")
        self.language = language
        self._identifiers: dict[tuple[Kind, str], str] = {}
        self._used: set[str] = set()

    def known(self, kind: Kind, name: str) -> str | None:
        """Return the identifier of a style, by which paragraphs and runs refer to it."""
        return self._identifiers.get((kind, name))

    def begin(self, kind: Kind, name: str, base: str | None = None) -> tuple["_Element", str]:
        """Begin a style; returns its element, which wants its properties, and its identifier."""
        identifier = self._free_identifier(name)
        self._identifiers[kind, name] = identifier
        node = add(self.root, "w:style", type=kind, styleId=identifier)
        if name not in word_names().built_in.names:
            node.set(qualified("w:customStyle"), "1")
        add(node, "w:name", val=printable(name))
        if base:
            add(node, "w:basedOn", val=base)
        if name.casefold().startswith(("heading ", "toc heading")):
            add(node, "w:next", val="BodyText")
        add(node, "w:qFormat")
        return node, identifier

    def run_properties(self, node: "_Element") -> "_Element":
        """Add run properties that say nothing yet but the language."""
        properties = add(node, "w:rPr")
        add_language(properties, self.language)
        return properties

    def plain(self, kind: Kind, name: str, base: str | None = None) -> str:
        """Add a style that looks like the one beneath it, and return its identifier."""
        node, identifier = self.begin(kind, name, base)
        self.run_properties(node)
        return identifier

    def _free_identifier(self, name: str) -> str:
        """Return a name without spaces; Word takes those that differ in case alone for one."""
        words = re.findall(r"[A-Za-z0-9]+", name)
        wanted = "".join(word[0].upper() + word[1:] for word in words) or "Style"
        wanted = re.sub("^Toc", "TOC", wanted)
        free, count = wanted, 1
        while free.lower() in self._used:
            count += 1
            free = f"{wanted}{count}"
        self._used.add(free.lower())
        return free
