"""Describe the boxes that the runs stand in: what they hold, and how they lie to the main one."""

from functools import lru_cache
from itertools import count
from typing import NamedTuple

from diemtin.cleaning.markup.boxes import Boxes
from diemtin.cleaning.markup.scales import clipped, log_scales, shares, shares_of
from diemtin.cleaning.markup.wording import CUES
from diemtin.markup.names import FAMILIES, flag

_TAG_CODES = {
    "p": 1, "blockquote": 2, "pre": 2, "h1": 3, "h2": 4, "h3": 4, "h4": 5, "h5": 5, "h6": 5,
    "li": 6, "dd": 6, "dt": 6, "td": 7, "th": 7, "caption": 7, "figcaption": 8, "figure": 8,
    "section": 9, "article": 9, "main": 9, "form": 11, "option": 11, "select": 11,
    "textarea": 11, "fieldset": 11, "legend": 11,
}  # fmt: skip
_OTHER_TAG = 10
_CAPTION = flag("caption")
_CONTAINERS = frozenset(("div", "article", "section", "li", "aside", "tr", "figure"))
_SECTION_CUES = (CUES["related"], CUES["comment"])
# What is told of each box around a run. More is known, but did not help on unseen sites.
_MEASURED = {
    "box": ("length", "link density", "copies", "tag"),
    "parent": ("length", "link density", "prose", "runs", "copies", "tag", "dates",
               "part of prose"),
    "grandparent": ("length", "link density", "prose", "runs", "copies", "dates",
                    "part of prose"),
    "third box up": ("length", "link density", "prose", "runs", "dates"),
    "branch": ("length", "link density", "prose", "runs", "copies", "tag", "part of prose"),
    "wide branch": ("length", "link density", "runs", "copies", "tag", "dates"),
}  # fmt: skip
_REMEMBERED = 10_000


class Frame(NamedTuple):
    """The boxes of a page, and where its prose lies.

    `flags` are those of each box's names. `prose` are the characters of prose in each run, `held`
    those in each box. `main` is the smallest box with half of the prose, `wide` the one with four
    fifths, `heading` the one that prints the title.
    """

    page: Boxes
    flags: list[int]
    prose: list[int]
    held: list[int]
    main: int
    wide: int
    heading: int


def box_columns(frame: Frame, text: dict[str, bytes]) -> dict[str, bytes]:
    """Return the features of the boxes of every run.

    Args:
        frame: The page's boxes.
        text: The features of the runs' text.
    """
    boxes, parents, own = frame.page.boxes, frame.page.parents, frame.page.own
    above = [parents[box] for box in own]
    above2 = [parents[box] for box in above]
    above_main, below_main = _levels(frame, frame.main)
    above_title, below_title = _levels(frame, frame.heading)
    places = {
        "box": own,
        "parent": above,
        "grandparent": above2,
        "third box up": [parents[box] for box in above2],
        "branch": _branches(frame, frame.main),
        "wide branch": _branches(frame, frame.wide),
    }
    return {
        **_taken(_measures(frame, text), places),
        "copies around": log_scales(_copies_around(frame)),
        "levels above main": above_main,
        "levels below": below_main,
        "levels above wide main": _levels(frame, frame.wide)[0],
        "levels above title": above_title,
        "levels below title": below_title,
        "depth": clipped([boxes[box].depth for box in own]),
        "headed by": _headed(frame, text["cue"]),
        **_templates(frame),
        **_inside(frame),
        **_names(frame, above),
    }


def _taken(measures: dict[str, bytes], places: dict[str, list[int]]) -> dict[str, bytes]:
    """Take what is told of the boxes at each place around the runs.

    The measures of a box are put side by side in one row of bytes, so that a place takes them all
    by one copy.
    """
    width = len(measures)
    table = bytearray(width * len(measures["tag"]))
    order = {name: number for number, name in enumerate(measures)}
    for name, number in order.items():
        table[number::width] = measures[name]
    rows = [bytes(table[start : start + width]) for start in range(0, len(table), width)]
    columns: dict[str, bytes] = {}
    for place, wanted in _MEASURED.items():
        taken = b"".join([rows[box] for box in places[place]])
        for name in wanted:
            columns[f"{place}: {name}"] = taken[order[name] :: width]
    return columns


def _measures(frame: Frame, text: dict[str, bytes]) -> dict[str, bytes]:
    page = frame.page
    size = page.sums([run.size for run in page.runs])
    return {
        "length": log_scales(size),
        "link density": shares(page.sums([run.linked for run in page.runs]), size),
        "prose": shares(frame.held, size),
        "runs": log_scales(page.sums([1] * len(page.runs))),
        "copies": log_scales(page.copies),
        "tag": bytes([_TAG_CODES.get(box.tag, _OTHER_TAG) for box in page.boxes]),
        # Comments and teasers have many short lines that hold a date.
        "dates": log_scales(page.sums(text["date"])),
        "part of prose": shares_of(frame.held, frame.held[0]),
    }


