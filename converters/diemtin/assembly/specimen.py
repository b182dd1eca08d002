"""A specimen of a style: one document with every element and every role of paragraphs."""

import zlib
from hashlib import sha256
from struct import pack
from uuid import NAMESPACE_OID, uuid5

from diemtin.assembly.composition.contents import contents_block
from diemtin.assembly.composition.front import appendix_blocks, closing_blocks, front_blocks
from diemtin.languages import load_language
from diemtin.model import (
    Block,
    Cell,
    Chart,
    ChartPoint,
    Citation,
    Columns,
    Definition,
    Definitions,
    Document,
    Figure,
    FrontMatter,
    Heading,
    Inline,
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
)
from diemtin.style import Style
from diemtin.style.types import ROLES

_LANGUAGE = load_language("vi")
_OF_OTHER_BLOCKS = {
    *(role for role in ROLES if role.startswith(("heading-", "contents-", "table-"))),
    *("fact", "glossary", "source", "list-item", "quote", "attribution"),
    *("caption", "caption-missing", "running-head", "page-number"),
}
_WIDTH, _HEIGHT = 640, 360


def _plain(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _cite(number: int, identifier: str) -> Citation:
    return Citation(f"#source-{number}", str(number), identifier)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file (ISO/IEC 15948, 5.3)."""
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def specimen_picture() -> Picture:
    """Return a drawn landscape in grey, 640 by 360 pixels."""
    rows = []
    for y in range(_HEIGHT):
        row = bytearray([0])
        for x in range(_WIDTH):
            near = 250 + abs(x - 420) // 4
            far = 170 + abs((x + 120) % 340 - 170) // 2
            row.append(70 if y > near else 130 if y > far else 235 - y // 4)
        rows.append(bytes(row))
    header = pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + _chunk(b"IEND", b"")
    )
    return Picture(sha256(data).hexdigest(), "image/png", _WIDTH, _HEIGHT, data)


def _front_matter(style: Style) -> FrontMatter:
    return FrontMatter(
        title="Bản mẫu các thành phần trình bày",
        subtitle=f"Kiểu “{style.title}”",
        agency="Sở Ngoại vụ",
        agency_above="Ủy ban nhân dân tỉnh",
        number="8/BC-SNgV",
        place="Hà Giang",
        date="2024-02-05",
        authority=("KT. Giám đốc", "Phó Giám đốc"),
        signatory="Nguyễn Thị Minh Hạnh",
        recipients=("Như trên", "Văn phòng Ủy ban nhân dân tỉnh", "Lưu: VT"),
    )


def _summary() -> Section:
    points = (
        (
            Text("Tỉnh đón ba đoàn công tác nước ngoài trong quý, tăng một đoàn so với kế hoạch. "),
            _cite(1, "cite-1"),
        ),
        (
            Text("Cửa khẩu thông quan trở lại cả ngày lẫn đêm từ đầu tháng Hai. "),
            _cite(1, "cite-2"),
            Text(" "),
            _cite(2, "cite-3"),
        ),
        _plain("Hai địa phương thống nhất giao ban trực tuyến mỗi tháng một lần."),
    )
    items = tuple((Paragraph(point, "list-item"),) for point in points)
    heading = Heading(1, _plain("Điểm chính"), "summary-title")
    return Section("summary", "summary", "Điểm chính", (heading, List(items)))


def _facts() -> Definitions:
    facts = (
        ("Nguồn", "Cổng thông tin điện tử của tỉnh"),
        ("Ngày", "05/02/2024, 14 giờ 30 phút"),
        ("Tác giả", "Hoàng Lan"),
    )
    return Definitions(tuple(Definition(_plain(term), _plain(text)) for term, text in facts))


def _steps() -> List:
    """Return a numbered list with a list inside."""
    within = _plain("trong 15 phút với hàng luồng xanh;"), _plain("trong ngày với hàng khác.")
    inner = List(tuple((Paragraph(text, "list-item"),) for text in within))
    return List(
        (
            (Paragraph(_plain("Khai báo trực tuyến trước khi xe đến cửa khẩu."), "list-item"),),
            (Paragraph(_plain("Kiểm tra giấy tờ và cân tải trọng một điểm."), "list-item"),),
            (Paragraph(_plain("Nhận kết quả qua tin nhắn:"), "list-item"), inner),
        ),
        ordered=True,
    )


def _text_blocks() -> tuple[Block, ...]:
    return (
        Heading(1, _plain("Đối ngoại địa phương gắn với phát triển kinh tế vùng biên"), "article"),
        _facts(),
        Paragraph(
            _plain(
                "Trong tháng đầu năm, công tác đối ngoại của tỉnh tập trung vào thương mại biên "
                "giới, giáo dục nghề nghiệp và giao lưu nhân dân."
            ),
            "standfirst",
        ),
        Paragraph(
            (
                Text("Sở Ngoại vụ cho biết, "),
                Text("kim ngạch qua cửa khẩu đạt 1,2 tỷ đô la Mỹ", strong=True),
                Text(" trong tháng Một; con số này "),
                Text("chưa gồm", emphasis=True),
                Text(" hàng quá cảnh. Số liệu đầy đủ có tại "),
                Link("https://so-lieu.example/thang-01?ban=day-du", (Text("trang số liệu"),)),
                Text(". Diện tích kho bãi là 12.000 m"),
                Text("2", script="superscript"),
                Text(", lượng phát thải CO"),
                Text("2", script="subscript"),
                Text(" giảm so với cùng kỳ. "),
                _cite(2, "cite-4"),
            )
        ),
        Paragraph(
            _plain(
                "Theo kế hoạch, các phòng chuyên môn rà soát những thỏa thuận đã ký, đề xuất thỏa "
                "thuận mới với các địa phương có chung đường biên, đồng thời hướng dẫn doanh "
                "nghiệp về thủ tục xuất nhập cảnh và các quy định kiểm dịch mới có hiệu lực."
            )
        ),
        *_subheadings(),
    )


def _subheadings() -> tuple[Block, ...]:
    return (
        Heading(2, _plain("Thông quan cả ngày lẫn đêm"), "article-2"),
        Paragraph(_plain("Tại cửa khẩu quốc tế"), "lead-in"),
        Paragraph(
            _plain(
                "Lực lượng chức năng bố trí thêm một ca trực. Xe chở nông sản được ưu tiên làm thủ "
                "tục trước 6 giờ sáng để kịp phiên chợ của bạn hàng."
            )
        ),
        Heading(3, _plain("Quy trình mới"), "article-3"),
        _steps(),
        Heading(4, _plain("Kiểm dịch"), "article-4"),
        Heading(5, _plain("Hàng tươi sống"), "article-5"),
        Heading(6, _plain("Hoa quả"), "article-6"),
        Quote(
            (
                Paragraph(
                    _plain("Doanh nghiệp cần sự ổn định; quy trình rõ ràng quan trọng hơn ưu đãi."),
                    "quote",
                ),
            ),
            _plain("Đại diện một hợp tác xã vận tải"),
        ),
    )


def _figures(picture: Picture) -> tuple[Block, ...]:
    return (
        Figure(
            _plain("Đường lên cửa khẩu trong một buổi sáng mùa xuân."),
            picture.identifier,
            "Hình vẽ hai lớp núi dưới nền trời sáng",
            identifier="figure-1",
        ),
        Figure(_plain("Các đại biểu dự buổi làm việc."), label="Chú thích ảnh:"),
    )


def _row(*texts: str, header: bool = False) -> tuple[Cell, ...]:
    return tuple(
        Cell(_plain(text), header=header, alignment="right" if text[:1].isdigit() else "left")
        for text in texts
    )


def _tables() -> tuple[Block, ...]:
    months = [f"Tháng {month}/2024" for month in range(1, 10)]
    values = [f"{value},5 triệu" for value in range(101, 110)]
    return (
        Heading(2, _plain("Bảng số liệu"), "tables"),
        Table(
            (
                (
                    Cell(_plain("Mặt hàng"), header=True),
                    Cell(_plain("Sản lượng (tấn)"), header=True, alignment="right"),
                    Cell(_plain("So với cùng kỳ"), header=True, alignment="right"),
                ),
                _row("Thanh long", "12.480", "8,2%"),
                _row("Sầu riêng", "9.015", "21,4%"),
                (
                    Cell(_plain("Tổng cộng"), header=True),
                    Cell(_plain("21.495 tấn"), column_span=2, alignment="center"),
                ),
            ),
            header_rows=1,
            caption=_plain("Nông sản xuất khẩu qua cửa khẩu trong tháng Một"),
            identifier="table-1",
        ),
        Table(
            (_row("Cửa khẩu", *months, header=True), _row("Thanh Thủy", *values)),
            header_rows=1,
            caption=_plain("Kim ngạch theo tháng (đô la Mỹ)"),
            identifier="table-2",
        ),
    )


def _charts() -> tuple[Block, ...]:
    """Return a chart of each kind."""
    bars = (
        ChartPoint("Thanh long", "tăng 8,2%", 8.2),
        ChartPoint("Sầu riêng", "tăng 21,4%", 21.4),
        ChartPoint("Dưa hấu", "giảm 5,1%", -5.1),
    )
    days = (
        ChartPoint("Hội đàm cấp tỉnh", "08/01/2024", first="2024-01-08", last="2024-01-08"),
        ChartPoint("Tuần lễ thương mại", "cuối tháng 01", first="2024-01-22", last="2024-01-31"),
    )
    return (
        Heading(2, _plain("Biểu đồ"), "charts"),
        Chart(
            "bars",
            bars,
            "%",
            _plain("Sản lượng xuất khẩu so với cùng kỳ"),
            "Thanh long tăng 8,2%, sầu riêng tăng 21,4%, dưa hấu giảm 5,1%.",
            "chart-1",
        ),
        Chart(
            "timeline",
            days,
            caption=_plain("Hoạt động đối ngoại trong tháng Một"),
            alternative="Hội đàm ngày 08/01; tuần lễ thương mại từ 22 đến 31/01/2024.",
            identifier="chart-2",
        ),
    )


def _glossary(head: tuple[Block, ...]) -> Section:
    entries = (
        ("UBND", "Ủy ban nhân dân."),
        ("FTA", "Hiệp định thương mại tự do (free trade agreement)."),
        ("ODA", "Hỗ trợ phát triển chính thức (official development assistance)."),
    )
    items = tuple(Definition(_plain(term), _plain(text)) for term, text in entries)
    heading = Heading(1, _plain("Từ viết tắt"), "glossary-title")
    blocks = (*head, heading, Definitions(items, "glossary"))
    return Section("index", "glossary", "Từ viết tắt", blocks)


def _sources() -> Section:
    entries = (
        ("1", "Cổng thông tin điện tử của tỉnh", "https://tinh.example/tin/1", "cite-1"),
        ("2", "Báo điện tử của tỉnh", "https://bao.example/doi-ngoai/2.html", "cite-3"),
    )
    items = tuple(
        Definition(
            _plain(f"[{number}]"),
            (
                Text(name),
                LineBreak(),
                Link(address, (Text(address),)),
                LineBreak(),
                Text("Được dẫn tại: Điểm chính "),
                Link(f"#{back}", (Text("1"),)),
            ),
            f"source-{number}",
        )
        for number, name, address, back in entries
    )
    heading = Heading(1, _plain("Nguồn tin"), "sources-title")
    return Section("appendix", "sources", "Nguồn tin", (heading, Definitions(items, "sources")))


def _other_roles(sections: tuple[Section, ...]) -> Section:
    """Show every role of paragraphs that no other section has shown."""
    shown = {
        paragraph.role
        for section in sections
        for block in section.blocks
        for paragraph in _paragraphs(block)
    }
    blocks: list[Block] = [Heading(1, _plain("Các vai trò khác"), "roles-title")]
    for role in ROLES:
        if role not in shown and role not in _OF_OTHER_BLOCKS:
            text = f"Đoạn văn có vai trò {role}, dài vừa đủ để thấy cỡ chữ, giãn dòng và căn lề."
            blocks.append(Paragraph(_plain(text), role))
    return Section("appendix", "roles", "Các vai trò khác", tuple(blocks))


def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    match block:
        case Paragraph():
            return (block,)
        case Columns(left=left, right=right):
            return (*left, *right)
        case _:
            return ()


def specimen(style: Style) -> Document:
    """Return a document that shows a style: every kind of block and inline, and every role.

    It is in Vietnamese, and the same for the same style.
    """
    front = _front_matter(style)
    picture = specimen_picture()
    article = (*_text_blocks(), *_figures(picture), *_tables(), *_charts())
    head = Section("front", "front", front.title or "", front_blocks(front, style, _LANGUAGE))
    closing = Section("closing", "closing", "", closing_blocks(front, _LANGUAGE))
    body: tuple[Section, ...] = (
        _summary(),
        Section("article", "article-1", "Đối ngoại địa phương gắn với kinh tế", article),
        closing,
        _glossary(appendix_blocks(front, _LANGUAGE)),
        _sources(),
    )
    body = (*body, _other_roles((head, *body)))
    title = _LANGUAGE.document.contents
    contents = contents_block(body)
    blocks: tuple[Block, ...] = (Heading(1, _plain(title), "contents-title"),)
    listed = Section("contents", "contents", title, (*blocks, contents) if contents else blocks)
    return Document(
        Metadata(
            front.title or "",
            front.subtitle or "",
            creator=front.agency or "",
            date=front.date,
            identifier=uuid5(NAMESPACE_OID, f"diemtin specimen {style.name}").urn,
            style=style.name,
        ),
        (head, listed, *body),
        (picture,),
    )
