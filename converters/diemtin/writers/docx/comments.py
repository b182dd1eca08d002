"""Comments: what the cleaning suggests or doubts, for the editor alone."""

from typing import TYPE_CHECKING

from diemtin.model import Comment
from diemtin.style.word import AUTHOR
from diemtin.writers.docx.markup import add, add_text, printable, root

if TYPE_CHECKING:
    from lxml.etree import _Element

    from diemtin.writers.docx.stylesheet import StyleSheet


class Comments:
    """The comments part while it is written.

    A comment's author names the rule that it comes from (`diemtin/glued-words`), its first
    paragraph is the remark, and its second one, if there is one, what the rule proposes instead.
    python-docx's own `add_comment` would date it by the clock, and can only mark whole runs.
    """

    def __init__(self, moment: str, styles: "StyleSheet") -> None:
        self.root = root("w:comments")
        self._moment = moment
        self._styles = styles
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, comment: Comment) -> str:
        """Write a comment and return its number."""
        number = str(self._count)
        self._count += 1
        author = f"{AUTHOR}/{comment.rule}" if comment.rule else AUTHOR
        node = add(
            self.root,
            "w:comment",
            id=number,
            author=printable(author),
            date=self._moment,
            initials=AUTHOR[:2],
        )
        self._add_paragraph(node, comment.text, "comment")
        if comment.replacement is not None:
            self._add_paragraph(node, comment.replacement, "replacement")
        return number

    def _add_paragraph(self, node: "_Element", text: str, style: str) -> None:
        paragraph = add(node, "w:p")
        add(add(paragraph, "w:pPr"), "w:pStyle", val=self._styles.furniture(style))
        add_text(add(paragraph, "w:r"), text)
