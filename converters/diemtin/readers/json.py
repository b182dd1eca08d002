"""The JSON reader: documents that the JSON writer wrote."""

import re
from datetime import date, datetime

import msgspec

from diemtin.errors import CaptureError
from diemtin.model import Document, Metadata, StoredDocument
from diemtin.model.document import DOCUMENT_FORMAT, DOCUMENT_VERSION
from diemtin.pictures import verify_picture

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_REMEDY = "Give a file that diemtin wrote as JSON."


class _Marker(msgspec.Struct):
    """What every version of the format begins with."""

    format: str = ""
    version: int = 0


def read(data: bytes, origin: str, *, encoding: str | None = None) -> Document:
    """Read a document back, equal to the one that was written.

    JSON is UTF-8 (RFC 8259, 8.1); another `encoding` is only a way to get there.

    Raises:
        CaptureError: The file is no JSON, no document, or one of a later version.
    """
    try:
        return _read(data, origin, encoding)
    except RecursionError as error:
        raise CaptureError(origin, "it is nested too deeply", "Simplify its structure.") from error


def _read(data: bytes, origin: str, encoding: str | None) -> Document:
    try:
        if encoding:
            data = data.decode(encoding).encode()
        marker = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Marker)
    except (UnicodeDecodeError, LookupError, msgspec.DecodeError) as error:
        raise CaptureError(origin, f"this is no JSON document ({error})", _REMEDY) from error
    if marker.format != DOCUMENT_FORMAT:
        raise CaptureError(origin, f'the JSON has no "format": "{DOCUMENT_FORMAT}"', _REMEDY)
    if marker.version > DOCUMENT_VERSION:
        reason = f"version {marker.version} of the format is later than {DOCUMENT_VERSION}"
        raise CaptureError(origin, reason, "Use the version of diemtin that wrote it, or a later.")
    try:
        stored = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=StoredDocument)
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise CaptureError(origin, f"the document is damaged: {error}", _REMEDY) from error
    _check_metadata(stored.document.metadata, origin)
    for picture in stored.document.pictures:
        verify_picture(picture, origin)
    return stored.document


def _check_metadata(metadata: Metadata, origin: str) -> None:
    """Check what writers rely on: dates after ISO 8601, and a language tag after BCP 47."""
    try:
        datetime.fromisoformat(metadata.modified)
        if metadata.date is not None:
            date.fromisoformat(metadata.date[:10])
    except ValueError as error:
        raise CaptureError(origin, f"the document's date is damaged: {error}", _REMEDY) from error
    if not _LANGUAGE.fullmatch(metadata.language):
        reason = f'"{metadata.language}" is no code of a language'
        raise CaptureError(origin, reason, 'Write one such as "vi" or "en".')
