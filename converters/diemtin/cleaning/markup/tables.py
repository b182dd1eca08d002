"""Tell tables of data from tables of layout, and read the former with BeautifulSoup."""

from typing import Any, Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from lxml import etree

from diemtin.cleaning.markup.inlines import to_inlines
from diemtin.markup.page import INLINE, LINE_BREAK, Page, Piece
from diemtin.model import Block, Cell, Inline, Paragraph, Table

_CELLS = ("td", "th")
_BLOCKS_IN_LAYOUT = frozenset(
    ("h1", "h2", "h3", "table", "ul", "ol", "form", "article", "section", "blockquote", "figure")
)
_LONGEST_CELL = 600
_MOST_SPANNED = 200


def data_tables(page: Page) -> frozenset[int]:
    """Return the boxes that are tables of data.

    Old pages lay text out in tables: one that holds another table, headings or lists, a cell of
    more than 600 characters, or fewer than two rows or columns, is a table of layout.
    """
    tables: dict[int, list[int]] = {}
    layout: set[int] = set()
    table_of: list[int] = []
    sizes: dict[int, int] = {}
    cell_of: list[int] = []
    for number, box in enumerate(page.boxes):
        table = table_of[box.parent] if box.parent >= 0 else -1
        cell = cell_of[box.parent] if box.parent >= 0 else -1
        if table >= 0 and box.tag in _BLOCKS_IN_LAYOUT:
            layout.add(table)
        if box.tag == "table":
            table, cell = number, -1
            tables[number] = [0, 0]
        elif table >= 0 and box.tag == "tr":
            tables[table][0] += 1
        elif table >= 0 and box.tag in _CELLS:
            tables[table][1] += 1
            cell = number
        table_of.append(table)
        cell_of.append(cell)
    if not tables:
        return frozenset()
    for run in page.runs:
        cell = cell_of[run.box]
        if cell >= 0:
            sizes[cell] = sizes.get(cell, 0) + len(run.text)
            if sizes[cell] > _LONGEST_CELL:
                layout.add(table_of[run.box])
    return frozenset(
        number
        for number, (rows, cells) in tables.items()
        if number not in layout and rows >= 2 and cells >= 2 * rows - 1
    )


def whole_tables(page: Page, runs: list[int], tables: frozenset[int]) -> list[int]:
    """Return the chosen runs with each table of data whole: all of it, or nothing.

    A table stays if most of its characters were chosen.
    """
    if not tables:
        return runs
    table_of = _tables_of_boxes(page, tables)
    chosen = set(runs)
    balance: dict[int, int] = {}
    for number, run in enumerate(page.runs):
        table = table_of[run.box]
        if table >= 0:
            size = run.size if number in chosen else -run.size
            balance[table] = balance.get(table, 0) + size
    return [
        number
        for number, run in enumerate(page.runs)
        if (balance[table] > 0 if (table := table_of[run.box]) >= 0 else number in chosen)
    ]


def runs_in_tables(page: Page, runs: list[int], tables: frozenset[int]) -> set[int]:
    """Return those of the runs that stand in a table of data."""
    if not tables:
        return set()
    table_of = _tables_of_boxes(page, tables)
    return {number for number in runs if table_of[page.runs[number].box] >= 0}


def _tables_of_boxes(page: Page, tables: frozenset[int]) -> list[int]:
    """Return for every box the table of data that it lies in, or -1."""
    table_of: list[int] = []
    for number, box in enumerate(page.boxes):
        around = table_of[box.parent] if box.parent >= 0 else -1
        table_of.append(number if number in tables else around)
    return table_of


def plain_grid(page: Page, numbers: list[int], table: int) -> list[tuple[int, ...]] | None:
    """Return the runs of a table row by row if it is a plain grid, else None.

    Plain is a table without spans, header cells or caption, and with one run in each cell.
    """
    rows: dict[int, list[int]] = {}
    last = -1
    for number in numbers:
        box = page.runs[number].box
        cell = page.boxes[box]
        while cell.tag not in _CELLS:
            if box == table:
                return None
            box = cell.parent
            cell = page.boxes[box]
        if box == last or cell.tag == "th" or page.boxes[cell.parent].tag != "tr":
            return None
        if cell.element.get("colspan") or cell.element.get("rowspan"):
            return None
        last = box
        rows.setdefault(cell.parent, []).append(number)
    lengths = {len(row) for row in rows.values()}
    cells = {len(page.boxes[row].element) for row in rows}
    return [tuple(row) for row in rows.values()] if lengths == cells and len(cells) == 1 else None


def read_table(element: Any, base: str | None) -> list[Block]:
    """Read a table with its caption, header rows and spans; what is no cell becomes a paragraph."""
    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    soup = BeautifulSoup(markup, "lxml").find("table")
    if not isinstance(soup, Tag):
        return []
    rows: list[tuple[Cell, ...]] = []
    header_rows = 0
    for row in soup.find_all("tr"):
        tags = row.find_all(_CELLS)
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
    return [Table(tuple(rows), min(header_rows, len(rows) - 1), title)]


def alignment_of(style: str | None, align: str | None) -> Literal["left", "center", "right"]:
    """Return how a cell is set, by its `style` and `align`."""
    says = f"{style or ''} {align or ''}"
    return "right" if "right" in says else "center" if "center" in says else "left"


def _cell(tag: Tag, base: str | None) -> Cell:
    return Cell(
        _content(tag, base),
        header=tag.name == "th",
        column_span=_span(tag.get("colspan")),
        row_span=_span(tag.get("rowspan")),
        alignment=alignment_of(str(tag.get("style", "")), str(tag.get("align", ""))),
    )


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
