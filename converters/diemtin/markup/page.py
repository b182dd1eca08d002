"""Flatten the tree of a page into boxes (block-level elements) and runs (their own inline text)."""

from typing import Any, NamedTuple

import msgspec

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


class Box(msgspec.Struct, frozen=True):
    """A block-level element; `parent` is an index into `Page.boxes` (-1 for the root).

    `own` are the flags of its names (class, id, role), `flags` those of the boxes around it too.
    `signature` is equal for elements that look like copies of one template.
    """

    element: Any
    tag: str
    parent: int
    depth: int
    own: int
    flags: int
    signature: tuple[str, str | None]


class Run(msgspec.Struct, frozen=True):
    """Inline text that stands in one box, between two borders of boxes.

    `text` has single spaces, `words` counts what they part. Of the characters of the pieces
    (`size`), `linked` stand in links and `strong` in bold.
    """

    box: int
    text: str
    words: int
    size: int
    linked: int
    links: int
    strong: int
    pieces: list[Piece]


class Image(msgspec.Struct, frozen=True):
    """A picture: its element, the box that it stands in, and the run before which it stands."""

    element: Any
    box: int
    run: int


class Page(NamedTuple):
    """A page as three lists in document order."""

    boxes: list[Box]
    runs: list[Run]
    images: list[Image]


# An element whose end is still to come: the element, its box, its look, its link, its kind.
_Open = tuple[Any, int, int, Any, int]
_INLINE, _BOX, _MARKUP = range(3)
# A forced line break counts as white space, and looks like nothing that text can look like.
LINE_BREAK: Piece = ("\n", -1, None)


class _Walk:
    """One pass over the tree, without recursion, in the order of the text."""

    def __init__(self, above: Any) -> None:
        self.boxes: list[Box] = []
        self.runs: list[Run] = []
        self.images: list[Image] = []
        self.stack: list[_Open] = [(above, -1, 0, None, _MARKUP)]
        self._pieces: list[Piece] = []

    def open(self, element: Any) -> None:
        """Enter an element, whose parent is on top of the stack."""
        _, box, look, link, kind = self.stack[-1]
        tag = element.tag
        adds = INLINE.get(tag)
        if tag in MARKUP or (kind == _MARKUP and box >= 0) or not isinstance(tag, str):
            self.stack.append((element, box, look, link, _MARKUP))
            return
        if adds is None:
            if self._pieces:
                self._end_run(box)
            box = self._add_box(element, tag, box)
            kind = _BOX
        else:
            kind = _INLINE
            look |= adds
            if tag == "a":
                link = element
            elif tag == "br":
                self._break_line(box)
            elif tag == "img":
                gathered = any(not piece[0].isspace() for piece in self._pieces)
                self.images.append(Image(element, box, len(self.runs) + gathered))
        self.stack.append((element, box, look, link, kind))
        text = element.text
        # White space before the first word is the page's indentation.
        if text and (self._pieces or not text.isspace()):
            self._pieces.append((text, look, link))

    def close(self) -> None:
        """Leave the element on top of the stack, and take up the text that follows it."""
        element, box, _, _, kind = self.stack.pop()
        if kind == _BOX and self._pieces:
            self._end_run(box)
        tail = element.tail
        if tail and (self._pieces or not tail.isspace()):
            _, box, look, link, kind = self.stack[-1]
            if kind != _MARKUP:
                self._pieces.append((tail, look, link))

    def _add_box(self, element: Any, tag: str, parent: int) -> int:
        own, name = flags_of(tag, element.items())
        if parent < 0:
            depth, flags = 0, 0
        else:
            above = self.boxes[parent]
            depth = above.depth + 1
            # The names of <html> and <body> speak of the page, not of a part of it.
            flags = above.flags | own if depth > 1 else 0
        self.boxes.append(Box(element, tag, parent, depth, own, flags, (tag, name)))
        return len(self.boxes) - 1

    def _break_line(self, box: int) -> None:
        """Take up a `<br>`; the second in a row ends the run, as old pages end paragraphs."""
        for piece in reversed(self._pieces):
            if piece is LINE_BREAK:
                self._end_run(box)
                return
            if not piece[0].isspace():
                break
        self._pieces.append(LINE_BREAK)

    def _end_run(self, box: int) -> None:
        pieces = self._pieces
        self._pieces = []
        joined = "".join([piece[0] for piece in pieces])
        words = joined.split()
        if not words:
            return
        linked = strong = links = 0
        last = None
        for text, look, link in pieces:
            if link is not None:
                linked += len(text)
                links += link is not last
                last = link
            if look & STRONG and look > 0:
                strong += len(text)
        self.runs.append(
            Run(box, " ".join(words), len(words), len(joined), linked, links, strong, pieces)
        )


def read_page(root: Any) -> Page:
    """Walk over the tree below `root` (an lxml element) and return its boxes, runs and images."""
    walk = _Walk(root.getparent())
    stack, enter, leave = walk.stack, walk.open, walk.close
    for element in root.iter():
        parent = element.getparent()
        while stack[-1][0] is not parent:
            leave()
        enter(element)
    while len(stack) > 1:
        leave()
    return Page(walk.boxes, walk.runs, walk.images)
