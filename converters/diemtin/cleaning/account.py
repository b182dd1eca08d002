"""Gives the account of a cleaning: the article as lines and as JSON, and every line's fate."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from diemtin.model import (
    Article,
    Audit,
    Block,
    CaptureBlock,
    Figure,
    Heading,
    Kept,
    List,
    Paragraph,
    Quote,
    Removal,
    Table,
    plain_text,
)
from diemtin.model.document import block_texts

_TITLE, _STANDFIRST = -1, -2
_LOOKED_FOR = 200
_FIELDS = (
    "origin", "title", "standfirst", "byline", "site", "section", "mark", "credit",
    "published", "date_text", "url", "language", "charset",
)  # fmt: skip

Part = TypeVar("Part", Removal, Kept)


class AccountLine(msgspec.Struct, frozen=True):
    """A line of a capture, or a run of a page's text, of which one line may have several.

    Its text has single spaces, as what was taken from it has. `removed` was taken from it, `kept`
    left it to become metadata. `became` says what the rest is now: `title`, `standfirst` or the
    kind of a block; it is None where nothing is left, and where the audit does not say.
    """

    line: int
    text: str
    removed: tuple[Removal, ...] = ()
    kept: tuple[Kept, ...] = ()
    became: str | None = None


def article_lines(article: Article) -> list[str]:
    """Return the article as plain text: title, standfirst, then one block a line.

    The items of a list, which keep their markers, and the rows of a table, whose cells are
    parted by tabs, are lines of their own.
    """
    lines = [_one_line(text) for text in (article.title, article.standfirst) if text]
    for block in article.blocks:
        lines += block_lines(block)
    return lines


def block_lines(block: Block) -> list[str]:
    """Return the lines of a block that hold text."""
    match block:
        case Figure(caption=caption):
            lines = [_one_line(plain_text(caption))]
        case List(items=items, ordered=ordered, start=start):
            lines = []
            for number, item in enumerate(items, start):
                first, *more = _lines_of(item) or [""]
                lines += [f"{number}. {first}" if ordered else f"- {first}", *more]
        case Table(rows=rows, caption=caption):
            cells = ([_one_line(plain_text(cell.content)) for cell in row] for row in rows)
            lines = [_one_line(plain_text(caption)), *map("\t".join, cells)]
        case _:
            lines = [_one_line(plain_text(content)) for content in block_texts(block)]
    return [line.rstrip() for line in lines if line.strip()]


def _lines_of(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks for line in block_lines(block)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def as_json(article: Article, audit: Audit) -> dict[str, Any]:
    """Return what `diemtin clean --json` prints, ready for `msgspec.json.encode`."""
    return {
        **{name: getattr(article, name) for name in _FIELDS},
        "confidence": audit.confidence,
        "words": {
            "read": audit.words_read,
            "kept": audit.words_kept,
            "metadata": audit.words_as_metadata,
            "removed": audit.words_removed,
        },
        "blocks": [_block_as_json(block) for block in article.blocks],
        "removed": audit.removed,
        "metadata": audit.metadata,
        "repairs": audit.repairs,
        "suggestions": article.suggestions,
    }


def _block_as_json(block: Block) -> dict[str, Any]:
    """Return a block as scripts want it: its kind, and plain text."""
    match block:
        case Heading(level=level, content=content):
            return {"kind": "heading", "level": level, "text": plain_text(content)}
        case Paragraph(content=content):
            return {"kind": "paragraph", "text": plain_text(content)}
        case Figure(caption=caption, picture=picture):
            return {"kind": "figure", "caption": plain_text(caption), "image": picture}
        case List(items=items, ordered=ordered, start=start):
            texts = ["\n".join(_lines_of(item)) for item in items]
            return {"kind": "list", "ordered": ordered, "start": start, "items": texts}
        case Quote(blocks=blocks, attribution=attribution):
            text = "\n".join(_lines_of(blocks))
            return {"kind": "quote", "text": text, "attribution": plain_text(attribution) or None}
        case Table(rows=rows, caption=caption, header_rows=header_rows):
            return {
                "kind": "table",
                "caption": plain_text(caption) or None,
                "header_rows": header_rows,
                "rows": [[plain_text(cell.content) for cell in row] for row in rows],
            }
        case _:
            return {"kind": type(block).__name__.lower(), "text": "\n".join(block_lines(block))}


def account_lines(
    blocks: Sequence[CaptureBlock], article: Article, audit: Audit
) -> Iterator[AccountLine]:
    """Yield every line of a capture that holds text, in the capture's order.

    What was removed or kept but stands in no line as it is (since a repair changed it) comes as
    a line of its own at the end. Of lines that were joined and went, each has its part.
    """
    lines = [(block.line, text) for block in blocks if (text := _one_line(block.text))]
    first = {line: index for index, (line, _) in reversed(list(enumerate(lines)))}
    removed: dict[int, deque[Removal]] = defaultdict(deque)
    for removal in audit.removed:
        for part in _parts(removal, lines, first.get(removal.line)):
            removed[part.line].append(part)
    kept: dict[int, deque[Kept]] = defaultdict(deque)
    for metadata in audit.metadata:
        for own in _parts(metadata, lines, first.get(metadata.line)):
            kept[own.line].append(own)
    places = {placed.line: _kind(article, placed.block) for placed in audit.placed}
    for number, text in lines:
        gone = _take(removed[number], text)
        yield AccountLine(number, text, gone, _take(kept[number], text), places.get(number))
    for line in sorted(removed.keys() | kept.keys()):
        for removal in removed[line]:
            yield AccountLine(line, removal.text, (removal,))
        for metadata in kept[line]:
            yield AccountLine(line, metadata.text, (), (metadata,))


def _parts(part: Part, lines: Sequence[tuple[int, str]], at: int | None) -> list[Part]:
    """Share what went among the lines that had been joined to one, or return it as it is."""
    shares: list[Part] = []
    rest = part.text
    for index in range(len(lines) if at is None else at, len(lines)):
        number, text = lines[index]
        if not rest or not rest.startswith(text):
            break
        shares.append(msgspec.structs.replace(part, line=number, text=text))
        rest = rest[len(text) :].lstrip()
    return shares if shares and not rest else [part]


def _kind(article: Article, place: int) -> str:
    if place == _TITLE:
        return "title"
    if place == _STANDFIRST:
        return "standfirst"
    return type(article.blocks[place]).__name__.lower()


def _take(parts: deque[Part], text: str) -> tuple[Part, ...]:
    """Take those parts out of a list that stand in a text, and return them in its order.

    Only the next ones are looked for: a page may be one line with a hundred thousand of them.
    Each rule cuts in its turn, so that the end of a line may be listed before its beginning.
    """
    found: list[tuple[int, Part]] = []
    rest: list[Part] = []
    position = 0
    for _ in range(min(_LOOKED_FOR, len(parts))):
        part = parts.popleft()
        start = text.find(part.text, position)
        if start < 0 < position:
            start = text.find(part.text, 0, position)
        end = start + len(part.text)
        # What was taken twice stands in two runs of one line, not twice in one.
        if start >= 0 and not any(
            start < other + len(one.text) and other < end for other, one in found
        ):
            position = max(position, end)
            found.append((start, part))
        else:
            rest.append(part)
    parts.extendleft(reversed(rest))
    return tuple(part for _, part in sorted(found, key=lambda pair: pair[0]))
