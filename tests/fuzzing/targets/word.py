"""Reading of Word files: any XML in any of their parts gives a document that can be published."""

import zipfile
from functools import cache
from io import BytesIO

from lxml import etree
from tests.fuzzing.hostile_documents import document_with

from diemtin.errors import DiemtinError
from diemtin.model import Document, Pagination, document_words
from diemtin.readers.docx import read
from diemtin.style import load_style
from diemtin.writers.docx import write
from diemtin.writers.html import write as write_html

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }.items()
)
_STYLE = load_style("plain")


@cache
def _members() -> dict[str, bytes]:
    """Return the parts of a Word file that diemtin wrote."""
    data = write(document_with(["Tin", "Một", "Hai"]), _STYLE, Pagination())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _part(name: str, xml: bytes) -> bytes:
    """Make a part of fuzzed XML: well-formed, since the parser's own errors are well known."""
    root = "w:document" if name == "word/document.xml" else f"w:{name[5:-4]}"
    inner = b"<w:body>%b</w:body>" % xml if root == "w:document" else xml
    text = b"<%b %b>%b</%b>" % (root.encode(), _NAMESPACES.encode(), inner, root.encode())
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    return etree.tostring(etree.fromstring(text, parser))


def packed(data: bytes) -> bytes:
    """Return a Word file: the fuzzed body, and other parts after lines such as `%% comments`."""
    if data.startswith(b"PK"):
        return data
    body, *others = data.split(b"\n%% ")
    parts = {"word/document.xml": body}
    for other in others:
        name, _, xml = other.partition(b"\n")
        path = f"word/{name.decode('ascii', 'replace')}.xml"
        if path in _members():
            parts[path] = xml
    members = _members() | {name: _part(name, xml) for name, xml in parts.items()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return buffer.getvalue()


def check(data: bytes) -> None:
    """What was read can be written as a page and as Word again, and read once more."""
    try:
        document = read(packed(data), "fuzzed.docx")
    except DiemtinError:
        return
    etree.fromstring(write_html(document, _STYLE, Pagination()))
    again = read(write(document, _STYLE, Pagination()), "again.docx")
    assert isinstance(again, Document)
    assert "".join(document_words(again)) == "".join(document_words(document))
