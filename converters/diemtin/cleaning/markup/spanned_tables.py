"""Read tables with spans or captions with BeautifulSoup, a table at a time."""

from typing import Any

import msgspec
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from lxml import etree

from diemtin.cleaning.markup.inlines import to_inlines
from diemtin.cleaning.markup.tables import CELLS, alignment_of
from diemtin.markup.page import INLINE, LINE_BREAK, Piece
from diemtin.model import Block, Cell, Inline, Paragraph, Table

_MOST_PLACES_A_CELL = 40
_MOST_SPANNED = 200


def read_table(element: Any, base: str | None) -> list[Block]:
    """Read a table with its caption, header rows and spans; what is no cell becomes a paragraph."""
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    soup = BeautifulSoup(markup, "lxml").find("table")
    if not isinstance(soup, Tag):
        return []
    rows: list[tuple[Cell, ...]] = []
    header_rows = 0
    for row in soup.find_all("tr"):
        tags = row.find_all(CELLS)
        cells = tuple(_cell(tag, base) for tag in tags)
        if not any(cell.content for cell in cells):
            continue
        heads = row.find_parent("thead") is not None or all(cell.header for cell in cells)
        if heads and len(rows) == header_rows:
            header_rows += 1
        rows.append(cells)
    caption = soup.find("caption")
    title = _content(caption, base) if isinstance(caption, Tag) else ()
    if not rows:
        return [Paragraph(title)] if title else []
    return [Table(_without_false_spans(rows), min(header_rows, len(rows) - 1), title)]


def _cell(tag: Tag, base: str | None) -> Cell:
    return Cell(
        _content(tag, base),
        header=tag.name == "th",
        column_span=_span(tag.get("colspan")),
        row_span=_span(tag.get("rowspan")),
        alignment=alignment_of(tag) or "left",
    )


def _without_false_spans(rows: list[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Let every cell be one, where the spans take many times the room that there is.

    The cells of real tables span a few others; those of a table that is made to do harm push one
    another aside, until a few hundred fill millions of places.
    """
    places = sum(cell.column_span * cell.row_span for row in rows for cell in row)
    if places <= _MOST_PLACES_A_CELL * sum(map(len, rows)):
        return tuple(rows)
    single = {"column_span": 1, "row_span": 1}
    return tuple(tuple(msgspec.structs.replace(cell, **single) for cell in row) for row in rows)


def _span(value: Any) -> int:
    text = str(value or "1").strip()
    return min(max(int(text), 1), _MOST_SPANNED) if text.isdecimal() else 1


def _content(tag: Tag, base: str | None) -> tuple[Inline, ...]:
    """Return the inlines of a cell; its paragraphs are parted by line breaks."""
    pieces: list[Piece] = []
    last = tag
    for node in tag.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                pieces.append(LINE_BREAK)
        # Scripts, comments and the like are subclasses.
        elif type(node) is NavigableString:
            look, link, block = _surroundings(node, tag)
            if block is not last:
                pieces.append(LINE_BREAK)
                last = block
            pieces.append((str(node), look, link))
    return to_inlines(pieces, base)


def _surroundings(node: NavigableString, cell: Tag) -> tuple[int, Any, Tag]:
    """Return how a text node looks, the link it stands in, and the nearest block around it."""
    look, link, block = 0, None, None
    for above in node.parents:
        if block is None and (above is cell or above.name not in INLINE):
            block = above
        if above is cell:
            break
        look |= INLINE.get(above.name, 0)
        if above.name == "a":
            link = above
    return look, link, block or cell
