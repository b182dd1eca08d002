"""A document with every element, written for these tests."""

from io import BytesIO

import pytest
from PIL import Image

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

BODY = (
    "Sáng nay, đoàn công tác của tỉnh làm việc với các đối tác về thương mại biên giới, thông quan "
    "nông sản và giao lưu nhân dân giữa hai bên. "
)


def line(text: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(text),), role)


def picture(identifier: str, width: int, height: int) -> Picture:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "#9e1b32").save(buffer, "PNG")
    return Picture(identifier, "image/png", width, height, buffer.getvalue())


def front() -> tuple[Block, ...]:
    return (
        Columns(
            "letterhead",
            (
                line("Ủy ban nhân dân tỉnh", "agency-above"),
                line("Sở Ngoại vụ", "agency"),
                line("Số: 12/BC-SNgV", "number"),
            ),
            (
                line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "national-name"),
                line("Độc lập - Tự do - Hạnh phúc", "motto"),
                line("Hà Sơn, ngày 05 tháng 02 năm 2024", "place-date"),
            ),
        ),
        line("Báo cáo", "kind"),
        Paragraph((Text("Điểm tin đối ngoại"), LineBreak(), Text("Tuần 5")), "subject"),
    )


def first_article() -> tuple[Block, ...]:
    remark = Comment(5, 8, "Có thể là: “này”", "này", "glued-words")
    return (
        Heading(1, (Text("Hội đàm về cửa khẩu"),), "article-1-title"),
        Definitions(
            (
                Definition(
                    (Text("Nguồn"),),
                    (Text("Cổng tỉnh "), Citation("#source-1", "1", "citation-1-1")),
                ),
                Definition((Text("Tác giả"),), (Text("Kim Ngân"),)),
            )
        ),
        line("Hai bên thống nhất kéo dài giờ thông quan.", "standfirst"),
        Paragraph(
            (
                Text(BODY * 3),
                Text("Kết quả", strong=True),
                Text(" là "),
                Text("đáng kể", emphasis=True),
                Text(", rộng 5 m"),
                Text("2", script="superscript"),
                Text(", xem "),
                Link("https://vi.example/tin?a=1&b=2", (Text("trang tin"),)),
                Text(" hoặc "),
                Link("#article-2-title", (Text("bài sau"),)),
                Text("."),
            ),
            comments=(remark,),
        ),
        Heading(2, (Text("Việc cần làm"),), "article-1-heading-1"),
        List(
            (
                (line("Việc thứ nhất"), List(((line("Bước ba"),), (line("Bước bốn"),)), True, 3)),
                (line("Việc thứ hai"), line("Nói thêm về việc thứ hai")),
            )
        ),
        List(((line("Điểm năm"),), (line("Điểm sáu"),)), True, 5),
        Quote((line("Chúng tôi sẽ làm hết sức."), line("Và hơn nữa.")), (Text("Ông Bình"),)),
        Figure((Text("Hai bên ký kết"),), "picture-a", "Hai người bắt tay", "", "figure-1"),
        Figure((Text("Toàn cảnh"),), None, "", "Chú thích ảnh:"),
        Table(
            (
                (Cell((Text("Hàng"),), True), Cell((Text("Tấn"),), True, alignment="right")),
                (Cell((Text("Gạo"),), row_span=2), Cell((Text("10"),), alignment="right")),
                (Cell((Text("20"),), alignment="right"),),
                (Cell((Text("Cả hai loại"),), column_span=2, alignment="center"),),
            ),
            1,
            (Text("Hàng qua cửa khẩu"),),
            "table-1",
        ),
    )


def second_article() -> tuple[Block, ...]:
    wide = tuple(
        tuple(Cell((Text(f"ô hàng {r}.{c}"),), r == 0) for c in range(8)) for r in range(3)
    )
    title = "Giao lưu hữu nghị ở vùng biên và những điều cần biết thêm về chuyến đi dài ngày"
    return (
        Heading(1, (Text(title),), "article-2-title"),
        line(BODY * 3),
        Table(wide, 1),
        line(BODY * 2),
        Figure((), "picture-b", "Cột mốc"),
    )


def contents() -> tuple[Block, ...]:
    listed = [
        ContentsEntry(block.level, block.content, block.identifier)
        for block in (*first_article(), *second_article(), *sources())
        if isinstance(block, Heading)
    ]
    return (Heading(1, (Text("Mục lục"),), "contents-title"), Contents(tuple(listed)))


def sources() -> tuple[Block, ...]:
    said = (
        Link("#article-1-title", (Text("Hội đàm về cửa khẩu"),)),
        LineBreak(),
        Text("Được dẫn tại: "),
        Link("#citation-1-1", (Text("1"),)),
    )
    return (
        Heading(1, (Text("Nguồn tin"),), "sources-title"),
        Definitions((Definition((Text("[1]"),), said, "source-1"),), "sources"),
    )


def closing() -> tuple[Block, ...]:
    recipients = (line("Nơi nhận:", "recipients-heading"), line("- Lưu: VT.", "recipient"))
    return (
        Columns(
            "closing",
            recipients,
            (line("KT. GIÁM ĐỐC", "authority"), line("Nguyễn Văn Minh", "signatory")),
        ),
    )


@pytest.fixture(scope="session")
def sample() -> Document:
    """A document with every element."""
    return Document(
        Metadata(
            title="Điểm tin đối ngoại",
            subtitle="Tuần 5",
            creator="Sở Ngoại vụ",
            subject="Đối ngoại",
            keywords=("biên giới", "thương mại"),
            date="2024-02-05",
            modified="2024-02-05T07:00:00Z",
            identifier="urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427",
            style="nd30",
        ),
        (
            Section("front", "front", "Điểm tin đối ngoại", front()),
            Section("contents", "contents", "Mục lục", contents()),
            Section("article", "article-1", "Hội đàm về cửa khẩu", first_article()),
            Section("article", "article-2", "Giao lưu hữu nghị", second_article()),
            Section("appendix", "sources", "Nguồn tin", sources()),
            Section("closing", "closing", "", closing()),
        ),
        (picture("picture-a", 1200, 600), picture("picture-b", 60, 40)),
    )


@pytest.fixture(scope="session")
def pagination() -> Pagination:
    """Where the headings of the sample stand."""
    anchors = {"article-1-title": 2, "article-1-heading-1": 3, "article-2-title": 4}
    return Pagination(6, {**anchors, "sources-title": 6})
