"""Describe the boxes that the runs stand in: what they hold, and how they lie to the main one."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from diemtin.cleaning.markup.scales import clipped, log_scales, shares, shares_of
from diemtin.cleaning.markup.wording import CUES
from diemtin.markup import Page
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
# What is told of the run's own box alone, and needs no name for it.
_OWN = (
    "copies around", "levels above main", "levels below", "levels above wide main", "depth",
    "levels above title", "levels below title", "headed by",
)  # fmt: skip
_NESTING = frozenset(("li", "table", "figure", "article"))
_REMEMBERED = 10_000


class Frame(NamedTuple):
    """What the boxes of a page hold, each with all boxes inside it, and where its prose lies.

    `parents` and `tags` are those of the boxes (the root is its own parent). `main` is the
    smallest box with half of the prose, `wide` the one with four fifths, `heading` the one that
    prints the title.
    """

    page: Page
    parents: list[int]
    tags: list[str]
    flags: list[int]
    size: list[int]
    linked: list[int]
    prose: list[int]
    runs: list[int]
    main: int
    wide: int
    heading: int


def box_columns(frame: Frame, text: dict[str, bytes], prose: list[int]) -> dict[str, bytes]:
    """Return the features of the boxes of every run.

    Args:
        frame: The page's boxes.
        text: The features of the runs' text.
        prose: The characters of prose in each run.
    """
    parents = frame.parents
    own = [run.box for run in frame.page.runs]
    above = [parents[box] for box in own]
    above2 = [parents[box] for box in above]
    up, down, branch = _branches(frame, frame.main)
    up_wide, _, branch_wide = _branches(frame, frame.wide)
    up_title, down_title, _ = _branches(frame, frame.heading)
    places = {
        "box": own,
        "parent": above,
        "grandparent": above2,
        "third box up": [parents[box] for box in above2],
        "branch": [branch[box] for box in own],
        "wide branch": [branch_wide[box] for box in own],
    }
    copies = _copies(frame)
    measures = {
        **_measures(frame, text, copies),
        "copies around": log_scales(_copies_around(frame, copies)),
        "levels above main": clipped(up),
        "levels below": clipped(down),
        "levels above wide main": clipped(up_wide),
        "levels above title": clipped(up_title),
        "levels below title": clipped(down_title),
        "depth": clipped([box.depth for box in frame.page.boxes]),
        "headed by": _headed(frame, text["cue"]),
    }
    columns = _taken(measures, places)
    columns |= _templates(frame, own, prose)
    columns |= _inside(frame, own)
    return columns | _names(frame, own, above)


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
        if place == "box":
            columns |= {name: taken[order[name] :: width] for name in _OWN}
    return columns


def _measures(frame: Frame, text: dict[str, bytes], copies: list[int]) -> dict[str, bytes]:
    return {
        "length": log_scales(frame.size),
        "link density": shares(frame.linked, frame.size),
        "prose": shares(frame.prose, frame.size),
        "runs": log_scales(frame.runs),
        "copies": log_scales(copies),
        "tag": bytes([_TAG_CODES.get(tag, _OTHER_TAG) for tag in frame.tags]),
        "dates": log_scales(_dates(frame, text["date"])),
        "part of prose": shares_of(frame.prose, frame.prose[0]),
    }


def _names(frame: Frame, own: list[int], above: list[int]) -> dict[str, bytes]:
    """Say which names the boxes around a run bear."""
    flags, boxes = frame.flags, frame.page.boxes
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


def _copies(frame: Frame) -> list[int]:
    """Count, for every box, its siblings of one template, itself among them."""
    boxes = frame.page.boxes
    # There are no more signatures than boxes, so a number can stand for both of a pair.
    count = len(boxes)
    keys = [box.parent * count + box.signature for box in boxes]
    counts = Counter(keys)
    return [counts[key] for key in keys]


def _copies_around(frame: Frame, copies: list[int]) -> list[int]:
    """Return the most siblings of one template that a box or one around it has, below `main`."""
    around: list[int] = []
    main = frame.main
    for count, box in zip(copies, frame.page.boxes, strict=True):
        parent = box.parent
        most = around[parent] if parent >= 0 and parent != main else 0
        around.append(count if count > most and box.tag in _CONTAINERS else most)
    return around


def _branches(frame: Frame, main: int) -> tuple[list[int], list[int], list[int]]:
    """Say where every box lies from `main`.

    Returns, for every box: how many levels above `main` the path to it leaves the way to `main`
    (0 inside it); how deep it lies below that point; and the box at which its own branch begins.
    """
    boxes = frame.page.boxes
    way = {main}
    number = main
    while boxes[number].parent >= 0:
        number = boxes[number].parent
        way.add(number)
    depth = boxes[main].depth
    up: list[int] = []
    down: list[int] = []
    branch: list[int] = []
    for number, parent in enumerate(frame.parents):
        if number in way:
            up.append(depth - boxes[number].depth)
            down.append(0)
            branch.append(number)
        else:
            up.append(up[parent])
            down.append(down[parent] + 1)
            branch.append(number if parent in way else branch[parent])
    return up, down, branch


def _headed(frame: Frame, cues: bytes) -> bytes:
    """Mark the boxes that are headed by a line such as "Related" or "Comments", and all inside."""
    marked: dict[int, int] = {}
    half = frame.prose[0] // 2
    for run, cue in zip(frame.page.runs, cues, strict=True):
        if cue in _SECTION_CUES:
            box = run.box
            for _ in range(3):
                if box < 1 or frame.prose[box] > half:
                    break
                marked[box] = cue
                box = frame.parents[box]
    if not marked:
        return bytes(len(frame.parents))
    inherited: list[int] = []
    for number, parent in enumerate(frame.parents):
        above = inherited[parent] if number else 0
        inherited.append(marked.get(number, above))
    return bytes(inherited)


def _templates(frame: Frame, own: list[int], prose: list[int]) -> dict[str, bytes]:
    """Say of every run how much of the page's prose stands in boxes made like its own.

    `signature` compares tag and class of the box itself, `path` the tags from the root down,
    `frame` the tag and class of the box around.
    """
    boxes, parents = frame.page.boxes, frame.parents
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
    for number, (parent, tag) in enumerate(zip(frame.parents, frame.tags, strict=True)):
        key = (paths[parent] if number else -1, tag)
        paths.append(known.setdefault(key, len(known)))
    return paths


def _dates(frame: Frame, dated: bytes) -> list[int]:
    """Count in every box the short lines that hold a date: comments and teasers have many."""
    dates = [0] * len(frame.parents)
    for run, mark in zip(frame.page.runs, dated, strict=True):
        if mark:
            dates[run.box] += 1
    return sum_up(frame.parents, dates)


def sum_up(parents: list[int], held: list[int]) -> list[int]:
    """Add up what the boxes hold themselves, from the innermost outwards, in place."""
    for number in range(len(held) - 1, 0, -1):
        if value := held[number]:
            held[parents[number]] += value
    return held


def _inside(frame: Frame, own: list[int]) -> dict[str, bytes]:
    """Say of every run in how many lists and tables it lies, in a figure, in which article."""
    held: list[tuple[int, int, int, int]] = []
    ordinal = 0
    for number, (parent, tag) in enumerate(zip(frame.parents, frame.tags, strict=True)):
        around = held[parent] if number else (0, 0, 0, 0)
        if tag in _NESTING:
            lists, tables, figure, article = around
            if tag == "article":
                ordinal += 1
                article = ordinal
            around = (lists + (tag == "li"), tables + (tag == "table"),
                      figure or int(tag == "figure"), article)  # fmt: skip
        held.append(around)
    lists_, tables_, figures, articles = zip(*[held[box] for box in own], strict=True)
    return {
        "in list": clipped(lists_),
        "in table": clipped(tables_),
        "in figure": bytes(figures),
        "in article": clipped(articles),
    }
