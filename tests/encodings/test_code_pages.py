import shutil
import subprocess
from unicodedata import normalize

import pytest

from diemtin.encodings import code_pages

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [*(normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES), "đ"]
LETTERS = [
    letter for letter in SMALL + [letter.upper() for letter in SMALL] if not letter.isascii()
]


def test_there_are_134_letters() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 134


@pytest.mark.parametrize("page", ["viscii", "vps", "tcvn5712"])
def test_every_letter_has_one_code_of_its_own(page: str) -> None:
    assert sorted(code_pages.letters(page).values()) == sorted(LETTERS)
    for code, letter in code_pages.letters(page).items():
        assert code_pages.decode_page(bytes([code]), page) == letter


def test_every_letter_has_a_sequence_in_vni() -> None:
    assert set(code_pages.vni_sequences().values()) == set(LETTERS)
    for image, letter in code_pages.vni_sequences().items():
        assert code_pages.decode_page(image.encode("windows-1252"), "vni") == letter


def test_every_letter_can_be_written_in_tcvn3() -> None:
    codes = {letter: bytes([code]) for code, letter in code_pages.letters("tcvn3").items()}
    for letter in LETTERS:
        small = codes[letter.lower()]
        if letter in codes:
            assert code_pages.decode_page(codes[letter], "tcvn3") == letter
            continue
        decomposed = normalize("NFD", letter)
        base = normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
        pair = (base.encode("ascii") if base.isascii() else codes[base]) + small
        assert code_pages.decode_page(pair, "tcvn3") == letter


# The first sentence of the motto, as programs of the time wrote it.
@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("windows-1252")),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam".encode("windows-1252")),
        ("viscii", b"C\xb5ng h\xf2a x\xe3 h\xb5i ch\xfc ngh\xeea Vi\xaet Nam"),
        ("vps", b"C\xb6ng h\xf2a x\xe3 h\xb6i ch\xfb ngh\xefa Vi\x8ct Nam"),
    ],
)
def test_the_motto_reads_right(page: str, data: bytes) -> None:
    assert code_pages.decode_page(data, page) == "Cộng hòa xã hội chủ nghĩa Việt Nam"


@pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv")
@pytest.mark.parametrize(("page", "charset"), [("viscii", "VISCII"), ("tcvn5712", "TCVN5712-1")])
def test_the_tables_agree_with_the_c_library(page: str, charset: str) -> None:
    if charset not in subprocess.run(["iconv", "-l"], capture_output=True, text=True).stdout:
        pytest.skip(f"this iconv has no {charset}")
    for code, letter in code_pages.letters(page).items():
        # The space ends a letter that could otherwise still take a combining mark.
        converted = subprocess.run(
            ["iconv", "-f", charset, "-t", "UTF-8"], input=bytes([code, 32]), capture_output=True
        ).stdout.decode()
        assert converted == letter + " "


def test_typographic_marks_of_windows_stay_in_tcvn3() -> None:
    assert code_pages.decode_page(b"\x93C\xe9ng\x94 \x96 h\xdfa\x85", "tcvn3") == "“Cộng” – hòa…"
