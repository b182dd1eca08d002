"""What a Word file says of itself outside its text: core and extended properties, settings."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from lxml import etree

from diemtin.model import Metadata
from diemtin.style import Style
from diemtin.writers.docx.archive import WordPackage
from diemtin.writers.docx.language import proofing_language
from diemtin.writers.docx.markup import add, printable, qualified, root

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_MOMENT = "1970-01-01T00:00:00Z"
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY_SETTINGS = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
}
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def moment(text: str) -> str:
    """Return an instant as the schema wants it (W3CDTF in UTC); Word refuses a file with another.

    >>> moment("2024-02-05"), moment("hôm qua")
    ('2024-02-05T00:00:00Z', '1970-01-01T00:00:00Z')
    """
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return _NO_MOMENT
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    return parsed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add_properties(package: WordPackage, metadata: Metadata) -> None:
    """Write the core properties (ECMA-376, part 2, 11.1) and name the program.

    The elements are set directly: python-docx refuses a title of more than 255 letters.
    """
    core = root("cp:coreProperties", "dc", "dcterms", "xsi")
    modified = moment(metadata.modified)
    values = {
        "dc:title": metadata.title,
        "dc:creator": metadata.creator,
        "cp:lastModifiedBy": metadata.creator,
        "dc:subject": metadata.subject,
        "cp:keywords": ", ".join(metadata.keywords),
        "dc:language": metadata.language,
        "dc:identifier": metadata.identifier,
        "dcterms:created": moment(metadata.date) if metadata.date else modified,
        "dcterms:modified": modified,
    }
    for tag, value in values.items():
        if not value:
            continue
        node = etree.SubElement(core, qualified(tag))
        node.text = printable(value)
        if tag.startswith("dcterms:"):
            node.set(qualified("xsi:type"), "dcterms:W3CDTF")
    _relate(package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, core)
    extended = etree.fromstring(f'<Properties xmlns="{_EXTENDED}"/>'.encode())
    etree.SubElement(extended, f"{{{_EXTENDED}}}Application").text = "diemtin"
    kind = CT.OFC_EXTENDED_PROPERTIES
    _relate(package, "/docProps/app.xml", kind, RT.EXTENDED_PROPERTIES, extended)


def _relate(package: WordPackage, path: str, kind: str, relation: str, node: "_Element") -> None:
    part = XmlPart(PackURI(path), kind, node, package.package)  # type: ignore[arg-type]
    package.package.relate_to(part, relation)


def settings(style: Style, metadata: Metadata) -> "_Element":
    """Return the settings: the ways of current Word, and nothing that makes it ask a question."""
    node = root("w:settings")
    add(node, "w:zoom", percent="100")
    add(node, "w:defaultTabStop", val="720")
    if style.running.number == "bottom-outside":
        add(node, "w:evenAndOddHeaders")
    add(node, "w:characterSpacingControl", val="doNotCompress")
    compatibility = add(node, "w:compat")
    for key, value in _COMPATIBILITY_SETTINGS.items():
        add(compatibility, "w:compatSetting", name=key, uri=_COMPATIBILITY, val=value)
    language = proofing_language(metadata.language)
    add(node, "w:themeFontLang", val=language, eastAsia=language)
    return node
