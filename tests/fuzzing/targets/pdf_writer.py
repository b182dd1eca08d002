"""The writer of PDF given hostile text: it opens, is tagged well, and holds no action but links."""

import pikepdf
from tests.fuzzing.hostile_documents import document_of
from tests.tagged_pdf import TaggedPdf

from diemtin.model import Pagination
from diemtin.style import load_style
from diemtin.writers.pdf import write

_STYLE = load_style("bulletin")
_FORBIDDEN = ("/JS", "/JavaScript", "/AA", "/Launch", "/EmbeddedFile", "/RichMedia", "/AcroForm")


def assert_harmless(pdf: pikepdf.Pdf) -> None:
    """No object runs anything, and every address is one that is clicked."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        for key in _FORBIDDEN:
            assert key not in item, key
        if item.get("/S") == "/URI" or "/URI" in item:
            assert str(item["/URI"]).startswith(("http:", "https:", "mailto:"))
        assert item.get("/S") not in ("/Launch", "/JavaScript", "/SubmitForm", "/GoToR")


def check(data: bytes) -> None:
    """Lay out what the bytes stand for, and look into it."""
    document = document_of(data)
    if document is None:
        return
    tagged = TaggedPdf(write(document, _STYLE, Pagination()))
    assert tagged.problems == []
    assert_harmless(tagged.pdf)
