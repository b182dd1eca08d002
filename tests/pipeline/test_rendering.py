"""Formats are written side by side: the same bytes as one after the other, and no pages awaited."""

import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pikepdf
import pytest
from tests.pipeline.conftest import build, outputs

from diemtin.errors import OutputError
from diemtin.formats import load_writer
from diemtin.model import (
    Contents,
    ContentsEntry,
    Document,
    Metadata,
    Pagination,
    Paragraph,
    Section,
    Text,
)
from diemtin.pipeline import Order, building, rendering
from diemtin.pipeline.rendering import AwaitedPagination, PackedDocument, Rendering, Write
from diemtin.style import Style, load_style
from diemtin.workspace import open_workspace
from diemtin.writers.docx import write as write_docx

ENDINGS = ("pdf", "docx", "epub", "html", "md", "json")

PAGES = Pagination(7, {"a": 4})

Writer = Callable[[Document, Style, Pagination], bytes]


def document() -> Document:
    paragraphs = tuple(Paragraph((Text(f"Câu {number}."),)) for number in range(90))
    contents = Contents((ContentsEntry(1, (Text("Tin"),), "a"),))
    return Document(
        Metadata(title="Tin", language="vi", modified="2024-02-05T00:00:00Z"),
        (Section("contents", "c", "", (contents,)), Section("article", "a", "Tin", paragraphs)),
    )


def rendered(
    endings: tuple[str, ...], further: dict[str, Write] | None = None, *, parallel: bool = False
) -> Mapping[str, bytes]:
    """Return the document in some formats, in the plain style."""
    with Rendering(load_style("plain"), endings, parallel=parallel) as begun:
        return begun.render(document(), further)


def replace_writer(monkeypatch: pytest.MonkeyPatch, replaced: str, writer: Writer) -> None:
    """Let another function write an ending, as if diemtin had it."""
    monkeypatch.setattr(
        rendering,
        "load_writer",
        lambda ending: writer if ending == replaced else load_writer(ending),
    )


def test_outputs_are_the_same_in_one_process_and_in_two(workspace: Path) -> None:
    formats = ("--to", ",".join(ENDINGS))
    for jobs in ("1", "2"):
        run = build(workspace, *formats, "--jobs", jobs, "--out", str(workspace / jobs))
        assert run.returncode == 0, run.stderr
    one, two = outputs(workspace / "1"), outputs(workspace / "2")
    assert len(one) == len(ENDINGS) + 2
    assert one == two


def test_pages_are_laid_out_here_and_other_formats_written_in_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def write(_document: Document, _style: Style, pagination: Pagination) -> bytes:
        return f"{os.getpid()} {pagination.count}".encode()

    replace_writer(monkeypatch, "epub", write)
    made = rendered(("pdf", "epub"), parallel=True)
    process, pages = made["epub"].split()
    assert int(process) != os.getpid()
    with pikepdf.open(io.BytesIO(made["pdf"])) as pdf:
        assert int(pages) == len(pdf.pages) > 1


def test_word_asks_for_page_numbers_when_all_else_is_written() -> None:
    events: list[str] = []

    def ask() -> Pagination:
        events.append("asked for pages")
        return PAGES

    made = rendering._write_all(
        document(), load_style("plain"), ("epub", "docx"), ask, events.append
    )
    assert events == ["docx", "asked for pages", "epub"]
    assert made["docx"] == write_docx(document(), load_style("plain"), PAGES)
    assert made["docx"] != write_docx(document(), load_style("plain"), Pagination())


def test_pages_are_awaited_when_they_are_asked_for() -> None:
    asked: list[int] = []

    def ask() -> Pagination:
        asked.append(1)
        return Pagination(3, {"a": 2})

    pages = AwaitedPagination(await_pages=ask)
    assert not asked
    assert (pages.count, pages.anchors, pages.breaks) == (3, {"a": 2}, ())
    assert asked


@pytest.mark.parametrize("parallel", [True, False])
def test_a_writer_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, parallel: bool) -> None:
    def fail(_document: Document, _style: Style, _pagination: Pagination) -> bytes:
        raise KeyError("x")

    replace_writer(monkeypatch, "epub", fail)
    with pytest.raises(OutputError, match="the writer for epub failed"):
        rendered(("pdf", "epub"), parallel=parallel)


@pytest.mark.parametrize("parallel", [True, False])
def test_what_is_made_beside_is_made_here_and_let_go_of(parallel: bool) -> None:
    further = {"page": lambda: str(os.getpid()).encode()}
    made = rendered(("pdf", "docx"), further, parallel=parallel)
    assert (int(made["page"]), further) == (os.getpid(), {})
    assert list(made) == ["pdf", "docx", "page"]


def test_writers_are_loaded_in_another_process_before_the_document_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = multiprocessing.Pipe()

    def load(ending: str) -> Writer:
        theirs.send((ending, os.getpid()))
        return load_writer(ending)

    monkeypatch.setattr(rendering, "load_writer", load)
    with Rendering(load_style("plain"), ("pdf", "docx"), parallel=True) as begun:
        begun.begin()
        ending, process = ours.recv()
        assert ending == "docx"
        assert process != os.getpid()
        made = begun.render(document())
    assert made == rendered(("pdf", "docx"))


def test_many_captures_are_composed_in_another_process_than_those_that_write(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the two that write would have all that the analyses needed in memory again."""
    written = []

    class Noted(Rendering):
        def render(
            self, document: Document | PackedDocument, further: dict[str, Write] | None = None
        ) -> Mapping[str, bytes]:
            written.append((type(document), "diemtin.pipeline.audit_page" in sys.modules))
            return super().render(document, further)

    monkeypatch.setattr(building, "Rendering", Noted)
    monkeypatch.delitem(sys.modules, "diemtin.pipeline.audit_page", raising=False)
    order = Order("2024-02-05T07:00:00Z", ("pdf", "docx", "epub"), jobs=2)
    few = building.build(open_workspace(workspace), order)
    monkeypatch.setattr(building, "_MANY", 3)
    monkeypatch.delitem(sys.modules, "diemtin.pipeline.audit_page", raising=False)
    many = building.build(open_workspace(workspace), order)
    alone = building.build(open_workspace(workspace), msgspec.structs.replace(order, jobs=1))
    # Where there is one process, it has loaded what makes the page of the audit itself.
    assert written == [(Document, False), (PackedDocument, False), (PackedDocument, True)]
    assert few.outputs == many.outputs == alone.outputs


def test_a_packed_document_is_the_same_document_and_lets_go_of_its_bytes() -> None:
    packed = PackedDocument.of(document())
    assert packed.unpack() == document()
    assert packed.data == b""
