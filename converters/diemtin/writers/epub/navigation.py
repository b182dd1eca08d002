"""The navigation document of EPUB 3, and the NCX that readers of EPUB 2 look for."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from diemtin.model import Heading, Section, plain_text
from diemtin.writers.epub.strings import Strings
from diemtin.writers.xhtml import Anchors, Branch, attribute, escape, nest


class Stop(NamedTuple):
    """Something that the navigation leads to: its level, its name and its address."""

    level: int
    title: str
    href: str


class Landmark(NamedTuple):
    """A part that e-readers can jump to; `term` is of the structural semantics vocabulary."""

    term: str
    title: str
    href: str


def outline(parts: Iterable[tuple[Section, str]], anchors: Anchors) -> list[Stop]:
    """Return all headings, in order; a section without any stands for itself.

    `parts` are the sections, each with its file.
    """
    stops = []
    for section, file in parts:
        headings = [
            block
            for block in section.blocks
            if isinstance(block, Heading) and plain_text(block.content).strip()
        ]
        if not headings and section.title:
            stops.append(Stop(1, section.title, file))
        for number, heading in enumerate(headings):
            place = anchors.place(heading.identifier)
            title = " ".join(plain_text(heading.content).split())
            if place or number == 0:
                href = file if number == 0 or place is None else f"{place.file}#{place.id}"
                stops.append(Stop(heading.level, title, href))
    return stops


def _ordered(tree: list[Branch[Stop]]) -> str:
    """Render a tree of stops as nested lists."""
    items = "\n".join(
        f'<li><a href="{attribute(stop.href)}">{escape(stop.title)}</a>'
        + (f"\n{_ordered(below)}" if below else "")
        + "</li>"
        for stop, below in tree
    )
    return f"<ol>\n{items}\n</ol>"


def navigation_body(
    stops: list[Stop], pages: list[tuple[int, str]], landmarks: list[Landmark], words: Strings
) -> str:
    """Render the body of the navigation document (EPUB 3.3, section 7).

    Args:
        stops: The headings of the publication, in reading order.
        pages: The number of each page of the PDF, and where it begins.
        landmarks: The parts that e-readers offer to jump to.
        words: The titles of the lists.
    """
    tree = _ordered(nest(stops, level=lambda stop: stop.level))
    parts = [
        (
            f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
            f'<h1 id="toc-title">{escape(words.contents)}</h1>\n{tree}\n</nav>'
        ),
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title" hidden="">\n'
        f'<h2 id="landmarks-title">{escape(words.landmarks)}</h2>\n<ol>\n'
        + "\n".join(
            f'<li><a epub:type="{landmark.term}" href="{attribute(landmark.href)}">'
            f"{escape(landmark.title)}</a></li>"
            for landmark in landmarks
        )
        + "\n</ol>\n</nav>",
    ]
    if pages:
        items = "\n".join(f'<li><a href="{href}">{page}</a></li>' for page, href in pages)
        parts.append(
            '<nav epub:type="page-list" role="doc-pagelist" id="pages" '
            f'aria-labelledby="pages-title" hidden="">\n<h2 id="pages-title">'
            f"{escape(words.pages)}</h2>\n<ol>\n{items}\n</ol>\n</nav>"
        )
    return "\n".join(parts)


def _ncx_points(tree: list[Branch[Stop]], number: Callable[[], int]) -> str:
    """Render a tree of stops as navigation points, numbered in reading order."""
    points = []
    for stop, below in tree:
        order = number()
        points.append(
            f'<navPoint id="point-{order}" playOrder="{order}"><navLabel><text>'
            f'{escape(stop.title)}</text></navLabel><content src="{attribute(stop.href)}"/>'
            f"{_ncx_points(below, number)}</navPoint>"
        )
    return "\n".join(points)


def ncx(identifier: str, title: str, stops: list[Stop], pages: list[tuple[int, str]]) -> str:
    """Render the NCX (Open Packaging Format 2.0.1, section 2.4.1)."""
    tree = nest(stops, level=lambda stop: stop.level)
    orders = iter(range(1, len(stops) + 1))
    points = _ncx_points(tree, lambda: next(orders))
    first_page = len(stops) + 1
    targets = "\n".join(
        f'<pageTarget id="page-{page}" type="normal" value="{page}" playOrder="{order}">'
        f'<navLabel><text>{page}</text></navLabel><content src="{href}"/></pageTarget>'
        for order, (page, href) in enumerate(pages, start=first_page)
    )
    page_list = f"<pageList>\n{targets}\n</pageList>" if pages else ""
    last = max((page for page, _ in pages), default=0)
    depth = _depth(tree)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">\n<head>\n'
        f'<meta name="dtb:uid" content="{attribute(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{depth}"/>\n'
        f'<meta name="dtb:totalPageCount" content="{len(pages)}"/>\n'
        f'<meta name="dtb:maxPageNumber" content="{last}"/>\n</head>\n'
        f"<docTitle><text>{escape(title)}</text></docTitle>\n"
        f"<navMap>\n{points}\n</navMap>\n{page_list}</ncx>\n"
    )


def _depth(tree: list[Branch[Stop]]) -> int:
    """Return how many levels a tree has."""
    return 1 + max((_depth(branch.below) for branch in tree), default=0) if tree else 0
