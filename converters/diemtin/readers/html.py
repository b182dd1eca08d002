"""Read a saved HTML or XHTML page: decode it, parse it, and note what it says of itself."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from diemtin.encodings import decode, decode_viqr, is_viqr, repair
from diemtin.errors import CaptureError
from diemtin.markup import Page, read_page
from diemtin.markup.page import MARKUP, Kind
from diemtin.model import Capture, CaptureBlock, Repair
from diemtin.readers.html_metadata import LINKED_DATA, page_metadata

# The fonts of legacy Vietnamese encodings, where a page declares one: a decoder must see its
# markup. That they have a `V` is looked for first, at a sixth of the cost.
_LEGACY_FONT = re.compile(rb"V(?:NI-|(?<=\.V)[nN][A-Z])")
_DECLARES_FONT = re.compile(rb"(?:face|font)[^{}<>;]*$", re.IGNORECASE)
_LONGEST_DECLARATION = 200
_MARKS_OF_VIQR = 8
_PART = 1 << 14
_NO_BREAK_SPACE = "\xa0"
# What is no damage wherever it stands: ASCII, typographic marks, and the no-break space.
_SOUND = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\t\n\r“”‘’–—…•©®™€→" + _NO_BREAK_SPACE)
_SURE_OF_VIQR = 0.9
# Elements whose text no reader sees, but for the title and what the page says of itself.
_PROGRAMS = MARKUP - {"title"}
_PRINTED_ATTRIBUTES = {"img": "alt", "meta": "content"}
# Parts the texts of a page for the decoder as tags do.
_BETWEEN_TEXTS = "<>"
_TOO_DEEP = "ERR_RESOURCE_LIMIT"
# `[^<>]`, not `[^>]`: a page of nothing but `<` must not be searched to its end at each.
_PROGRAM = re.compile(r"<(/?)(script|style|template|svg)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:(address|article|aside|blockquote|br|dd|div|dt|footer|h[1-6]|header|li|main|nav|p|"
    r"section|table|td|th|tr|ul|ol)\b|[a-z!?])[^<>]*>",
    re.IGNORECASE,
)
_EMPTY_PARAGRAPHS = re.compile(r"(?:<p>\s*){2,}")


# Where a page prints a text, or says it of itself: the element, `text`, `tail` or the name of an
# attribute, and the text.
_Place = tuple[Any, str, str]


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
    reading = _read_utf_8(data, origin) if encoding is None else None
    if reading is None:
        reading = _read_whole(data, origin, encoding)
    page = reading.page
    return Capture(
        origin=origin,
        form="markup",
        charset=reading.charset,
        confidence=reading.confidence,
        blocks=tuple(_blocks(page)),
        repairs=reading.repairs,
        metadata=page_metadata(reading.tree, page.markup),
        tree=page,
    )


def _blocks(page: Page) -> Iterator[CaptureBlock]:
    """Yield the runs; the template of each names tag and class of its box and the one around."""
    boxes, kinds = page.boxes, page.kinds
    templates: dict[tuple[int, int], str | None] = {}
    for run in page.runs:
        box = boxes[run.box]
        key = boxes[max(box.parent, 0)].signature, box.signature
        if key not in templates:
            templates[key] = _template(*[kinds[signature] for signature in key])
        yield CaptureBlock(run.text, page.line(run), template=templates[key])


def _template(around: Kind, own: Kind) -> str | None:
    """Name tag and class of a box and the one around it, if either has a class."""
    return f"{around.tag}.{around.name} > {own.tag}.{own.name}" if around.name or own.name else None


class _Reading(NamedTuple):
    charset: str
    confidence: float
    repairs: tuple[Repair, ...]
    tree: Any
    page: Page


def _read_utf_8(data: bytes, origin: str) -> _Reading | None:
    """Read a page that is UTF-8, and mend its texts, but not its markup.

    Most of a page is markup and scripts: to look for damage in the text alone is ten times
    cheaper. None says that a decoder must see the page as a whole.
    """
    if b"\0" in data or not _is_utf_8(data) or _declares_legacy_font(data):
        return None
    tree = _parse(data.removeprefix(codecs.BOM_UTF8), origin)
    page = read_page(tree)
    text = "\n".join([run.text for run in page.runs])
    if text.count("^") >= _MARKS_OF_VIQR and is_viqr(text):
        _mend_texts(_texts(tree), lambda text: repair(decode_viqr(text))[0])
        return _Reading("viqr", _SURE_OF_VIQR, (), tree, read_page(tree))
    visible = _visible_text(page)
    if _SOUND.issuperset(visible):
        spaces = visible.count(_NO_BREAK_SPACE)
        return _Reading("utf-8", 1.0, (Repair("nbsp", spaces),) if spaces else (), tree, page)
    mended, repairs = repair(visible)
    if _differ(mended, visible):
        page = _repaired(tree)
    return _Reading("utf-8", 1.0, repairs, tree, page)


def _differ(mended: str, text: str) -> bool:
    """Tell whether a text says something else when it is mended; spaces may be others."""
    alike = mended == text.replace(_NO_BREAK_SPACE, " ")
    return not alike and mended.split() != text.split()


def _is_utf_8(data: bytes) -> bool:
    """Tell whether a page can be decoded, part by part: it may be large, and nobody reads it so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PART):
            decoder.decode(data[start : start + _PART])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _declares_legacy_font(data: bytes) -> bool:
    """Tell whether a font such as `.VnTime` or `VNI-Times` is asked for, in markup or a style."""
    for font in _LEGACY_FONT.finditer(data):
        before = data[max(0, font.start() - _LONGEST_DECLARATION) : font.start()]
        if _DECLARES_FONT.search(before):
            return True
    return False


