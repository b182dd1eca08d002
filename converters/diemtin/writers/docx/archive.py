"""The package of a new Word file: its parts, and the same bytes whenever they are the same."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.package import Package

from diemtin.writers.docx.body import Body

if TYPE_CHECKING:
    from lxml.etree import _Element

# The earliest time that a ZIP archive can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEFAULTS = {
    "rels": CT.OPC_RELATIONSHIPS,
    "xml": CT.XML,
    "jpg": CT.JPEG,
    "png": CT.PNG,
}


class WordPackage:
    """A package with an empty document part.

    python-docx's own template is not used: it brings 160 styles, a thumbnail and settings that
    break the schema. Relationships are numbered here, since python-docx compares every new one
    with all others.
    """

    def __init__(self) -> None:
        self.package = Package()
        self.body = Body()
        self.document = Part(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN)
        self.package.relate_to(self.document, RT.OFFICE_DOCUMENT)

    def link(self, address: str) -> str:
        """Return the relationship that leads to an address outside the file."""
        return self.relate(RT.HYPERLINK, address, external=True)

    def add_xml_part(self, path: str, content_type: str, relation: str, element: "_Element") -> str:
        """Add a part with an XML root; returns its relationship with the document."""
        part = XmlPart(PackURI(path), content_type, element, self.package)  # type: ignore[arg-type]
        return self.relate(relation, part)

    def relate(self, kind: str, target: Part | str, *, external: bool = False) -> str:
        """Relate the document to a part or an address, and return the relationship."""
        relations = self.document.rels
        identifier = f"rId{len(relations) + 1}"
        relations.add_relationship(kind, target, identifier, is_external=external)
        return identifier

    def to_bytes(self) -> bytes:
        """Return the file; all members carry one time, so that equal parts mean equal bytes."""
        parts = self.package.parts
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            _store(archive, CONTENT_TYPES_URI, (_content_types(parts),))
            _store(archive, PACKAGE_URI.rels_uri, (self.package.rels.xml,))
            for part in parts:
                xml = self.body.xml() if part is self.document else (part.blob,)
                _store(archive, part.partname, xml)
                if part.rels:
                    _store(archive, part.partname.rels_uri, (part.rels.xml,))
        return buffer.getvalue()


def _store(archive: ZipFile, uri: PackURI | None, pieces: Iterable[bytes | str]) -> None:
    if uri is None:
        return
    member = ZipInfo(uri.membername, _EPOCH)
    member.compress_type = ZIP_DEFLATED
    with archive.open(member, "w") as file:
        for piece in pieces:
            file.write(piece.encode() if isinstance(piece, str) else piece)


def _content_types(parts: list[Part]) -> bytes:
    """Name the content type of every part: by its ending, or one by one where that will not do."""
    types = CT_Types.new()  # type: ignore[no-untyped-call]
    used = {part.partname.ext for part in parts} | {"rels", "xml"}
    for ending in sorted(used & _DEFAULTS.keys()):
        types.add_default(ending, _DEFAULTS[ending])
    for part in parts:
        if _DEFAULTS.get(part.partname.ext) != part.content_type:
            types.add_override(part.partname, part.content_type)
    return serialize_part_xml(types)
