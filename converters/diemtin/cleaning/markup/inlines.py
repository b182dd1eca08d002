"""Turn the pieces of a run into inlines: emphasis, scripts, links and line breaks."""

import re
from urllib.parse import urljoin, urlsplit

from diemtin.markup.page import EMPHASIS, LINE_BREAK, STRONG, SUBSCRIPT, SUPERSCRIPT, Piece
from diemtin.model import Inline, LineBreak, Link, Text

# The web addresses that `urljoin` would give back as they are: most.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+/[\w/.%~=&,+@!-]*(?:\?[\w/.%~=&,+@!-]+)?")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+$", re.IGNORECASE)


def to_inlines(pieces: list[Piece], base: str | None, *, plain: bool = False) -> tuple[Inline, ...]:
    """Return the inlines of a run, without white space at its ends.

    Args:
        pieces: The run's pieces, in order.
        base: The page's own address, against which relative links are resolved.
        plain: Leave out bold and italics (a heading is bold as a whole).
    """
    if len(pieces) == 1 and pieces[0][2] is None:
        # Most paragraphs are one piece of plain text.
        ((text, look, _),) = pieces
        text = " ".join(text.split())
        return (_text(text, 0 if plain else look),) if text else ()
    inlines: list[Inline] = []
    # True at the start and after white space, so that none is doubled across pieces.
    spaced = True
    for piece in pieces:
        text, look, link = piece
        if piece is LINE_BREAK:
            _strip_end(inlines)
            inlines.append(LineBreak())
            spaced = True
            continue
        text = _squeezed(text, spaced)
        if not text:
            continue
        spaced = text[-1] == " "
        run = _text(text, 0 if plain else look)
        target = link_target(link.get("href"), base) if link is not None else None
        if target is None:
            _append(inlines, run)
        else:
            _append_link(inlines, target, run)
    _strip_end(inlines)
    while inlines and isinstance(inlines[0], LineBreak):
        inlines.pop(0)
    while inlines and isinstance(inlines[-1], LineBreak):
        inlines.pop()
        _strip_end(inlines)
    return tuple(inlines)


def _squeezed(text: str, spaced: bool) -> str:
    """Return a text with single spaces, and none at its start if it is `spaced` from the last."""
    squeezed = " ".join(text.split())
    if not squeezed:
        return "" if spaced or not text else " "
    before = "" if spaced or not text[0].isspace() else " "
    after = " " if text[-1].isspace() else ""
    return f"{before}{squeezed}{after}"


def without_start(pieces: list[Piece], count: int) -> list[Piece]:
    """Return the pieces of a run without the first `count` characters of its text.

    White space counts as the text has it: a single space between words, none at the start.
    """
    spaced = True
    for index, (text, look, link) in enumerate(pieces):
        for position, character in enumerate(text):
            if not character.isspace():
                if count <= 0:
                    return [(text[position:], look, link), *pieces[index + 1 :]]
                count -= 1
            elif not spaced:
                count -= 1
            spaced = character.isspace()
    return []


def link_target(href: str | None, base: str | None) -> str | None:
    """Return the absolute web or mail address of a link, or None where it leads nowhere safe.

    >>> link_target("../tin/2.html", "https://example.vn/a/1.html")
    'https://example.vn/tin/2.html'
    >>> link_target("javascript:alert(1)", "https://example.vn/") is None
    True
    """
    if not href or href.startswith("#"):
        return None
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    address = "".join(href.split())
    if _MAIL.match(address):
        return address
    try:
        if base:
            address = urljoin(base, address)
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    return None


def _text(text: str, look: int) -> Text:
    if not look:
        return Text(text)
    return Text(
        text,
        strong=bool(look & STRONG),
        emphasis=bool(look & EMPHASIS),
        script="superscript" if look & SUPERSCRIPT else "subscript" if look & SUBSCRIPT else None,
    )


def _alike(first: Text, second: Text) -> bool:
    return (first.strong, first.emphasis, first.script) == (
        second.strong,
        second.emphasis,
        second.script,
    )


def _joined(first: Text, second: Text) -> Text:
    return Text(first.text + second.text, first.strong, first.emphasis, first.script)


def _append(inlines: list[Inline], run: Text) -> None:
    last = inlines[-1] if inlines else None
    if isinstance(last, Text) and _alike(last, run):
        inlines[-1] = _joined(last, run)
    else:
        inlines.append(run)


def _append_link(inlines: list[Inline], target: str, run: Text) -> None:
    last = inlines[-1] if inlines else None
    if not (isinstance(last, Link) and last.target == target):
        inlines.append(Link(target, (run,)))
        return
    runs = list(last.content)
    if _alike(runs[-1], run):
        runs[-1] = _joined(runs[-1], run)
    else:
        runs.append(run)
    inlines[-1] = Link(target, tuple(runs))


def _strip_end(inlines: list[Inline]) -> None:
    """Take the white space off the end of the last inline; an inline left empty goes."""
    while inlines:
        last = inlines[-1]
        if isinstance(last, Text):
            stripped = last.text.rstrip(" ")
            if stripped:
                if stripped != last.text:
                    inlines[-1] = Text(stripped, last.strong, last.emphasis, last.script)
                return
        elif isinstance(last, Link):
            inner: list[Inline] = list(last.content)
            _strip_end(inner)
            if inner:
                inlines[-1] = Link(last.target, tuple(t for t in inner if isinstance(t, Text)))
                return
        else:
            return
        inlines.pop()
