"""The writers of HTML, EPUB and Markdown given hostile text: well-formed, no word lost."""

import zipfile
from io import BytesIO

from lxml import etree
from tests.fuzzing.hostile_documents import document_of
from tests.writers.test_web_fidelity import bodies, html_body, words_of

from diemtin.model import Document, Pagination, document_words
from diemtin.style import load_style
from diemtin.writers.epub import write as write_epub
from diemtin.writers.html import write as write_html
from diemtin.writers.markdown import write as write_markdown
from diemtin.writers.xhtml.escape import clean_text

_STYLE = load_style("bulletin")
_ALLOWED = ("http://", "https://", "mailto:", "#")
_RUNS = {"script", "iframe", "object", "embed", "base", "form"}


def printed_words(document: Document) -> list[str]:
    """Return the words without the characters that no XML can hold."""
    return clean_text(" ".join(document_words(document))).split()


def assert_harmless(page: bytes, inside: tuple[str, ...] = ()) -> None:
    """No element runs anything, and no attribute reaches out but a link that is clicked."""
    for element in etree.fromstring(page).iter("{*}*"):
        assert etree.QName(element).localname not in _RUNS
        for name, value in ((str(key), str(said)) for key, said in element.attrib.items()):
            assert not name.startswith("on")
            if name == "href" and element.tag.endswith("}a"):
                assert value.startswith(_ALLOWED) or value.partition("#")[0] in inside
            elif name in ("src", "href", "data", "action"):
                assert "//" not in value


def check(data: bytes) -> None:
    """Write what the bytes stand for, and look into it."""
    document = document_of(data)
    if document is None:
        return
    page = write_html(document, _STYLE, Pagination())
    assert_harmless(page)
    assert words_of(html_body(page)) == printed_words(document)
    book = write_epub(document, _STYLE, Pagination())
    assert [word for body in bodies(book) for word in words_of(body)] == printed_words(document)
    with zipfile.ZipFile(BytesIO(book)) as archive:
        names = archive.namelist()
        files = tuple(name.rpartition("/")[2] for name in names)
        for name in names:
            if name.endswith(".xhtml"):
                assert_harmless(archive.read(name), files)
    write_markdown(document, _STYLE, Pagination()).decode()
