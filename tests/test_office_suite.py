"""What an office suite makes of the Word files: LibreOffice opens, prints and saves them."""

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
import pikepdf
import pytest
from tests.tagged_pdf import TaggedPdf
from tests.unpublished import SEEDS

from diemtin.assembly.specimen import specimen
from diemtin.model import Document, Heading, Paragraph, document_words, plain_text
from diemtin.pipeline import Order, build
from diemtin.readers.docx import read as read_docx
from diemtin.readers.json import read as read_json
from diemtin.style import load_style, style_names
from diemtin.workspace import open_workspace
from diemtin.writers.docx import write as write_docx
from diemtin.writers.epub import write as write_epub
from diemtin.writers.pdf import lay_out

ROOT = Path(__file__).resolve().parents[1]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# The families as wide as those that the Word files name, with Vietnamese letters.
ALIKE = ("Times New Roman", "Arial", "Liberation", "Tinos", "Arimo")
# How far the numbers of pages may differ; a short file by no more than a page.
SHARE = 0.05

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


class Printed(NamedTuple):
    """One document as it was published, and as LibreOffice prints and saves its Word file."""

    document: Document
    word: bytes
    pdf: bytes
    printed: bytes
    saved: bytes


def documents(folder: Path) -> Iterator[tuple[str, Document, dict[str, bytes]]]:
    """Yield the specimen, the samples and the seeds in every style."""
    kinds = {"samples": ROOT / "sources"} | ({"seeds": SEEDS} if SEEDS.is_dir() else {})
    for kind, captures in kinds.items():
        shutil.copytree(captures, folder / kind / "sources")
        shutil.copy(ROOT / "briefing.toml", folder / kind)
    for style in style_names():
        shown = specimen(load_style(style))
        pdf, pages = lay_out(shown, load_style(style))
        word = write_docx(shown, load_style(style), pages)
        yield f"specimen-{style}", shown, {"pdf": pdf, "docx": word}
        for kind in kinds:
            order = Order(modified="2025-05-12T08:00:00Z", to=("pdf", "docx", "json"), style=style)
            made = build(open_workspace(folder / kind), order).outputs
            files = {name.partition(".")[2]: data for name, data in made.items()}
            document = read_json(files["json"], "briefing.json")
            assert isinstance(document, Document)
            yield f"{kind}-{style}", document, files


def convert(ending: str, folder: Path, out: Path) -> None:
    """Let LibreOffice convert all Word files of a folder."""
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    files = sorted(map(str, folder.glob("*.docx")))
    command = [str(OFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(out)]
    subprocess.run([*command, *files], capture_output=True, check=True)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    folder = tmp_path_factory.mktemp("office")
    words, made = folder / "word", {}
    words.mkdir()
    for name, document, files in documents(folder):
        (words / f"{name}.docx").write_bytes(files["docx"])
        made[name] = document, files
    convert("pdf", words, folder / "printed")
    convert("docx", words, folder / "saved")
    return {
        name: Printed(
            document,
            files["docx"],
            files["pdf"],
            (folder / "printed" / f"{name}.pdf").read_bytes(),
            (folder / "saved" / f"{name}.docx").read_bytes(),
        )
        for name, (document, files) in made.items()
    }


def page_count(pdf: bytes) -> int:
    return len(pikepdf.open(BytesIO(pdf)).pages)


def has_alike_fonts() -> bool:
    """Tell whether the office suite sets the files in the widths that they were made for."""
    matcher = shutil.which("fc-match")
    if matcher is None:
        return False
    for family in ("Times New Roman:lang=vi", "Arial:lang=vi"):
        command = [matcher, "--format=%{family}", family]
        found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        if not found.startswith(ALIKE):
            return False
    return True


@pytest.mark.skipif(
    not has_alike_fonts(),
    reason=f"no family with Vietnamese letters as wide as the ones that the files name: {ALIKE}",
)
def test_the_pages_are_as_many_as_in_print(printed: dict[str, Printed]) -> None:
    unlike = {}
    for name, one in printed.items():
        own, word = page_count(one.pdf), page_count(one.printed)
        if abs(own - word) > max(own * SHARE, 1):
            unlike[name] = (own, word)
    assert unlike == {}


def test_the_words_and_headings_are_the_same(printed: dict[str, Printed]) -> None:
    for name, one in printed.items():
        saved = read_docx(one.saved, f"{name}.docx")
        assert document_words(saved) == document_words(one.document), name
        assert outline(saved) == outline(one.document), name
        kinds = [section.kind for section in one.document.sections]
        assert [section.kind for section in saved.sections] == kinds, name
        assert roles(saved) == roles(one.document), name


def roles(document: Document) -> list[str]:
    """Return what each block is: the role of a paragraph, else its kind."""
    return [
        block.role if isinstance(block, Paragraph) else type(block).__name__
        for section in document.sections
        for block in section.blocks
    ]


def outline(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, plain_text(block.content))
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading)
    ]


def test_what_was_saved_and_edited_there_is_published(printed: dict[str, Printed]) -> None:
    """An editor changes a heading and a sentence in the file that LibreOffice has saved."""
    word = docx.Document(BytesIO(printed["samples-nd30"].saved))
    named = [(str(p.style.name).casefold(), p) for p in word.paragraphs if p.style and p.runs]
    heading = next(p for name, p in named if name == "heading 2")
    sentence = next(p for name, p in named if name in {"body text", "text body"})
    heading.runs[0].text, sentence.runs[0].text = "Đầu đề của biên tập viên. ", "Câu đã sửa. "
    buffer = BytesIO()
    word.save(buffer)
    document = read_docx(buffer.getvalue(), "da-sua.docx")
    style = load_style("nd30")
    pdf, pages = lay_out(document, style)
    tagged = TaggedPdf(pdf)
    assert tagged.problems == []
    assert "Đầu đề của biên tập viên." in " ".join(tagged.words())
    assert "Câu đã sửa." in " ".join(tagged.words())
    assert write_epub(document, style, pages)
