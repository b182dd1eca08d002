"""The account of a cleaning: as JSON, as lines, and line by line."""

import json

import msgspec

from diemtin.cleaning import clean
from diemtin.cleaning.account import account_lines, article_lines, as_json, block_lines
from diemtin.model import (
    Capture,
    CaptureBlock,
    Cell,
    Kept,
    List,
    Paragraph,
    Removal,
    Table,
    Text,
)

LINES = [
    "Sở Ngoại vụ",
    "Trang chủ",
    "Mở lớp dạy nghề mây tre đan",
    "12/04/2024",
    "(Baohason.vn) - Sáng 12/4, lớp dạy nghề mây tre đan khai giảng với 35 học viên.",
    "",
    "Học viên phải học những gì?",
    "Lớp dạy nghề mây tre đan kéo dài ba tháng, gồm ba phần học và hai đợt thực hành:",
    "- Vót nan và nhuộm nan;",
    "- Đan các mẫu cơ bản.",
    "Anh-tin-bai",
    "Giờ thực hành của lớp",
    "Học xong, học viên được nhận việc ở hợp tác xã.",
    "Minh Hà",
]
CAPTURE = Capture(
    "lop.txt",
    "text",
    "utf-8",
    1.0,
    tuple(CaptureBlock(text, number) for number, text in enumerate(LINES, 1)),
)
ARTICLE, AUDIT = clean(CAPTURE)


def test_json_says_what_the_contract_promises() -> None:
    data = json.loads(msgspec.json.encode(as_json(ARTICLE, AUDIT)))
    assert data["origin"] == "lop.txt"
    assert data["title"] == LINES[2]
    assert data["standfirst"] == LINES[4].removeprefix("(Baohason.vn) - ")
    assert (data["byline"], data["site"], data["published"]) == (
        "Minh Hà",
        "Sở Ngoại vụ",
        "2024-04-12",
    )
    assert (data["language"], data["charset"], data["url"]) == ("vi", "utf-8", None)
    assert [block["kind"] for block in data["blocks"]] == [
        "heading",
        "paragraph",
        "list",
        "figure",
        "paragraph",
    ]
    assert data["blocks"][0] == {"kind": "heading", "level": 2, "text": LINES[6]}
    assert data["blocks"][2]["items"] == ["Vót nan và nhuộm nan;", "Đan các mẫu cơ bản."]
    assert data["blocks"][3] == {"kind": "figure", "caption": LINES[11], "image": None}
    assert {"line": 2, "text": "Trang chủ", "rule": "menu.navigation"} in data["removed"]
    assert data["suggestions"] == []


def test_plain_text_is_a_block_a_line_with_the_markers_of_lists() -> None:
    lines = article_lines(ARTICLE)
    assert lines[0] == LINES[2]
    assert LINES[8] in lines
    assert len(lines) == 8


def test_an_item_of_several_blocks_is_a_line_for_each() -> None:
    first, second = Paragraph((Text("Vót nan;"),)), Paragraph((Text("nhuộm nan."),))
    block = List(((first, second), (first,)), ordered=True, start=3)
    assert block_lines(block) == ["3. Vót nan;", "nhuộm nan.", "4. Vót nan;"]


def test_a_row_is_a_line_with_tabs_between_its_cells() -> None:
    rows = ((Cell((Text("Lúa"),)), Cell((Text("38,5\nha"),))),)
    assert block_lines(Table(rows, caption=(Text("Diện tích"),))) == ["Diện tích", "Lúa\t38,5 ha"]


def test_every_line_is_explained() -> None:
    lines = {line.line: line for line in account_lines(CAPTURE.blocks, ARTICLE, AUDIT)}
    assert sorted(lines) == [number for number, text in enumerate(LINES, 1) if text]
    assert (lines[3].became, lines[3].removed, lines[3].kept) == ("title", (), ())
    assert lines[5].became == "standfirst"
    assert lines[5].kept == (Kept(5, "(Baohason.vn) -", "mark"),)
    assert (lines[2].became, lines[2].removed[0].rule) == (None, "menu.navigation")
    assert (lines[7].became, lines[9].became) == ("heading", "list")
    assert lines[9].removed == (Removal(9, "-", "list.marker"),)
    assert (lines[12].became, lines[14].kept[0].field) == ("figure", "byline")


def test_the_parts_of_a_line_stand_in_its_order() -> None:
    texts = ("Mở lớp dạy nghề", "02:54 PM 06/05/2022 |  Lượt xem: 2715", LINES[7])
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(texts, 1))
    article, audit = clean(Capture("lop.txt", "text", "utf-8", 1.0, blocks))
    line = list(account_lines(blocks, article, audit))[1]
    assert line.text == "02:54 PM 06/05/2022 | Lượt xem: 2715"
    assert [part.text for part in line.removed] == ["| Lượt xem: 2715"]
    assert [part.text for part in line.kept] == ["02:54 PM 06/05/2022"]


def test_lines_that_were_joined_and_went_have_each_their_part() -> None:
    texts = ("Về quản lý bến thủy", "QUYẾT ĐỊNH", "Về quản lý bến thủy", LINES[7], LINES[12])
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(texts, 1))
    removed = (Removal(2, "QUYẾT ĐỊNH Về quản lý bến thủy", "alternative.title"),)
    article, audit = clean(Capture("bến.txt", "text", "utf-8", 1.0, blocks))
    audit = msgspec.structs.replace(audit, removed=removed)
    lines = list(account_lines(blocks, article, audit))
    assert [line.line for line in lines] == [1, 2, 3, 4, 5]
    assert [part.text for line in lines for part in line.removed] == list(texts[1:3])


def test_runs_of_one_line_that_are_alike_each_have_their_own_part() -> None:
    """A page that is one line may hold a paragraph three times, of which one stays."""
    text = "Tuyến đường dài 12,4 km được khởi công sáng nay tại trung tâm xã."
    twice = tuple(Removal(1, text, "doubled.line") for _ in range(2))
    audit = msgspec.structs.replace(AUDIT, removed=twice, metadata=(), placed=())
    lines = list(account_lines([CaptureBlock(text, 1)] * 3, ARTICLE, audit))
    assert [len(line.removed) for line in lines] == [1, 1, 0]
