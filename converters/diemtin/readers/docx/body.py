"""Walking through the body: paragraphs, tables and their cells, and what stands beside the text."""

from itertools import dropwhile
from typing import TYPE_CHECKING

from diemtin.readers.docx.lines import Piece, RawCell, TableLine, TextLine
from diemtin.readers.docx.names import child, is_on, name, number, value
from diemtin.readers.docx.story import Story, contents_of
from diemtin.readers.docx.stylesheet import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# Word makes no wider tables.
MOST_COLUMNS = 63

_NOTE = Meaning(role="note")


def read_body(body: "_Element", story: Story) -> None:
    """Fill a story with the lines of a body."""
    for node in contents_of(body):
        if node.tag == name("w:p"):
            line = story.paragraph(node)
            if line is not None:
                story.lines.append(line)
            _read_asides(story)
        elif node.tag == name("w:tbl"):
            story.lines.append(_read_table(node, story))
            _read_asides(story)
        else:
            story.between(node)


def _read_asides(story: Story) -> None:
    """Read the text boxes and notes of the last paragraph, as paragraphs after it."""
    for node, mark in story.asides():
        first = len(story.lines)
        read_body(node, story)
        added = [line for line in story.lines[first:] if isinstance(line, TextLine)]
        if mark and added:
            pieces = list(dropwhile(lambda piece: not piece.text.strip(), added[0].pieces))
            added[0].pieces = [Piece(mark, script="superscript"), Piece(" "), *pieces]
        for line in added if mark else ():
            line.meaning = _NOTE


def _read_table(node: "_Element", story: Story) -> TableLine:
    properties = child(node, "w:tblPr")
    columns = story.styles.table(value(child(properties, "w:tblStyle")))
    indent = number(value(child(properties, "w:tblInd"), "w:w"))
    table = TableLine([], columns=columns)  # type: ignore[arg-type]
    if indent > 0:
        table.level = story.lists.level_at(indent)
    heading = True
    for row in contents_of(node):
        row_properties = child(row, "w:trPr")
        if row.tag != name("w:tr") or child(row_properties, "w:del") is not None:
            continue
        heading = heading and bool(is_on(child(row_properties, "w:tblHeader")))
        table.header_rows += heading
        table.rows.append(_read_row(row, story))
    return table


def _read_row(row: "_Element", story: Story) -> list[RawCell]:
    cells = []
    column = number(value(child(row, "w:trPr/w:gridBefore")))
    for node in contents_of(row):
        if node.tag != name("w:tc"):
            continue
        properties = child(node, "w:tcPr")
        span = min(max(number(value(child(properties, "w:gridSpan")), 1), 1), MOST_COLUMNS)
        merge = child(properties, "w:vMerge")
        merged = "" if merge is None else value(merge) or "continue"
        lines = list(_lines_of(node, story))
        cells.append(RawCell(lines, column, span, merged))
        column += span
    return cells


def _lines_of(cell: "_Element", story: Story) -> "Iterator[TextLine]":
    """Yield the paragraphs of a cell, those of tables inside it too."""
    for node in contents_of(cell):
        if node.tag == name("w:p"):
            line = story.paragraph(node)
            if line is not None:
                yield line
        elif node.tag in {name("w:tbl"), name("w:tr"), name("w:tc")}:
            yield from _lines_of(node, story)
