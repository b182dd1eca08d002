"""Tell tables of data from tables of layout, and build those that are plain grids."""

from typing import Any, Literal, NamedTuple

from diemtin.cleaning.markup.inlines import to_inlines
from diemtin.markup.page import Page
from diemtin.model import Block, Cell, Inline, Table

CELLS = ("td", "th")
_BLOCKS_IN_LAYOUT = frozenset(
    ("h1", "h2", "h3", "table", "ul", "ol", "form", "article", "section", "blockquote", "figure")
)
_LONGEST_CELL = 600

# How a cell is set.
Alignment = Literal["left", "center", "right"]


def data_tables(page: Page) -> frozenset[int]:
    """Return the boxes that are tables of data.

    Old pages lay text out in tables: one that holds another table, headings or lists, a cell of
    more than 600 characters, or fewer than two rows or columns, is a table of layout.
    """
    if not any(box.tag == "table" for box in page.boxes):
        return frozenset()
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
        elif table >= 0 and box.tag in CELLS:
            tables[table][1] += 1
            cell = number
        table_of.append(table)
        cell_of.append(cell)
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


class PlainCell(NamedTuple):
    """A cell of a plain grid: its box, and its run, if it is not empty."""

    box: int
    run: int | None


def plain_grid(page: Page, numbers: list[int], table: int) -> list[list[PlainCell]] | None:
    """Return the cells of a table, row by row, if it is a plain grid, else None.

    Plain is a table without spans or caption, and with one run at most in each cell.
    """
    run_of: dict[int, int] = {}
    for number in numbers:
        box = page.runs[number].box
        while page.boxes[box].tag not in CELLS:
            if box == table:
                return None
            box = page.boxes[box].parent
        if box in run_of:
            return None
        run_of[box] = number
    rows: dict[int, list[PlainCell]] = {}
    for number in range(table + 1, len(page.boxes)):
        cell = page.boxes[number]
        if cell.depth <= page.boxes[table].depth:
            break
        if cell.tag in CELLS:
            if page.boxes[cell.parent].tag != "tr" or _spans(cell.element):
                return None
            rows.setdefault(cell.parent, []).append(PlainCell(number, run_of.get(number)))
    return list(rows.values())


def _spans(cell: Any) -> bool:
    return any(cell.get(name, "1") != "1" for name in ("colspan", "rowspan"))


def build_table(page: Page, grid: list[list[PlainCell]], base: str | None) -> list[Block]:
    """Build the table of a plain grid; rows without any text are left out."""
    rows: list[tuple[Cell, ...]] = []
    header_rows = 0
    for line in grid:
        if all(cell.run is None for cell in line):
            continue
        cells = tuple([_plain_cell(page, cell, base) for cell in line])
        group = page.boxes[page.boxes[line[0].box].parent].parent
        heads = page.boxes[group].tag == "thead" or all(cell.header for cell in cells)
        if heads and len(rows) == header_rows:
            header_rows += 1
        rows.append(cells)
    return [Table(tuple(rows), min(header_rows, len(rows) - 1))]


def _plain_cell(page: Page, cell: PlainCell, base: str | None) -> Cell:
    """Build a cell; what is set in it is aligned as the innermost box says, else as the cell."""
    box = page.boxes[cell.box]
    content: tuple[Inline, ...] = ()
    alignment = alignment_of(box.element)
    if cell.run is not None:
        run = page.runs[cell.run]
        content = to_inlines(run.pieces, base)
        alignment = alignment_of(page.boxes[run.box].element) or alignment
    return Cell(content, header=box.tag == "th", alignment=alignment or "left")


def alignment_of(element: Any) -> Alignment | None:
    """Return how an element is set by its `style` and `align`, if they say it."""
    says = f"{element.get('style') or ''} {element.get('align') or ''}"
    return "right" if "right" in says else "center" if "center" in says else None
