"""Describe the boxes that the runs stand in: what they hold, and how they lie to the main one."""

from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from diemtin.cleaning.markup.scales import clipped, log_scales, shares
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
_CONTAINERS = frozenset(("div", "article", "section", "li", "aside", "tr", "figure"))
_SECTION_CUES = (CUES["related"], CUES["comment"])
# What is told of each box around a run. More is known, but did not help on unseen sites.
_MEASURED = {
    "box": ("length", "link density", "copies", "tag"),
    "parent": ("length", "link density", "prose", "runs", "copies", "tag", "dates"),
    "grandparent": ("length", "link density", "prose", "runs", "copies", "dates"),
    "third box up": ("length", "link density", "prose", "runs", "dates"),
    "branch": ("length", "link density", "prose", "runs", "copies", "tag"),
    "wide branch": ("length", "link density", "runs", "copies", "tag", "dates"),
}


class Frame(NamedTuple):
    """What the boxes of a page hold, each with all boxes inside it, and where its prose lies.

    `parents` and `tags` are those of the boxes (the root is its own parent). `main` is the
    smallest box with half of the prose, `wide` the one with four fifths.
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
    take = {
        "box": _taker(own),
        "parent": _taker(above),
        "grandparent": _taker(above2),
        "third box up": _taker([parents[box] for box in above2]),
        "branch": _taker([branch[box] for box in own]),
        "wide branch": _taker([branch_wide[box] for box in own]),
    }
    measures = _measures(frame, text)
    columns = {
        f"{place}: {measure}": take[place](measures[measure])
        for place, wanted in _MEASURED.items()
        for measure in wanted
    }
    part = shares(frame.prose, [frame.prose[0]] * len(parents))
    for place in ("parent", "grandparent", "branch"):
        columns[f"{place}: part of prose"] = take[place](part)
    inherited = {
        **_templates(frame, prose),
        "copies around": log_scales(_copies_around(frame)),
        "levels above main": clipped(up),
        "levels below": clipped(down),
        "levels above wide main": clipped(up_wide),
        "depth": clipped([box.depth for box in frame.page.boxes]),
        "headed by": _headed(frame, text["cue"]),
        **_inside(frame),
    }
    columns |= {name: take["box"](values) for name, values in inherited.items()}
    return columns | _names(frame, own, above)


def _taker(places: list[int]) -> Callable[[bytes], bytes]:
    """Return a function that takes the values at these places out of a column."""
    # With one place alone, `itemgetter` would return the value itself.
    pick = itemgetter(*places, 0)
    return lambda column: bytes(pick(column)[:-1])


def _measures(frame: Frame, text: dict[str, bytes]) -> dict[str, bytes]:
    return {
        "length": log_scales(frame.size),
        "link density": shares(frame.linked, frame.size),
        "prose": shares(frame.prose, frame.size),
        "runs": log_scales(frame.runs),
        "copies": log_scales(_copies(frame)),
        "tag": bytes([_TAG_CODES.get(tag, _OTHER_TAG) for tag in frame.tags]),
        "dates": log_scales(_dates(frame, text["date"])),
    }


def _names(frame: Frame, own: list[int], above: list[int]) -> dict[str, bytes]:
    """Say which names the boxes around a run bear."""
    bits = range(len(FAMILIES))
    flags = frame.flags
    expanded = {f: [f >> bit & 1 for bit in bits] for f in set(flags)}
    names = zip(*[expanded[flags[box]] for box in own], strict=True)
    columns = {
        f"named {family}": bytes(column) for family, column in zip(FAMILIES, names, strict=True)
    }
    caption = flag("caption")
    captions = [box.own & caption for box in frame.page.boxes]
    columns["near caption"] = bytes(
        [1 if captions[b] or captions[a] else 0 for b, a in zip(own, above, strict=True)]
    )
    return columns


def _copies(frame: Frame) -> list[int]:
    """Count, for every box, its siblings of one template, itself among them."""
    boxes = frame.page.boxes
    keys = [(box.parent, box.signature) for box in boxes]
    counts = Counter(keys)
    return [counts[key] for key in keys]


def _copies_around(frame: Frame) -> list[int]:
    """Return the most siblings of one template that a box or one around it has, below `main`."""
    around: list[int] = []
    main = frame.main
    rows = zip(_copies(frame), frame.page.boxes, strict=True)
    for copies, box in rows:
        parent = box.parent
        most = around[parent] if parent >= 0 and parent != main else 0
        around.append(copies if copies > most and box.tag in _CONTAINERS else most)
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
    inherited: list[int] = []
    for number, parent in enumerate(frame.parents):
        above = inherited[parent] if number else 0
        inherited.append(marked.get(number, above))
    return bytes(inherited)


def _templates(frame: Frame, prose: list[int]) -> dict[str, bytes]:
    """Say of every box how much of the page's prose stands in boxes made like it.

    `signature` compares tag and class of the box itself, `path` the tags from the root down,
    `frame` the tag and class of the box around.
    """
    paths: dict[tuple[int, str], int] = {}
    path: list[int] = []
    for number, (parent, tag) in enumerate(zip(frame.parents, frame.tags, strict=True)):
        key = (path[parent] if number else -1, tag)
        path.append(paths.setdefault(key, len(paths)))
    signatures = [box.signature for box in frame.page.boxes]
    frames = [signatures[parent] for parent in frame.parents]
    total = [sum(prose)] * len(path)
    good = [(run.box, value) for run, value in zip(frame.page.runs, prose, strict=True) if value]
    columns: dict[str, bytes] = {}
    kinds: dict[str, list[Any]] = {"signature": signatures, "path": path, "frame": frames}
    for name, keys in kinds.items():
        held: dict[object, int] = {}
        for box, value in good:
            held[keys[box]] = held.get(keys[box], 0) + value
        columns[f"prose in {name}"] = shares([held.get(k, 0) for k in keys], total)
    return columns


def _dates(frame: Frame, dated: bytes) -> list[int]:
    """Count in every box the short lines that hold a date: comments and teasers have many."""
    dates = [0] * len(frame.parents)
    for run, mark in zip(frame.page.runs, dated, strict=True):
        dates[run.box] += mark
    for number in range(len(dates) - 1, 0, -1):
        if dates[number]:
            dates[frame.parents[number]] += dates[number]
    return dates


def _inside(frame: Frame) -> dict[str, bytes]:
    """Say of every box in how many lists and tables it lies, in a figure, in which article."""
    held: list[tuple[int, int, int, int]] = []
    ordinal = 0
    for number, (parent, tag) in enumerate(zip(frame.parents, frame.tags, strict=True)):
        around = held[parent] if number else (0, 0, 0, 0)
        if tag in ("li", "table", "figure", "article"):
            lists, tables, figure, article = around
            if tag == "article":
                ordinal += 1
                article = ordinal
            around = (lists + (tag == "li"), tables + (tag == "table"),
                      figure or int(tag == "figure"), article)  # fmt: skip
        held.append(around)
    names = ("in list", "in table", "in figure", "in article")
    return {
        name: clipped(values) for name, values in zip(names, zip(*held, strict=True), strict=True)
    }
