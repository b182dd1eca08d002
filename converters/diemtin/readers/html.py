"""Read a saved HTML or XHTML page: decode it, parse it, and note what it says of itself."""

import re
from typing import Any

from lxml import etree

from diemtin.encodings import Decoded, decode, repair
from diemtin.errors import CaptureError
from diemtin.markup import Page, read_page
from diemtin.markup.page import MARKUP
from diemtin.model import Capture, CaptureBlock, Repair
from diemtin.readers.html_metadata import page_metadata

# The declared fonts of legacy Vietnamese encodings, of which a decoder must see the markup.
_LEGACY_FONTS = (b".Vn", b"VNI-", b".VN")
_MARKS_OF_VIQR = 8
_NO_BREAK_SPACE = "\xa0"
# What is no damage wherever it stands: ASCII, typographic marks, and the no-break space.
_SOUND = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\t\n\r“”‘’–—…•©®™€→" + _NO_BREAK_SPACE)
# Damage that a text node shows by itself, without its neighbours.
_LOCAL = frozenset(("zero-width", "nbsp", "soft-hyphen", "line-separator"))
_TOO_DEEP = "ERR_RESOURCE_LIMIT"
# `[^<>]`, not `[^>]`: a page of nothing but `<` must not be searched to its end at each.
_PROGRAM = re.compile(r"<(/?)(script|style|template|svg)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:(address|article|aside|blockquote|br|dd|div|dt|footer|h[1-6]|header|li|main|nav|p|"
    r"section|table|td|th|tr|ul|ol)\b|[a-z!?])[^<>]*>",
    re.IGNORECASE,
)
_EMPTY_PARAGRAPHS = re.compile(r"(?:<p>\s*){2,}")


def read(data: bytes, origin: str, *, encoding: str | None = None) -> Capture:
    """Read one page; its blocks are the runs of its text, its tree goes with them to the cleaning.

    Args:
        data: The whole file.
        origin: Its path as the user wrote it.
        encoding: The charset that the user insists on, or None to detect it.

    Raises:
        CaptureError: The file holds no element.
        EncodingError: The file holds no text, or `encoding` is unknown.
    """
    decoded, tree, page = _read_sound(data, origin) if encoding is None else (None, None, None)
    if decoded is None or tree is None or page is None:
        decoded = decode(data, encoding=encoding, markup=True)
        tree = _parse(decoded.text, origin)
        page = _without_damage(tree)
    boxes = page.boxes
    return Capture(
        origin=origin,
        form="markup",
        charset=decoded.charset,
        confidence=decoded.confidence,
        blocks=tuple(
            CaptureBlock(run.text, boxes[run.box].element.sourceline or 1) for run in page.runs
        ),
        repairs=decoded.repairs,
        metadata=page_metadata(tree),
        tree=page,
    )


def _read_sound(data: bytes, origin: str) -> tuple[Decoded, Any, Page] | tuple[None, None, None]:
    """Read a page that is UTF-8 and of which the text, without its markup, needs no mending.

    Most of a page is markup and scripts: to look for damage in the text alone is ten times
    cheaper. Three times None says that the page must be looked at as a whole.
    """
    if any(font in data for font in _LEGACY_FONTS):
        return None, None, None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, None, None
    if "\0" in text:
        return None, None, None
    tree = _parse(text, origin)
    page = read_page(tree)
    visible = _visible_text(page)
    if _SOUND.issuperset(visible):
        spaces = visible.count(_NO_BREAK_SPACE)
        repairs = (Repair("nbsp", spaces),) if spaces else ()
        return Decoded(text, "utf-8", 1.0, repairs), tree, page
    checked = decode(visible.encode())
    if checked.charset != "utf-8":
        return None, None, None
    if checked.text.split() == visible.split():
        return checked, tree, page
    if all(mended.rule in _LOCAL for mended in checked.repairs):
        return checked, tree, _mended(tree)
    return None, None, None


def _visible_text(page: Page) -> str:
    """Return the text in which damage can be: the runs with characters beyond ASCII.

    A page that is full of the marks of VIQR, which are ASCII, is looked at as a whole.
    """
    runs = [run for run in page.runs if not run.text.isascii()]
    if sum([run.text.count("^") for run in page.runs]) >= _MARKS_OF_VIQR:
        runs = page.runs
    return "\n".join(["".join([piece[0] for piece in run.pieces]) for run in runs])


def _without_damage(tree: Any) -> Page:
    """Walk over the tree, and mend damage that came out of entities, such as `&Atilde;&ordf;`."""
    page = read_page(tree)
    visible = _visible_text(page)
    if repair(visible)[0].split() == visible.split():
        return page
    return _mended(tree)


def _mended(tree: Any) -> Page:
    """Mend the text nodes one by one, and walk over the tree again."""
    for element in tree.iter():
        if element.text and element.tag not in MARKUP and not element.text.isascii():
            element.text = repair(element.text)[0]
        if element.tail and not element.tail.isascii():
            element.tail = repair(element.tail)[0]
    return read_page(tree)


def _flattened(text: str) -> str:
    """Return a page without its nesting, as paragraphs that close one another.

    libxml2 reads no further than 2,048 elements deep, and drops the text below.
    """
    prose = []
    start, inside = 0, ""
    for tag in _PROGRAM.finditer(text):
        name = tag[2].lower()
        if not inside and not tag[1]:
            prose.append(text[start : tag.start()])
            inside = name
        elif inside == name and tag[1]:
            inside = ""
            start = tag.end()
    if not inside:
        prose.append(text[start:])
    paragraphs = _TAG.sub(lambda tag: "<p>" if tag[1] else "", "".join(prose))
    return _EMPTY_PARAGRAPHS.sub("<p>", paragraphs)


def _parse(text: str, origin: str) -> Any:
    """Parse markup of any quality: nothing is fetched, and no entity but a character is expanded.

    The HTML parser serves XHTML as well, as browsers do for pages that say `text/html`.
    """
    # The text is handed over as UTF-8, whatever a declaration in it says.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.ParserError:
        tree = None
    if any(error.type_name == _TOO_DEEP for error in parser.error_log):
        return _parse(_flattened(text), origin)
    if tree is None:
        raise CaptureError(
            origin, "the page is empty", "Save the page again, with its text on the screen."
        )
    return tree
