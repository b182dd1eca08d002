"""Menus are told by their names and short lines, before anything is weighed."""

import pytest
from tests.cleaning.markup.portal_pages import STORIES

from diemtin.cleaning.markup import clean_markup
from diemtin.cleaning.markup.menus import outside_menus
from diemtin.cleaning.markup.wording import word_count
from diemtin.markup import Page
from diemtin.model import block_words
from diemtin.readers.html import read

ROAD = STORIES["road"]
ENTRIES = "<li><a href='/1'>Trang chủ</a></li><li><a href='/2'>Tin tức</a></li>"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in ROAD.paragraphs)


def tree(body: str) -> Page:
    page: Page = read(f"<html lang='vi'><body>{body}</body></html>".encode(), "page.html").tree
    return page


def left(page: Page) -> list[str]:
    return [page.runs[n].text for n in outside_menus(page, [word_count(run) for run in page.runs])]


@pytest.mark.parametrize(
    "menu",
    [
        f"<nav><ul>{ENTRIES}</ul></nav>",
        f"<ul class='main-menu'>{ENTRIES}</ul>",
        f"<div id='breadcrumb'><ul>{ENTRIES}</ul></div>",
        "<footer><div>Thiết kế: VNPT</div></footer>",
        "<select><option>Liên kết website</option><option>Cổng Chính phủ</option></select>",
    ],
)
def test_the_entries_of_menus_are_left_out(menu: str) -> None:
    assert left(tree(f"{menu}{TEXT}")) == ROAD.paragraphs


@pytest.mark.parametrize(
    "box",
    [
        f"<nav><p>{ROAD.paragraphs[0]}</p></nav>",
        f"<div class='page-nav'><h1>{' '.join(ROAD.title.split()[:5])}</h1></div>",
        "<div class='article-body menu'><b>Hai con đường mới</b></div>",
        "<ul><li><a href='/1'>Hai con đường mới</a></li></ul>",
    ],
)
def test_prose_headings_and_content_are_no_menus(box: str) -> None:
    page = tree(f"{box}{TEXT}")
    assert left(page) == [run.text for run in page.runs]


def test_a_page_that_is_nothing_but_menus_is_weighed_whole() -> None:
    assert left(tree(f"<nav><ul>{ENTRIES}</ul></nav>")) == ["Trang chủ", "Tin tức"]


def test_entries_of_menus_are_accounted_for_one_by_one() -> None:
    body = f"<nav><ul>{ENTRIES}</ul></nav><h1>{ROAD.title}</h1>{TEXT}"
    capture = read(f"<html lang='vi'><body>{body}</body></html>".encode(), "page.html")
    article, audit = clean_markup(capture)
    assert [(r.text, r.rule, r.reasons) for r in audit.removed] == [
        ("Trang chủ", "boilerplate.model", ("menu",)),
        ("Tin tức", "boilerplate.model", ("menu",)),
    ]
    assert audit.words_removed == 4
    assert audit.words_kept == len(ROAD.title.split()) + len(
        [word for block in article.blocks for word in block_words(block)]
    )


def test_pictures_keep_their_place_among_the_runs_that_stay() -> None:
    page = tree(f"<nav><ul>{ENTRIES}</ul></nav><p>Trước</p><img src='a.jpg'><p>Sau</p>")
    (picture,) = page.only([2, 3]).images
    assert (picture.run, page.images[0].run) == (1, 3)


def test_boxes_hold_the_runs_that_stay() -> None:
    page = tree(f"<nav><ul>{ENTRIES}</ul></nav><div><p>Trước</p><p>Sau</p></div>")
    number = next(n for n, box in enumerate(page.boxes) if box.tag == "div")
    assert (page.starts[number], page.ends[number]) == (2, 4)
    part = page.only([1, 3])
    assert [run.text for run in part.runs[part.starts[number] : part.ends[number]]] == ["Sau"]
