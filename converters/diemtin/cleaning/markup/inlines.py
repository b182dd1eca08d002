"""Turn the pieces of a run into inlines: emphasis, scripts, links and line breaks."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from urllib.parse import urljoin, urlsplit

from diemtin.markup.page import EMPHASIS, LINE_BREAK, STRONG, SUBSCRIPT, SUPERSCRIPT, Piece
from diemtin.model import Inline, LineBreak, Link, Text

# The web addresses that `urljoin` would give back as they are: most.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+/[\w/.%~=&,+@!-]*(?:\?[\w/.%~=&,+@!-]+)?")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+$", re.IGNORECASE)

# Text of one look and one link: the text, how it looks, and where it leads.
_Stretch = tuple[str, int, str | None]
_BREAK: _Stretch = ("", LINE_BREAK[1], None)


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
    stretches: list[_Stretch] = []
    # True at the start and after white space, so that none is doubled across pieces.
    spaced = True
    for piece in pieces:
        text, look, link = piece
        if piece is LINE_BREAK:
            _strip_end(stretches)
            if stretches:
                stretches.append(_BREAK)
            spaced = True
            continue
        text = _squeezed(text, spaced)
        if not text:
            continue
        spaced = text[-1] == " "
        look = 0 if plain else look
        target = link_target(link.get("href"), base) if link is not None else None
        if stretches and stretches[-1][1:] == (look, target):
            text = stretches.pop()[0] + text
        stretches.append((text, look, target))
    _strip_end(stretches)
    while stretches and stretches[-1] is _BREAK:
        stretches.pop()
        _strip_end(stretches)
    return tuple(_inlines(stretches))


def _strip_end(stretches: list[_Stretch]) -> None:
    """Take the white space off the end; a stretch left empty goes."""
    while stretches and stretches[-1] is not _BREAK:
        text, look, target = stretches.pop()
        if text := text.rstrip(" "):
            stretches.append((text, look, target))
            return


def _inlines(stretches: list[_Stretch]) -> Iterator[Inline]:
    for target, linked in groupby(stretches, key=itemgetter(2)):
        if target is None:
            for text, look, _ in linked:
                yield LineBreak() if look == _BREAK[1] else _text(text, look)
        else:
            yield Link(target, tuple([_text(text, look) for text, look, _ in linked]))


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
