"""Reading saved pages: charset, tree, blocks, and what a page declares of itself."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from diemtin import encodings
from diemtin.errors import CaptureError
from diemtin.markup import read_page
from diemtin.readers import html
from diemtin.readers.html import read
from diemtin.readers.html_metadata import iso_date

SENTENCE = "Ngày 5/9, hơn 300 học sinh xã vùng cao nô nức đến trường dự lễ khai giảng năm học mới."


def test_blocks_are_the_runs_of_the_page_with_their_lines() -> None:
    data = f"<html><body>\n<h1>Khai giảng</h1>\n<p>{SENTENCE}</p>\n</body></html>".encode()
    capture = read(data, "a.html")
    assert capture.form == "markup"
    assert [(block.line, block.text) for block in capture.blocks] == [
        (2, "Khai giảng"),
        (3, SENTENCE),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_charsets_are_found(charset: str) -> None:
    capture = read(f"<p>{SENTENCE}</p>".encode(charset), "a.html")
    assert capture.blocks[0].text == SENTENCE


def test_a_lying_charset_declaration_does_no_harm() -> None:
    data = f"<meta charset='iso-8859-1'><p>{SENTENCE}</p>".encode()
    assert read(data, "a.html").blocks[0].text == SENTENCE


def test_an_xhtml_page_with_a_declaration() -> None:
    data = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">'
        f']><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{SENTENCE} &x;</p></body></html>'
    ).encode()
    text = " ".join(block.text for block in read(data, "a.xhtml").blocks)
    assert SENTENCE in text
    assert "root:" not in text


def test_damage_that_comes_out_of_entities_is_mended() -> None:
    damaged = "Huyện Lâm Thượng đón tết".encode().decode("latin-1")
    entities = "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in damaged)
    capture = read(f"<p>{entities}</p>".encode(), "a.html")
    assert capture.blocks[0].text == "Huyện Lâm Thượng đón tết"


def test_scripts_styles_and_drawings_are_no_text() -> None:
    data = b"<style>p{}</style><p>a</p><script>b</script><svg><text>c</text></svg><p>d</p>"
    assert [block.text for block in read(data, "a.html").blocks] == ["a", "d"]


def test_two_line_breaks_part_paragraphs() -> None:
    data = b"<div>one<br>\n<br>two<br>three</div>"
    assert [block.text for block in read(data, "a.html").blocks] == ["one", "two three"]


@pytest.mark.parametrize("data", [b"", b"  \n "])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(CaptureError, match="empty"):
        read(data, "a.html")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-12-21T15:30:00+07:00", "2023-12-21T15:30:00"),
        ("2023-12-21", "2023-12-21"),
        ("21/12/2023 15:30", "2023-12-21"),
        ("2023-13-01", None),
        ("yesterday", None),
    ],
)
def test_dates_are_written_as_iso(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


def test_invisible_characters_are_taken_out_of_the_text() -> None:
    data = "<p>Lễ\u200b khai\u00a0gi\u00adảng <b>năm\u2060 học</b> mới\ufeff</p>".encode()
    capture = read(data, "a.html")
    assert capture.blocks[0].text == "Lễ khai giảng năm học mới"
    assert "zero-width" in {repair.rule for repair in capture.repairs}


def test_a_page_in_viqr_is_decoded() -> None:
    data = (
        b"<title>Hu+o+'ng ve^` bie^?n</title><div><p>Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam, "
        b"DDo^.c la^.p, Tu+. do, Ha.nh phu'c.</p><p>Ngu+o+`i da^n mo^.t xa~ mie^`n nu'i.</p></div>"
    )
    capture = read(data, "a.html")
    assert capture.charset == "viqr"
    assert [block.text for block in capture.blocks] == [
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập, Tự do, Hạnh phúc.",
        "Người dân một xã miền núi.",
    ]
    assert capture.metadata.title == "Hướng về biển"


def test_damage_is_mended_in_what_a_page_says_of_itself_too() -> None:
    def damaged(text: str) -> str:
        return text.encode().decode("windows-1252", "ignore")

    title, caption = "Lễ khai giảng năm học mới", "Học sinh xếp hàng ở sân trường"
    about = f'{{"@type": "NewsArticle", "author": "{damaged("Lê Hoà")}"}}'
    data = (
        f'<meta property="og:title" content="{damaged(title)}">'
        f'<script type="application/ld+json">{about}</script>'
        f'<p>{damaged(SENTENCE)} <img src="a.jpg" alt="{damaged(caption)}"></p>'
    ).encode()
    capture = read(data, "a.html")
    assert capture.metadata.title == title
    assert capture.metadata.byline == "Lê Hoà"
    assert capture.tree.images[0].element.get("alt") == caption


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        ("<style>p {font-family: '.VnTime'}</style>", True),
        ("<font face='VNI-Times'>a</font>", True),
        ("<style>.a{color:red}.VNQZuX{cursor:pointer}</style>", False),
        ("<script>var font; x.Vna();</script>", False),
    ],
)
def test_only_a_declared_legacy_font_lets_the_decoder_see_the_markup(
    markup: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []

    def decode(data: bytes, **options: object) -> encodings.Decoded:
        seen.append(data)
        return encodings.decode(data, markup=True)

    monkeypatch.setattr(html, "decode", decode)
    read(f"{markup}<p>{SENTENCE}</p>".encode(), "a.html")
    assert bool(seen) == whole


@pytest.mark.parametrize(
    ("text", "walks"),
    [
        (SENTENCE, 1),
        ("“Mùa vải 2024” – kết quả: 12.000\xa0tấn…", 1),
        ("Müller's café in 25°C, naïve résumé", 1),
        (SENTENCE.encode().decode("windows-1252", "ignore"), 2),
    ],
)
def test_a_page_is_parsed_once_and_walked_again_only_after_mending(
    text: str, walks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls.append(name)
            return function(*arguments)

        return call

    monkeypatch.setattr(etree, "fromstring", counted("parse", etree.fromstring))
    monkeypatch.setattr(html, "read_page", counted("walk", read_page))
    monkeypatch.setattr(html, "decode", counted("decode", encodings.decode))
    read(f"<title>a</title><p>{text}</p><script>a^b^c^d^e^f^g^h^i</script>".encode(), "a.html")
    assert Counter(calls) == {"parse": 1, "walk": walks}
