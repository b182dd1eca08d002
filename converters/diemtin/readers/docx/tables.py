"""Tables and columns: from Word's grid to cells with their spans."""

from itertools import takewhile

import msgspec

from diemtin.model import Cell, Columns, Inline, LineBreak, Paragraph, Table
from diemtin.readers.docx.lines import Names, RawCell, TableLine, TextLine, inlines_of
from diemtin.readers.docx.remarks import Remarks

_ALIGNMENTS = {"center": "center", "right": "right", "end": "right"}


def table_of(line: TableLine, caption: TextLine | None, names: Names, *, ours: bool) -> Table:
    """Return a table with its caption.

    Args:
        line: The table of Word.
        caption: The paragraph above it that is its caption.
        names: What links lead to.
        ours: Whether our own writer made the file: then header cells have a style of their own,
            and else all cells of repeated rows are header cells.
    """
    rows = []
    for number, row in enumerate(line.rows):
        cells = [
            _cell(raw, _reach(line, number, raw), names, not ours and number < line.header_rows)
            for raw in row
            if raw.merge != "continue" and not _is_placeholder(row)
        ]
        rows.append(tuple(cells))
    identifiers = (text.identifier for row in line.rows for raw in row for text in raw.lines)
    identifier = caption.identifier if caption else next(filter(None, identifiers), "")
    content = inlines_of(caption.pieces, names) if caption else ()
    return Table(tuple(rows), line.header_rows, content, identifier)


def columns_of(line: TableLine, names: Names, remarks: Remarks) -> Columns:
    """Return the paragraphs of two columns, those of all rows one below the other."""
    sides: list[list[Paragraph]] = [[], []]
    for row in line.rows:
        for side, raw in zip(sides, row, strict=False):
            side += [
                Paragraph(
                    inlines_of(text.pieces, names),
                    text.meaning.role,
                    text.identifier,
                    remarks.on(text),
                )
                for text in raw.lines
                if not (text.bare and (text.meaning.element == "furniture" or not text.identifier))
            ]
    return Columns(line.columns or "closing", tuple(sides[0]), tuple(sides[1]))


def _is_placeholder(row: list[RawCell]) -> bool:
    """Tell whether a row has but the one cell that Word wants in every row."""
    if len(row) != 1 or len(row[0].lines) != 1:
        return False
    only = row[0].lines[0]
    return only.meaning.element == "furniture" and only.bare


def _reach(line: TableLine, number: int, raw: RawCell) -> int:
    """Return over how many rows a cell reaches."""
    if raw.merge != "restart":
        return 1
    below = line.rows[number + 1 :]
    return 1 + sum(
        1
        for _ in takewhile(
            lambda row: any(c.column == raw.column and c.merge == "continue" for c in row), below
        )
    )


def _cell(raw: RawCell, rows: int, names: Names, header: bool) -> Cell:
    content: list[Inline] = []
    for text in raw.lines:
        inlines = inlines_of(text.pieces, names)
        if content and inlines:
            content.append(LineBreak())
        content += inlines
    first = raw.lines[0] if raw.lines else None
    alignment = _ALIGNMENTS.get(first.alignment if first else "", "left")
    cell = Cell(
        tuple(content),
        header or (first is not None and first.meaning.role == "table-heading"),
        raw.span,
        rows,
    )
    return msgspec.structs.replace(cell, alignment=alignment)
