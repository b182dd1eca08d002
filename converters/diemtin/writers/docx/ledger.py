"""The ledger: a custom XML part for what a document says and Word has no place for."""

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from diemtin.model import Metadata
from diemtin.style.word import NAMESPACE
from diemtin.writers.docx.archive import WordPackage
from diemtin.writers.docx.markup import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{6B1D6F0C-9A54-4C1E-8E7B-5D0F3A2C7E11}"


class Ledger:
    """Notes keyed by bookmark, which an editor's changes to the text leave valid.

    It holds no text that is printed: what an editor deletes is gone from the file.
    """

    def __init__(self, metadata: Metadata) -> None:
        self.root = etree.fromstring(f'<document xmlns="{NAMESPACE}"/>'.encode())
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

    def add_to(self, package: WordPackage) -> None:
        """Add the ledger to a file, with the properties without which LibreOffice drops it."""
        part = Part(PackURI("/customXml/item1.xml"), CT.XML, _serialised(self.root))
        package.relate(RT.CUSTOM_XML, part)
        item = etree.Element(f"{{{_DATA_STORE}}}datastoreItem", nsmap={"ds": _DATA_STORE})
        item.set(f"{{{_DATA_STORE}}}itemID", _ITEM)
        references = etree.SubElement(item, f"{{{_DATA_STORE}}}schemaRefs")
        reference = etree.SubElement(references, f"{{{_DATA_STORE}}}schemaRef")
        reference.set(f"{{{_DATA_STORE}}}uri", NAMESPACE)
        path = PackURI("/customXml/itemProps1.xml")
        properties = Part(path, CT.OFC_CUSTOM_XML_PROPERTIES, _serialised(item))
        part.relate_to(properties, RT.CUSTOM_XML_PROPS)


def _serialised(element: "_Element") -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)
