"""Describe every run of a page by numbers from 0 to 255: its text, its boxes, its neighbours.

The columns are byte strings, one byte a run, so that what a run takes over from its box, or from
the runs beside it, is a copy in C and not a loop in Python.
"""

from itertools import accumulate
from typing import NamedTuple

from diemtin.cleaning.markup.boxes import Boxes, boxes_with_text
from diemtin.cleaning.markup.scales import (
    log_scale,
    log_scales,
    shares,
    shares_of,
    since,
    until,
)
from diemtin.cleaning.markup.surroundings import Frame, box_columns
from diemtin.cleaning.markup.wording import text_columns, word_count
from diemtin.markup import Box, Page, Run
from diemtin.markup.names import flag

_FURNITURE = (
    flag("comment")
    | flag("related")
    | flag("navigation")
    | flag("footer")
    | flag("overlay")
    | flag("sidebar")
)
_BODY = flag("body")
_GOOD_WORDS = 10
_NEAR, _FAR = 3, 8
_TOPIC_WORDS = 4
_LISTED = frozenset(("li", "td", "th", "dd", "dt", "figcaption", "option"))
_TITLE_SHARE = 200
# Translation tables: which codes of the feature "box: tag" are headings, and the first of them.
_HEADINGS = bytes(1 if 3 <= code <= 5 else 0 for code in range(256))
_TITLES = bytes(1 if code == 3 else 0 for code in range(256))


class Table(NamedTuple):
    """The columns of a page by the name of the feature.

    `words` counts those of each run, `main` is the main box.
    """

    columns: dict[str, bytes]
    words: list[int]
    main: Box


def describe(page: Page, title: str, lead: str) -> Table:
    """Return the features of every run of a page.

    Args:
        page: The page; it must hold at least one run.
        title: The title that the page declares, or an empty string.
        lead: What the page declares to be its content in short, or an empty string.
    """
    runs = page.runs
    words = [word_count(run) for run in runs]
    boxes = boxes_with_text(page)
    raw = [
        run.size if count >= _GOOD_WORDS and run.linked * 3 < run.size else 0
        for run, count in zip(runs, words, strict=True)
    ]
    flags = _inherited_flags(boxes, boxes.sums(raw))
    prose = [
        0 if flags[box] & _FURNITURE else value for box, value in zip(boxes.own, raw, strict=True)
    ]
    if not any(prose):
        prose = raw
    text = text_columns(runs, words, title, lead)
    weighed = boxes.sums(_weighed(boxes, prose, text["topic words"]))
    main = _smallest_with(boxes.parents, weighed, 0.5)
    frame = Frame(
        page=boxes,
        flags=flags,
        prose=prose,
        held=boxes.sums(prose),
        main=main,
        wide=_smallest_with(boxes.parents, weighed, 0.8),
        heading=_title_box(boxes, text["title words"], main),
    )
    columns = text | box_columns(frame, text)
    columns |= _sequence_columns(runs, columns, prose)
    whole = frame.held[0]
    for name, value in (
        ("page: runs", log_scale(len(runs))),
        ("page: prose", log_scale(whole)),
        ("page: part of prose in main", 255 * frame.held[main] // whole if whole else 0),
    ):
        columns[name] = bytes((value,)) * len(runs)
    return Table(columns, words, boxes.boxes[main])


def _weighed(boxes: Boxes, prose: list[int], topic: bytes) -> list[int]:
    """Weigh the prose by how much it looks like the article: of the declared topic, in no list.

    Without it, a long list of other articles, or the comments, would be a short article's main box.
    """
    return [
        value * (1 + min(words, _TOPIC_WORDS)) // (2 if boxes.boxes[box].tag in _LISTED else 1)
        for box, value, words in zip(boxes.own, prose, topic, strict=True)
    ]


def _title_box(boxes: Boxes, shares_of_title: bytes, main: int) -> int:
    """Return the box of the line that prints the declared title; without one, the main box."""
    best, found = (0, False), main
    for box, share in zip(boxes.own, shares_of_title, strict=True):
        if share >= _TITLE_SHARE:
            rank = (share, boxes.boxes[box].tag == "h1")
            if rank > best:
                best, found = rank, box
    return found


def _smallest_with(parents: list[int], prose: list[int], part: float) -> int:
    """Return the smallest box that holds that part of the prose."""
    least = prose[0] * part
    main = 0
    for number in [number for number, held in enumerate(prose) if held >= least]:
        if parents[number] == main:
            main = number
    return main


def _inherited_flags(boxes: Boxes, prose: list[int]) -> list[int]:
    """Return the flags of every box and of those around it.

    The names of a box that holds most of the page's prose speak of the page, not of a part of it,
    unless they say that it is the article's body.
    """
    most = prose[0] * 0.6
    flags: list[int] = []
    for held, parent, box in zip(prose, boxes.parents, boxes.boxes, strict=True):
        above = flags[parent] if flags else 0
        flags.append(above | (box.own & _BODY if held >= most else box.own))
    return flags


def _sequence_columns(
    runs: list[Run], columns: dict[str, bytes], prose: list[int]
) -> dict[str, bytes]:
    """Describe where the runs stand among the others."""
    count = len(runs)
    tags = columns["box: tag"]
    titles, headings = tags.translate(_TITLES), tags.translate(_HEADINGS)
    return {
        "previous: tag": (b"\0" + tags)[:count],
        "next: tag": tags[1:] + b"\0",
        "next: words": columns["words"][1:] + b"\0",
        "next: link density": columns["link density"][1:] + b"\0",
        **_windows(runs, columns, prose),
        "position": bytes([255 * n // count for n in range(count)]),
        "since title": since(titles),
        "topic words against peak": _topic(columns["topic words"]),
        "since date": since(columns["date"]),
        "since heading": since(headings),
        "until heading": until(headings),
    }


def _topic(words: bytes) -> bytes:
    """Describe how much of the declared topic the runs around speak."""
    near = _within([0, *accumulate(words)], _FAR)
    return shares_of(near, max(near))


def _windows(runs: list[Run], columns: dict[str, bytes], prose: list[int]) -> dict[str, bytes]:
    """Describe how much prose and how many links stand before a run, and on both sides of it."""
    proses = [0, *accumulate(prose)]
    linked = [0, *accumulate([run.linked for run in runs])]
    sizes = [0, *accumulate([run.size for run in runs])]
    above = columns["levels above main"]
    inside = [0 if up else value for value, up in zip(prose, above, strict=True)]
    insides = [0, *accumulate(inside)]
    total = insides[-1]
    return {
        "prose before": shares_of(proses[:-1], proses[-1]),
        "prose of main before": shares_of(insides[:-1], total),
        "prose of main after": log_scales([total - value for value in insides[1:]]),
        "links within 3": shares(_within(linked, _NEAR), _within(sizes, _NEAR)),
        "links within 8": shares(_within(linked, _FAR), _within(sizes, _FAR)),
    }


def _within(sums: list[int], width: int) -> list[int]:
    """Return the sums over the runs from `width` before each run to `width` behind it."""
    low = ([0] * width + sums)[: len(sums) - 1]
    high = (sums[width + 1 :] + [sums[-1]] * width)[: len(sums) - 1]
    high += [sums[-1]] * (len(sums) - 1 - len(high))
    return [b - a for a, b in zip(low, high, strict=True)]
