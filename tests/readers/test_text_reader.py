"""The text reader: a block a line with its number, Markdown's hints, and clear refusals."""

import doctest

import pytest

from diemtin.errors import CaptureError
from diemtin.readers import text
from diemtin.readers.text import read


def test_examples_in_docstrings_are_true() -> None:
    assert doctest.testmod(text).failed == 0


def test_every_line_is_a_block_with_its_number() -> None:
    capture = read("Tiêu đề\r\n\r\n  Thụt đầu dòng\rHết".encode(), "a.txt")
    assert [(block.line, block.text) for block in capture.blocks] == [
        (1, "Tiêu đề"),
        (2, ""),
        (3, "  Thụt đầu dòng"),
        (4, "Hết"),
    ]
    assert (capture.form, capture.origin) == ("text", "a.txt")


def test_charset_and_repairs_are_named() -> None:
    capture = read("Việt\u00a0Nam".encode("utf-16"), "a.txt")
    assert capture.charset.startswith("utf-16")
    assert capture.blocks[0].text == "Việt Nam"
    assert {repair.rule: repair.count for repair in capture.repairs} == {"nbsp": 1}


def test_encoding_that_the_user_names_is_used() -> None:
    capture = read("Hà Nội".encode("utf-16-le"), "a.txt", encoding="utf-16-le")
    assert capture.blocks[0].text == "Hà Nội"


def test_markdown_keeps_its_hints_and_loses_its_marks() -> None:
    source = "# **Tiêu đề** chính\n\n![Ảnh](a.jpg)\n[Tin khác](https://a.vn) và *nhấn*\n"
    title, _, image, paragraph = read(source.encode(), "a.md").blocks[:4]
    assert (title.text, title.level) == ("Tiêu đề chính", 1)
    assert (image.text, image.image) == ("Ảnh", "a.jpg")
    assert paragraph.text == "Tin khác và nhấn"
    assert 0 < paragraph.linked < 1


def test_text_that_a_crawler_wrote_as_markdown_is_read_as_markdown() -> None:
    source = "\n".join(f"- [Tin {number}](https://a.vn/{number})" for number in range(4))
    assert read(source.encode(), "a.txt").blocks[0].text == "- Tin 0"


def test_plain_text_is_no_markdown() -> None:
    source = "# 1 trong 10 tỉnh *dẫn đầu*\n"
    block = read(source.encode(), "a.txt").blocks[0]
    assert (block.text, block.level) == (source.strip(), 0)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\n"])
def test_empty_capture_is_refused(data: bytes) -> None:
    with pytest.raises(CaptureError, match=r"^a\.txt: "):
        read(data, "a.txt")


def test_binary_data_is_refused() -> None:
    data = bytes(range(256)) * 40
    with pytest.raises(CaptureError, match=r"^a\.txt: "):
        read(data, "a.txt")


def test_capture_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_LINES", 3)
    with pytest.raises(CaptureError, match="it has 5 lines"):
        read(b"a\nb\nc\nd\n", "a.txt")
