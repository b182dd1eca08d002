"""The JSON writer: the document itself, which the JSON reader gives back without loss."""

import msgspec

from diemtin.model import Document, Pagination, StoredDocument
from diemtin.style import Style


def write(document: Document, style: Style, pagination: Pagination) -> bytes:  # noqa: ARG001
    """Write the document as JSON, two spaces a level, with a marker of the format.

    Pictures are in base64. Neither `style` nor `pagination` is part of a document.
    """
    stored = msgspec.json.encode(StoredDocument(document=document))
    return msgspec.json.format(stored, indent=2) + b"\n"
