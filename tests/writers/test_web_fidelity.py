"""EPUB, HTML, Markdown and JSON say what the document says: words, order, headings, links."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from tests.unpublished import SEEDS

from diemtin.assembly.specimen import specimen
from diemtin.model import (
    Cell,
    Chart,
    Citation,
    Columns,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Metadata,
    PageBreak,
    Pagination,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
    document_words,
    plain_text,
)
from diemtin.readers.json import read as read_json
from diemtin.style import load_style, style_names
from diemtin.writers.epub import write as write_epub
from diemtin.writers.html import write as write_html
from diemtin.writers.json import write as write_json
from diemtin.writers.markdown import write as write_markdown

STYLE = load_style("bulletin")
X = "{http://www.w3.org/1999/xhtml}"
NO_PAGES = Pagination()
INLINE = {f"{X}{name}" for name in ("a", "strong", "em", "sup", "sub")}
DOCUMENTS = [specimen(load_style(name)) for name in style_names()]


def words_of(element: Any) -> list[str]:
    """Return the words of an XHTML element; what is no inline stands apart from its neighbours."""

    def texts(node: Any) -> list[str]:
        gap = "" if node.tag in INLINE else " "
        parts = [gap, node.text or ""]
        for child in node:
            parts += [*texts(child), child.tail or ""]
        return [*parts, gap]

    return "".join(texts(element)).split()


def bodies(data: bytes) -> list[Any]:
    """Return the bodies of an EPUB's sections in reading order, without the cover."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    package = etree.fromstring(archive.read("EPUB/content.opf"))
    files = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    spine = [files[ref.get("idref")] for ref in package.iter("{*}itemref")]
    assert spine[0] == "cover.xhtml"
    pages = [etree.fromstring(archive.read(f"EPUB/{name}")) for name in spine[1:]]
    return [page.find(f"{X}body") for page in pages]


def html_body(data: bytes) -> Any:
    return etree.fromstring(data).find(f"{X}body")


def epub_words(document: Document, pages: Pagination = NO_PAGES) -> list[str]:
    return [word for body in bodies(write_epub(document, STYLE, pages)) for word in words_of(body)]


def html_words(document: Document) -> list[str]:
    return words_of(html_body(write_html(document, STYLE, Pagination())))


def markdown_words(document: Document) -> list[str]:
    text = write_markdown(document, STYLE, Pagination()).decode()
    rendered = MarkdownIt("commonmark", {"xhtmlOut": True}).enable("table").render(text)
    page = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{rendered}</body>')
    return words_of(page)


@pytest.mark.parametrize("document", DOCUMENTS, ids=style_names())
@pytest.mark.parametrize("words", [epub_words, html_words, markdown_words])
def test_the_words_and_their_order_are_the_document_s(
    words: Callable[[Document], list[str]], document: Document
) -> None:
    assert words(document) == document_words(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=style_names())
def test_page_breaks_add_no_words(document: Document) -> None:
    places = [(part.identifier, at) for part in document.sections for at in range(len(part.blocks))]
    breaks = tuple(PageBreak(page, *place) for page, place in enumerate(places, start=1))
    assert epub_words(document, Pagination(len(breaks), {}, breaks)) == document_words(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=style_names())
