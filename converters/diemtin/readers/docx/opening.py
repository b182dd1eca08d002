"""Opening a Word file that someone else may have prepared with care."""

from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import LxmlError

from diemtin.errors import CaptureError
from diemtin.readers.docx.names import children, value

if TYPE_CHECKING:
    from docx.opc.part import Part
    from lxml.etree import _Element

MOST_MEMBERS = 10_000
MOST_BYTES = 512 * 1024 * 1024
# Text of one word a million times packs 1,000 to 1; real documents stay below 60 to 1.
STEEPEST_RATIO = 250
_SMALL = 1024 * 1024

_REMEDY = "Open it in Word or LibreOffice, and save it again as a Word document (.docx)."


class WordFile:
    """The parts of a Word file that the reader looks at; absent ones are None."""

    def __init__(self, part: DocumentPart, package: Package) -> None:
        self.part = part
        self.body = _without_declarations(cast("_Element", part.element)).find("{*}body")
        self.styles = self._root(RT.STYLES)
        self.numbering = self._root(RT.NUMBERING)
        self.comments = self._root(RT.COMMENTS)
        self.footnotes = _by_number(self._root(RT.FOOTNOTES))
        self.endnotes = _by_number(self._root(RT.ENDNOTES))
        # LibreOffice up to 7 writes this relationship's type with another beginning.
        self.core = _root_of(package, "/metadata/core-properties")
        self.custom = [
            _parsed(relation.target_part)
            for relation in part.rels.values()
            if relation.reltype == RT.CUSTOM_XML and not relation.is_external
        ]

    def _root(self, kind: str) -> "_Element | None":
        return _root_of(self.part, kind)


def open_word_file(data: bytes, origin: str) -> WordFile:
    """Open a Word file.

    Nothing outside the file is read: python-docx's parser resolves no entities, and links to
    parts elsewhere are left alone.

    Raises:
        CaptureError: It is no Word file, a damaged one, or one that would fill the memory.
    """
    try:
        _check_size(data, origin)
        package = Package.open(BytesIO(data))
        part = package.main_document_part
        if not isinstance(part, DocumentPart):
            raise CaptureError(origin, "is an Office file, but not a Word document", _REMEDY)
        file = WordFile(part, package)
    # python-docx lets through whatever its parts stumble over: a relationship to a part that is
    # not there, a content type that is not declared, XML that is cut short.
    except (BadZipFile, LxmlError, OpcError) as error:
        raise CaptureError(origin, "is not a readable Word file", _REMEDY) from error
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        EOFError,
        OSError,
    ) as error:
        raise CaptureError(origin, "is a damaged Word file", _REMEDY) from error
    except (NotImplementedError, RuntimeError) as error:
        raise CaptureError(origin, "is an encrypted or unusual Word file", _REMEDY) from error
    if file.body is None:
        raise CaptureError(origin, "is a Word file without a text", _REMEDY)
    return file


def _check_size(data: bytes, origin: str) -> None:
    """Refuse an archive that unpacks to more than any document needs."""
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    size = sum(member.file_size for member in members)
    steep = any(
        member.file_size > _SMALL and member.file_size > STEEPEST_RATIO * member.compress_size
        for member in members
    )
    if len(members) > MOST_MEMBERS or size > MOST_BYTES or steep:
        reason = f"unpacks to {size:,} bytes in {len(members):,} parts, like an archive bomb"
        raise CaptureError(origin, reason, "Check where the file comes from.")


def _root_of(source: "Part | Package", kind: str) -> "_Element | None":
    """Return the root of the part that a relationship leads to whose type ends with `kind`."""
    for relation in source.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            return _parsed(relation.target_part)
    return None


def _by_number(root: "_Element | None") -> dict[str, "_Element"]:
    """Return the notes of a part by their numbers."""
    notes = children(root) if root is not None else ()
    return {value(note, "w:id") or "": note for note in notes}


def _parsed(part: "Part") -> "_Element | None":
    element = getattr(part, "element", None)
    if element is None and part.blob:
        element = parse_xml(part.blob)
    return None if element is None else _without_declarations(element)


def _without_declarations(element: "_Element") -> "_Element":
    """Return an element of a part that declares nothing; no part of Word has a DTD (17.2)."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part with a document type declaration")
    return element
