"""Gives the account of a cleaning: the article as plain lines, as JSON, and line by line."""

from collections import defaultdict
from typing import Any

import msgspec

from diemtin.model import (
    Article,
    Audit,
    Block,
    Capture,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    plain_text,
)

_TITLE, _STANDFIRST = -1, -2


class Cutting(msgspec.Struct, frozen=True):
    """A piece that left a line, and why: `rule` took it, or `field` of the metadata holds it."""

    text: str
    rule: str | None = None
    field: str | None = None
    reasons: tuple[str, ...] = ()


class Fate(msgspec.Struct, frozen=True):
    """What became of one line of the capture.

    `kept` says what its text has become (`title`, `standfirst`, or the kind of a block, which is
    number `block` of the article), or is None where nothing of the line is left. `cuttings` are
    the pieces that were taken.
    """

    line: int
    text: str
    kept: str | None
    block: int | None
    cuttings: tuple[Cutting, ...] = ()


class Account(msgspec.Struct, frozen=True):
    """The whole account of one capture: its lines, and the repairs of its characters."""

    origin: str
    fates: tuple[Fate, ...]
    repairs: tuple[tuple[str, int], ...]


def article_lines(article: Article) -> list[str]:
    """Return the article as plain text: title, standfirst, then one block a line.

    The items of a list and the rows of a table are lines of their own.
    """
    lines = [text for text in (article.title, article.standfirst) if text]
    for block in article.blocks:
        lines += block_lines(block)
    return lines


def block_lines(block: Block) -> list[str]:
    """Return the lines of a block, with the markers of its items."""
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return [plain_text(content)]
        case Figure(caption=caption):
            return [plain_text(caption)] if caption else []
        case List(items=items, ordered=ordered, start=start):
            return [
                " ".join([f"{number}." if ordered else "-", *_item_lines(item)])
                for number, item in enumerate(items, start)
            ]
        case Quote(blocks=blocks, attribution=attribution):
            lines = [line for child in blocks for line in block_lines(child)]
            return [*lines, plain_text(attribution)] if attribution else lines
        case Table(rows=rows, caption=caption):
            head = [plain_text(caption)] if caption else []
            return head + ["\t".join(plain_text(cell.content) for cell in row) for row in rows]
        case _:
            return []


def _item_lines(item: tuple[Block, ...]) -> list[str]:
    return [line for child in item for line in block_lines(child)]


def explain(capture: Capture, article: Article, audit: Audit) -> Account:
    """Say of every line of a capture that has text what became of it, in the capture's order."""
    cuttings: defaultdict[int, list[Cutting]] = defaultdict(list)
    for removal in audit.removed:
        cutting = Cutting(removal.text, rule=removal.rule, reasons=removal.reasons)
        cuttings[removal.line].append(cutting)
    for kept in audit.metadata:
        cuttings[kept.line].append(Cutting(kept.text, field=kept.field))
    places = {placed.line: placed.block for placed in audit.placed}
    fates = []
    for block in capture.blocks:
        text = " ".join(block.text.split())
        if not text:
            continue
        place = places.get(block.line)
        kind = None if place is None else _kind(article, place)
        number = place if place is not None and place >= 0 else None
        fates.append(Fate(block.line, text, kind, number, tuple(cuttings.pop(block.line, ()))))
    repairs = tuple((repair.rule, repair.count) for repair in audit.repairs)
    return Account(capture.origin, tuple(fates), repairs)


def _kind(article: Article, place: int) -> str:
    if place == _TITLE:
        return "title"
    if place == _STANDFIRST:
        return "standfirst"
    return type(article.blocks[place]).__name__.lower()


def as_json(article: Article, audit: Audit) -> dict[str, Any]:
    """Return what `diemtin clean --json` prints, ready for any JSON encoder."""
    return {
        "origin": article.origin,
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "site": article.site,
        "section": article.section,
        "mark": article.mark,
        "credit": article.credit,
        "published": article.published,
        "date_text": article.date_text,
        "url": article.url,
        "language": article.language,
        "charset": article.charset,
        "confidence": audit.confidence,
        "blocks": [_block_as_json(block) for block in article.blocks],
        "removed": [msgspec.to_builtins(removal) for removal in audit.removed],
        "metadata": [msgspec.to_builtins(kept) for kept in audit.metadata],
        "repairs": [msgspec.to_builtins(repair) for repair in audit.repairs],
        "suggestions": [msgspec.to_builtins(suggestion) for suggestion in audit.suggestions],
        "words": {
            "read": audit.words_read,
            "kept": audit.words_kept,
            "metadata": audit.words_as_metadata,
            "removed": audit.words_removed,
        },
    }


def _block_as_json(block: Block) -> dict[str, Any]:
    match block:
        case Heading(content=content, level=level):
            return {"kind": "heading", "level": level, "text": plain_text(content)}
        case Paragraph(content=content):
            return {"kind": "paragraph", "text": plain_text(content)}
        case Figure(caption=caption, picture=picture):
            return {"kind": "figure", "caption": plain_text(caption), "image": picture}
        case List(items=items, ordered=ordered, start=start):
            texts = [" ".join(_item_lines(item)) for item in items]
            return {"kind": "list", "ordered": ordered, "start": start, "items": texts}
        case Quote(blocks=blocks, attribution=attribution):
            text = "\n".join(line for child in blocks for line in block_lines(child))
            return {"kind": "quote", "text": text, "attribution": plain_text(attribution) or None}
        case Table(rows=rows, caption=caption):
            cells = [[plain_text(cell.content) for cell in row] for row in rows]
            return {"kind": "table", "caption": plain_text(caption) or None, "rows": cells}
        case _:
            return {"kind": type(block).__name__.lower()}
