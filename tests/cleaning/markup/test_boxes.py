"""Values pass between boxes and the runs that they hold; boxes without text are no boxes here."""

import pytest

from diemtin.cleaning.markup.boxes import Boxes, boxes_with_text
from diemtin.readers.html import read

BODY = "<div></div><ul><li>Một<li><p>Hai</p><ul><li>Ba</ul></ul><div>Bốn</div>"


@pytest.fixture
def page() -> Boxes:
    return boxes_with_text(read(f"<body>{BODY}</body>".encode(), "page.html").tree)


def test_boxes_without_text_are_left_out(page: Boxes) -> None:
    assert [box.tag for box in page.boxes] == (
        ["html", "body", "ul", "li", "li", "p", "ul", "li", "div"]
    )
    assert page.parents == [0, 0, 1, 2, 2, 4, 4, 6, 1]
    assert page.own == [3, 5, 7, 8]


def test_copies_count_boxes_without_text_too(page: Boxes) -> None:
    assert [page.copies[n] for n, box in enumerate(page.boxes) if box.tag == "div"] == [2]
    assert [page.copies[n] for n, box in enumerate(page.boxes) if box.tag == "li"] == [2, 2, 1]


def test_a_box_adds_up_what_its_runs_have(page: Boxes) -> None:
    assert page.sums([1, 10, 100, 1000]) == [1111, 1111, 111, 1, 110, 10, 100, 100, 1000]


def test_the_innermost_box_tells_its_runs(page: Boxes) -> None:
    assert page.told([(2, 5), (6, 7)]) == [5, 5, 7, 0]


def test_boxes_around_a_run_are_counted(page: Boxes) -> None:
    lists = [number for number, box in enumerate(page.boxes) if box.tag == "ul"]
    assert page.levels(lists) == [1, 1, 2, 0]
