"""Grouping lines into blocks: lists, quotations, definitions, figures and tables."""

import msgspec

from diemtin.model import (
    Block,
    Chart,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    plain_text,
)
from diemtin.readers.docx.anchors import Anchors
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import (
    TAB,
    Bookmark,
    Drawn,
    Line,
    TableLine,
    TextLine,
    inlines_of,
)
from diemtin.readers.docx.numbering import NumberingTable
from diemtin.readers.docx.remarks import Remarks
from diemtin.readers.docx.stylesheet import Meaning
from diemtin.readers.docx.tables import columns_of, table_of
from diemtin.style.word import word_names

# Stands for a table where a line of text is looked for.
NOTHING = Meaning("furniture")


class Stretch(msgspec.Struct, frozen=True, eq=False):
    """Lines that one hidden bookmark holds together; `last` is the last one."""

    kind: str
    name: str
    first: int
    last: int


class Grouping:
    """Turns lines into blocks, each with the number of its first line."""

    def __init__(
        self,
        lines: list[Line],
        bookmarks: list[Bookmark],
        lists: NumberingTable,
        ledger: Ledger,
        remarks: Remarks,
    ) -> None:
        self._lines = lines
        self._lists = lists
        self._ledger = ledger
        self._remarks = remarks
        self._names = Anchors(lines, ledger)
        self.new_headings: set[int] = set()
        self.contents_headings: set[int] = set()
        self._stretches: dict[int, list[Stretch]] = {}
        self._counted: dict[tuple[str, int], int] = {}
        for stretch in _stretches(bookmarks):
            self._stretches.setdefault(stretch.first, []).append(stretch)

    @property
    def identifiers(self) -> frozenset[str]:
        """The identifiers of all places that a link can lead to."""
        return self._names.known

    def blocks(self) -> list[tuple[int, Block]]:
        """Return the blocks of the whole body."""
        return self._group(0, len(self._lines), -1, quoted=False)

    def _group(
        self, begin: int, end: int, level: int, *, quoted: bool = False
    ) -> list[tuple[int, Block]]:
        """Group the lines of one container: the body, an item of a list, or a quotation.

        Args:
            begin: The first line.
            end: The line after the last one.
            level: The level of the list whose item this is, -1 outside lists.
            quoted: Whether this is a quotation, whose paragraphs begin no further one.
        """
        found: list[tuple[int, Block]] = []
        at = begin
        while at < end:
            stretch = self._stretches[at].pop(0) if self._stretches.get(at) else None
            line = self._lines[at]
            if stretch and stretch.kind == "quote":
                blocks, after = self._quote(at, min(stretch.last + 1, end), level)
            elif isinstance(line, TableLine):
                blocks, after = self._table(line, None), at + 1
            elif self._begins_list(line, level):
                blocks, after = self._list(at, end, level)
            elif stretch or not self._joins(line, quoted, found):
                blocks, after = self._lines_from(at, end, stretch, quoted=quoted)
            else:
                blocks, after = [], at + 1
            found += [(at, block) for block in blocks]
            at = after
        return found

    def _lines_from(
        self, at: int, end: int, stretch: Stretch | None, *, quoted: bool
    ) -> tuple[list[Block], int]:
        """Return the blocks that begin with a line of text, and the line after them."""
        line = self._text_line(at)
        element = line.meaning.element
        if self._is_entry(line):
            return self._contents(at, end)
        if element == "definition":
            return self._definitions(at, stretch)
        if line.pictures and not line.text.strip():
            return self._figures(at, end)
        if element in {"caption", "table-caption"}:
            return self._captioned(at, end, stretch)
        if element == "quote" and not quoted:
            return [Quote((self._paragraph(line),))], at + 1
        if element == "heading" and self._ledger.present and not line.bookmarks:
            self.new_headings.add(at)
        if element == "contents-heading" and not self._ledger.present:
            # Contents that Word has yet to fill in are not there.
            if not self._leads_contents(at + 1, end):
                return [], at + 1
            self.contents_headings.add(at)
        return self._plain(line), at + 1

    def _leads_contents(self, at: int, end: int) -> bool:
        while at < end and self._text_line(at).bare:
            at += 1
        return at < end and self._is_entry(self._lines[at])

    @staticmethod
    def _is_entry(line: Line) -> bool:
        """Tell whether a line stands in the contents."""
        if isinstance(line, TableLine):
            return False
        return line.listed or line.meaning.element == "contents"

    def _text_line(self, at: int) -> TextLine:
        line = self._lines[at]
        return line if isinstance(line, TextLine) else TextLine(NOTHING)

    def _joins(self, line: TextLine, quoted: bool, found: list[tuple[int, Block]]) -> bool:
        """Let a line join the block before it, as an editor means it who adds one of its kind."""
        if not found or line.bare:
            return False
        first, last = found[-1]
        element = line.meaning.element
        if isinstance(last, Quote) and not last.attribution and not quoted:
            if element == "quote":
                last = msgspec.structs.replace(last, blocks=(*last.blocks, self._paragraph(line)))
            elif element == "attribution":
                last = msgspec.structs.replace(last, attribution=self._content(line))
        elif (
            isinstance(last, Definitions)
            and element == "definition"
            and last.role == self._definitions_role(line, None)
        ):
            last = msgspec.structs.replace(last, items=(*last.items, self._definition(line)))
        if last is found[-1][1]:
            return False
        found[-1] = (first, last)
        return True

    # ---- lists and quotations --------------------------------------------------------------

    def _begins_list(self, line: TextLine, level: int) -> bool:
        if line.number is None or line.number[1] <= level:
            return False
        return self._lists.marker(*line.number).shown

    def _list(self, at: int, end: int, level: int) -> tuple[list[Block], int]:
        """Read a list: items of one number at one level, each with the lines that belong to it."""
        number = self._text_line(at).number or ("", 0)
        items = []
        while at < end:
            line = self._lines[at]
            if not isinstance(line, TextLine) or not self._continues(number, line.number):
                break
            after = at + 1
            while after < end and self._belongs(self._lines[after], number[1]):
                after += 1
            item = tuple(block for _, block in self._group(at, after, number[1]))
            # The marker of an empty paragraph is no item.
            items += [item] if item else []
            at = after
        marker = self._lists.marker(*number)
        start = 1
        if marker.ordered:
            before = self._counted.get(number) if level < 0 else None
            start = before or marker.start
            self._counted[number] = start + len(items)
        return ([List(tuple(items), marker.ordered, start)] if items else []), at

    def _continues(self, number: tuple[str, int], other: tuple[str, int] | None) -> bool:
        """Tell whether a line is a further item of a list."""
        if other is None or other[1] != number[1] or not self._lists.marker(*other).shown:
            return False
        return self._lists.continues(number[0], other[0], number[1])

    def _belongs(self, line: Line, level: int) -> bool:
        """Tell whether a line is a further part of the item that began before it."""
        if isinstance(line, TableLine):
            return line.level >= level
        if line.number is None:
            return False
        shown = self._lists.marker(*line.number).shown
        return line.number[1] > level or (line.number[1] == level and not shown)

    def _quote(self, at: int, end: int, level: int) -> tuple[list[Block], int]:
        """Read a quotation that a hidden bookmark holds together, who is quoted at its end."""
        last = self._text_line(end - 1)
        within = (inner for n in range(at, end) for inner in self._stretches.get(n, ()))
        # The last line of a quotation inside this one says who is quoted there.
        attributed = last.meaning.element == "attribution" and all(
            inner.kind != "quote" or inner.last + 1 != end for inner in within
        )
        inner = self._group(at, end - attributed, level, quoted=True)
        blocks = tuple(block for _, block in inner)
        attribution = self._content(last) if attributed else ()
        return ([Quote(blocks, attribution)] if blocks or attribution else []), end

    # ---- definitions, contents -------------------------------------------------------------

    def _definitions(self, at: int, stretch: Stretch | None) -> tuple[list[Block], int]:
        """Read the definitions of one hidden bookmark; those outside join or begin others."""
        role = self._definitions_role(self._text_line(at), stretch)
        style = self._text_line(at).meaning
        after = at
        items = []
        while after <= (stretch.last if stretch else at):
            line = self._text_line(after)
            if line.meaning.role != style.role:
                break
            items += [] if line.bare else [self._definition(line)]
            after += 1
        return ([Definitions(tuple(items), role)] if items else []), after

    def _definitions_role(self, line: TextLine, stretch: Stretch | None) -> str:
        noted = self._ledger.definitions.get(stretch.name) if stretch else None
        kinds = word_names().definitions.items()
        return noted or next((kind for kind, role in kinds if role == line.meaning.role), "facts")

    def _definition(self, line: TextLine) -> Definition:
        """Read a term, a tab, and what is said of it; without a tab there is no term."""
        pieces = line.pieces
        tabs = (n for n, piece in enumerate(pieces) if piece.control and piece.text == TAB)
        cut = next(tabs, -1)
        term = pieces[: max(cut, 0)]
        return Definition(
            inlines_of(term, self._names),
            inlines_of(pieces[cut + 1 :], self._names),
            line.identifier,
        )

    def _contents(self, at: int, end: int) -> tuple[list[Block], int]:
        entries = []
        while at < end and self._is_entry(self._lines[at]):
            line = self._text_line(at)
            entries += [] if line.bare else [self._entry(line)]
            at += 1
        return ([Contents(tuple(entries))] if entries else []), at

    def _entry(self, line: TextLine) -> ContentsEntry:
        """Read an entry without its page number, which stands behind the last tab."""
        pieces = line.pieces
        tabs = [n for n, piece in enumerate(pieces) if piece.control and piece.text == TAB]
        pieces = pieces[: tabs[-1]] if tabs else pieces
        link = next((piece.link for piece in line.pieces if piece.link), "#")
        plain = [msgspec.structs.replace(piece, link=None) for piece in pieces]
        target = self._names.target(link).removeprefix("#")
        return ContentsEntry(line.meaning.level or 1, inlines_of(plain, self._names), target)

    # ---- figures, tables, paragraphs -------------------------------------------------------

    def _figures(self, at: int, end: int) -> tuple[list[Block], int]:
        """Read the pictures of a line, the last one with the caption below it."""
        line = self._text_line(at)
        figures = [
            _shown(drawn, line.identifier if n == 0 else "")
            for n, drawn in enumerate(line.pictures)
        ]
        after = at + 1
        if after < end:
            below = self._text_line(after)
            if below.meaning.element == "caption" and below.meaning.role == "caption":
                figures[-1] = _told_once(self._with_caption(figures[-1], below))
                after += 1
        return [figure for figure in figures if _shows(figure)], after

    def _with_caption(self, figure: Figure | Chart, line: TextLine) -> Figure | Chart:
        """Give a figure its caption: the label in its own character style, and what follows."""
        if isinstance(figure, Chart):
            identifier = figure.identifier or line.identifier
            caption = self._content(line)
            return msgspec.structs.replace(figure, caption=caption, identifier=identifier)
        count = 0
        while count < len(line.pieces) and line.pieces[count].kind == "label":
            count += 1
        label = "".join(piece.text for piece in line.pieces[:count])
        caption = inlines_of(line.pieces[count:], self._names)
        return msgspec.structs.replace(
            figure,
            caption=caption,
            label=label.removesuffix(" ") if caption else label,
            identifier=figure.identifier or line.identifier,
            comments=self._remarks.on(line, len(label)),
        )

    def _captioned(self, at: int, end: int, stretch: Stretch | None) -> tuple[list[Block], int]:
        """Read a caption with the table below it, or as that of a picture that is missing."""
        line = self._text_line(at)
        below = self._lines[at + 1] if at + 1 < end else None
        if line.meaning.role != "caption-missing" and isinstance(below, TableLine):
            return self._table(below, line), at + 2
        if line.meaning.element == "table-caption":
            return self._plain(line), at + 1
        note = self._ledger.figures.get(stretch.name) if stretch else None
        picture = note.get("picture") if note is not None else None
        alternative = note.get("alternative", "") if note is not None else ""
        return [self._with_caption(Figure((), picture, alternative), line)], at + 1

    def _table(self, line: TableLine, caption: TextLine | None) -> list[Block]:
        """Read a table, and the pictures in its cells, which a cell of ours cannot hold."""
        if line.columns:
            return [columns_of(line, self._names, self._remarks)]
        drawn = [
            picture for row in line.rows for cell in row for text in cell.lines
            for picture in text.pictures
        ]  # fmt: skip
        figures = [_shown(picture) for picture in drawn]
        table = table_of(line, caption, self._names, ours=self._ledger.present)
        return [table, *figures] if any(table.rows) or caption else [*figures]

    def _plain(self, line: TextLine) -> list[Block]:
        """Return a heading or a paragraph, with the pictures that stand in its text."""
        if line.bare and not line.identifier:
            return []
        blocks: list[Block] = [self._paragraph(line)]
        if line.meaning.element in {"heading", "contents-heading"}:
            content = self._content(line)
            blocks = [Heading(line.meaning.level, content, line.identifier, self._remarks.on(line))]
        figures = (_shown(drawn) for drawn in line.pictures)
        return [*blocks, *filter(_shows, figures)]

    def _paragraph(self, line: TextLine) -> Paragraph:
        role = "body" if line.meaning.element == "quote" else line.meaning.role
        return Paragraph(self._content(line), role, line.identifier, self._remarks.on(line))

    def _content(self, line: TextLine) -> tuple[Inline, ...]:
        return inlines_of(line.pieces, self._names)


