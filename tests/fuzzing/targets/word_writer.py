"""The writer of Word files given hostile text: well-formed, no field of a capture, no word lost."""

import re
import zipfile
from io import BytesIO

from lxml import etree
from tests.fuzzing.hostile_documents import document_of

from diemtin.model import Document, Pagination, document_words
from diemtin.readers.docx import read
from diemtin.style import load_style
from diemtin.writers.docx import write

_STYLE = load_style("nd30")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OURS = re.compile(r"\s*(PAGE|PAGEREF|TOC|NUMPAGES|STYLEREF|REF|HYPERLINK)\b")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def letters(document: Document) -> str:
    """Return what is printed without spaces, and without what no XML can hold."""
    return "".join(_NOT_XML.sub("", "".join(document_words(document))).split())


def check(data: bytes) -> None:
    """Write what the bytes stand for, look into it, and read it back."""
    document = document_of(data)
    if document is None:
        return
    written = write(document, _STYLE, Pagination())
    with zipfile.ZipFile(BytesIO(written)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    for name, part in parts.items():
        fields = [part.iter(f"{_WORD}instrText"), part.iter(f"{_WORD}fldSimple")]
        for field in (field for found in fields for field in found):
            assert _OURS.match(field.text or field.get(f"{_WORD}instr") or ""), name
        for relation in part.iter("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                assert str(relation.get("Type")).endswith("/hyperlink")
                assert str(relation.get("Target")).startswith(("http:", "https:", "mailto:"))
    assert letters(read(written, "again.docx")) == letters(document)
