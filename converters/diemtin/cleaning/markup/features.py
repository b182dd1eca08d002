"""Describe every run of a page by numbers from 0 to 255: its text, its boxes, its neighbours.

The columns are byte strings, one byte a run, so that what a run takes over from its box, or from
the runs beside it, is a copy in C and not a loop in Python.
"""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from itertools import accumulate
from math import log2
from operator import itemgetter
from typing import NamedTuple

from diemtin.cleaning.markup.names import FAMILIES, flag
from diemtin.cleaning.markup.page import Page, Run

_LARGEST = 65_535
_LOG = bytes(min(255, round(16 * log2(1 + n))) for n in range(4096))
_FURNITURE = (
    flag("comment")
    | flag("related")
    | flag("navigation")
    | flag("footer")
    | flag("overlay")
    | flag("sidebar")
)
_TAG_CODES = {
    **dict.fromkeys(("p",), 1),
    **dict.fromkeys(("blockquote", "pre", "q"), 2),
    **dict.fromkeys(("h1",), 3),
    **dict.fromkeys(("h2", "h3"), 4),
    **dict.fromkeys(("h4", "h5", "h6"), 5),
    **dict.fromkeys(("li", "dd", "dt"), 6),
    **dict.fromkeys(("td", "th", "caption"), 7),
    **dict.fromkeys(("figcaption", "figure"), 8),
    **dict.fromkeys(("section", "article", "main"), 9),
    **dict.fromkeys(("form", "option", "select", "textarea", "fieldset", "legend"), 11),
}
_OTHER_TAG = 10
_CONTAINERS = frozenset(("div", "article", "section", "li", "aside", "tr", "figure"))
_GOOD_WORDS = 10
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:h]\d\d\b|\b(?:ago|trước)\b")


def _cue_patterns() -> tuple[tuple[str, ...], re.Pattern[str]]:
    table = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))["cues"]
    groups = []
    for family, phrases in table.items():
        words = "|".join(re.escape(" ".join(p.split())) for p in phrases.split("|"))
        groups.append(f"(?P<{family}>{words})")
    return tuple(table), re.compile(rf"(?:{'|'.join(groups)})(?!\w)")


CUE_FAMILIES, _CUE = _cue_patterns()
_LONGEST_CUE = 12
_CUE_CODES = {family: code for code, family in enumerate(CUE_FAMILIES, start=1)}
_COMMENT_CUE = _CUE_CODES["comment"]
_SECTION_CUES = (1, 3)  # related, comment: they head what is no part of the article


def log_scale(count: int) -> int:
    """Put a count on a scale of 16 steps a doubling, up to 255.

    >>> [log_scale(n) for n in (0, 1, 3, 1000)]
    [0, 16, 32, 159]
    """
    return _LOG[count] if count < 4096 else min(255, round(16 * log2(1 + count)))