def _read_whole(data: bytes, origin: str, encoding: str | None) -> _Reading:
    """Let the decoder see all of a page, then mend damage that comes out of its entities."""
    decoded = decode(data, encoding=encoding, markup=True)
    tree = _parse(decoded.text.replace("\0", "").encode("utf-8", "replace"), origin)
    page = read_page(tree)
    visible = _visible_text(page)
    if _differ(repair(visible)[0], visible):
        page = _repaired(tree)
    return _Reading(decoded.charset, decoded.confidence, decoded.repairs, tree, page)


def _visible_text(page: Page) -> str:
    """Return the text that may be damaged: the runs with characters beyond ASCII, one a line."""
    runs = [run for run in page.runs if not run.text.isascii()]
    return "\n".join(["".join([piece[0] for piece in run.pieces]) for run in runs])


def _repaired(tree: Any) -> Page:
    """Mend the texts of a page, all at once, since each tells something of the others."""
    places = [place for place in _texts(tree) if not place[2].isascii()]
    texts = dict.fromkeys([text for *_, text in places])
    mended = repair(_BETWEEN_TEXTS.join(texts))[0].split(_BETWEEN_TEXTS)
    if len(mended) == len(texts):
        readings = dict(zip(texts, mended, strict=True))
        _mend_texts(places, readings.__getitem__)
    else:
        _mend_texts(places, lambda text: repair(text)[0])
    return read_page(tree)


def _texts(tree: Any) -> Iterator[_Place]:
    """Yield all that a page prints or says of itself."""
    for element in tree.iter():
        tag = element.tag
        if tag not in _PROGRAMS or element.get("type") == LINKED_DATA:
            yield element, "text", element.text or ""
        yield element, "tail", element.tail or ""
        if tag in _PRINTED_ATTRIBUTES:
            name = _PRINTED_ATTRIBUTES[tag]
            yield element, name, element.get(name, "")


def _mend_texts(places: Iterable[_Place], mend: Callable[[str], str]) -> None:
    for element, name, text in places:
        mended = mend(text)
        if mended == text:
            continue
        if name in ("text", "tail"):
            setattr(element, name, mended)
        else:
            element.set(name, mended)


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


def _parse(data: bytes, origin: str) -> Any:
    """Parse markup of any quality: nothing is fetched, and no entity but a character is expanded.

    The HTML parser serves XHTML as well, as browsers do for pages that say `text/html`. The bytes
    are UTF-8, whatever a declaration in them says.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        tree = etree.fromstring(data, parser)
    except etree.ParserError:
        tree = None
    # It is the last error because libxml2 reads no further.
    last = parser.error_log.last_error
    if last is not None and last.type_name == _TOO_DEEP:
        return _parse(_flattened(data.decode("utf-8")).encode(), origin)
    if tree is None:
        raise CaptureError(
            origin, "the page is empty", "Save the page again, with its text on the screen."
        )
    return tree
