"""Columns of a table share the width so that it becomes low and short texts stay whole."""

import pytest

from diemtin.model import Cell, Table, Text
from diemtin.style import load_style
from diemtin.writers.column_widths import share_room, wants_landscape

# Figures as a report prints them: an amount, what it counts, when, and the sentence it stands in.
FIGURES = [
    [78.0, 60.0, 64.0, 610.0],
    [52.0, 150.0, 0.0, 540.0],
    [78.0, 44.0, 64.0, 690.0],
    [30.0, 90.0, 0.0, 480.0],
]
LEAST = [40.0, 44.0, 30.0, 50.0]


def lines(widths: list[float]) -> float:
    return sum(
        max(-(-own // width) for own, width in zip(row, widths, strict=True)) for row in FIGURES
    )


def test_amounts_stay_on_one_line_beside_long_sentences() -> None:
    assert share_room(LEAST, FIGURES, 460)[0] >= 78


def test_the_table_is_no_higher_than_with_columns_alike() -> None:
    assert lines(share_room(LEAST, FIGURES, 460)) < lines([115.0] * 4)


@pytest.mark.parametrize("room", [100, 300, 460, 2000])
@pytest.mark.parametrize("columns", [1, 2, 4, 12])
def test_the_width_is_shared_without_rest_and_no_word_is_cut(room: float, columns: int) -> None:
    rows = [[float(7 * column * row % 90) for column in range(columns)] for row in range(30)]
    least = [max(row[column] for row in rows) / 3 for column in range(columns)]
    widths = share_room(least, rows, room)
    assert sum(widths) == pytest.approx(room)
    if sum(least) <= room:
        assert all(own >= low - 0.01 for own, low in zip(widths, least, strict=True))


def test_a_table_without_rows_shares_alike() -> None:
    assert share_room([10, 10], [], 100) == [50, 50]


@pytest.mark.parametrize(
    ("columns", "text", "turned"),
    [(7, "12,5", False), (7, "Số lượt tàu cập bến trong tháng", True), (6, "Số lượt tàu", False)],
)
def test_a_table_is_turned_where_its_many_columns_are_wide(
    columns: int, text: str, turned: bool
) -> None:
    table = Table((tuple(Cell((Text(text),)) for _ in range(columns)),))
    assert wants_landscape(table, columns, load_style("nd30")) == turned
