"""Traces of layout in the text: ornaments, table leftovers, lines that a screen had wrapped."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from diemtin.cleaning.page import Cut, Line, Mark, Page, Role, whole
from diemtin.cleaning.phrases import begins

_PIPE_END = re.compile(r"\s*\|[\s|]*$")
_PIPE_START = re.compile(r"^[\s|]*\|\s*")
_LETTER = re.compile(r"[^\W_]")
_SHEET_HEAD = re.compile(
    r"\d{1,2}:\d{2}(?: ?[AP]M)?,? \d{1,2}/\d{1,2}/\d{2,4} |"
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)? "
)
_SHEET_FOOT = re.compile(r"https?://\S+ \d{1,3}/\d{1,3}")
_CLOSING_MARK = "./."

# A screen's lines are this long; longer ones are paragraphs.
_SCREEN = range(45, 131)
_LONG_SHARE = 0.1
_LEAST_EVIDENCE = 3
_FULL = 0.72
_HEAD = 60
_KIND = 3
_ITEM = re.compile(r"[-–•+*▪]\s|\d{1,2}[.)]\s|[a-zđ][.)]\s|\(?[ivx]+[.)]\s", re.IGNORECASE)


def ornament(page: Page) -> Iterator[Mark]:
    """Lines without a letter or a digit: `***`, `|`, `,`, `<`.

    The closing mark of an official text is none.

    >>> taken(ornament, "Hội nghị bế mạc", "* * *", "./.")
    ['* * *']
    """
    for index, line in page.kept():
        if not _LETTER.search(line.text) and line.text != _CLOSING_MARK:
            yield whole(index, line, "layout.ornament")


def pipe(page: Page) -> Iterator[Mark]:
    """The border of a table that held a picture and its caption; the caption stays.

    >>> taken(pipe, "Quang cảnh buổi lễ. |")
    ['|']
    """
    for index, line in page.kept():
        if line.text[-1:] == "|" and (match := _PIPE_END.search(line.text)):
            yield Cut(index, match.start(), len(line.text), "layout.pipe")
            if line.text.count("|") == 1:
                yield Role(index, "caption")
        if line.text[:1] == "|" and (match := _PIPE_START.match(line.text)):
            yield Cut(index, 0, match.end(), "layout.pipe")


def sheet(page: Page) -> Iterator[Mark]:
    """What a browser prints on every sheet of paper: time and title above, address and page below.

    >>> taken(sheet, "14:22 05/12/2023 Mùa vàng Nậm Tốc", "Mùa vàng Nậm Tốc",
    ...       "https://namtoc.example.vn/mua-vang 1/3", "14:22 05/12/2023 Họp")
    ['14:22 05/12/2023 Mùa vàng Nậm Tốc', 'https://namtoc.example.vn/mua-vang 1/3']
    """
    folded: set[str] | None = None
    for index, line in page.kept():
        if _SHEET_FOOT.fullmatch(line.text):
            yield whole(index, line, "layout.sheet")
        elif head := _SHEET_HEAD.match(line.text):
            folded = folded or {other.folded for _, other in page.kept()}
            if line.folded[head.end() :] in folded:
                yield whole(index, line, "layout.sheet")


def join_wrapped(lines: list[Line]) -> tuple[list[Line], int]:
    """Join the lines of paragraphs that were cut at the width of a screen.

    Returns the lines, and how many were joined to the one above.
    """
    width = _screen_width(lines)
    joined: list[Line] = []
    parts: list[str] = []
    count = 0
    for line in lines:
        if parts and _continues(parts[-1], line, joined[-1], width):
            parts.append(line.text)
            joined[-1].numbers += (line.number,)
            count += 1
            continue
        _close(joined, parts)
        joined.append(line)
        parts = [line.text]
    _close(joined, parts)
    return joined, count


def join_kind(lines: list[Line]) -> list[Line]:
    """Join the kind of an official text in the head of a page with what it is about.

    >>> join_kind([line("THÔNG BÁO"), line("Về việc tiêm chủng")])[0].text
    'THÔNG BÁO Về việc tiêm chủng'
    """
    for index, (above, below) in enumerate(pairwise(lines[:_HEAD])):
        if above.prose:
            break
        kind = above.text.isupper() and begins(above.text, "official") and above.words <= _KIND
        if kind and begins(below.text, "about"):
            above.numbers += below.numbers
            above.change(f"{above.text} {below.text}")
            return [*lines[: index + 1], *lines[index + 2 :]]
    return lines


def _close(joined: list[Line], parts: list[str]) -> None:
    if len(parts) > 1:
        joined[-1].change(" ".join(parts))


def _screen_width(lines: list[Line]) -> int:
    """Return the width at which the capture is wrapped, or 0 where it is not."""
    lengths = [len(line.text) for line in lines]
    if sum(length > _SCREEN[-1] + 10 for length in lengths) > _LONG_SHARE * len(lengths):
        return 0
    cut = [
        len(above.text)
        for above, below in pairwise(lines)
        if len(above.text) in _SCREEN
        and not below.gap
        and not above.stops
        and below.text[:1].islower()
    ]
    return int(median(cut)) if len(cut) >= _LEAST_EVIDENCE else 0


def _continues(above: str, line: Line, block: Line, width: int) -> bool:
    """Tell whether a line goes on with the sentence of the screen line above."""
    if line.gap or line.level or block.level or line.image is not None or block.image is not None:
        return False
    if _ITEM.match(line.text) or not above:
        return False
    open_end = above[-1] not in ".!?…:;|"
    if not width:
        small = line.text[:1].islower() and (line.prose or line.ends)
        return small and open_end and len(above) >= _SCREEN[15]
    if len(above) < _FULL * width:
        return open_end and len(above) >= _FULL * width / 2 and line.text[:1].islower()
    return open_end or line.text[:1].islower()
