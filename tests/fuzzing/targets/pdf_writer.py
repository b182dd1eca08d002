"""The writer of PDF given hostile text: it opens, is tagged well, and holds no action but links."""

from tests.fuzzing.hostile_documents import document_of
from tests.harmless_outputs import assert_harmless_pdf
from tests.tagged_pdf import TaggedPdf

from diemtin.model import Pagination
from diemtin.style import load_style
from diemtin.writers.pdf import write

_STYLE = load_style("bulletin")


def check(data: bytes) -> None:
    """Lay out what the bytes stand for, and look into it."""
    document = document_of(data)
    if document is None:
        return
    tagged = TaggedPdf(write(document, _STYLE, Pagination()))
    assert tagged.problems == []
    assert_harmless_pdf(tagged.pdf)
