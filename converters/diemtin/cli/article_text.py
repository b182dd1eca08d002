"""An article as JSON for scripts, and as plain text, one block a line."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from diemtin.model import (
    Article,
    Audit,
    Block,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
    plain_text,
)
from diemtin.model.document import block_texts

# JSON may hold these as they are, but a terminal would obey them.
_UNSAFE = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def article_lines(article: Article) -> Iterator[str]:
    """Yield the title, the standfirst and every block, each on a line of its own.

    The items of a list keep their markers, which were in the capture too.
    """
    for text in (article.title, article.standfirst):
        if text:
            yield _one_line(text)
    for block in article.blocks:
        yield from (line for line in _block_lines(block) if line)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield _one_line(plain_text(block.caption))
        for row in block.rows:
            yield _one_line(" ".join(plain_text(cell.content) for cell in row))
    elif isinstance(block, Figure):
        yield _one_line(plain_text(block.caption))
    elif isinstance(block, List):
        for number, item in enumerate(block.items, block.start):
            marker = f"{number}." if block.ordered else "-"
            first, *more = [line for child in item for line in _block_lines(child)] or [""]
            yield f"{marker} {first}".rstrip()
            yield from more
    else:
        for content in block_texts(block):
            yield _one_line(plain_text(content))


def article_json(article: Article, audit: Audit, *, indent: int) -> str:
    """Return an article with its account as a JSON object.

    Args:
        article: What is left of the capture.
        audit: What went, and what was mended.
        indent: Spaces a level; 0 for one line.
    """
    names = (
        "origin", "title", "standfirst", "byline", "site", "section", "mark", "credit",
        "published", "date_text", "url", "language", "charset",
    )  # fmt: skip
    table: dict[str, Any] = {name: getattr(article, name) for name in names}
    table["confidence"] = audit.confidence
    table["words"] = {
        "read": audit.words_read,
        "kept": audit.words_kept,
        "metadata": audit.words_as_metadata,
        "removed": audit.words_removed,
    }
    table["blocks"] = [_block(block) for block in article.blocks]
    table["removed"] = audit.removed
    table["metadata"] = audit.metadata
    table["repairs"] = audit.repairs
    table["suggestions"] = article.suggestions
    data = msgspec.json.encode(table)
    text = (msgspec.json.format(data, indent=indent) if indent else data).decode("utf-8")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _block(block: Block) -> dict[str, Any]:
    """Return a block as scripts want it: its kind, and plain text."""
    match block:
        case Heading(level=level, content=content):
            return {"kind": "heading", "level": level, "text": plain_text(content)}
        case Paragraph(content=content):
            return {"kind": "paragraph", "text": plain_text(content)}
        case Figure(caption=caption, picture=picture):
            return {"kind": "figure", "caption": plain_text(caption), "image": picture}
        case List(items=items, ordered=ordered):
            texts = ["\n".join(line for b in item for line in _block_lines(b)) for item in items]
            return {"kind": "list", "ordered": ordered, "items": texts}
        case Quote(blocks=blocks, attribution=attribution):
            text = "\n".join(line for inner in blocks for line in _block_lines(inner))
            return {"kind": "quote", "text": text, "attribution": plain_text(attribution) or None}
        case Table(rows=rows, caption=caption, header_rows=header_rows):
            cells = [[plain_text(cell.content) for cell in row] for row in rows]
            return {
                "kind": "table",
                "caption": plain_text(caption) or None,
                "header_rows": header_rows,
                "rows": cells,
            }
        case _:
            text = "\n".join(_block_lines(block))
            return {"kind": type(block).__name__.lower(), "text": text}
