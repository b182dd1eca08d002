"""A Word file that nobody edited reads back as the document that it was written from."""

import shutil
import subprocess
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diemtin.model import (
    Block,
    Cell,
    Citation,
    Columns,
    Comment,
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
    Pagination,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
    plain_text,
)
from diemtin.readers.docx import read
from diemtin.style import load_style, style_names
from diemtin.style.types import ROLES
from diemtin.writers.docx import write

if TYPE_CHECKING:
    from collections.abc import Callable

NAMED = load_style("nd30")
DEEPEST = 3
ALIGNMENTS: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
KINDS: tuple[Literal["front", "summary", "event", "article", "appendix"], ...] = (
    "front", "summary", "event", "article", "appendix",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))
WORDS = st.sampled_from(
    ["Đoàn công tác", "biên giới ", " & <b>", '"Hữu Nghị"', "2024", "ngoàiphải"]
)
TEXT = st.one_of(WORDS, st.text(LETTERS, min_size=1, max_size=12))
PRINTED = TEXT.filter(lambda text: text.strip() != "")
RUN = st.builds(
    Text, TEXT, st.booleans(), st.booleans(), st.sampled_from([None, "superscript", "subscript"])
)
TARGETS = ["https://vi.example/tin?a=1&b=ă", "#part-1", "#x y"]
PARAGRAPH_ROLES = [role for role in ROLES if role != "body"] + ["body"] * 20 + ["vai trò lạ"]


def looks(run: Text) -> Text:
    return msgspec.structs.replace(run, text="")


