"""The PDF writer: tagged and archivable (PDF/A-2a and PDF/UA-1), laid out in one pass."""

from diemtin.model import Document, Pagination
from diemtin.style import Style
from diemtin.writers.pdf.layout import lay_out

__all__ = ["lay_out", "write"]


def write(document: Document, style: Style, pagination: Pagination) -> bytes:  # noqa: ARG001
    """Return the PDF file of a document; the page numbers are its own, not `pagination`'s."""
    return lay_out(document, style)[0]
