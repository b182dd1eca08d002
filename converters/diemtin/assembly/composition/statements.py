"""Verbatim sentences in print, each with the sources that say it."""

from diemtin.assembly.composition.inlines import join_runs
from diemtin.assembly.composition.setting import Setting
from diemtin.model import Block, Cell, Inline, List, Paragraph, Quantity, Statement, Text

# A longer sentence is cut in a table, at the marks of its clauses.
LONGEST = 160
REACH = 60
_MARKS = ",;:.…"
ELLIPSIS = "…"


def said(statement: Statement, setting: Setting) -> tuple[Inline, ...]:
    """Return a sentence with its citations."""
    cited = setting.cite_all(statement.articles)
    return (Text(f"{statement.text}\N{NO-BREAK SPACE}"), *cited)


def statement_list(statements: tuple[Statement, ...], setting: Setting) -> Block:
    """Return sentences with their citations as a list."""
    return List(
        tuple((Paragraph(said(statement, setting), "list-item"),) for statement in statements)
    )


def excerpt(quantity: Quantity) -> str:
    """Return the sentence of a quantity, or of a long one the clauses around it.

    What is left out at either end is marked with an ellipsis.
    """
    sentence = quantity.statement
    if len(sentence.text) <= LONGEST:
        return sentence.text
    offset = sentence.place.start
    start = _back(sentence.text, quantity.place.start - offset)
    end = _on(sentence.text, quantity.place.end - offset)
    before = f"{ELLIPSIS} " if start else ""
    after = "" if end == len(sentence.text) else f" {ELLIPSIS}"
    return f"{before}{sentence.text[start:end].strip(' ,;:')}{after}"


def _back(text: str, position: int) -> int:
    """Return where to begin: after the farthest mark in reach, or else at a word."""
    if position <= REACH:
        return 0
    near = position - REACH
    marks = [at + 1 for at in range(near, position) if text[at] in _MARKS and text[at + 1] == " "]
    return marks[0] if marks else text.rfind(" ", 0, near) + 1


def _on(text: str, position: int) -> int:
    """Return where to end: at the farthest mark in reach, or else at a word."""
    near = position + REACH
    if near >= len(text):
        return len(text)
    marks = [at for at in range(position, near) if text[at] in _MARKS and text[at + 1] == " "]
    space = text.find(" ", near)
    return marks[-1] if marks else (space if space > 0 else len(text))


def value_text(quantity: Quantity) -> str:
    """Return the number as the capture writes it, without what it counts."""
    counted = quantity.subject if quantity.measured else quantity.unit
    return quantity.text.removesuffix(counted).strip() or quantity.text


def cell(*content: Inline) -> Cell:
    """Return a plain cell of a table; an empty text leaves it empty."""
    return Cell(join_runs(content))


def header_row(*names: str) -> tuple[Cell, ...]:
    """Return the row that names a table's columns."""
    return tuple(Cell((Text(name),), header=True) for name in names)