def join(runs: list[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring runs that look alike, as the model wants it."""
    joined: list[Inline] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(last, Text) and looks(run) == looks(last):
            joined[-1] = msgspec.structs.replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


class Maker:
    """Draws the parts of one document; identifiers are never given twice."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = count(1)
        self.headings: list[Heading] = []

    def identifier(self) -> str:
        if self.draw(st.booleans()):
            return ""
        kind = self.draw(st.sampled_from(["article-1-title", "Mục ", "a_b", "7", "x" * 50]))
        return f"{kind}{next(self.numbers)}"

    def content(self) -> tuple[Inline, ...]:
        more = [self.inline() for _ in range(self.draw(st.integers(0, 3)))]
        return join([Text(self.draw(PRINTED)), *more])

    def inline(self) -> Inline:
        kind = self.draw(st.sampled_from(["run", "run", "link", "citation", "break"]))
        if kind == "run":
            return self.draw(RUN)
        if kind == "link":
            target = self.draw(st.sampled_from(TARGETS))
            runs = join([self.draw(RUN) for _ in range(self.draw(st.integers(1, 2)))])
            return Link(target, tuple(run for run in runs if isinstance(run, Text)))
        if kind == "citation":
            return Citation("#source-1", self.draw(PRINTED), self.identifier())
        return LineBreak()

    def comments(self, content: tuple[Inline, ...]) -> tuple[Comment, ...]:
        length = len(plain_text(content))
        made = []
        for _ in range(self.draw(st.sampled_from([0, 0, 0, 1, 2]))):
            start = self.draw(st.integers(0, length))
            end = self.draw(st.integers(start, length))
            replacement = self.draw(st.none() | TEXT)
            rule = self.draw(st.sampled_from(["", "glued-words"]))
            made.append(Comment(start, end, self.draw(TEXT), replacement, rule))
        return tuple(made)

    def paragraph(self, role: str | None = None) -> Paragraph:
        content = self.content()
        role = role or self.draw(st.sampled_from(PARAGRAPH_ROLES))
        return Paragraph(content, role, self.identifier(), self.comments(content))

    def heading(self) -> Heading:
        content = self.content()
        level = self.draw(st.integers(1, 6))
        heading = Heading(level, content, self.identifier(), self.comments(content))
        self.headings.append(heading)
        return heading

    def block(self) -> Block:
        kinds: list[Callable[[], Block]] = [
            self.heading, self.paragraph, self.figure, self.table, self.definitions,
            self.items, self.quote,
        ]  # fmt: skip
        return self.draw(st.sampled_from(kinds))()

    def nested(self, depth: int) -> Block:
        """Draw a block inside a list or a quotation."""
        kind = self.draw(st.sampled_from(["paragraph", "figure", "table", "list", "quote"]))
        if kind == "figure":
            return self.figure()
        if kind == "table":
            return self.table()
        if kind == "paragraph" or depth >= DEEPEST:
            return self.paragraph()
        return self.items(depth) if kind == "list" else self.quote(depth)

    def items(self, depth: int = 0) -> List:
        items = tuple(
            (
                self.paragraph(self.draw(st.sampled_from(["body", "list-item"]))),
                *(self.nested(depth + 1) for _ in range(self.draw(st.integers(0, 2)))),
            )
            for _ in range(self.draw(st.integers(1, 3)))
        )
        ordered = self.draw(st.booleans())
        return List(items, ordered, self.draw(st.integers(0, 12)) if ordered else 1)

    def quote(self, depth: int = 0) -> Quote:
        # Who is quoted stands last: nothing else there can be told from it.
        blocks = [self.nested(depth + 1) for _ in range(self.draw(st.integers(1, 2)))]
        return Quote(tuple(blocks), self.content() if self.draw(st.booleans()) else ())

    def figure(self) -> Figure:
        caption = self.content() if self.draw(st.booleans()) else ()
        label = self.draw(st.sampled_from(["", "Chú thích ảnh:"]))
        alternative = self.draw(st.sampled_from(["", "Hai người bắt tay"]))
        return Figure(caption, None, alternative, label, self.identifier(), self.comments(caption))

    def table(self) -> Table:
        width = self.draw(st.integers(1, 4))
        rows: list[tuple[Cell, ...]] = []
        for _ in range(self.draw(st.integers(1, 3))):
            left, row = width, list[Cell]()
            while left and (not row or self.draw(st.booleans())):
                span = self.draw(st.integers(1, left))
                content = self.content() if self.draw(st.booleans()) else ()
                alignment = self.draw(st.sampled_from(ALIGNMENTS))
                row.append(Cell(content, self.draw(st.booleans()), span, 1, alignment))
                left -= span
            rows.append(tuple(row))
        caption = self.content() if self.draw(st.booleans()) else ()
        header_rows = self.draw(st.integers(0, len(rows)))
        return Table(tuple(rows), header_rows, caption, self.identifier())

    def definitions(self) -> Definitions:
        items = tuple(
            Definition(self.content(), self.content(), self.identifier())
            for _ in range(self.draw(st.integers(1, 2)))
        )
        return Definitions(items, self.draw(st.sampled_from(["facts", "glossary", "sources"])))

    def columns(self) -> Columns:
        sides = [
            tuple(
                self.paragraph(self.draw(st.sampled_from(["agency", "motto", "number"])))
                for _ in range(self.draw(st.integers(0, 2)))
            )
            for _ in range(2)
        ]
        return Columns(self.draw(st.sampled_from(["letterhead", "closing"])), *sides)

    def section(self, number: int) -> Section:
        kind = self.draw(st.sampled_from(KINDS))
        blocks: list[Block] = [self.block() for _ in range(self.draw(st.integers(0, 4)))]
        if self.draw(st.integers(0, 4)) == 0:
            blocks.insert(0, self.columns())
        title = self.draw(TEXT)
        heads = [block for block in blocks if isinstance(block, Heading)]
        told: bool = self.draw(st.booleans())
        if heads and told:
            title = plain_text(heads[0].content)
        return Section(kind, f"part-{number}", title, tuple(blocks))

    def contents(self) -> Section:
        """List some of the headings, some of them in other words."""
        entries = [
            ContentsEntry(
                min(heading.level, 3),
                heading.content if self.draw(st.booleans()) else (Text(self.draw(PRINTED)),),
                heading.identifier,
            )
            for heading in self.headings
            if heading.identifier and self.draw(st.integers(0, 3))
        ]
        blocks: list[Block] = [Heading(1, (Text("Mục lục"),), "contents-title")]
        blocks += [Contents(tuple(entries))] if entries else []
        return Section("contents", "contents", "Mục lục", tuple(blocks))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    maker = Maker(draw)
    sections = [maker.section(number) for number in range(draw(st.integers(1, 4)))]
    sections.insert(draw(st.integers(0, 1)), maker.contents())
    metadata = Metadata(
        draw(PRINTED).strip(),
        draw(st.sampled_from(["", "Tuần 5"])),
        "vi",
        draw(st.sampled_from(["", "Sở Ngoại vụ"])),
        keywords=draw(st.sampled_from([(), ("biên giới", "thương mại, du lịch")])),
        date=draw(st.sampled_from([None, "2024-02-05"])),
        modified="2024-02-05T07:00:00Z",
        identifier="urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        style="nd30",
    )
    return Document(metadata, tuple(sections))


@given(document=documents())
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_an_unedited_file_gives_the_same_document(document: Document) -> None:
    assert read(write(document, NAMED, Pagination()), "bao-cao.docx") == document


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_same_document_comes_back_from_libreoffice(sample: Document, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(write(sample, NAMED, Pagination()))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    to = ["--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
    subprocess.run(["soffice", home, "--headless", *to, str(file)], check=True, capture_output=True)
    assert read((tmp_path / "saved" / file.name).read_bytes(), file.name) == sample


def test_every_element_comes_back(sample: Document) -> None:
    for name in style_names():
        assert read(write(sample, load_style(name), Pagination()), "bao-cao.docx") == sample


def test_a_picture_without_an_alternative_text_is_told_by_its_caption(sample: Document) -> None:
    figure = Figure((Text("Sơ đồ tuyến đường"),), "picture-b")
    article = Section("article", "article-9", "Bài", (Heading(1, (Text("Bài"),)), figure))
    document = msgspec.structs.replace(sample, sections=(article,))
    written = write(document, NAMED, Pagination())
    with ZipFile(BytesIO(written)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert 'descr="Sơ đồ tuyến đường"' in body
    (section,) = read(written, "bao-cao.docx").sections
    assert figure in section.blocks
