"""Reads text captures (.txt) and Markdown (.md): one block a line, with Markdown's own hints."""

import re
from itertools import islice
from pathlib import PurePath

from diemtin.encodings import decode
from diemtin.errors import CaptureError, EncodingError
from diemtin.model import Capture, CaptureBlock

# A crawler's page has some thousand lines; a file beyond this is a dump, not an article.
MAX_LINES = 1_000_000
_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAMPLE = 100_000
_LINE_END = re.compile(r"\r\n|\r|\n")

_LINKS_OF_MARKDOWN = 3
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(([^()\s]*)(?:\s+\"[^\"\n]*\")?\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]+)(?:\s+\"[^\"\n]*\")?\)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*")
# What is left of `[![alternative](picture)](target)` when the picture is taken out.
_LINKED_IMAGE_END = re.compile(r"^\]\([^()\s]*\)")
# A bound on the length, since a line of asterisks would be searched to its end from each of them.
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])(.{1,2000}?)(?<=[^\s*_])\1(?![\w*])")


def read(data: bytes, origin: str, *, encoding: str | None = None) -> Capture:
    """Read a text capture; a file that is written in Markdown loses its markup, not its words.

    Raises:
        CaptureError: The file is empty, holds no text, or has more than `MAX_LINES` lines.
    """
    try:
        decoded = decode(data, encoding=encoding)
    except EncodingError as error:
        raise CaptureError(origin, error.reason, error.remedy) from error
    if not decoded.text.strip():
        raise CaptureError(origin, "the capture is empty", "Save the page again, or leave it out.")
    sample = decoded.text[:_SAMPLE]
    if len(_JUNK.findall(sample)) > len(sample) // 20:
        raise CaptureError(
            origin, "it holds binary data, not text", "Save the page as text or as HTML."
        )
    lines = _LINE_END.split(decoded.text)
    if len(lines) > MAX_LINES:
        raise CaptureError(
            origin,
            f"it has {len(lines):,} lines, more than the {MAX_LINES:,} that one capture may have",
            "Split it into one file an article.",
        )
    return Capture(
        origin=origin,
        form="text",
        charset=decoded.charset,
        confidence=decoded.confidence,
        blocks=_blocks(lines, markdown=is_markdown(origin, decoded.text)),
        repairs=decoded.repairs,
    )


def is_markdown(origin: str, text: str) -> bool:
    """Tell whether a capture is Markdown: by its ending, or by the links that a crawler left.

    >>> is_markdown("page.txt", "![](b.jpg) [Trang chủ](https://a.vn/)")
    True
    """
    if PurePath(origin).suffix.lower() in {".md", ".markdown"}:
        return True
    links = len(list(islice(_LINK.finditer(text), _LINKS_OF_MARKDOWN)))
    return links == _LINKS_OF_MARKDOWN or (links > 0 and bool(_IMAGE.search(text)))


def _blocks(lines: list[str], *, markdown: bool) -> tuple[CaptureBlock, ...]:
    if not markdown:
        return tuple(CaptureBlock(text, number) for number, text in enumerate(lines, 1))
    return tuple(
        block for number, text in enumerate(lines, 1) for block in markdown_blocks(text, number)
    )


def markdown_blocks(text: str, number: int) -> list[CaptureBlock]:
    """Take the Markdown of one line apart: its pictures stand alone, its text keeps the hints.

    >>> [heading] = markdown_blocks("## [Nông nghiệp](https://a.vn/x)", 7)
    >>> heading.text, heading.level, heading.linked
    ('Nông nghiệp', 2, 1.0)
    >>> [(block.text, block.image) for block in markdown_blocks("![Quang cảnh](anh.jpg)", 8)]
    [('Quang cảnh', 'anh.jpg')]
    """
    blocks = []
    position = 0
    for match in _IMAGE.finditer(text):
        if text[position : match.start()].strip(" []"):
            blocks.append(_text_block(text[position : match.start()], number))
        blocks.append(CaptureBlock(match[1], number, image=match[2]))
        position = match.end()
    rest = text[position:]
    if not blocks or _LINKED_IMAGE_END.sub("", rest).strip():
        blocks.append(_text_block(_LINKED_IMAGE_END.sub("", rest) if blocks else rest, number))
    return blocks


def _text_block(text: str, number: int) -> CaptureBlock:
    level = 0
    if match := _HEADING.fullmatch(text):
        level, text = len(match[1]), match[2]
    linked = sum(len(match[1]) for match in _LINK.finditer(text))
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    return CaptureBlock(
        text, number, level=level, linked=min(1.0, linked / max(1, len(text.strip())))
    )
