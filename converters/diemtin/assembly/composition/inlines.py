"""Changing a block's inlines, with the remarks on it kept in their place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from diemtin.model import (
    Block,
    Comment,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Text,
    plain_text,
)


class Change(msgspec.Struct, frozen=True):
    """A stretch of a block's plain text, and what stands in its place (nothing: it goes)."""

    start: int
    end: int
    content: tuple[Inline, ...] = ()

    @property
    def growth(self) -> int:
        """By how many characters the text grows."""
        return len(plain_text(self.content)) - (self.end - self.start)


def join_runs(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Make one run of neighbouring runs that look alike, and drop empty ones.

    >>> [run.text for run in join_runs((Text("Hội "), Text("nghị"), Text(" lớn", strong=True)))]
    ['Hội nghị', ' lớn']
    """
    joined: list[Inline] = []
    for inline in content:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and not inline.text:
            continue
        if isinstance(inline, Text) and isinstance(last, Text) and _alike(inline, last):
            joined[-1] = msgspec.structs.replace(last, text=last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _alike(one: Text, other: Text) -> bool:
    looks = (one.strong, one.emphasis, one.script)
    return looks == (other.strong, other.emphasis, other.script)


def change_inlines(content: tuple[Inline, ...], changes: Iterable[Change]) -> tuple[Inline, ...]:
    """Carry out changes, which are sorted and do not overlap.

    >>> changes = [Change(5, 10), Change(13, 13, (Text("!"),))]
    >>> plain_text(change_inlines((Text("Một. Hai. Ba."),), changes))
    'Một. Ba.!'
    """
    changed: list[Inline] = []
    position = 0
    for change in changes:
        changed += stretch(content, position, change.start)
        changed += change.content
        position = change.end
    changed += stretch(content, position, len(plain_text(content)))
    return join_runs(changed)


def stretch(content: Iterable[Inline], start: int, end: int) -> Iterator[Inline]:
    """Yield the part of some inlines that spans the characters from `start` to `end`."""
    for inline in content:
        length = len(plain_text((inline,)))
        if start < length and end > 0 and length:
            if isinstance(inline, Text):
                text = inline.text[max(start, 0) : end]
                yield msgspec.structs.replace(inline, text=text)
            elif isinstance(inline, Link):
                runs = tuple(run for run in stretch(inline.content, start, end))
                yield msgspec.structs.replace(inline, content=runs)
            else:
                yield inline
        start, end = start - length, end - length


def change_block(block: Block, changes: Sequence[Change]) -> Block | None:
    """Carry out changes of a block's plain text; returns None where nothing is left of it.

    The paragraphs of a list or a quotation are parted by one character.
    """
    replace = msgspec.structs.replace
    match block:
        case _ if not changes:
            return block
        case Heading(content=content) | Paragraph(content=content):
            changes = _widened(changes, plain_text(content))
            content = change_inlines(content, changes)
            comments = _moved(block.comments, changes)
            return replace(block, content=content, comments=comments) if content else None
        case Figure(caption=caption):
            changes = _widened(changes, plain_text(caption))
            caption = change_inlines(caption, changes)
            comments = _moved(block.comments, changes)
            left = caption or block.picture
            return replace(block, caption=caption, comments=comments) if left else None
        case Quote(blocks=blocks):
            kept = [child for child in _change_each(blocks, changes) if child]
            return replace(block, blocks=tuple(kept)) if kept else None
        case List(items=items):
            changed = _change_each([child for item in items for child in item], changes)
            rows = [tuple(child for child in islice(changed, len(item)) if child) for item in items]
            rows = [row for row in rows if row]
            return replace(block, items=tuple(rows)) if rows else None
        case _:
            return block


def _widened(changes: Iterable[Change], text: str) -> list[Change]:
    """Let stretches that go take the white space after them along; at the end, that before."""
    widened: list[Change] = []
    for change in changes:
        start, end = change.start, change.end
        if start < end:
            end += len(text[end:]) - len(text[end:].lstrip())
            if end == len(text):
                start = len(text[:start].rstrip())
            start = max(start, widened[-1].end) if widened else start
        widened.append(Change(start, end, change.content))
    return widened


def _change_each(blocks: Iterable[Block], changes: Sequence[Change]) -> Iterator[Block | None]:
    """Yield blocks with the changes that fall on each of them."""
    offset = 0
    for block in blocks:
        length = text_length(block)
        own = [
            Change(change.start - offset, change.end - offset, change.content)
            for change in changes
            if offset <= change.start and change.end <= offset + length
        ]
        yield change_block(block, own)
        offset += length + 1


def text_length(block: Block) -> int:
    """Return the length of a block's plain text, as places of the model count it."""
    match block:
        case Heading(content=content) | Paragraph(content=content) | Figure(caption=content):
            return len(plain_text(content))
        case Quote(blocks=blocks):
            return sum(text_length(child) + 1 for child in blocks) - 1
        case List(items=items):
            return sum(text_length(child) + 1 for item in items for child in item) - 1
        case _:
            return -1


def _moved(comments: Iterable[Comment], changes: Sequence[Change]) -> tuple[Comment, ...]:
    """Move remarks along with their text; those on text that goes are dropped."""
    moved = []
    for comment in comments:
        if any(change.start < comment.end and comment.start < change.end for change in changes):
            continue
        shift = sum(change.growth for change in changes if change.end <= comment.start)
        moved.append(
            msgspec.structs.replace(comment, start=comment.start + shift, end=comment.end + shift)
        )
    return tuple(moved)


def add_comments(block: Block, comments: Sequence[Comment]) -> Block:
    """Lay remarks on a block, or on the paragraph inside it that holds their place."""
    replace = msgspec.structs.replace
    match block:
        case _ if not comments:
            return block
        case Heading() | Paragraph() | Figure():
            return replace(block, comments=(*block.comments, *comments))
        case Quote(blocks=blocks):
            return replace(block, blocks=tuple(_comment_each(blocks, comments)))
        case List(items=items):
            placed = _comment_each([child for item in items for child in item], comments)
            return replace(block, items=tuple(tuple(islice(placed, len(item))) for item in items))
        case _:
            return block


def _comment_each(blocks: Iterable[Block], comments: Sequence[Comment]) -> Iterator[Block]:
    offset = 0
    for block in blocks:
        length = text_length(block)
        yield add_comments(
            block,
            [
                msgspec.structs.replace(
                    comment, start=comment.start - offset, end=comment.end - offset
                )
                for comment in comments
                if offset <= comment.start and comment.end <= offset + length
            ],
        )
        offset += length + 1