def _shown(drawn: Drawn, identifier: str = "") -> Figure | Chart:
    """Return a picture as the figure or the chart that it is."""
    if drawn.chart is not None:
        alternative = drawn.alternative
        return msgspec.structs.replace(drawn.chart, alternative=alternative, identifier=identifier)
    return Figure((), drawn.identifier, drawn.alternative, identifier=identifier)


def _told_once(figure: Figure | Chart) -> Figure | Chart:
    """Take back the caption that was written as the alternative text for want of another."""
    if isinstance(figure, Figure) and figure.alternative == plain_text(figure.caption):
        return msgspec.structs.replace(figure, alternative="")
    return figure


def _shows(figure: Figure | Chart) -> bool:
    """Tell whether there is anything to see or to read in a figure."""
    if isinstance(figure, Chart):
        return True
    return bool(figure.picture or figure.alternative or figure.caption or figure.label)


def _stretches(bookmarks: list[Bookmark]) -> list[Stretch]:
    """Return what hidden bookmarks hold together, outer ones before inner ones."""
    stems = {stem: kind for kind, stem in word_names().bookmarks.items() if kind != "section"}
    found: dict[str, Stretch] = {}
    for mark in bookmarks:
        stem = mark.name.rpartition("_")[0]
        if stem not in stems:
            continue
        # LibreOffice may cut one in two of the same name where a page ends in it.
        first = found[mark.name].first if mark.name in found else mark.line
        found[mark.name] = Stretch(stems[stem], mark.name, first, max(mark.last, first))
    # Sorting is stable: of two that hold the same lines the one that began first is outside.
    return sorted(found.values(), key=lambda stretch: (stretch.first, -stretch.last))
