"""Build the article's blocks from the runs that were chosen: the careful, semantic half.

Paragraphs, headings, lists, quotations and plain tables come straight from the walk over the lxml
tree; tables with spans or captions are handed to BeautifulSoup. Parsing every article with it
would cost more than all the rest together (13 ms a mean page, 2 to 3 ms its article, against 1 ms
for lxml), and gain nothing on plain text, which the walk has already gathered.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from diemtin.cleaning.markup.inlines import to_inlines, without_start
from diemtin.cleaning.markup.pictures import FoundPicture
from diemtin.cleaning.markup.tables import build_table, plain_grid
from diemtin.markup.page import LINE_BREAK, Page, Piece, Run
from diemtin.model import Block, Figure, Heading, List, Paragraph, Quote, block_words

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = frozenset(("ul", "ol", "dl", "menu"))
_ITEMS = frozenset(("li", "dd", "dt"))
_DEEPEST = 6
_LONG_LINE = 60


class Structure(NamedTuple):
    """A box that gives its runs a form: kind (`list`, `item`, `quote`, `table`) and box number."""

    kind: str
    box: int


class Outline:
    """For every box, the structures that it stands in, from the outermost inwards."""

    def __init__(self, page: Page, tables: frozenset[int]) -> None:
        self._boxes = page.boxes
        self._tables = tables
        self._paths: dict[int, tuple[Structure, ...]] = {-1: ()}
        self._with_headings = _lists_with_headings(page)

    def path(self, box: int) -> tuple[Structure, ...]:
        """Return the structures around a box, at most six."""
        climbed = []
        while box not in self._paths:
            climbed.append(box)
            box = self._boxes[box].parent
        path = self._paths[box]
        for box in reversed(climbed):
            kind = self._kind(box)
            if kind and _may_hold(path[-1].kind if path else "", kind) and len(path) < _DEEPEST:
                path = (*path, Structure(kind, box))
            self._paths[box] = path
        return path

    def _kind(self, box: int) -> str | None:
        tag = self._boxes[box].tag
        if tag in _LISTS:
            return None if box in self._with_headings else "list"
        if tag in _ITEMS:
            return "item"
        if tag == "blockquote":
            return "quote"
        return "table" if box in self._tables else None


def _may_hold(outer: str, inner: str) -> bool:
    """Tell whether a structure stands in another: an item in a list only, nothing in a table."""
    return outer != "table" and (inner != "item" or outer == "list")


def _lists_with_headings(page: Page) -> frozenset[int]:
    """Return the lists that lay a page out: their items hold headings."""
    found = set()
    for box in page.boxes:
        if box.tag in _HEADINGS:
            above = box.parent
            while above >= 0 and above not in found:
                if page.boxes[above].tag in _LISTS:
                    found.add(above)
                above = page.boxes[above].parent
    return frozenset(found)


def build_blocks(
    page: Page,
    runs: Sequence[int],
    lost: Mapping[int, int],
    pictures: Sequence[FoundPicture],
    captions: dict[int, int],
    tables: frozenset[int],
    base: str | None,
) -> tuple[Block, ...]:
    """Build the body from the numbers of the chosen runs, in order.

    Args:
        page: The page that the runs are of.
        runs: Numbers of the chosen runs.
        lost: How many characters a run has lost at its start.
        pictures: The pictures that belong to the article.
        captions: For a run that is a caption, the number of its picture in `pictures`.
        tables: The boxes that are tables of data.
        base: The page's own address.
    """
    return _Builder(page, lost, pictures, captions, tables, base).build(runs)


class _Builder:
    def __init__(
        self,
        page: Page,
        lost: Mapping[int, int],
        pictures: Sequence[FoundPicture],
        captions: dict[int, int],
        tables: frozenset[int],
        base: str | None,
    ) -> None:
        self._page = page
        self._lost = lost
        self._pictures = pictures
        self._captions = captions
        self._outline = Outline(page, tables)
        self._base = base

    def build(self, runs: Sequence[int]) -> tuple[Block, ...]:
        entries = [(self._outline.path(self._page.runs[n].box), n) for n in runs]
        blocks: list[Block] = []
        waiting = list(enumerate(self._pictures))
        for key, group in groupby(entries, key=lambda entry: entry[0][:1]):
            members = list(group)
            while waiting and waiting[0][1].run <= members[0][1]:
                blocks.extend(self._lone_picture(*waiting.pop(0)))
            if not key:
                for _, number in members:
                    while waiting and waiting[0][1].run <= number:
                        blocks.extend(self._lone_picture(*waiting.pop(0)))
                    blocks.extend(self._blocks_of_run(number))
            else:
                blocks.extend(self._structured(members, 0))
        for picture in waiting:
            blocks.extend(self._lone_picture(*picture))
        return tuple(blocks)

    def _lone_picture(self, number: int, picture: FoundPicture) -> list[Block]:
        if number in self._captions.values():
            return []
        return [Figure((), picture.reference, picture.alternative)]

    def _structured(
        self, members: list[tuple[tuple[Structure, ...], int]], level: int
    ) -> list[Block]:
        """Build what stands in one structure; depth is bounded by the length of a path."""
        kind, box = members[0][0][level]
        if kind == "list":
            return self._list(members, level, box)
        if kind == "table":
            return self._table([number for _, number in members], box)
        inside = self._nested(members, level + 1)
        return [Quote(tuple(inside))] if kind == "quote" else inside

    def _table(self, numbers: list[int], box: int) -> list[Block]:
        """Read a table; one that does not give all its words becomes paragraphs."""
        if grid := plain_grid(self._page, numbers, box):
            return build_table(self._page, grid, self._base)
        # BeautifulSoup takes a tenth of a second to load, and few pages have such a table.
        from diemtin.cleaning.markup.spanned_tables import read_table

        blocks = read_table(self._page.boxes[box].element, self._base)
        words = [word for block in blocks for word in block_words(block)]
        if words == [word for n in numbers for word in self._page.runs[n].text.split()]:
            return blocks
        return [block for number in numbers for block in self._blocks_of_run(number)]

    def _nested(self, members: list[tuple[tuple[Structure, ...], int]], level: int) -> list[Block]:
        blocks: list[Block] = []
        by_next = groupby(members, key=lambda entry: entry[0][level : level + 1])
        for key, group in by_next:
            if key:
                blocks.extend(self._structured(list(group), level))
            else:
                for _, number in group:
                    blocks.extend(self._blocks_of_run(number))
        return blocks

    def _list(
        self, members: list[tuple[tuple[Structure, ...], int]], level: int, box: int
    ) -> list[Block]:
        items: list[tuple[Block, ...]] = []
        for _, group in groupby(members, key=lambda entry: entry[0][level + 1 : level + 2]):
            item = self._nested(list(group), level + 1)
            if item and not isinstance(item[0], Paragraph):
                item.insert(0, Paragraph(()))
            items.append(tuple(item))
        ordered = self._page.boxes[box].tag == "ol"
        start = self._page.boxes[box].element.get("start", "1") if ordered else "1"
        return [List(tuple(items), ordered, int(start) if start.isdecimal() else 1)]

    def _blocks_of_run(self, number: int) -> list[Block]:
        run = self._page.runs[number]
        pieces = run.pieces
        if number in self._lost:
            pieces = without_start(pieces, self._lost[number])
        if number in self._captions:
            picture = self._pictures[self._captions[number]]
            content = to_inlines(pieces, self._base)
            return [Figure(content, picture.reference, picture.alternative)]
        level = self._heading_level(run)
        if level:
            return [Heading(level, to_inlines(pieces, self._base, plain=True))]
        return [
            Paragraph(content)
            for line in _split_lines(pieces)
            if (content := to_inlines(line, self._base))
        ]

    def _heading_level(self, run: Run) -> int:
        box = run.box
        for _ in range(3):
            if box < 0:
                return 0
            if level := _HEADINGS.get(self._page.boxes[box].tag):
                return level
            box = self._page.boxes[box].parent
        return 0


def _split_lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Part a run at line breaks that end a paragraph: after a long line with a full stop."""
    if LINE_BREAK not in pieces:
        return [pieces]
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece is LINE_BREAK:
            line = "".join(p[0] for p in parts[-1]).rstrip()
            if len(line) >= _LONG_LINE and line.endswith((".", "!", "?", "…", '."', ".”", ":")):
                parts.append([])
                continue
        parts[-1].append(piece)
    return parts
