"""Comments: the cleaning's own, by the name of their author, and those of the file's editors."""

from typing import TYPE_CHECKING

from diemtin.model import Comment
from diemtin.readers.docx.lines import TextLine
from diemtin.readers.docx.names import name, value
from diemtin.style.word import AUTHOR

if TYPE_CHECKING:
    from lxml.etree import _Element


class Remarks:
    """What the comments of a file say, by their numbers."""

    def __init__(self, root: "_Element | None") -> None:
        self._said: dict[str, tuple[str, str | None, str]] = {}
        for place, node in enumerate(root.findall(name("w:comment")) if root is not None else ()):
            self._said[value(node, "w:id") or str(place)] = _said(node)
        self._order = {number: place for place, number in enumerate(self._said)}

    def on(self, line: TextLine, shift: int = 0) -> tuple[Comment, ...]:
        """Return the comments on a line; the block's own text begins `shift` characters into it."""
        known = [remark for remark in line.remarks if remark.number in self._said]
        known.sort(key=lambda remark: self._order[remark.number])
        comments = []
        for remark in known:
            start = max(remark.start - shift, 0)
            end = max(remark.end - shift, start)
            comments.append(Comment(start, end, *self._said[remark.number]))
        return tuple(comments)


def _said(node: "_Element") -> tuple[str, str | None, str]:
    """Return a comment's text, what it proposes instead, and the rule that it comes from.

    A comment of ours proposes something in its second paragraph; an editor's never does.
    """
    author, _, rule = (value(node, "w:author") or "").partition("/")
    paragraphs = [
        "".join(text.text or "" for text in paragraph.iter(name("w:t")))
        for paragraph in node.iter(name("w:p"))
    ]
    if author != AUTHOR:
        return "\n".join(paragraphs), None, ""
    replacement = paragraphs[1] if len(paragraphs) > 1 else None
    return paragraphs[0] if paragraphs else "", replacement, rule
