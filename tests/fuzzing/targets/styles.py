"""Styles: every mistake is an error of the style, and one that is accepted can be published."""

from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from tests.fuzzing.hostile_documents import document_with

from diemtin.errors import DiemtinError
from diemtin.style import load_style
from diemtin.writers.docx import write as write_docx
from diemtin.writers.html import write as write_html
from diemtin.writers.pdf import lay_out

_HOME = TemporaryDirectory()
_FOLDER = Path(_HOME.name) / "styles"
_FOLDER.mkdir()
(_FOLDER / "own.css").write_text("p { margin: 0 }")
(_FOLDER.parent / "outside.css").write_text("outside { margin: 0 }")
_DOCUMENT = document_with(["Tin tuần", "Sáng 5/2, huyện khai mạc hội chợ.", "Hội chợ biên giới"])


def check(data: bytes) -> None:
    """Load a style, and lay out a small document in it."""
    (_FOLDER / "own.toml").write_bytes(data)
    try:
        style = load_style("own", _FOLDER)
    except DiemtinError:
        return
    pdf, pagination = lay_out(_DOCUMENT, style)
    assert pdf.startswith(b"%PDF")
    write_docx(_DOCUMENT, style, pagination)
    page = write_html(_DOCUMENT, style, pagination)
    etree.fromstring(page)
    for word in (b"outside", b"@import", b"javascript:", b"http://x", b"<script"):
        assert word not in page
