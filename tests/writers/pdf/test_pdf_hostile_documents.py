"""Documents that nobody would write by hand come out as correct pages."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec
import pytest

from diemtin.model import (
    Block,
    Cell,
    Columns,
    Contents,
    ContentsEntry,
    Definitions,
    Document,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    Metadata,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    Text,
    document_words,
)
from diemtin.style import Style, load_style
from diemtin.writers.pdf import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.writers.pdf.conftest import ReadPrinted, ReadTagged, Samples


def text(words: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(words),), role)


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell((Text(own),)) for own in texts)


WIDE = Table(tuple(cells(*(f"{row * column}" for column in range(60))) for row in range(30)), 1)
DEEP = List(((text("đáy"),),))
for _ in range(60):
    DEEP = List(((text("mức"), DEEP),))

CASES = {
    "a table of 60 columns": (WIDE,),
    "25 columns of long words": (Table((cells(*["Thươngmại" * 4] * 25),)),),
    "a word of 5,000 letters in a column": (Table((cells("w" * 5000, "ngắn"),)),),
    "two such words beside a third": (Table((cells("w" * 5000, "chữ", "v" * 5000),)),),
    "scripts that no slanted face has": (
        Quote((text("שלום עולם مرحبا ខ្មែរ 北京 😀 a\u030d"),), (Text("אני"),)),
        Figure((Text("תמונה", emphasis=True),)),
    ),
    "a heading of 5,000 letters": (Heading(1, (Text("x" * 5000),), "h"), text("y" * 5000)),
    "a title of 400 letters": (Heading(1, (Text("Tiêu đề rất dài " * 25),), "h"), text("Hết.")),
    "a heading of many pages that ends a text": (
        text("Mở đầu."),
        Heading(1, (Text("Tiêu đề rất dài " * 700),), "h"),
    ),
    "a cell higher than a page": (
        Table((cells("Đầu", "Hai"), cells("Câu dài nhiều chữ. " * 800, "ngắn")), 1),
    ),
    "spans beyond the table": (
        Table(((Cell((Text("A"),), row_span=9, column_span=9), Cell((Text("B"),))), cells("C"))),
    ),
    "header rows higher than a page": (
        Table((cells("Đầu đề dài nhiều chữ. " * 400, "Hai"), cells("a", "b")), 1),
    ),
    "ninety header rows": (Table(tuple(cells(f"{row}", "b") for row in range(99)), 90),),
    "a cell that spans 150 rows": (
        Table(
            (
                cells("Một", "Hai"),
                (Cell((Text("Dài. " * 500),), row_span=150), *cells("x")),
                *(cells(f"{row}") for row in range(149)),
            ),
            1,
        ),
    ),
    "a long text that spans three rows": (
        Table(
            (
                (Cell((Text("Câu dài nhiều chữ. " * 300),), row_span=3), *cells("x")),
                cells("y"),
                cells("z"),
            )
        ),
    ),
    "rows of all lengths": (Table((cells("A"), cells("B", "C", "D"), ()), 2), Table(((), ()))),
    "nothing in anything": (
        Heading(1, (), ""),
        Paragraph(()),
        List(()),
        Quote(()),
        Figure(),
        Definitions(()),
        Contents(()),
        Columns("closing", (), ()),
        Table(()),
    ),
    "lists in lists": (DEEP,),
    "headings alone": tuple(Heading(2, (Text(f"Đầu mục {i}"),)) for i in range(120)),
    "a quotation of many pages": (Quote((text("Câu nói dài. " * 900),), (Text("ai"),)),),
    "recipients of many pages": (
        Columns(
            "closing",
            tuple(text(f"- Nơi nhận {i};", "recipient") for i in range(120)),
            (text("Người ký", "signatory"),),
        ),
    ),
    "line breaks only": (Paragraph((LineBreak(), LineBreak(), Text("x"), LineBreak())),),
    "a link to an empty heading": (
        Heading(1, (), "h"),
        Contents((ContentsEntry(1, (Text("Tin"),), "h"),)),
        Paragraph((Link("#h", (Text("Xem"),)),)),
    ),
    "a title that is no word": (Heading(1, (Text("\x00\u202e"),), "h"), text("Hết.")),
}


@pytest.mark.parametrize("style", ["nd30", "pocket"])
@pytest.mark.parametrize("name", CASES)
def test_page_is_correct(
    name: str,
    style: str,
    read_tagged: ReadTagged,
    read_printed: ReadPrinted,
    samples: Samples,
) -> None:
    document = samples.document(*CASES[name])
    data, pagination = lay_out(document, load_style(style))
    tagged = read_tagged(data)
    assert tagged.problems == []
    assert pagination.count == len(tagged.pdf.pages)
    for character in read_printed(data):
        _, _, width, height = tagged.pdf.pages[character.page - 1].mediabox
        assert -0.5 <= character.left < character.right <= float(width) + 0.5, character
        assert -0.5 <= character.bottom < character.top <= float(height) + 0.5, character


# Their pages show more than their words: list markers and page numbers.
UNLIKE = {"lists in lists", "a title that is no word", "a link to an empty heading"}


@pytest.mark.parametrize("name", sorted(set(CASES) - UNLIKE))
def test_no_word_is_lost(name: str, nd30: Style, read_tagged: ReadTagged, samples: Samples) -> None:
    """Apart from spaces, which the pieces of a broken word do not have either."""
    document = samples.document(*CASES[name])
    words = read_tagged(lay_out(document, nd30)[0]).words()
    assert "".join(words).casefold() == "".join(document_words(document)).casefold()


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8\xff garbage", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, b"GIF89a"],
)
def test_broken_picture_leaves_its_caption(
    data: bytes, nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    bad = Picture("p", "image/jpeg", 40_000, 40_000, data)
    document = samples.document(Figure((Text("Chú thích."),), "p", "Ảnh"), pictures=(bad,))
    tree = read_tagged(lay_out(document, nd30)[0]).root
    assert not tree.find("Figure")
    assert tree.text().split() == ["Chú", "thích."]


def test_picture_cut_short_leaves_its_caption(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    whole = samples.picture("p", 600, 400)
    bad = msgspec.structs.replace(whole, data=whole.data[: len(whole.data) // 2])
    document = samples.document(Figure((Text("Chú thích."),), "p", "Ảnh"), pictures=(bad,))
    assert not read_tagged(lay_out(document, nd30)[0]).root.find("Figure")


def test_empty_document_is_one_empty_page(nd30: Style, read_tagged: ReadTagged) -> None:
    for sections in ((), (Section("front", "front", "", ()),)):
        data, pagination = lay_out(Document(Metadata("Trống"), sections), nd30)
        assert pagination.count == len(pagination.breaks) == 1
        assert read_tagged(data).problems == []


@pytest.mark.parametrize("seed", range(3))
def test_any_mix_of_blocks_keeps_its_words(
    seed: int, nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    """A hundred blocks in random order: no word lost, no tag astray."""
    chance = random.Random(seed)  # noqa: S311
    kinds: list[Callable[[], Block]] = [
        lambda: samples.body(chance.randint(1, 4)),
        lambda: Heading(chance.randint(1, 6), (Text("Đầu đề nhỏ"),)),
        lambda: samples.table(chance.randint(1, 40), chance.choice([2, 4, 14])),
        lambda: Quote((samples.body(),), (Text("Người nói"),)),
        lambda: Figure((Text("Chú thích."),), chance.choice(["p", None]), "Ảnh"),
        lambda: text("Dòng đơn."),
    ]
    blocks = [chance.choice(kinds)() for _ in range(100)]
    document = samples.document(*blocks, pictures=(samples.picture("p", 700, 300),))
    tagged = read_tagged(lay_out(document, nd30)[0])
    assert tagged.problems == []
    # The main headings of a report are printed in capitals.
    words = [word.casefold() for word in document_words(document)]
    assert [word.casefold() for word in tagged.words()] == words
