"""The account of a cleaning: as JSON, as lines, and line by line."""

import json

from diemtin.cleaning import clean
from diemtin.cleaning.account import Cutting, article_lines, as_json, explain
from diemtin.model import Capture, CaptureBlock

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
    data = json.loads(json.dumps(as_json(ARTICLE, AUDIT)))
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


def test_every_line_is_explained() -> None:
    fates = {fate.line: fate for fate in explain(CAPTURE, ARTICLE, AUDIT).fates}
    assert sorted(fates) == [number for number, text in enumerate(LINES, 1) if text]
    assert (fates[3].kept, fates[3].cuttings) == ("title", ())
    assert fates[5].kept == "standfirst"
    assert fates[5].cuttings == (Cutting("(Baohason.vn) -", field="mark"),)
    assert (fates[2].kept, fates[2].cuttings[0].rule) == (None, "menu.navigation")
    assert (fates[7].kept, fates[7].block) == ("heading", 0)
    assert (fates[9].kept, fates[10].block) == ("list", 2)
    assert fates[9].cuttings == (Cutting("-", rule="list.marker"),)
    assert (fates[12].kept, fates[14].cuttings[0].field) == ("figure", "byline")
