"""The writer of Word files given hostile text: well-formed, no field of a capture, no word lost."""

import re

from tests.fuzzing.hostile_documents import document_of
from tests.harmless_outputs import assert_harmless_word

from diemtin.model import Document, Pagination, document_words
from diemtin.readers.docx import read
from diemtin.style import load_style
from diemtin.writers.docx import write

_STYLE = load_style("nd30")
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
    assert_harmless_word(written)
    assert letters(read(written, "again.docx")) == letters(document)
