"""Verbatim sentences in print, each with the sources that say it."""

from diemtin.assembly.composition.inlines import join_runs
from diemtin.assembly.composition.setting import Setting
from diemtin.model import Block, Cell, Inline, List, Paragraph, Quantity, Statement, Text

# A longer sentence is cut in a table, at the marks of its clauses.
LONGEST = 160
REACH = 60
# Fewer characters are not cut off at an end: the room is not worth the broken sentence.
SPARED = 40
# A value of so many characters is not broken into lines.
ONE_LINE = 18
_MARKS = ",;:.…"
ELLIPSIS = "…"


def said(statement: Statement, setting: Setting) -> tuple[Inline, ...]:
    """Return a sentence with its citations."""
    cited = setting.cite_all(statement.articles)
    return (Text(f"{statement.text}\N{NO-BREAK SPACE}"), *cited)


def statement_list(statements: tuple[Statement, ...], setting: Setting) -> Block:
    """Return sentences as a list, with their citations and how many sources bear them out."""
    return List(
        tuple(
            (Paragraph((*said(statement, setting), *_support(statement, setting)), "list-item"),)
            for statement in statements
        )
    )


def _support(statement: Statement, setting: Setting) -> tuple[Inline, ...]:
    """Return how many independent sources say a sentence, and which of them in other words."""
    if statement.sources == 1:
        return ()
    strings = setting.strings
    # A line never ends between the number and what it counts.
    number = str(statement.sources)
    count = strings.supported.format(count=number)
    count = count.replace(f"{number} ", f"{number}\N{NO-BREAK SPACE}")
    if not statement.support:
        return (Text(f" ({count})"),)
    before = f" ({count}; {strings.other_words}\N{NO-BREAK SPACE}"
    return (Text(before), *setting.cite_all(statement.support), Text(")"))


def excerpt(*quantities: Quantity) -> str:
    """Return the sentence of some quantities, or of a long one the clauses around them.

    What is left out at either end is marked with an ellipsis.
    """
    sentence = quantities[0].statement
    if len(sentence.text) <= LONGEST:
        return sentence.text
    offset = sentence.place.start
    start = _back(sentence.text, min(quantity.place.start for quantity in quantities) - offset)
    end = _on(sentence.text, max(quantity.place.end for quantity in quantities) - offset)
    before = f"{ELLIPSIS} " if start else ""
    after = "" if end == len(sentence.text) else f"\u00a0{ELLIPSIS}"
    return f"{before}{sentence.text[start:end].strip(' ,;:')}{after}"


def _back(text: str, position: int) -> int:
    """Return where to begin: after the farthest mark in reach, or else at a word."""
    if position <= REACH + SPARED:
        return 0
    near = position - REACH
    marks = [at + 1 for at in range(near, position) if text[at] in _MARKS and text[at + 1] == " "]
    return marks[0] if marks else text.rfind(" ", 0, near) + 1


def _on(text: str, position: int) -> int:
    """Return where to end: at the farthest mark in reach, or else at a word."""
    near = position + REACH
    if near + SPARED >= len(text):
        return len(text)
    marks = [at for at in range(position, near) if text[at] in _MARKS and text[at + 1] == " "]
    space = text.find(" ", near)
    return marks[-1] if marks else (space if space > 0 else len(text))


def value_text(quantity: Quantity) -> str:
    """Return the number as the capture writes it, without what it counts."""
    counted = quantity.subject if quantity.measured else quantity.unit
    return quantity.text.removesuffix(counted).strip() or quantity.text


def value_cell(quantity: Quantity) -> Cell:
    """Return a value for a table; a short one stands in one line, which keeps rows low."""
    text = value_text(quantity)
    return cell(Text(text.replace(" ", "\N{NO-BREAK SPACE}") if len(text) <= ONE_LINE else text))


def cell(*content: Inline) -> Cell:
    """Return a plain cell of a table; an empty text leaves it empty."""
    return Cell(join_runs(content))


def header_row(*names: str) -> tuple[Cell, ...]:
    """Return the row that names a table's columns."""
    return tuple(Cell((Text(name),), header=True) for name in names)
