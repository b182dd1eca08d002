"""The legacy encodings of Vietnamese: bytes, or their image in windows-1252, to letters."""

import codecs
import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize

SINGLE_BYTE = ("tcvn3", "tcvn5712", "viscii", "vps")
PAGES = (*SINGLE_BYTE, "vni", "viqr")
_TONE_MARKS = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")


def windows_1252() -> str:
    """Return the 256 characters of windows-1252; a code without a character is a C1 control."""
    return _characters("windows-1252")


def windows_1258() -> str:
    """Return the 256 characters of windows-1258; a code without a character is a C1 control."""
    return _characters("windows-1258")


@cache
def names() -> dict[str, str]:
    """Return the code page that every known name (in small letters) means."""
    data = _data()
    pages = {**data["pages"], "vni": data["vni"], "viqr": data["viqr"]}
    return {name: page for page, description in pages.items() for name in description["names"]}


@cache
def letters(page: str) -> dict[int, str]:
    """Return the letters of a single-byte page by their codes."""
    return {
        int(row, 16) * 16 + column: letter
        for row, cells in _data()["pages"][page]["rows"].items()
        for column, letter in enumerate(cells)
        if letter != "."
    }


@cache
def vni_sequences() -> dict[str, str]:
    """Return the letters of VNI by the characters of windows-1252 that their codes look like."""
    data = _data()["vni"]
    small = dict(data["letters"])
    for base, rows in data["marks"].items():
        for letter, marks in rows.items():
            for mark, tone in zip(marks, _TONE_MARKS, strict=True):
                if mark != ".":
                    small[base + mark] = normalize("NFC", letter + tone)
    sequences = dict(small)
    for sequence, letter in small.items():
        # Typists left the mark of a capital small as often as not: Aù and AÙ are both Á.
        sequences[sequence[0].upper() + sequence[1:]] = letter.upper()
        sequences[sequence.upper()] = letter.upper()
    return sequences


def decode_page(data: bytes, page: str) -> str:
    """Decode bytes of a page; codes that it does not use are read as windows-1252."""
    if page not in SINGLE_BYTE:
        return read_image(codecs.charmap_decode(data, "strict", windows_1252())[0], page)
    text = codecs.charmap_decode(data, "strict", _decoding_table(page))[0]
    return _join_capitals(text) if page == "tcvn3" else text


def read_image(text: str, page: str) -> str:
    """Read by `page` a text that was read as windows-1252 or latin-1 before.

    Characters that neither of these has stay as they are.

    >>> read_image("Céng hßa", "tcvn3"), read_image("Coäng hoøa", "vni")
    ('Cộng hòa', 'Cộng hòa')
    """
    if page == "vni":
        sequences = vni_sequences()
        lines = text.split("\n")
        return "\n".join(
            _vni_pattern().sub(lambda match: sequences[match[0]], line) for line in lines
        )
    text = text.translate(_image_table(page))
    return _join_capitals(text) if page == "tcvn3" else text


@cache
def _characters(codec: str) -> str:
    return "".join(bytes([code]).decode(codec, "ignore") or chr(code) for code in range(256))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(
        resources.files(__package__).joinpath("code_pages.toml").read_text("utf-8")
    )


@cache
def _decoding_table(page: str) -> str:
    table = list(windows_1252())
    for code, letter in letters(page).items():
        table[code] = letter
    return "".join(table)


@cache
def _image_table(page: str) -> dict[int, str]:
    table = dict(letters(page))
    for code, letter in letters(page).items():
        table[ord(windows_1252()[code])] = letter
    return table


@cache
def _vni_pattern() -> re.Pattern[str]:
    # The longest first: ô alone is ơ, but ôù is ớ.
    sequences = sorted(vni_sequences(), key=len, reverse=True)
    return re.compile("|".join(sequences))


@cache
def _capital_pairs() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = {}
    for letter in letters("tcvn3").values():
        decomposed = normalize("NFD", letter)
        tones = [mark for mark in _TONE_MARKS[1:] if mark in decomposed]
        if tones:
            plain = normalize("NFC", decomposed.replace(tones[0], ""))
            pairs[plain.upper() + letter] = letter.upper()
    return re.compile("|".join(sorted(pairs))), pairs


def _join_capitals(text: str) -> str:
    """Join a plain capital and the small letter that gives it a tone: `Aà` to `À`."""
    pattern, pairs = _capital_pairs()
    return pattern.sub(lambda match: pairs[match[0]], text)