def test_headings_captions_and_links_are_the_document_s(document: Document) -> None:
    blocks = [block for section in document.sections for block in section.blocks]
    headings = [
        (f"h{block.level}", plain_text(block.content).split())
        for block in blocks
        if isinstance(block, Heading)
    ]
    captions = sum(isinstance(block, (Figure, Chart)) for block in blocks)
    for pages in (
        bodies(write_epub(document, STYLE, Pagination())),
        [html_body(write_html(document, STYLE, Pagination()))],
    ):
        elements = [element for page in pages for element in page.iter()]
        tags = [(element.tag.removeprefix(X), element) for element in elements]
        found = [(tag, words_of(e)) for tag, e in tags if tag[0] == "h" and tag[1:].isdigit()]
        assert found == headings
        assert sum(tag == "figcaption" for tag, _ in tags) == captions
        outside = [e.get("href") for tag, e in tags if tag == "a" and "//" in e.get("href")]
        assert outside == [
            "https://so-lieu.example/thang-01?ban=day-du",
            "https://tinh.example/tin/1",
            "https://bao.example/doi-ngoai/2.html",
        ]


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
texts = st.text(letters, max_size=12)
runs = st.builds(
    Text,
    texts,
    strong=st.booleans(),
    emphasis=st.booleans(),
    script=st.sampled_from([None, "superscript", "subscript"]),
)
targets = st.one_of(
    texts,
    st.sampled_from(["#a", "#b", "https://vi.example/a b", "javascript:x", "mailto:a@b.vn"]),
)
inlines: st.SearchStrategy[tuple[Inline, ...]] = st.lists(
    st.one_of(
        runs,
        st.builds(Link, targets, st.lists(runs, max_size=2).map(tuple)),
        st.builds(Citation, targets, st.text("12a<&]", min_size=1, max_size=3), texts),
        st.just(LineBreak()),
    ),
    max_size=4,
).map(tuple)
names = st.one_of(st.sampled_from(["a", "b", ""]), texts)
paragraphs = st.builds(Paragraph, inlines, st.sampled_from(["body", "quote", "<x>"]), names)
cells = st.builds(
    Cell, inlines, st.booleans(), st.integers(1, 3), st.integers(1, 3), st.just("center")
)
definitions = st.builds(Definition, inlines, inlines, names)
leaves = st.one_of(
    paragraphs,
    st.builds(Heading, st.integers(1, 6), inlines, names),
    st.builds(Figure, inlines, st.none(), texts, texts, names),
    st.builds(
        Table,
        st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple),
        st.integers(0, 2),
        inlines,
        names,
    ),
    st.builds(Definitions, st.lists(definitions, max_size=3).map(tuple), texts),
    st.builds(
        Contents,
        st.lists(st.builds(ContentsEntry, st.integers(1, 4), inlines, names), max_size=4).map(
            tuple
        ),
    ),
    st.builds(
        Columns,
        st.sampled_from(["letterhead", "closing"]),
        st.lists(paragraphs, max_size=2).map(tuple),
        st.lists(paragraphs, max_size=2).map(tuple),
    ),
)
blocks = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=2).map(tuple), inlines),
        st.builds(
            List,
            st.lists(st.tuples(paragraphs, inner) | st.tuples(paragraphs), max_size=3).map(tuple),
            st.booleans(),
            st.integers(1, 12),
        ),
    ),
    max_leaves=6,
)
documents = st.builds(
    Document,
    st.builds(Metadata, texts),
    st.lists(
        st.builds(
            Section,
            st.sampled_from(["front", "article", "appendix"]),
            names,
            texts,
            st.lists(blocks, max_size=4).map(tuple),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_keeps_its_words(document: Document) -> None:
    assert html_words(document) == document_words(document)
    assert epub_words(document) == document_words(document)


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_comes_back_from_json(document: Document) -> None:
    data = write_json(document, STYLE, Pagination())
    assert read_json(data, "x.json") == document


@settings(max_examples=40, deadline=None)
@given(documents)
def test_any_document_keeps_its_words_in_markdown(document: Document) -> None:
    assert markdown_words(document) == document_words(document)


@settings(max_examples=40, deadline=None)
@given(st.lists(runs, min_size=1, max_size=5).map(tuple))
def test_any_text_survives_markdown(content: tuple[Text, ...]) -> None:
    document = Document(
        Metadata("x"), (Section("article", "a", "", (Paragraph(content), Heading(2, content))),)
    )
    assert markdown_words(document) == document_words(document)


def test_seeds_are_read_where_they_are() -> None:
    """Real text, as far as it is beside the checkout: no character of it is taken for markup."""
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not here")
    for file in sorted(SEEDS.glob("*.txt")):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        body = tuple(Paragraph((Text(line),)) for line in lines)
        document = Document(Metadata(file.name), (Section("article", "a", "", body),))
        for words in (epub_words, html_words, markdown_words):
            assert words(document) == document_words(document), file.name