def share(part: int, whole: int) -> int:
    """Put a part of a whole on a scale from 0 to 255."""
    return min(255, 255 * part // whole) if whole > 0 else 0


class Sums(NamedTuple):
    """For every box, what it holds, with all boxes inside it."""

    size: list[int]
    linked: list[int]
    good: list[int]
    runs: list[int]


class Table(NamedTuple):
    """The columns of a page by the name of the feature; `good` are the characters of prose."""

    columns: dict[str, bytes]
    main: int
    good: list[int]


def _sum_up(page: Page, good: list[int]) -> Sums:
    count = len(page.boxes)
    sums = Sums([0] * count, [0] * count, [0] * count, [0] * count)
    for run, prose in zip(page.runs, good, strict=True):
        box = run.box
        sums.size[box] += run.size
        sums.linked[box] += run.linked
        sums.good[box] += prose
        sums.runs[box] += 1
    for number in range(count - 1, 0, -1):
        if sums.runs[number]:
            parent = page.boxes[number].parent
            for values in sums:
                values[parent] += values[number]
    return sums


def _smallest_with(page: Page, good: list[int], part: float) -> int:
    """Return the smallest box that holds that part of the good text."""
    least = good[0] * part
    main = 0
    for number in range(1, len(good)):
        if good[number] >= least and page.boxes[number].parent == main:
            main = number
    return main


def _raw_good(page: Page) -> list[int]:
    """Return the characters of prose in every run: ten words or more, mostly outside links."""
    return [
        run.size if run.words >= _GOOD_WORDS and run.linked * 3 < run.size else 0
        for run in page.runs
    ]


def _inherited_flags(page: Page, good: list[int]) -> list[int]:
    """Return the flags of every box and of those around it.

    The names of a box that holds most of the page's prose speak of the page, not of a part of it.
    """
    most = good[0] * 0.6
    flags: list[int] = []
    for number, box in enumerate(page.boxes):
        above = flags[box.parent] if box.parent >= 0 else 0
        flags.append(above if good[number] >= most else above | box.own)
    return flags


def _repeats(page: Page, main: int) -> tuple[list[int], list[int]]:
    """Count, for every box, its siblings of one template; and the most around it, below `main`."""
    counts: dict[tuple[int, tuple[str, str | None]], int] = {}
    keys = [(box.parent, box.signature) for box in page.boxes]
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    own = [counts[key] for key in keys]
    around: list[int] = []
    for number, box in enumerate(page.boxes):
        above = around[box.parent] if box.parent >= 0 and box.parent != main else 0
        around.append(max(above, own[number]) if box.tag in _CONTAINERS else above)
    return own, around


def _branches(page: Page, main: int) -> tuple[list[int], list[int], list[int]]:
    """Say where every box lies from `main`.

    Returns, for every box: how many levels above `main` the path to it leaves the way to `main`
    (0 inside it); how deep it lies below that point; and the box at which its own branch begins.
    """
    way = set()
    number = main
    while number >= 0:
        way.add(number)
        number = page.boxes[number].parent
    depth = page.boxes[main].depth
    up: list[int] = []
    down: list[int] = []
    branch: list[int] = []
    for number, box in enumerate(page.boxes):
        if number in way:
            up.append(depth - box.depth)
            down.append(0)
            branch.append(number)
        else:
            up.append(up[box.parent])
            down.append(down[box.parent] + 1)
            branch.append(number if box.parent in way else branch[box.parent])
    return up, down, branch


def _cued_boxes(page: Page, cues: bytes, good: list[int]) -> list[int]:
    """Mark the boxes that are headed by a line such as "Related" or "Comments", and all inside."""
    marked: dict[int, int] = {}
    half = good[0] // 2
    for run, cue in zip(page.runs, cues, strict=True):
        if cue in _SECTION_CUES:
            box = run.box
            for _ in range(3):
                if box < 1 or good[box] > half:
                    break
                marked[box] = cue
                box = page.boxes[box].parent
    inherited: list[int] = []
    for number, box in enumerate(page.boxes):
        above = inherited[box.parent] if box.parent >= 0 else 0
        inherited.append(marked.get(number, above))
    return inherited


def _templates(page: Page, good: list[int]) -> dict[str, list[int]]:
    """Say of every box how much of the page's prose stands in boxes made like it.

    `signature` compares tag and class of the box itself, `path` the tags from the root down,
    `frame` the tag and class of the box around.
    """
    paths: dict[tuple[int, str], int] = {}
    path: list[int] = []
    for box in page.boxes:
        key = (path[box.parent] if box.parent >= 0 else -1, box.tag)
        path.append(paths.setdefault(key, len(paths)))
    signatures = [box.signature for box in page.boxes]
    frames = [signatures[max(box.parent, 0)] for box in page.boxes]
    total = sum(good)
    shares: dict[str, list[int]] = {}
    keys: Sequence[object]
    for name, keys in (("signature", signatures), ("path", path), ("frame", frames)):
        prose: dict[object, int] = {}
        for run, value in zip(page.runs, good, strict=True):
            if value:
                key_of_run = keys[run.box]
                prose[key_of_run] = prose.get(key_of_run, 0) + value
        shares[name] = [share(prose.get(key, 0), total) for key in keys]
    return shares


def _chatter(page: Page, columns: dict[str, bytes]) -> tuple[list[int], list[int]]:
    """Count in every box the short lines that hold a date, and those that ask for a reply."""
    dates = [0] * len(page.boxes)
    replies = [0] * len(page.boxes)
    rows = zip(page.runs, columns["words"], columns["date"], columns["cue"], strict=True)
    for run, words, date, cue in rows:
        if words <= 64:
            dates[run.box] += date
            replies[run.box] += cue == _COMMENT_CUE
    for number in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[number].parent
        dates[parent] += dates[number]
        replies[parent] += replies[number]
    return dates, replies


def _text_columns(runs: Sequence[Run], title: str) -> dict[str, bytes]:
    """Describe the runs' own text."""
    words_of_title = set(title.lower().split())
    seen: dict[str, int] = {}
    for run in runs:
        seen[run.text] = seen.get(run.text, 0) + 1
    rows = [_describe(run, words_of_title, seen[run.text]) for run in runs]
    names = (
        "words", "link density", "links", "bold", "letters a word", "marks", "commas", "ends",
        "begins", "capitals", "digits", "date", "cue", "copies", "title words",
    )  # fmt: skip
    return dict(zip(names, map(bytes, zip(*rows, strict=True)), strict=True))


def _describe(run: Run, words_of_title: set[str], copies: int) -> tuple[int, ...]:
    text = run.text
    words = run.words
    length = len(text)
    first, last = text[0], text[-1]
    short = words <= _LONGEST_CUE
    lower = text.lower() if words <= 40 else ""
    cue = _CUE.match(lower) if short else None
    capitals = share(sum(1 for word in text.split() if word[0].isupper()), words) if short else 0
    in_title = (
        share(len(words_of_title.intersection(lower.split())), len(words_of_title))
        if lower and words_of_title
        else 0
    )
    return (
        log_scale(words),
        share(run.linked, run.size),
        min(run.links, 255),
        share(run.strong, run.size),
        min(255, 8 * length // words),
        log_scale(text.count(". ") + text.count("! ") + text.count("? ") + (last in ".!?…")),
        min(255, 8 * 255 * text.count(",") // length),
        1 if last in ".!?…”\"" else 2 if last in ":;" else 3 if last == "," else 0,
        0 if first.islower() else 1 if first.isupper() else 2 if first.isdigit() else 3,
        capitals,
        share(sum(map(text.count, "0123456789")), length) if words <= 40 else 0,
        1 if words <= 40 and _DATE.search(lower) else 0,
        _CUE_CODES[cue.lastgroup or ""] if cue else 0,
        min(copies, 255),
        in_title,
    )


def _box_columns(
    page: Page,
    sums: Sums,
    main: int,
    wide: int,
    flags: list[int],
    text: dict[str, bytes],
    prose_of_runs: list[int],
) -> dict[str, bytes]:
    """Describe the boxes that the runs stand in."""
    boxes = page.boxes
    count = len(boxes)
    size, linked, good, runs = sums
    logs = bytes(map(log_scale, size))
    densities = bytes(map(share, linked, size))
    prose = bytes(map(share, good, size))
    counts = bytes(map(log_scale, runs))
    own_repeats, repeats = _repeats(page, main)
    up, down, branch = _branches(page, main)
    up_wide, _, branch_wide = _branches(page, wide)
    parents = [max(box.parent, 0) for box in boxes]
    tags = bytes(_TAG_CODES.get(box.tag, _OTHER_TAG) for box in boxes)
    dates, replies = (bytes(map(log_scale, counted)) for counted in _chatter(page, text))
    at = itemgetter(*[run.box for run in page.runs], 0)
    own_box = at(range(count))[:-1]
    columns: dict[str, bytes] = {}

    def put(name: str, values: Sequence[int], where: Sequence[int]) -> None:
        columns[name] = bytes(map(values.__getitem__, where))

    above = [parents[box] for box in own_box]
    above2 = [parents[box] for box in above]
    above3 = [parents[box] for box in above2]
    for name, where in (
        ("box", own_box),
        ("parent", above),
        ("grandparent", above2),
        ("third box up", above3),
        ("branch", [branch[box] for box in own_box]),
        ("wide branch", [branch_wide[box] for box in own_box]),
    ):
        put(f"{name}: length", logs, where)
        put(f"{name}: link density", densities, where)
        put(f"{name}: prose", prose, where)
        put(f"{name}: runs", counts, where)
        put(f"{name}: copies", bytes(map(log_scale, own_repeats)), where)
        put(f"{name}: tag", tags, where)
        put(f"{name}: dates", dates, where)
        put(f"{name}: replies", replies, where)
    for name, shares in _templates(page, prose_of_runs).items():
        put(f"prose in {name}", shares, own_box)
    whole = good[0]
    all_good = bytes(share(value, whole) for value in good)
    put("parent: part of prose", all_good, above)
    put("grandparent: part of prose", all_good, above2)
    put("branch: part of prose", all_good, [branch[box] for box in own_box])
    put("copies around", bytes(map(log_scale, repeats)), own_box)
    put("levels above main", bytes(min(n, 255) for n in up), own_box)
    put("levels below", bytes(min(n, 255) for n in down), own_box)
    put("levels above wide main", bytes(min(n, 255) for n in up_wide), own_box)
    put("depth", bytes(min(box.depth, 255) for box in boxes), own_box)
    columns["after main"] = bytes(1 if branch[box] > main else 0 for box in own_box)
    put("headed by", _cued_boxes(page, text["cue"], good), own_box)
    inside = _counts_above(page)
    for tag, values in inside.items():
        put(f"in {tag}", values, own_box)
    expanded = {f: tuple(f >> bit & 1 for bit in range(len(FAMILIES))) for f in set(flags)}
    names = zip(*[expanded[flags[box]] for box in own_box], strict=True)
    for family, column in zip(FAMILIES, names, strict=True):
        columns[f"named {family}"] = bytes(column)
    near = [boxes[b].own | boxes[a].own for b, a in zip(own_box, above, strict=True)]
    for family in ("content", "caption", "title", "author", "meta", "teaser", "widget"):
        bit = flag(family)
        columns[f"near {family}"] = bytes(1 if value & bit else 0 for value in near)
    return columns


def _counts_above(page: Page) -> dict[str, bytes]:
    """Say of every box whether it lies in a list, a table, a figure, a quotation; which article."""
    lists: list[int] = []
    tables: list[int] = []
    figures: list[int] = []
    articles: list[int] = []
    ordinal = 0
    for box in page.boxes:
        parent = box.parent
        in_list, in_table, in_figure, article = (
            (lists[parent], tables[parent], figures[parent], articles[parent])
            if parent >= 0
            else (0, 0, 0, 0)
        )
        tag = box.tag
        if tag == "li":
            in_list = min(in_list + 1, 255)
        elif tag == "table":
            in_table = min(in_table + 1, 255)
        elif tag == "figure":
            in_figure = 1
        elif tag == "article":
            ordinal = min(ordinal + 1, 255)
            article = ordinal
        lists.append(in_list)
        tables.append(in_table)
        figures.append(in_figure)
        articles.append(article)
    return {
        "list": bytes(lists),
        "table": bytes(tables),
        "figure": bytes(figures),
        "article": bytes(articles),
    }


def _sequence_columns(
    page: Page, columns: dict[str, bytes], good: list[int]
) -> dict[str, bytes]:
    """Describe where the runs stand among the others."""
    count = len(page.runs)
    sequence: dict[str, bytes] = {}
    prose = bytes(1 if value else 0 for value in good)
    for name, column in (
        ("words", columns["words"]),
        ("link density", columns["link density"]),
        ("tag", columns["box: tag"]),
        ("ends", columns["ends"]),
        ("prose", prose),
    ):
        sequence[f"previous: {name}"] = (b"\0" + column)[:count]
        sequence[f"next: {name}"] = column[1:] + b"\0"
    for name in ("words", "link density"):
        column = columns[name]
        sequence[f"second previous: {name}"] = (b"\0\0" + column)[:count]
        sequence[f"second next: {name}"] = (column + b"\0\0")[2 : count + 2]
    sums = [0, *accumulate(good)]
    linked = [0, *accumulate(run.linked for run in page.runs)]
    sizes = [0, *accumulate(run.size for run in page.runs)]
    total = sums[-1]
    sequence["prose before"] = bytes(share(value, total) for value in sums[:-1])
    for width in (3, 8):
        low = [max(0, n - width) for n in range(count)]
        high = [min(count, n + width + 1) for n in range(count)]
        sequence[f"prose within {width}"] = bytes(
            share(sums[b] - sums[a], sizes[b] - sizes[a]) for a, b in zip(low, high, strict=True)
        )
        sequence[f"links within {width}"] = bytes(
            share(linked[b] - linked[a], sizes[b] - sizes[a])
            for a, b in zip(low, high, strict=True)
        )
    sequence["position"] = bytes(255 * n // max(1, count) for n in range(count))
    sequence["since prose"] = _since(prose)
    sequence["until prose"] = _since(prose[::-1])[::-1]
    tags = columns["box: tag"]
    titles = bytes(1 if tag == 3 else 0 for tag in tags)
    sequence["titles before"] = bytes(min(n, 255) for n in accumulate(titles))
    sequence["since title"] = _since(titles)
    cues = columns["cue"]
    for code, name in ((1, "related"), (3, "comment"), (4, "subscription")):
        sequence[f"since {name} cue"] = _since(bytes(1 if cue == code else 0 for cue in cues))
    named = bytes(1 if share >= 200 else 0 for share in columns["title words"])
    sequence["since named title"] = _since(named)
    sequence["until named title"] = _since(named[::-1])[::-1]
    dated = bytes(
        1 if date and words <= 64 else 0
        for date, words in zip(columns["date"], columns["words"], strict=True)
    )
    sequence["since date"] = _since(dated)
    headings = bytes(1 if 3 <= tag <= 5 else 0 for tag in tags)
    sequence["since heading"] = _since(headings)
    sequence["until heading"] = _since(headings[::-1])[::-1]
    return sequence


def _since(marks: bytes) -> bytes:
    """Count, for every run, the runs since the last mark (0 on it; 255 before the first)."""
    out = bytearray()
    distance = 255
    for mark in marks:
        distance = 0 if mark else min(255, distance + 1)
        out.append(distance)
    return bytes(out)


def describe(page: Page, title: str) -> Table:
    """Return the features of every run of a page.

    Args:
        page: The page; it must hold at least one run.
        title: The title that the page declares, or an empty string.
    """
    raw = _raw_good(page)
    first = _sum_up(page, raw)
    flags = _inherited_flags(page, first.good)
    good = [
        0 if flags[run.box] & _FURNITURE else value
        for run, value in zip(page.runs, raw, strict=True)
    ]
    if not any(good):
        good = raw
    sums = _sum_up(page, good)
    main = _smallest_with(page, sums.good, 0.5)
    wide = _smallest_with(page, sums.good, 0.8)
    columns = _text_columns(page.runs, title)
    columns |= _box_columns(page, sums, main, wide, flags, columns, good)
    columns |= _sequence_columns(page, columns, good)
    count = len(page.runs)
    for name, value in (
        ("page: runs", log_scale(count)),
        ("page: prose", log_scale(sums.good[0])),
        ("page: part of prose in main", share(sums.good[main], sums.good[0])),
    ):
        columns[name] = bytes((value,)) * count
    return Table(columns, main, good)


