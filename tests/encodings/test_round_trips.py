"""Texts written in every encoding of the archives come back identical, detected by themselves."""

import sys
from types import ModuleType

import pytest

from diemtin.encodings import decode

Texts = dict[str, dict[str, str]]


def test_our_texts_come_back_from_every_encoding(encoders: ModuleType, texts: Texts) -> None:
    for name, encode in encoders.ENCODERS.items():
        for text in texts["vietnamese"].values():
            wanted = encoders.representable(text, name)
            assert decode(encode(wanted)).text == wanted, name


@pytest.mark.parametrize("name", ["windows-1258", "tcvn3", "vni", "viscii", "vps", "viqr"])
def test_a_title_alone_is_enough(encoders: ModuleType, texts: Texts, name: str) -> None:
    for title in texts["titles"].values():
        decoded = decode(encoders.ENCODERS[name](title))
        assert decoded.text == title
        assert decoded.charset in (name, "tcvn5712")


def test_the_shared_captures_come_back_from_every_encoding(
    encoders: ModuleType, shared_captures: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [encoders.measure(name, shared_captures) for name in encoders.ENCODERS]
    with capsys.disabled():
        sys.stdout.write(f"\n{encoders.table(rows)}\n")
    assert [row.encoding for row in rows if row.identical_texts < row.texts] == []


def test_captures_of_other_genres_come_back_line_by_line(
    encoders: ModuleType, other_captures: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Menus, names of villages, tables: lines that have few syllables to be known by."""
    rows = [encoders.measure(name, other_captures) for name in encoders.ENCODERS]
    with capsys.disabled():
        sys.stdout.write(f"\n{encoders.table(rows)}\n")
    for row in rows:
        assert row.identical_lines >= 0.998 * row.lines, row.encoding


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("mojibake windows-1252 x 1", "Số: 1874/QĐ-UBND"),
        ("mojibake windows-1258 x 1", "Kon Plông, Y Bhăm Mlô, PV/VOV-miền Trung"),
        ("mojibake windows-1252 x 1", "PHÓ CHỦ TỊCH"),
        ("tcvn3 as characters", "52.000 đ/chục, H'Loan Êban"),
        ("tcvn3 as characters", "2 Phú Quý 14 27"),
        ("vni as characters", "Số: 1874/QĐ-UBND"),
        ("viqr", "H'Loan Êban, Đ.H, 52.000 đ/chục"),
        ("viqr", "Già Bhrớt dựng lại gươl, ông Tạ Văn Lộc đi xe buýt"),
        ("viscii", "6 Đắk Min 14 13"),
    ],
)
def test_words_that_are_no_syllables_come_back_with_the_text_around_them(
    encoders: ModuleType, texts: Texts, name: str, line: str
) -> None:
    text = f"{line}\n{texts['vietnamese']['news']}\n{line}"
    wanted = encoders.representable(text, name)
    assert decode(encoders.ENCODERS[name](wanted)).text == wanted


@pytest.mark.parametrize(
    "name", ["windows-1258", "tcvn3", "vni", "viscii", "vps", "viqr", "utf-16-le", "utf-16-be"]
)
def test_the_charset_is_named(encoders: ModuleType, texts: Texts, name: str) -> None:
    decoded = decode(encoders.ENCODERS[name](texts["vietnamese"]["news"]))
    assert decoded.charset == name
    assert decoded.confidence >= 0.9


@pytest.mark.parametrize("name", ["windows-1258", "tcvn3", "vni", "viscii", "vps"])
def test_a_page_in_a_legacy_encoding_is_told_by_its_text(
    encoders: ModuleType, texts: Texts, name: str
) -> None:
    text = encoders.representable(texts["vietnamese"]["news"], name)
    page = (
        b'<html><head><meta charset="utf-8"><style>p{margin:0}</style></head><body><p>'
        + encoders.ENCODERS[name](text).replace(b"\n", b"</p><p>")
        + b"</p></body></html>"
    )
    assert text.replace("\n", "</p><p>") in decode(page, markup=True).text


def test_small_letters_for_capitals_in_tcvn3_are_capitalised_again(encoders: ModuleType) -> None:
    encode = encoders.single_byte("tcvn3")
    lines = ["ủy ban họp ở Hà Nội.", "AN BìNH ĐóN ĐOàN CÔNG TáC", "THàNH PHố Hà NộI", "về Ấn Độ"]
    data = b"\n".join(encode(line.replace("Ấ", "ấ")) for line in lines)
    assert decode(data).text.split("\n") == [
        "Ủy ban họp ở Hà Nội.",
        "AN BÌNH ĐÓN ĐOÀN CÔNG TÁC",
        "THÀNH PHỐ HÀ NỘI",
        "về Ấn Độ",
    ]


def test_a_capital_font_of_a_page_makes_capitals(encoders: ModuleType) -> None:
    inner = encoders.ENCODERS["tcvn3"]("cộng hòa xã hội chủ nghĩa việt nam")
    page = b'<font face=".VnTimeH">' + inner + b'</font> <font face=".VnTime">' + inner + b"</font>"
    decoded = decode(page, markup=True)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</font>" in decoded.text
    assert "cộng hòa xã hội chủ nghĩa việt nam</font>" in decoded.text
    assert {repair.rule: repair.count for repair in decoded.repairs} == {"capital-font": 1}
