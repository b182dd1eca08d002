"""Reading the body: paragraphs and tables in order, as they stand once all changes are accepted."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from diemtin.model import is_address
from diemtin.readers.docx.fields import Fields
from diemtin.readers.docx.lines import BREAK, TAB, Bookmark, Line, Piece, Remark, TextLine
from diemtin.readers.docx.names import (
    MARKUP_COMPATIBILITY,
    MATH,
    child,
    children,
    is_on,
    name,
    value,
)
from diemtin.readers.docx.numbering import NumberingTable
from diemtin.readers.docx.opening import WordFile
from diemtin.readers.docx.stylesheet import Look, Meaning, StyleTable, level_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from diemtin.readers.docx.pictures import PictureTable

# What only wraps content: content controls, insertions that nobody has accepted yet, custom markup.
_WRAPPERS = frozenset(
    name(tag)
    for tag in (
        "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo",
    )
)  # fmt: skip
_REMOVED = frozenset(name(tag) for tag in ("w:del", "w:moveFrom"))
_ALTERNATIVES = f"{MARKUP_COMPATIBILITY}AlternateContent"
_CHARACTERS = {
    name("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    name("w:softHyphen"): "\N{SOFT HYPHEN}",
}


def contents_of(parent: "_Element") -> Iterator["_Element"]:
    """Yield what an element holds once all changes are accepted and all wrappings are off."""
    for node in children(parent):
        if node.tag in _WRAPPERS:
            yield from contents_of(node)
        elif node.tag == _ALTERNATIVES:
            # The first choice is what the program meant; the rest are for those that know less.
            yield from contents_of(next(children(node), node))
        elif node.tag not in _REMOVED:
            yield node


class Story:
    """Reads paragraphs one after another, and keeps what reaches from one into the next.

    `lines` fills while the body is read. `bookmarks` are all that were found, in their order.
    """

    def __init__(self, file: WordFile, styles: StyleTable, pictures: "PictureTable") -> None:
        self.lines: list[Line] = []
        self.bookmarks: list[Bookmark] = []
        self.lists = NumberingTable(file.numbering)
        self.styles = styles
        self._file = file
        self._pictures = pictures
        self._fields = Fields()
        self._groups = 0
        self._notes = 0
        self._open_bookmarks: dict[str, Bookmark] = {}
        self._open_remarks: dict[str, tuple[TextLine, Remark]] = {}
        self._asides: list[tuple[_Element, str]] = []
        self._line = TextLine(Meaning())
        self._length = 0
        self._waiting: list[Bookmark] = []
        self._began = False
        self._steps: dict[str, Callable[[_Element, str | None, int], None]] = {
            name("w:r"): self._run,
            name("w:hyperlink"): self._hyperlink,
            name("w:fldSimple"): self._simple_field,
            name("w:bookmarkStart"): self._begin_bookmark,
            name("w:bookmarkEnd"): self._end_bookmark,
            name("w:commentRangeStart"): self._begin_remark,
            name("w:commentRangeEnd"): self._end_remark,
            f"{MATH}oMath": self._formula,
            f"{MATH}oMathPara": self._formula,
        }

    def paragraph(self, node: "_Element") -> TextLine | None:
        """Read a paragraph; None where its mark is deleted, so that the next one continues it."""
        properties = child(node, "w:pPr")
        meaning = self.styles.paragraph(value(child(properties, "w:pStyle")))
        if not self._began:
            self._line, self._length = self._new_line(meaning), 0
        line = self._line
        line.meaning = meaning
        line.number = self._number(properties, meaning)
        line.alignment = value(child(properties, "w:jc")) or meaning.alignment
        self._inside(node, None, 0)
        self._began = child(properties, "w:rPr/w:del") is not None
        if self._began:
            return None
        for owner, remark in self._open_remarks.values():
            if owner is line:
                remark.end = self._length
        return line

    @property
    def contents_instruction(self) -> str:
        """The instruction of the last TOC field."""
        return self._fields.contents_instruction

    def between(self, node: "_Element") -> None:
        """Take in a bookmark that begins or ends between paragraphs."""
        if node.tag == name("w:bookmarkStart"):
            self._waiting.append(self._bookmark(node, 0, 0))
        elif node.tag == name("w:bookmarkEnd"):
            mark = self._open_bookmarks.pop(value(node, "w:id") or "", None)
            if mark:
                mark.last = max(len(self.lines) - 1, mark.line)
                mark.end = self._length

    def asides(self) -> list[tuple["_Element", str]]:
        """Return the text boxes and notes that the last paragraph held, each with its mark."""
        found, self._asides = self._asides, []
        return found

    def append(self, piece: Piece) -> None:
        """Append a run to the paragraph that is being read."""
        self._line.pieces.append(piece)
        self._line.listed = self._line.listed or self._fields.in_contents
        self._length += len(piece.text)

    def _new_line(self, meaning: Meaning) -> TextLine:
        waiting, self._waiting = self._waiting, []
        return TextLine(meaning, bookmarks=waiting)

    def _number(self, properties: "_Element | None", meaning: Meaning) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph; numbered headings are in no list."""
        given = child(properties, "w:numPr")
        identifier = value(child(given, "w:numId"))
        if identifier is None:
            return meaning.number if meaning.element == "paragraph" else None
        level = level_of(given)
        marker = self.lists.marker(identifier, level)
        heads = meaning.element == "heading" and marker.shown
        return None if identifier == "0" or heads else (identifier, level)

    def _inside(self, parent: "_Element", link: str | None, group: int) -> None:
        for node in contents_of(parent):
            step = self._steps.get(node.tag)
            if step:
                step(node, link, group)

    # ---- runs ------------------------------------------------------------------------------

    def _run(self, node: "_Element", link: str | None, group: int) -> None:
        properties = child(node, "w:rPr")
        look = self.styles.character(value(child(properties, "w:rStyle")))
        hidden = look.hidden or bool(is_on(child(properties, "w:vanish")))
        if link is None and self._fields.link:
            link, group = self._fields.link
        model = self._model(properties, look, link, group)
        for part in contents_of(node):
            if part.tag == name("w:fldChar"):
                self._groups += 1
                self._fields.turn(value(part, "w:fldCharType"), self._groups)
            elif part.tag == name("w:instrText"):
                self._fields.instruct(part.text or "")
            elif not hidden and not self._fields.hide_text:
                self._part(part, model)

    def _model(
        self, properties: "_Element | None", look: Look, link: str | None, group: int
    ) -> Piece:
        """Return an empty piece with the looks of a run."""
        meaning = self._line.meaning
        bold, italic = is_on(child(properties, "w:b")), is_on(child(properties, "w:i"))
        script = value(child(properties, "w:vertAlign")) or look.script
        return Piece(
            "",
            bool(look.strong) if bold is None else bold and not meaning.bold,
            bool(look.emphasis) if italic is None else italic and not meaning.italic,
            script if script in {"superscript", "subscript"} else None,  # type: ignore[arg-type]
            look.kind,
            link,
            group,
        )

    def _part(self, part: "_Element", model: Piece) -> None:
        """Take in one part of a run."""
        if part.tag == name("w:t"):
            self._append_like(model, part.text or "")
        elif part.tag == name("w:tab"):
            self._append_like(model, TAB, control=True)
        elif part.tag == name("w:br"):
            if value(part, "w:type") in {None, "textWrapping"}:
                self._append_like(model, BREAK, control=True)
        elif part.tag == name("w:cr"):
            self._append_like(model, BREAK, control=True)
        elif part.tag in _CHARACTERS:
            self._append_like(model, _CHARACTERS[part.tag])
        elif part.tag in {name("w:drawing"), name("w:pict"), name("w:object")}:
            self._drawing(part)
        elif part.tag == name("w:commentReference"):
            self._refer_to_remark(value(part, "w:id") or "")
        elif part.tag in {name("w:footnoteReference"), name("w:endnoteReference")}:
            self._note(part, model)

    def _append_like(self, model: Piece, text: str, *, control: bool = False) -> None:
        if text:
            self.append(
                Piece(
                    text,
                    model.strong,
                    model.emphasis,
                    model.script,
                    model.kind,
                    model.link,
                    model.group,
                    control,
                )
            )

    def _drawing(self, node: "_Element") -> None:
        """Take in pictures, and the text of boxes, which is read after the paragraph."""
        self._line.pictures += self._pictures.drawn(node)
        self._asides += [(box, "") for box in node.iter(name("w:txbxContent"))]

    def _note(self, node: "_Element", model: Piece) -> None:
        """Put a number in the place of a note, whose text is read after the paragraph."""
        foot = node.tag == name("w:footnoteReference")
        notes = self._file.footnotes if foot else self._file.endnotes
        note = notes.get(value(node, "w:id") or "")
        if note is not None:
            self._notes += 1
            self._append_like(
                msgspec.structs.replace(model, script="superscript"), str(self._notes)
            )
            self._asides.append((note, str(self._notes)))

    def _formula(self, node: "_Element", link: str | None, group: int) -> None:
        text = "".join(part.text or "" for part in node.iter(f"{MATH}t"))
        if text:
            self.append(Piece(text, link=link, group=group))

    # ---- links, bookmarks, comments --------------------------------------------------------

    def _hyperlink(self, node: "_Element", link: str | None, group: int) -> None:
        """Read the text of a link; one that no reader should follow is plain text."""
        anchor = value(node, "w:anchor")
        relation = self._file.part.rels.get(value(node, "r:id") or "")
        target = f"#{anchor}" if anchor else None
        if relation is not None and relation.is_external:
            address = relation.target_ref + (target or "")
            target = address if is_address(address) else None
        self._groups += 1
        self._inside(node, target or link, self._groups if target else group)

    def _simple_field(self, node: "_Element", link: str | None, group: int) -> None:
        self._groups += 1
        self._fields.turn("begin", self._groups)
        self._fields.instruct(value(node, "w:instr") or "")
        self._fields.turn("separate", 0)
        self._inside(node, link, group)
        self._fields.turn("end", 0)

    def _begin_bookmark(self, node: "_Element", link: str | None, group: int) -> None:
        self._line.bookmarks.append(self._bookmark(node, self._length, group if link else 0))

    def _bookmark(self, node: "_Element", start: int, group: int) -> Bookmark:
        mark = Bookmark(value(node, "w:name") or "", len(self.lines), start, group)
        self.bookmarks.append(mark)
        self._open_bookmarks[value(node, "w:id") or ""] = mark
        return mark

    def _end_bookmark(self, node: "_Element", _link: str | None, _group: int) -> None:
        mark = self._open_bookmarks.pop(value(node, "w:id") or "", None)
        if mark:
            mark.last, mark.end = len(self.lines), self._length

    def _begin_remark(self, node: "_Element", _link: str | None, _group: int) -> None:
        number = value(node, "w:id") or ""
        remark = Remark(number, self._length, self._length)
        self._line.remarks.append(remark)
        self._open_remarks[number] = (self._line, remark)

    def _end_remark(self, node: "_Element", _link: str | None, _group: int) -> None:
        """End a comment; one that began in an earlier paragraph has already ended with that."""
        line, remark = self._open_remarks.pop(value(node, "w:id") or "", (None, None))
        if remark and line is self._line:
            remark.end = self._length

    def _refer_to_remark(self, number: str) -> None:
        """Note a comment that stands in one place, without a stretch of text."""
        known = (remark.number for line in (self._line,) for remark in line.remarks)
        if number not in known and number not in self._open_remarks:
            self._line.remarks.append(Remark(number, self._length, self._length))
