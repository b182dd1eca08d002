"""Tell menus from text by their names and short lines, before anything of a page is measured.

A third of the lines of a mean page are entries of menus. What is sure of them at first sight need
not be weighed.
"""

from collections.abc import Sequence
from itertools import accumulate

from diemtin.markup import Page
from diemtin.markup.names import flag

_MENU = flag("navigation") | flag("footer")
_CONTENT = flag("body") | flag("title") | flag("contents")
_LONGEST_ENTRY = 9


def outside_menus(page: Page, words: Sequence[int]) -> list[int]:
    """Return the numbers of the runs that stand in no menu; all, if nothing else is there.

    A menu is a box that is named so (or as a footer), and not as content too, or a `<select>`; no
    line in it is longer than nine words, and none is a heading of the first level.

    Args:
        page: The page.
        words: How many words each of its runs has.
    """
    boxes = page.boxes
    long = [
        count > _LONGEST_ENTRY or boxes[run.box].tag == "h1"
        for run, count in zip(page.runs, words, strict=True)
    ]
    long_before = [0, *accumulate(long)]
    inside = bytearray(len(page.runs))
    for number, box in enumerate(boxes):
        if (box.own & _MENU and not box.own & _CONTENT) or box.tag == "select":
            start, end = page.starts[number], page.ends[number]
            if start < end and not inside[start] and long_before[start] == long_before[end]:
                inside[start:end] = b"\1" * (end - start)
    outside = [number for number, marked in enumerate(inside) if not marked]
    return outside or list(range(len(page.runs)))
