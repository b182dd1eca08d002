"""Reading of documents from JSON: what is accepted can be published in every unpaged format."""

import zipfile
from io import BytesIO

from lxml import etree

from diemtin.errors import DiemtinError
from diemtin.model import Pagination
from diemtin.readers.json import read
from diemtin.style import load_style
from diemtin.writers.docx import write as write_docx
from diemtin.writers.html import write as write_html
from diemtin.writers.json import write as write_json
from diemtin.writers.markdown import write as write_markdown

_STYLE = load_style("plain")


def check(data: bytes) -> None:
    """Read as a document; it comes back from its own JSON as it was."""
    try:
        document = read(data, "fuzzed.json")
    except DiemtinError:
        return
    assert read(write_json(document, _STYLE, Pagination()), "again.json") == document
    etree.fromstring(write_html(document, _STYLE, Pagination()))
    write_markdown(document, _STYLE, Pagination()).decode()
    with zipfile.ZipFile(BytesIO(write_docx(document, _STYLE, Pagination()))) as archive:
        etree.fromstring(archive.read("word/document.xml"))
