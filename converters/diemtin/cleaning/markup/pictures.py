"""Find the pictures of an article and their captions; placeholders, icons and avatars are none."""

import re
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from diemtin.markup.names import flag
from diemtin.markup.page import EMPHASIS, Page

# Lazily loaded pictures name their file in one of these, and a placeholder in `src`.
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-lazy", "data-url", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"^data:image/(?:gif|svg)|blank\.|spacer|placeholder|transparent|lazy[-_]?load|1x1",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(
    r"\b(?:icon|logo|emoji|avatar|gravatar|sprite|pixel|badge|button)s?\b", re.IGNORECASE
)
# Names of captions that mean something else where no picture is near.
_NOTE = re.compile(r"note|desc|legend|anh-?chu|chu-?anh", re.IGNORECASE)
_SMALLEST = 48
_LONGEST_CAPTION = 60
_NOT_CONTENT = (
    flag("comment") | flag("related") | flag("author") | flag("share") | flag("navigation")
    | flag("footer") | flag("promotion") | flag("sidebar")
)  # fmt: skip
_CAPTION = flag("caption")


class FoundPicture(NamedTuple):
    """A picture of the article: its reference, its alternative text, the run that follows it."""

    reference: str
    alternative: str
    run: int
    box: int


def find_pictures(page: Page, chosen: list[int], first: int) -> list[FoundPicture]:
    """Return the pictures that stand between run `first` and the end of the chosen runs."""
    if not chosen:
        return []
    kept = set(chosen)
    body = _boxes_around(page, chosen)
    found: list[FoundPicture] = []
    for image in page.images:
        element, box, run = image.element, image.box, image.run
        if not first <= run <= chosen[-1] + 2:
            continue
        if not (run in kept or run - 1 in kept or box in body):
            continue
        own = page.boxes[box]
        if own.flags & _NOT_CONTENT & ~page.boxes[page.runs[chosen[0]].box].flags:
            continue
        reference = picture_reference(element)
        if reference is None or _is_ornament(element, reference):
            continue
        if found and found[-1].reference == reference:
            continue
        found.append(FoundPicture(reference, " ".join(element.get("alt", "").split()), run, box))
    return found


def picture_reference(element: Any) -> str | None:
    """Return the file that an `<img>` shows, as the page names it; None for a placeholder."""
    for source in _sources(element):
        if source and (source := source.strip()) and not _PLACEHOLDER.search(source[:200]):
            return source
    return None


def _sources(element: Any) -> Iterator[str | None]:
    attributes = dict(element.items())
    for name in _SOURCES:
        yield attributes.get(name)
    for name in _SETS:
        yield _largest(attributes.get(name))
    # libxml2 does not know that `<source>` is empty, and puts the `<img>` into it.
    picture = next(element.iterancestors("picture"), None)
    for source in picture.iter("source") if picture is not None else ():
        yield _largest(source.get("srcset") or source.get("data-srcset"))


def _largest(candidates: str | None) -> str | None:
    """Return the widest candidate of a `srcset` (HTML Living Standard, 4.8.4.2.1)."""
    if not candidates:
        return None
    best, best_size = None, -1.0
    for candidate in candidates.split(", "):
        address, _, size = candidate.strip().rstrip(",").partition(" ")
        number = re.match(r"[\d.]+", size)
        value = float(number[0]) if number and number[0].count(".") < 2 else 0.0
        if address and value > best_size:
            best, best_size = address, value
    return best


def _is_ornament(element: Any, reference: str) -> bool:
    for side in ("width", "height"):
        size = element.get(side, "").removesuffix("px")
        if size.isdecimal() and int(size) < _SMALLEST:
            return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    file = "" if reference.startswith("data:") else reference.rpartition("/")[2]
    return bool(_ORNAMENT.search(names.replace("_", " ")) or _ORNAMENT.search(file[:100]))


def _boxes_around(page: Page, chosen: list[int]) -> set[int]:
    """Return the boxes that hold chosen runs, and the nearest two boxes around each."""
    found = set()
    for number in chosen:
        box = page.runs[number].box
        for _ in range(3):
            if box < 0:
                break
            found.add(box)
            box = page.boxes[box].parent
    return found


def find_captions(
    page: Page, chosen: list[int], found: list[FoundPicture], credible: Container[int]
) -> dict[int, int]:
    """Say which run is the caption of which picture (by its number in `found`).

    A caption is what stands in `<figcaption>` or in a box named so, chosen or merely `credible`:
    it belongs to its picture. Of the chosen runs, the short line right below a picture is one too
    if it is centred or in italics as a whole, as on portals without such names.
    """
    captions: dict[int, int] = {}
    kept = set(chosen)
    for number, picture in enumerate(found):
        for run in (picture.run, picture.run - 1, picture.run + 1):
            if not 0 <= run < len(page.runs) or run in captions:
                continue
            named = (run in kept or run in credible) and _is_named_caption(page, run)
            if named or (run in kept and _is_caption(page, run, picture)):
                captions[run] = number
                break
    return captions


def _is_named_caption(page: Page, number: int) -> bool:
    run = page.runs[number]
    if run.words > _LONGEST_CAPTION:
        return False
    box = page.boxes[run.box]
    above = page.boxes[box.parent] if box.parent >= 0 else box
    named = bool((box.own | above.own) & _CAPTION)
    return named or box.tag == "figcaption" or bool(_NOTE.search(box.element.get("class", "")))


def _is_caption(page: Page, number: int, picture: FoundPicture) -> bool:
    run = page.runs[number]
    box = page.boxes[run.box]
    if box.tag in ("h1", "h2", "h3", "h4", "li") or run.words > _LONGEST_CAPTION:
        return False
    if number != picture.run:
        return False
    figure = _figure_of(page, picture.box)
    if figure >= 0 and figure == _figure_of(page, run.box):
        return True
    style = f"{box.element.get('style', '')} {box.element.get('align', '')}"
    styled = "center" in style or "center" in box.element.get("class", "")
    italic = all(look & EMPHASIS for text, look, _ in run.pieces if text.strip())
    return styled or italic


def _figure_of(page: Page, box: int) -> int:
    for _ in range(4):
        if box < 0:
            return -1
        if page.boxes[box].tag == "figure":
            return box
        box = page.boxes[box].parent
    return -1
