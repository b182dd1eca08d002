"""The writers of HTML, EPUB and Markdown given hostile text: well-formed, no word lost."""

from tests.fuzzing.hostile_documents import document_of
from tests.harmless_outputs import assert_harmless_book, assert_harmless_page
from tests.writers.test_web_fidelity import bodies, html_body, words_of

from diemtin.model import Document, Pagination, document_words
from diemtin.style import load_style
from diemtin.writers.epub import write as write_epub
from diemtin.writers.html import write as write_html
from diemtin.writers.markdown import write as write_markdown
from diemtin.writers.xhtml.escape import clean_text

_STYLE = load_style("bulletin")


def printed_words(document: Document) -> list[str]:
    """Return the words without the characters that no XML can hold."""
    return clean_text(" ".join(document_words(document))).split()


def check(data: bytes) -> None:
    """Write what the bytes stand for, and look into it."""
    document = document_of(data)
    if document is None:
        return
    page = write_html(document, _STYLE, Pagination())
    assert_harmless_page(page)
    assert words_of(html_body(page)) == printed_words(document)
    book = write_epub(document, _STYLE, Pagination())
    assert [word for body in bodies(book) for word in words_of(body)] == printed_words(document)
    assert_harmless_book(book)
    write_markdown(document, _STYLE, Pagination()).decode()
