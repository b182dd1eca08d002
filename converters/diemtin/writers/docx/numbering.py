"""Lists: numbering definitions from which every list takes its markers and its indents."""

from typing import TYPE_CHECKING

from diemtin.style import Style
from diemtin.writers.docx.markup import add, root, twips

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 8
"""The deepest level that Word's numbering has (17.9.6, ilvl, counted from 0)."""

_BULLETS, _NUMBERS, _NOTHING = "0", "1", "2"

UNMARKED = "1"
"""The number of paragraphs of an item that have no marker."""

STYLE_NUMBERS = {"list-bullet": "2", "list-number": "3"}
"""The numbers that list styles bring along, for paragraphs to which an editor gives them."""


class Numbering:
    """The numbering part while it is written.

    Every list has a `w:num` of its own that starts anew, so that neighbouring lists stay apart.
    Paragraphs that belong to an item but carry no marker are numbered too, with a format that
    shows nothing: so Word and LibreOffice keep them in the item, whatever their style.
    """

    def __init__(self, style: Style) -> None:
        self.root = root("w:numbering")
        self._style = style
        self._numbers: list[tuple[str, int, int]] = []
        self._define(_BULLETS, "bullet", style.list.bullet)
        self._define(_NUMBERS, "decimal", style.list.number_format)
        self._define(_NOTHING, "none", "")
        self._numbers += [(_NOTHING, 0, 1), (_BULLETS, 0, 1), (_NUMBERS, 0, 1)]

    def begin(self, *, ordered: bool, level: int, start: int) -> str:
        """Return the number (`w:numId`) of a new list."""
        self._numbers.append((_NUMBERS if ordered else _BULLETS, min(level, DEEPEST), start))
        return str(len(self._numbers))

    def indent(self, level: int) -> float:
        """Return where the text of a level begins, in points."""
        paragraph = self._style.of("list-item")
        return paragraph.indent_left + max(self._style.list.indent, 1) * (level + 1)

    def finish(self) -> "_Element":
        """Return the part's root, complete: definitions stand before their uses (CT_Numbering)."""
        for count, (definition, level, start) in enumerate(self._numbers, 1):
            number = add(self.root, "w:num", numId=str(count))
            add(number, "w:abstractNumId", val=definition)
            if definition != _NOTHING:
                override = add(number, "w:lvlOverride", ilvl=str(level))
                add(override, "w:startOverride", val=str(start))
        return self.root

    def _define(self, identifier: str, form: str, marker: str) -> None:
        definition = add(self.root, "w:abstractNum", abstractNumId=identifier)
        add(definition, "w:multiLevelType", val="multilevel")
        for level in range(DEEPEST + 1):
            node = add(definition, "w:lvl", ilvl=str(level))
            add(node, "w:start", val="1")
            add(node, "w:numFmt", val=form)
            if form == "none":
                add(node, "w:suff", val="nothing")
            add(node, "w:lvlText", val=marker.replace("{}", f"%{level + 1}"))
            add(node, "w:lvlJc", val="left")
            hanging = "0" if form == "none" else twips(max(self._style.list.indent, 1))
            indents = add(node, "w:pPr")
            add(indents, "w:ind", left=twips(self.indent(level)), hanging=hanging)
