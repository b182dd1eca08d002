"""The PDF is tagged: all content has its place in a structure tree that says what it is."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as PlatypusParagraph

from diemtin.fonts import find_family
from diemtin.model import Cell, Heading, Table, Text, document_words
from diemtin.writers.pdf import lay_out
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.structure import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tagged_pdf import Node
    from tests.writers.pdf.conftest import LaidOut, ReadCode, ReadTagged, Samples

    from diemtin.style import Style


FAMILY = find_family("Crimson Text")
FONT = FAMILY.regular.path if FAMILY else None


def test_content_tree_and_parent_tree_agree(full_pdf: LaidOut, read_tagged: ReadTagged) -> None:
    assert read_tagged(full_pdf[0]).problems == []


def test_tree_gives_the_words_of_the_document_in_order(
    full_pdf: LaidOut, read_tagged: ReadTagged, samples: Samples
) -> None:
    """Labels of lists and page numbers of contents are layout: they are taken out first."""
    tree = read_tagged(full_pdf[0]).root
    for item in tree.find("LI"):
        if item.kids[0].text().strip() in {"-", "9.", "10."}:
            del item.kids[0]
    for entry in tree.find("TOCI"):
        link = entry.find("Link")[0]
        assert link.kids.pop().text().isdigit()
    words = [word.casefold() for word in tree.text().split()]
    assert words == [word.casefold() for word in document_words(samples.full())]


def test_every_role_that_a_reader_needs_is_there(
    full_pdf: LaidOut, read_tagged: ReadTagged
) -> None:
    tree = read_tagged(full_pdf[0]).root
    roles = Counter(node.role for node in _all(tree))
    assert tree.role == "Document"
    for role in ("Art", "Sect", "H1", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody",
                 "TR", "TH", "TD", "Figure", "Caption", "Link", "TOC", "TOCI", "Reference",
                 "BlockQuote"):  # fmt: skip
        assert roles[role], role


def test_heading_levels_skip_none(full_pdf: LaidOut, read_tagged: ReadTagged) -> None:
    """The document's heading of level 4 under one of level 1 is tagged as level 2."""
    tree = read_tagged(full_pdf[0]).root
    levels = [node.role for node in _all(tree) if node.role[0] == "H" and node.role[1:].isdigit()]
    assert levels == ["H1", "H1", "H2", "H1"]


def test_figure_has_alternative_text_and_a_missing_one_is_a_paragraph(
    full_pdf: LaidOut, read_tagged: ReadTagged
) -> None:
    tagged = read_tagged(full_pdf[0])
    tree, figures = tagged.root, tagged.root.find("Figure")
    assert [str(figure.source.Alt) for figure in figures] == ["Ảnh hội trường"]
    assert "Ảnh: Toàn cảnh." in tree.find("Caption")[0].text()
    assert any("Không còn ảnh." in node.text() for node in tree.find("P"))


def test_header_cells_have_a_scope_and_repeated_ones_are_artifacts(
    full_pdf: LaidOut, read_tagged: ReadTagged
) -> None:
    tagged = read_tagged(full_pdf[0])
    first = tagged.root.find("Table")[0]
    scopes = {str(cell.source.A.Scope) for cell in first.find("TH")}
    assert scopes == {"/Column"}
    assert len(first.find("TH")) == 4
    assert tagged.artifacts.count("/Artifact:Cột 0") >= 1


def test_spans_are_told_and_short_rows_filled(
    nd30: Style, read_tagged: ReadTagged, samples: Samples
) -> None:
    cells = (Cell((Text("A"),), row_span=2), Cell((Text("B"),), column_span=2))
    table = Table((cells, (Cell((Text("C"),)),)))
    tagged = read_tagged(lay_out(samples.document(table), nd30)[0])
    tree = tagged.root
    assert [len(row.find("TD")) for row in tree.find("TR")] == [2, 2]
    tall, wide = tree.find("TR")[0].find("TD")
    assert (int(tall.source.A.RowSpan), int(wide.source.A.ColSpan)) == (2, 2)


def test_link_has_its_annotations_with_contents(full_pdf: LaidOut, read_tagged: ReadTagged) -> None:
    tagged = read_tagged(full_pdf[0])
    annotations = [note for page in tagged.pdf.pages for note in page.obj.get("/Annots", [])]
    addresses = {str(note.A.URI) for note in annotations if "/A" in note}
    assert len(addresses) == 1
    assert all(str(note.Contents) for note in annotations)
    assert all(int(note.F) == 4 for note in annotations)
    broken = [note for note in annotations if "/A" in note]
    assert len(broken) == 2, "the long address takes two lines, and each its own annotation"


def test_nothing_that_shows_text_becomes_an_artifact_unasked(
    full_pdf: LaidOut, read_tagged: ReadTagged
) -> None:
    """Page numbers and repeated header rows are the only text among the artifacts."""
    pagination = full_pdf[1]
    texts = {text.partition(":")[2] for text in read_tagged(full_pdf[0]).artifacts}
    numbers = {str(number) for number in range(2, pagination.count + 1)}
    assert texts == numbers | {f"Cột {column}" for column in range(4)}


def test_split_paragraph_is_one_element_on_two_pages(
    nd30: Style, read_tagged: ReadTagged, samples: Samples
) -> None:
    tagged = read_tagged(lay_out(samples.document(samples.body(30)), nd30)[0])
    (paragraph,) = tagged.root.find("P")
    assert len(tagged.pdf.pages) > 1
    assert len(paragraph.kids) == len(tagged.pdf.pages)


def test_any_flowable_can_be_tagged(read_code: ReadCode) -> None:
    """A paragraph of reportlab's own, drawn inside `tagged`, has its place in the tree."""
    pdfmetrics.registerFont(TTFont("Test", FONT))
    style = ParagraphStyle("test", fontName="Test", fontSize=12, leading=15)
    output = BytesIO()
    canvas = TaggedCanvas(output, initialFontName="Test")
    flowable = PlatypusParagraph("Một đoạn của reportlab.", style)
    flowable.wrapOn(canvas, 400, 700)
    with canvas.tagged(Element("P", canvas.structure.root)):
        flowable.drawOn(canvas, 72, 700)
    canvas.rect(72, 600, 100, 50)
    canvas.showPage()
    canvas._doc.Catalog.StructTreeRoot = canvas.structure
    canvas.save()
    pdf = pikepdf.open(BytesIO(output.getvalue()))
    names = [name for _, name in read_code(pdf.pages[0])]
    begin, shown = names.index("BDC"), names.index("Tj")
    assert begin < shown < names.index("EMC")
    assert "BMC" in names[names.index("EMC") :], "the rectangle is an artifact"
    assert pdf.Root.StructTreeRoot.K.K[0].S == "/P"


@pytest.mark.parametrize("levels", [(3, 6, 2), (2, 2, 5), (1, 4, 4)])
def test_first_heading_is_of_level_one(
    levels: tuple[int, ...],
    nd30: Style,
    read_tagged: ReadTagged,
    samples: Samples,
) -> None:
    headings = [Heading(level, (Text(f"Mục {level}"),)) for level in levels]
    tree = read_tagged(lay_out(samples.document(*headings, samples.body()), nd30)[0]).root
    found = [int(node.role[1:]) for node in _all(tree) if node.role[0] == "H"]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(found))


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if kid.role:
            yield from _all(cast("Node", kid))