def _names(frame: Frame, above: list[int]) -> dict[str, bytes]:
    """Say which names the boxes around a run bear."""
    flags, boxes, own = frame.flags, frame.page.boxes, frame.page.own
    rows = b"".join([_bits(flags[box]) for box in own])
    columns = {
        f"named {family}": rows[number :: len(FAMILIES)] for number, family in enumerate(FAMILIES)
    }
    columns["near caption"] = bytes(
        [
            1 if (boxes[box].own | boxes[parent].own) & _CAPTION else 0
            for box, parent in zip(own, above, strict=True)
        ]
    )
    return columns


@lru_cache(_REMEMBERED)
def _bits(flags: int) -> bytes:
    """Return the flags of all families, a byte each."""
    return bytes([flags >> bit & 1 for bit in range(len(FAMILIES))])


def _copies_around(frame: Frame) -> list[int]:
    """Return the most siblings of one template that a run's box or one around it has, below `main`.

    Boxes of one kind alone are no copies, which counts as 1.
    """
    page = frame.page
    around = [1] * len(page.runs)
    for number, (siblings, parent) in enumerate(zip(page.copies, page.parents, strict=True)):
        begins = parent == frame.main
        if not begins and (siblings < 2 or page.boxes[number].tag not in _CONTAINERS):
            continue
        start, end = page.starts[number], page.ends[number]
        if start < end and (begins or siblings > around[start]):
            most = siblings if page.boxes[number].tag in _CONTAINERS else 1
            around[start:end] = [most] * (end - start)
    return around


def _levels(frame: Frame, main: int) -> tuple[bytes, bytes]:
    """Say how every run lies to a box.

    Returns how many levels above that box the path to the run leaves the way to it (0 inside it),
    and how deep the run lies below that point.
    """
    page = frame.page
    depth = page.boxes[main].depth
    way = reversed(_way(frame, main))
    up = page.told([(box, depth - page.boxes[box].depth) for box in way])
    down = [
        page.boxes[box].depth - depth + levels for box, levels in zip(page.own, up, strict=True)
    ]
    return clipped(up), clipped(down)


def _branches(frame: Frame, main: int) -> list[int]:
    """Return for every run the box at which the path to it leaves the way to `main`."""
    way = frozenset(_way(frame, main))
    beginning = [n for n, parent in enumerate(frame.page.parents) if parent in way]
    return frame.page.told(zip(beginning, beginning, strict=True))


def _way(frame: Frame, main: int) -> list[int]:
    """Return the boxes from `main` up to the root."""
    way = [main]
    while way[-1]:
        way.append(frame.page.parents[way[-1]])
    return way


def _headed(frame: Frame, cues: bytes) -> bytes:
    """Mark the runs in boxes that are headed by a line such as "Related" or "Comments"."""
    marked: dict[int, int] = {}
    held = frame.held
    half = held[0] // 2
    for box, cue in zip(frame.page.own, cues, strict=True):
        if cue in _SECTION_CUES:
            for _ in range(3):
                if box < 1 or held[box] > half:
                    break
                marked[box] = cue
                box = frame.page.parents[box]
    return bytes(frame.page.told(sorted(marked.items())))


def _templates(frame: Frame) -> dict[str, bytes]:
    """Say of every run how much of the page's prose stands in boxes made like its own.

    `signature` compares tag and class of the box itself, `path` the tags from the root down,
    `frame` the tag and class of the box around.
    """
    boxes, parents, own, prose = frame.page.boxes, frame.page.parents, frame.page.own, frame.prose
    path = _paths(frame)
    kinds = {
        "signature": [boxes[box].signature for box in own],
        "path": [path[box] for box in own],
        "frame": [boxes[parents[box]].signature for box in own],
    }
    total = sum(prose)
    columns: dict[str, bytes] = {}
    for name, keys in kinds.items():
        held = dict.fromkeys(keys, 0)
        for key, value in zip(keys, prose, strict=True):
            if value:
                held[key] += value
        columns[f"prose in {name}"] = shares_of([held[key] for key in keys], total)
    return columns


def _paths(frame: Frame) -> list[int]:
    """Return for every box a number that boxes share which lie below the same tags."""
    known: dict[tuple[int, str], int] = {}
    paths: list[int] = []
    for parent, box in zip(frame.page.parents, frame.page.boxes, strict=True):
        key = (paths[parent] if paths else -1, box.tag)
        paths.append(known.setdefault(key, len(known)))
    return paths


def _inside(frame: Frame) -> dict[str, bytes]:
    """Say of every run in how many items of lists it lies, and in which article."""
    page = frame.page
    items = [number for number, box in enumerate(page.boxes) if box.tag == "li"]
    articles = [number for number, box in enumerate(page.boxes) if box.tag == "article"]
    return {
        "in list": clipped(page.levels(items)),
        "in article": clipped(page.told(zip(articles, count(1)))),
    }
