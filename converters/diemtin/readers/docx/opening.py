"""Opening a Word file that someone else may have prepared with care."""

from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

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
        CaptureError: It is no Word file, or a damaged one.
    """
    try:
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
