"""What makes a PDF archivable and accessible: metadata, colour profile, catalogue entries.

PDF/A-2a is ISO 19005-2, PDF/UA-1 is ISO 14289-1.
"""

import io
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

import msgspec
from PIL import ImageCms
from reportlab.pdfbase import pdfdoc

from diemtin.model import Metadata
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.inlines import printable
from diemtin.writers.pdf.objects import RawObject, Stream
from diemtin.writers.pdf.structure import pdf_text

PRODUCER = "diemtin"


class _Catalog(pdfdoc.PDFCatalog):
    """A catalogue with an output intent."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = ("Outlines", "Pages", "StructTreeRoot", "Metadata")


class _XmpStream(pdfdoc.PDFObject):
    """The metadata, not compressed, so that tools find it without reading the file's structure."""

    __RefOnly__ = 1

    def __init__(self, metadata: Metadata) -> None:
        self._stream = Stream(xmp(metadata), "/Type/Metadata/Subtype/XML", packed=True)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        return self._stream.format(document)


class _Info(pdfdoc.PDFInfo):
    """The information dictionary, which says what the XMP says (ISO 19005-2, 6.6.3)."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self._metadata = _printable(metadata)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:  # noqa: ARG002
        metadata = self._metadata
        date = f"{_instant(metadata):D:%Y%m%d%H%M%S}Z"
        entries = {
            "Title": _title(metadata),
            "Author": metadata.creator,
            "Subject": metadata.subject,
            "Keywords": ", ".join(metadata.keywords),
            "Creator": PRODUCER,
            "Producer": PRODUCER,
            "CreationDate": date,
            "ModDate": date,
        }
        told = b"".join(
            b"/" + key.encode("ascii") + pdf_text(value) for key, value in entries.items() if value
        )
        return b"<<" + told + b">>"


def _instant(metadata: Metadata) -> datetime:
    """Return the instant of the build, without fractions of a second."""
    return datetime.fromisoformat(metadata.modified).replace(microsecond=0)


def _printable(metadata: Metadata) -> Metadata:
    """Leave out what XML cannot hold, so that both places say the same."""
    return msgspec.structs.replace(
        metadata,
        title=printable(metadata.title),
        creator=printable(metadata.creator),
        subject=printable(metadata.subject),
        keywords=tuple(map(printable, metadata.keywords)),
    )


def _title(metadata: Metadata) -> str:
    """Return the title, which must not be empty (ISO 14289-1, 7.1)."""
    return " ".join(metadata.title.split()) or "diemtin"


def make_archivable(canvas: TaggedCanvas, metadata: Metadata) -> None:
    """Give a canvas's document all that PDF/A-2a and PDF/UA-1 ask of the file as a whole."""
    document = canvas._doc
    catalog = _Catalog()
    catalog.Pages = document.Pages
    catalog.Lang = pdfdoc.PDFString(metadata.language or "vi")
    catalog.MarkInfo = "<</Marked true>>"
    catalog.ViewerPreferences = "<</DisplayDocTitle true>>"
    catalog.StructTreeRoot = canvas.structure
    catalog.Metadata = _XmpStream(metadata)
    profile = document.Reference(Stream(srgb_profile(), "/N 3"))
    document.Catalog = document._catalog = catalog
    catalog.OutputIntents = document.Reference(
        RawObject(
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            "/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)"
            "/DestOutputProfile {profile}>>]",
            profile=profile,
        )
    )
    document.info = _Info(metadata)


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return the sRGB profile; its creation date (bytes 24 to 35) is the clock's, so it goes."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    date = bytes.fromhex("07d000010001000000000000")
    return bytes(profile[:24] + date + profile[36:])


def xmp(metadata: Metadata) -> bytes:
    """Return the metadata as an XMP packet, with the extension schema that PDF/A asks for.

    PDF/A-2 does not know the pdfuaid schema, so the packet describes it (ISO 19005-2, 6.6.2.3).
    """
    metadata = _printable(metadata)
    date = f"{_instant(metadata):%Y-%m-%dT%H:%M:%SZ}"
    output = io.StringIO()
    output.write(_XMP_BEGIN)
    output.write(_alternative("dc:title", _title(metadata)))
    output.write(_list("dc:creator", "Seq", (metadata.creator,) if metadata.creator else ()))
    if metadata.subject:
        output.write(_alternative("dc:description", metadata.subject))
    output.write(_list("dc:subject", "Bag", metadata.keywords))
    output.write(_list("dc:language", "Bag", (metadata.language or "vi",)))
    if metadata.keywords:
        output.write(_simple("pdf:Keywords", ", ".join(metadata.keywords)))
    output.write(_simple("pdf:Producer", PRODUCER))
    output.write(_simple("xmp:CreatorTool", PRODUCER))
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        output.write(_simple(name, date))
    output.write(_XMP_END)
    return output.getvalue().encode("utf-8")


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>\n"


def _alternative(name: str, value: str) -> str:
    text = f'<rdf:li xml:lang="x-default">{escape(value, quote=False)}</rdf:li>'
    return f"<{name}><rdf:Alt>{text}</rdf:Alt></{name}>\n"


def _list(name: str, kind: str, values: Any) -> str:
    items = "".join(f"<rdf:li>{escape(value, quote=False)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""


_XMP_BEGIN = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"""

_XMP_END = """<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
