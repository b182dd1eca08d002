"""Writers: one room a format, each a function from a `Document` and a `Style` to bytes."""

from typing import Protocol

from diemtin.model import Document, Pagination
from diemtin.style import Style


class Writer(Protocol):
    """What an entry point of the group `diemtin.writers` must be."""

    def __call__(self, document: Document, style: Style, pagination: Pagination) -> bytes:
        """Render the document.

        Args:
            document: The tree; the writer adds nothing to it and leaves nothing out.
            style: How it looks.
            pagination: Where the pages of the PDF fall; empty if it was not laid out.
        """
