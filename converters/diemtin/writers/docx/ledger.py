"""The ledger: a custom XML part for what a document says and Word has no place for."""

from typing import TYPE_CHECKING

from lxml import etree

from diemtin.model import Metadata
from diemtin.style.word import NAMESPACE
from diemtin.writers.docx.markup import printable

if TYPE_CHECKING:
    from lxml.etree import _Element


class Ledger:
    """Notes keyed by bookmark, which an editor's changes to the text leave valid.

    It holds no text that is printed: what an editor deletes is gone from the file.
    """

    def __init__(self, metadata: Metadata) -> None:
        self.root = etree.Element(f"{{{NAMESPACE}}}document", nsmap={None: NAMESPACE})
        for key in ("subtitle", "date", "identifier", "style", "language"):
            value = getattr(metadata, key)
            if value:
                self.root.set(key, printable(value))
        for keyword in metadata.keywords:
            self.note("keyword").text = printable(keyword)

    def note(self, kind: str, **values: str | None) -> "_Element":
        """Add a note; values that are None are left out."""
        node = etree.SubElement(self.root, f"{{{NAMESPACE}}}{kind}")
        for key, value in values.items():
            if value is not None:
                node.set(key, printable(value))
        return node
