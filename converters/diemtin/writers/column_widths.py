"""How a table's columns share the width of the text, alike in print and in Word."""

import math
from collections.abc import Sequence
from itertools import permutations, zip_longest

from diemtin.model import Table, plain_text
from diemtin.style import Style

WIDEST_WORD = 0.4
"""The share of the width up to which a column holds its longest word; longer ones are cut."""

# So many rows, spread over the table, tell how high it becomes.
_WEIGHED_ROWS = 60
# Up to so many columns, widths are moved from one column to another while that makes the table
# lower, by these shares of the width; with more, the mean length of their texts decides.
_MOST_COLUMNS = 8
_MOVES = (0.08, 0.04, 0.02)
# Lines end where a word ends, which leaves this share of a column unused.
_RAGGED = 0.08
# What a further line of a cell counts where other cells of its row have more, in lines of a row.
_HIDDEN_LINE = 0.5
_FUZZ = 0.01
# A letter's mean width, as a multiple of the size.
_LETTER = 0.55


def share_room(least: Sequence[float], rows: Sequence[Sequence[float]], room: float) -> list[float]:
    """Share a width among columns, so that the table becomes low and short texts stay on a line.

    Every column holds its longest word. Where all texts fit on one line, each has its own; else
    what is left goes to the columns where it saves most lines.

    Args:
        least: What the longest word of each column asks for.
        rows: For each row, the widths of its columns' texts, were they set on one line.
        room: The width to share, in the same unit.

    >>> [round(width) for width in share_room([20, 20], [[30, 40]], 100)]
    [45, 55]
    >>> [round(width) for width in share_room([20, 20], [[30, 500], [30, 40]], 100)]
    [30, 70]
    >>> [round(width) for width in share_room([60, 90], [[60, 90]], 100)]
    [40, 60]
    """
    least = [min(own, room * WIDEST_WORD) for own in least] if len(least) > 1 else least
    needed = sum(least)
    if needed >= room:
        return [room * own / needed for own in least]
    columns = list(zip(*rows, strict=True)) or [()] * len(least)
    whole = [max((low, *widths)) for low, widths in zip(least, columns, strict=True)]
    if sum(whole) <= room:
        return [own + (room - sum(whole)) / len(whole) for own in whole]
    wishes = [
        max(_quadratic_mean(widths, room) - low, 0.0) + 1.0
        for low, widths in zip(least, columns, strict=True)
    ]
    spare, total = room - needed, sum(wishes)
    shares = [low + spare * wish / total for low, wish in zip(least, wishes, strict=True)]
    return _lowered(shares, least, whole, rows) if len(least) <= _MOST_COLUMNS else shares


def _quadratic_mean(widths: Sequence[float], room: float) -> float:
    """Return the quadratic mean; a text longer than the room asks for no more than the room."""
    squares = [min(width, room) ** 2 for width in widths]
    return math.sqrt(sum(squares) / len(squares)) if squares else 0.0


def _lowered(
    shares: list[float],
    least: Sequence[float],
    whole: Sequence[float],
    rows: Sequence[Sequence[float]],
) -> list[float]:
    """Move width between pairs of columns while that makes the table lower.

    What is tried is a share of the width, and just what a column's longest text still wants.
    """
    weighed = rows[:: -(-len(rows) // _WEIGHED_ROWS)]
    best = _height(shares, weighed)
    for step in (share * sum(shares) for share in _MOVES):
        improved = True
        while improved:
            improved = False
            for giver, taker in permutations(range(len(shares)), 2):
                for move in (step, whole[taker] - shares[taker]):
                    if not 0 < move <= shares[giver] - least[giver]:
                        continue
                    tried = list(shares)
                    tried[giver] -= move
                    tried[taker] += move
                    height = _height(tried, weighed)
                    if height < best:
                        shares, best, improved = tried, height, True
    return shares


def _height(shares: Sequence[float], rows: Sequence[Sequence[float]]) -> float:
    """Reckon how high rows become, in lines; lines beside longer cells count a little."""
    height = 0.0
    for row in rows:
        most = lines = 0
        for width, share in zip(row, shares, strict=True):
            own = 1 if width <= share + _FUZZ else math.ceil(width / (share * (1 - _RAGGED)))
            lines += own
            most = max(most, own)
        height += most + _HIDDEN_LINE * (lines - most)
    return height


def wants_landscape(table: Table, columns: int, style: Style) -> bool:
    """Tell whether a table goes on a page of its own that is turned.

    It has as many columns as the style says, and texts that would not stand on one line each in
    the upright page's width. Print and Word reckon alike, whatever typefaces they have.
    """
    page, look = style.page, style.of("table-text")
    if columns < page.landscape_columns:
        return False
    if any(cell.column_span > 1 or cell.row_span > 1 for row in table.rows for cell in row):
        return True
    rows = [[len(plain_text(cell.content)) for cell in row] for row in table.rows]
    letters = sum(max(lengths) for lengths in zip_longest(*rows, fillvalue=0))
    needed = letters * look.size * _LETTER + 2 * columns * style.table.padding
    return bool(needed > page.width - page.margin_left - page.margin_right)
