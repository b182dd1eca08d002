"""What a reader hands to the cleaning: the text of a capture, cut into blocks with hints."""

from typing import Any, Literal

import msgspec

from diemtin.model.article import Repair


class CaptureBlock(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One line of a text capture, or one block of a page's tree.

    `line` counts from 1 in the decoded capture. `text` keeps the white space of a text line.
    Hints that Markdown gives: `level` is that of a heading (0: none), `image` the reference of a
    picture whose alternative text is `text`, `linked` the share of the characters inside links.
    `template` names the tags and classes that a page's block stands in, where it has any.
    """

    text: str
    line: int
    level: int = 0
    image: str | None = None
    linked: float = 0.0
    template: str | None = None


class CaptureMetadata(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a page says of itself outside its text (JSON-LD, OpenGraph, meta tags)."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    site: str | None = None
    section: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


class Capture(msgspec.Struct, frozen=True, omit_defaults=True):
    """One input after reading: decoded, repaired and cut into blocks.

    `origin` is the path as the user wrote it. `confidence` (0 to 1) says how sure the charset is.
    `tree` is the parsed page of a markup capture (a `diemtin.markup.Page`), which is never
    serialised; it spares the cleaning a second parse. Its runs are the `blocks`, one for one.
    """

    origin: str
    form: Literal["text", "markup"]
    charset: str
    confidence: float
    blocks: tuple[CaptureBlock, ...]
    repairs: tuple[Repair, ...] = ()
    metadata: CaptureMetadata = CaptureMetadata()
    tree: Any = None
