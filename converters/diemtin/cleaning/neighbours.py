"""Tells what a line is by the lines around it: announced, a contact, a cell, a signature."""

import re
from functools import cache
from itertools import takewhile

from diemtin.cleaning.page import Line, Page
from diemtin.cleaning.phrases import begins, clues
from diemtin.cleaning.shapes import FIGURE, SIGNATURE_WORDS, is_name

# The rules whose lines stand within articles, too: they say nothing of the lines beside them.
_TRACES = ("layout.", "placeholder.", "closing.", "meta.date", "dateline.", "list.")
# A colon announces so many lines at most.
_ANNOUNCED = 40
_SHORT_SENTENCE = 4
_SIGNATURE_LINES = 5
_CONTACT_LINES = 5
# A table that became lines: so many figures among so many cells above and below, of so many words.
_FIGURES = 3
_CELLS = 12
_CELL_WORDS = 12


def announced(page: Page, index: int) -> bool:
    """Tell whether a line is one of the short lines that a colon announces."""
    for position in range(index - 1, max(-1, index - _ANNOUNCED), -1):
        above = page.lines[position]
        if above.gone is not None:
            return False
        if above.text[-1] == ":":
            return True
        if above.prose:
            return False
    return False


def among_contacts(page: Page, index: int) -> bool:
    """Tell whether a line gives an address or a number that the lines right above ask to use.

    >>> among_contacts(Page([block("Mọi thắc mắc đề nghị liên hệ"), block("Hotline: 0900")]), 1)
    True

    What heads such a line in the text (`Contact`) is one of them.
    """
    if _heads_contacts(page, index):
        return True
    if index >= len(page.lines) or not _answers().search(page.lines[index].folded):
        return False
    for position in range(index - 1, max(-1, index - _CONTACT_LINES), -1):
        above = page.lines[position]
        if above.gone is not None:
            return False
        if _asks().search(above.folded):
            return True
        if above.prose:
            return False
    return False


@cache
def _asks() -> re.Pattern[str]:
    """Return the folded pattern of what asks the reader to write, to call or to come."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, clues(accents=False).contact))})\b")


@cache
def _answers() -> re.Pattern[str]:
    """Return the folded pattern of an address or a number, with its label or without."""
    labels = "|".join(map(re.escape, clues(accents=False).contact_label))
    return re.compile(rf"\d[\d. ]{{6}}|@|^[-+• ]*(?:{labels})\b[^:]{{0,20}}:")


def _heads_contacts(page: Page, index: int) -> bool:
    if not 0 < index < len(page.lines) - 1 or not _asks().search(page.lines[index].folded):
        return False
    above, below = page.lines[index - 1], page.lines[index + 1]
    return (
        above.gone is None
        and below.gone is None
        and (above.prose or above.stops)
        and _answers().search(below.folded) is not None
    )


def amid_text(page: Page, index: int) -> bool:
    """Tell whether paragraphs stand above and below a line, with no noise on the way to them.

    So stand the dates and hours of a table or a list of fixtures.
    """
    return all(
        _reaches_text(page, range(index + step, end, step))
        for step, end in ((-1, max(-1, index - _ANNOUNCED)), (1, index + _ANNOUNCED))
    )


def _reaches_text(page: Page, way: range) -> bool:
    for position in way:
        if position >= len(page.lines) or page.lines[position].gone is not None:
            return False
        line = page.lines[position]
        if line.prose or (line.ends and line.words >= _SHORT_SENTENCE):
            return True
        if line.roles:
            return False
    return False


def is_official_signature(page: Page, index: int) -> bool:
    """Tell whether a line belongs to the signature of an administrative text.

    That is the office in capitals, `(Đã ký)` and the name, below `TM.`, `KT.` or `TL.`, or an
    office in capitals with a name below it.
    """
    line = page.lines[index]
    if line.words > SIGNATURE_WORDS:
        return False
    if line.text.isupper() and begins(line.text, "office") and line.words > 1:
        below = page.following(index)
        if below is not None and not below.prose and (is_name(below.text) or _is_signed(below)):
            return True
    for position in range(index - 1, max(-1, index - _SIGNATURE_LINES), -1):
        above = page.lines[position]
        if above.gone is not None or above.prose:
            return False
        if _is_on_behalf(above.text) or _is_office(above):
            return _is_signed(line) or is_name(line.text) or line.text.isupper()
    return False


def _is_on_behalf(text: str) -> bool:
    """Tell whether a line says on whose behalf somebody signs (Decree 30/2020/NĐ-CP, Annex I).

    >>> _is_on_behalf("KT. GIÁM ĐỐC"), _is_on_behalf("kt. 2")
    (True, False)
    """
    clue = begins(text, "on_behalf") or ""
    return text[: len(clue)].isupper() and text[len(clue) :].lstrip()[:1].isalpha()


def _is_office(line: Line) -> bool:
    office = begins(line.text, "office")
    return office is not None and line.text.isupper() and " " in office


def _is_signed(line: Line) -> bool:
    return line.folded.strip("()[]. ") in clues(accents=False).signed


def in_table(page: Page, index: int) -> bool:
    """Tell whether a short line is a cell of a table whose rows became lines, right below text.

    At least three of the lines around it are figures, and nothing was taken between them.
    """
    above = list(takewhile(_is_cell, reversed(page.lines[max(0, index - _CELLS) : index])))
    below = list(takewhile(_is_cell, page.lines[index + 1 : index + 1 + _CELLS]))
    figures = sum(FIGURE.fullmatch(line.text) is not None for line in (*above, *below))
    start = index - len(above) - 1
    attached = start >= 0 and page.lines[start].gone is None
    return figures >= _FIGURES and attached


def _is_cell(line: Line) -> bool:
    return line.gone is None and not line.prose and line.words <= _CELL_WORDS


def is_noise(line: Line) -> bool:
    """Tell whether a line went as the page's, and not as a trace that articles have as well."""
    return line.gone is not None and not line.gone.startswith(_TRACES)
