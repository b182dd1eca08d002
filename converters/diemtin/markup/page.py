"""Flatten the tree of a page into boxes (block-level elements) and runs (their own inline text)."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
from lxml.etree import iterwalk

from diemtin.markup.names import flags_of

STRONG, EMPHASIS, SUPERSCRIPT, SUBSCRIPT = 1, 2, 4, 8
# Inline elements: their text belongs to the box around them. `button` is among them because an
# unclosed one swallows all that follows. Whatever is not named here is a box.
_PLAIN = """
a abbr acronym bdi bdo big br button cite code data del dfn font img input ins kbd label mark math
mfrac mi mn mo mrow msub msup nobr output picture q rb rp rt ruby s samp small source span strike
time tt u var wbr
"""
INLINE = dict.fromkeys(_PLAIN.split(), 0)
INLINE |= {
    "b": STRONG,
    "strong": STRONG,
    "i": EMPHASIS,
    "em": EMPHASIS,
    "sup": SUPERSCRIPT,
    "sub": SUBSCRIPT,
}
# Text in these is no prose for a reader: it is program, drawing, or data about the page.
MARKUP = frozenset(
    ("script", "style", "head", "svg", "link", "meta", "title", "base", "canvas", "template")
)


# A stretch of text as the page holds it, how it looks, and the `<a>` that it stands in. Plain
# tuples here and on the walk's stack: they are made for every node of the tree.
Piece = tuple[str, int, Any]


class Box(msgspec.Struct, frozen=True, gc=False):
    """A block-level element; `parent` is an index into `Page.boxes` (-1 for the root).

    `own` are the flags of its names (class, id, role), `flags` those of the boxes around it too.
    Elements that look like copies of one template, of one tag and class, share a `signature`.
    """

    element: Any
    tag: str
    parent: int
    depth: int
    own: int
    flags: int
    signature: int


class Run(msgspec.Struct, frozen=True, gc=False):
    """Inline text that stands in one box, between two borders of boxes.

    `text` has single spaces, `words` counts what they part. Of the characters of the pieces
    (`size`), `linked` stand in links and `strong` in bold.
    """

    box: int
    text: str
    words: int
    size: int
    linked: int
    strong: int
    pieces: list[Piece]


class Image(msgspec.Struct, frozen=True, gc=False):
    """A picture: its element, the box that it stands in, and the run before which it stands."""

    element: Any
    box: int
    run: int


class Kind(NamedTuple):
    """What boxes of one signature share: the tag, and the class as the page has it."""

    tag: str
    name: str | None


class Page(NamedTuple):
    """A page as lists in document order, and the kinds of its boxes by their signatures.

    `markup` are the outermost elements that hold no prose: the head, scripts, drawings.
    A box holds, itself and in the boxes inside it, a stretch of the runs: those from its number in
    `starts` to before its number in `ends`.
    """

    boxes: list[Box]
    runs: list[Run]
    images: list[Image]
    markup: list[Any]
    kinds: list[Kind]
    starts: list[int]
    ends: list[int]

    def line(self, run: Run) -> int:
        """Return the line of the file on which the box of a run begins."""
        line: int | None = self.boxes[run.box].element.sourceline
        return line or 1

    def only(self, numbers: Sequence[int]) -> "Page":
        """Return the page with these of its runs alone, which then count from 0; all boxes stay."""
        stays = bytearray(len(self.runs))
        for number in numbers:
            stays[number] = 1
        before = [0, *accumulate(stays)]
        return self._replace(
            runs=[self.runs[number] for number in numbers],
            images=[Image(image.element, image.box, before[image.run]) for image in self.images],
            starts=[before[start] for start in self.starts],
            ends=[before[end] for end in self.ends],
        )


# How text in an element looks, or that it is passed over; an element that is not here is a box.
_PASSED_OVER = -1
_LOOKS = INLINE | dict.fromkeys(MARKUP, _PASSED_OVER)
# A forced line break counts as white space, and looks like nothing that text can look like.
LINE_BREAK: Piece = ("\n", -1, None)


def read_page(root: Any) -> Page:
    """Walk over the tree below `root` (an lxml element) and return its boxes, runs and images.

    One pass, without recursion, in the order of the text. What this does for every element is a
    good part of the time that a page takes, so its state lies in local names: the box, the look
    and the link of the innermost open element; on the stack, those of all around it.
    """
    page = Page([], [], [], [], [], [], [])
    boxes, runs, starts, ends = page.boxes, page.runs, page.starts, page.ends
    signatures: dict[tuple[str, str | None], int] = {}
    pieces: list[Piece] = []
    box, look, link = -1, 0, None
    stack: list[tuple[int, int, Any]] = []
    walk = iterwalk(root, ("start", "end"))
    for event, element in walk:
        if event == "end":
            around, look, link = stack.pop()
            if around != box:
                if pieces:
                    _end_run(runs, box, pieces)
                    pieces = []
                ends[box] = len(runs)
                box = around
            text = element.tail
        else:
            stack.append((box, look, link))
            tag = element.tag
            adds = _LOOKS.get(tag)
            if adds is None:
                if pieces:
                    _end_run(runs, box, pieces)
                    pieces = []
                boxes.append(_box(element, tag, box, boxes, signatures))
                box = len(starts)
                starts.append(len(runs))
                ends.append(0)
            elif adds == _PASSED_OVER:
                page.markup.append(element)
                walk.skip_subtree()
                continue
            elif tag == "a":
                link = element
            elif tag == "br":
                if _is_second_break(pieces):
                    _end_run(runs, box, pieces)
                    pieces = []
                else:
                    pieces.append(LINE_BREAK)
            elif tag == "img":
                begun = any(not piece[0].isspace() for piece in pieces)
                page.images.append(Image(element, box, len(runs) + begun))
            else:
                look |= adds
            text = element.text
        # White space before the first word is the page's indentation.
        if text and (pieces or not text.isspace()):
            pieces.append((text, look, link))
    page.kinds.extend(map(Kind._make, signatures))
    return page


def _box(
    element: Any,
    tag: str,
    parent: int,
    boxes: list[Box],
    signatures: dict[tuple[str, str | None], int],
) -> Box:
    own, name = flags_of(tag, element.items())
    signature = signatures.setdefault((tag, name), len(signatures))
    if parent < 0:
        return Box(element, tag, parent, 0, own, 0, signature)
    above = boxes[parent]
    depth = above.depth + 1
    # The names of <html> and <body> speak of the page, not of a part of it.
    flags = above.flags | own if depth > 1 else 0
    return Box(element, tag, parent, depth, own, flags, signature)


def _is_second_break(pieces: list[Piece]) -> bool:
    """Tell whether nothing stands since the last `<br>`: two end a paragraph on old pages."""
    for piece in reversed(pieces):
        if piece is LINE_BREAK:
            return True
        if not piece[0].isspace():
            return False
    return False


def _end_run(runs: list[Run], box: int, pieces: list[Piece]) -> None:
    if len(pieces) == 1:
        ((joined, look, link),) = pieces
        linked = len(joined) if link is not None else 0
        strong = len(joined) if look & STRONG else 0
    else:
        joined = "".join([text for text, _, _ in pieces])
        linked = sum([len(text) for text, _, link in pieces if link is not None])
        strong = sum([len(text) for text, look, _ in pieces if look & STRONG and look > 0])
    words = joined.split()
    if words:
        runs.append(Run(box, " ".join(words), len(words), len(joined), linked, strong, pieces))
