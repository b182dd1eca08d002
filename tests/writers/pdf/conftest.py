"""Readers of printed pages for tests, and documents to lay out."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

import msgspec
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from tests.tagged_pdf import TaggedPdf, code_of

from diemtin.model import (
    Block,
    Cell,
    Citation,
    Columns,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Figure,
    Heading,
    LineBreak,
    Link,
    List,
    Metadata,
    Pagination,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    Text,
)
from diemtin.style import Style, load_style
from diemtin.writers.pdf import lay_out

ReadTagged = Callable[[bytes], TaggedPdf]
ReadCode = Callable[[pikepdf.Page], list[tuple[Any, str]]]
LaidOut = tuple[bytes, Pagination]


@pytest.fixture
def read_tagged() -> ReadTagged:
    """Opens the bytes of a PDF for inspection of its tags."""
    return TaggedPdf


PARAGRAPH = (
    "Sáng nay, đoàn công tác của tỉnh làm việc với chính quyền địa phương nước bạn về việc mở "
    "rộng thông quan tại các cặp cửa khẩu song phương, nâng cao năng lực kho bãi và rút ngắn thời "
    "gian kiểm tra hàng nông sản. Hai bên thống nhất duy trì cơ chế trao đổi định kỳ, cùng tháo "
    "gỡ khó khăn cho doanh nghiệp và bảo đảm an ninh trật tự khu vực biên giới. "
)


def body(times: int = 1, role: str = "body") -> Paragraph:
    """Return a paragraph of about seventy words, or a multiple of that."""
    return Paragraph((Text((PARAGRAPH * times).strip()),), role)


def picture(identifier: str, width: int, height: int, form: str = "JPEG") -> Picture:
    """Return a grey gradient."""
    output = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(output, form)
    media: Any = f"image/{form.lower()}"
    return Picture(identifier, media, width, height, output.getvalue())


def document(*blocks: Block, pictures: tuple[Picture, ...] = (), title: str = "Tin") -> Document:
    """Return a document of one article."""
    section = Section("article", "article", title, blocks)
    return Document(Metadata(title), (section,), pictures)


def lines(*texts: str, role: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(text),), role) for text in texts)


def letterhead() -> Columns:
    return Columns(
        "letterhead",
        (
            *lines("Ủy ban nhân dân tỉnh", role="agency-above"),
            *lines("Sở Ngoại vụ", role="agency"),
            *lines("Số: 12/BC-SNgV", role="number"),
        ),
        (
            *lines("Cộng hòa xã hội chủ nghĩa Việt Nam", role="national-name"),
            *lines("Độc lập - Tự do - Hạnh phúc", role="motto"),
            *lines("Hà Giang, ngày 05 tháng 02 năm 2024", role="place-date"),
        ),
    )


def table(rows: int, columns: int = 4) -> Table:
    head = tuple(Cell((Text(f"Cột {column}"),), header=True) for column in range(columns))
    cells = [
        tuple(Cell((Text(f"Ô {row}.{column}"),)) for column in range(columns))
        for row in range(rows)
    ]
    return Table((head, *cells), 1, (Text("Số liệu"),), "table")


def full_document() -> Document:
    """Return a document with every kind of block and inline."""
    address = "https://tinh.example/tin-tuc/doi-ngoai/2024/02/hop-tac-bien-gioi-duoc-day-manh.html"
    front: tuple[Block, ...] = (
        letterhead(),
        *lines("Báo cáo", role="kind"),
        *lines("Tin đối ngoại tháng 01", role="subject"),
        Heading(1, (Text("Mục lục"),), "contents"),
        Contents(
            (
                ContentsEntry(1, (Text("Hợp tác biên giới"),), "article-1"),
                ContentsEntry(2, (Text("Cửa khẩu"),), "part-1"),
                ContentsEntry(1, (Text("Nguồn tin"),), "sources"),
            )
        ),
    )
    article: tuple[Block, ...] = (
        Heading(1, (Text("Hợp tác biên giới"),), "article-1"),
        Definitions((Definition((Text("Nguồn:"),), (Text("Báo tỉnh"),)),)),
        *lines("Hai bên ký biên bản ghi nhớ.", role="standfirst"),
        Paragraph(
            (
                Text("Theo "),
                Text("báo cáo", strong=True),
                Text(", xem "),
                Link(address, (Text(address),)),
                Text(" và "),
                Citation("#source-1", "1", "citation-1"),
                Text("; diện tích 5 km"),
                Text("2", script="superscript"),
                Text(", "),
                Text("in nghiêng", emphasis=True),
                LineBreak(),
                Text("dòng mới."),
            )
        ),
        body(2),
        Heading(4, (Text("Cửa khẩu"),), "part-1"),
        body(),
        List(
            (
                (body(), List((lines("Mục con", role="body"),))),
                lines("Mục hai", role="body"),
            )
        ),
        List((lines("Đánh số", role="body"), lines("Tiếp theo", role="body")), True, 9),
        Quote(lines("Chúng tôi rất vui.", role="body"), (Text("Đại diện"),)),
        Figure((Text("Toàn cảnh."),), "p1", "Ảnh hội trường", "Ảnh:"),
        Figure((Text("Không còn ảnh."),), None, "", "Chú thích ảnh:"),
        table(50),
        table(3, 9),
        Paragraph((Text("Chữ khác: مرحبا بالعالم 12 שלום 😀 ສະບາຍດີ ₫ \U00013000."),)),
    )
    sources: tuple[Block, ...] = (
        Heading(1, (Text("Nguồn tin"),), "sources"),
        Definitions(
            (
                Definition(
                    (Text("[1]"),),
                    (Text("Báo tỉnh, "), Link("#citation-1", (Text("xem lại"),))),
                    "source-1",
                ),
            ),
            "sources",
        ),
    )
    closing = Columns(
        "closing",
        (*lines("Nơi nhận:", role="recipients-heading"), *lines("- Lưu: VT.", role="recipient")),
        (*lines("Giám đốc", role="authority"), *lines("Trần Thị B", role="signatory")),
    )
    return Document(
        Metadata(
            "Tin đối ngoại (tháng 01)",
            creator="Sở Ngoại vụ",
            subject="Đối ngoại",
            keywords=("biên giới", "hợp tác"),
            modified="2024-02-05T07:00:00Z",
        ),
        (
            Section("front", "front", "Báo cáo", front),
            Section("article", "section-1", "Hợp tác biên giới", article),
            Section("appendix", "section-2", "Nguồn tin", sources),
            Section("closing", "closing", "", (closing,)),
        ),
        (picture("p1", 800, 500),),
    )


class Samples:
    """What tests build documents from."""

    body = staticmethod(body)
    document = staticmethod(document)
    full = staticmethod(full_document)
    letterhead = staticmethod(letterhead)
    lines = staticmethod(lines)
    picture = staticmethod(picture)
    table = staticmethod(table)


@pytest.fixture(scope="session")
def samples() -> Samples:
    """Builders of blocks and documents."""
    return Samples()


@pytest.fixture(scope="session")
def nd30() -> Style:
    """The administrative report, in packaged fonts only, so that every machine prints the same."""
    style = load_style("nd30")
    fonts = msgspec.structs.replace(style.fonts, body=("Crimson Text",), heading=("Crimson Text",))
    return msgspec.structs.replace(style, fonts=fonts)


@pytest.fixture(scope="session")
def full_pdf(nd30: Style) -> LaidOut:
    """The full document, laid out."""
    return lay_out(full_document(), nd30)


class Character(NamedTuple):
    """A printed character: its page, its box in points from the lower left, its size."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float


ReadPrinted = Callable[[bytes], list[Character]]
Find = Callable[[list[Character], str], list[Character]]


def printed(data: bytes) -> list[Character]:
    """Return all visible characters of a PDF, as PDFium (an engine not ours) finds them."""
    found = []
    pdf = pypdfium2.PdfDocument(data)
    for number, page in enumerate(pdf, 1):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.strip():
                size = pypdfium2.raw.FPDFText_GetFontSize(text, index)
                left, bottom, right, top = text.get_charbox(index)
                found.append(Character(character, number, left, bottom, right, top, size))
    return found


def find_text(characters: list[Character], text: str) -> list[Character]:
    """Return the characters of a text's first occurrence, spaces apart."""
    wanted = text.replace(" ", "")
    whole = "".join(character.text for character in characters)
    start = whole.index(wanted)
    return characters[start : start + len(wanted)]


@pytest.fixture
def read_code() -> ReadCode:
    """Reads the operators of a page."""
    return code_of


@pytest.fixture
def read_printed() -> ReadPrinted:
    """Reads the characters that a PDF shows, with their places."""
    return printed


@pytest.fixture
def find() -> Find:
    """Finds a text among printed characters."""
    return find_text
