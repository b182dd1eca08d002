import codecs

import pytest

from diemtin.encodings import decode
from diemtin.errors import EncodingError

TEXT = "Đường về quê hương ở xã Mỹ Thủy"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode(), "utf-8"),
        (b"plain", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_unicode_is_told_by_its_mark_or_its_form(data: bytes, charset: str) -> None:
    decoded = decode(data)
    assert decoded.text in (TEXT, "plain", "")
    assert decoded.charset == charset
    assert decoded.confidence >= 0.9


def test_a_page_that_lies_about_its_charset_is_believed_by_its_bytes() -> None:
    for declared in (b"iso-8859-1", b"windows-1252", b"x-user-defined", b"gb2312"):
        page = b'<meta http-equiv="Content-Type" content="text/html; charset=' + declared + b'">'
        assert decode(page + TEXT.encode(), markup=True).text.endswith(TEXT)


def test_a_declared_charset_is_used_where_nothing_else_speaks() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?><p>Привет, мир</p>'.encode("windows-1251")
    decoded = decode(page, markup=True)
    assert "Привет, мир" in decoded.text
    assert (decoded.charset, decoded.confidence) == ("windows-1251", 0.8)
    page = b'<meta charset="gb2312"><p>' + "中文新闻".encode("gb18030")
    assert decode(page, markup=True).text.endswith("中文新闻")


def test_a_declaration_counts_only_in_markup() -> None:
    data = '<meta charset="windows-1251">Привет'.encode("windows-1251")
    assert decode(data).charset == "windows-1252"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("tcvn3", b"\xa7\xad\xeang"),
        ("ABC", b"\xa7\xad\xeang"),
        ("vni", "Ñöôøng".encode("windows-1252")),
        ("viscii", b"\xd0\xdf\xb6ng"),
        ("vps", b"\xf1\xdc\xa9ng"),
        ("viqr", b"DDu+o+`ng"),
        ("utf-8", "Đường".encode()),
        ("UTF-16", "Đường".encode("utf-16")),
        ("cp1258", "Đươ\u0300ng".encode("cp1258")),
    ],
)
def test_the_caller_may_name_the_encoding(encoding: str, data: bytes) -> None:
    decoded = decode(data, encoding=encoding)
    assert decoded.text == "Đường"
    assert decoded.confidence == 1


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "undefined", "\0"])
def test_an_unknown_encoding_is_an_error_that_lists_the_known(encoding: str) -> None:
    with pytest.raises(EncodingError, match="viscii"):
        decode(b"abc", encoding=encoding)


def test_lines_in_another_encoding_are_read_by_themselves() -> None:
    data = (
        f"{TEXT}\nHọp báo chiều nay\n".encode() + b"C\xe9ng h\xdfa x\xb7 h\xe9i\n" + TEXT.encode()
    )
    decoded = decode(data)
    assert decoded.text.split("\n")[2] == "Cộng hòa xã hội"
    assert decoded.charset == "utf-8"
    assert [(found.rule, found.count) for found in decoded.repairs] == [("tcvn3", 1)]
    assert decoded.confidence == 0.75


def test_a_capture_cut_in_mid_letter_stays_utf_8() -> None:
    decoded = decode(f"{TEXT}ộ".encode()[:-1])
    assert decoded.text == TEXT
    assert [(found.rule, found.count) for found in decoded.repairs] == [("truncated", 1)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG picture"),
        (b"\xff\xd8\xff\xe0....", "a JPEG picture"),
        (b"{\\rtf1\\ansi ...}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word"),
        (b"RIFF....WEBPVP8 ", "a WebP picture"),
        (bytes(1000), "binary data"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_what_is_no_text_is_named_and_refused(data: bytes, name: str) -> None:
    with pytest.raises(EncodingError, match=name):
        decode(data)


def test_a_stray_control_character_makes_no_binary_file() -> None:
    assert decode(f"{TEXT}\x00\x01".encode()).text == TEXT
