"""Encode texts in every way that archives did, decode them again, and print what came back.

Run as `python benchmarks/encodings.py [TEXT...]`; without arguments it takes the samples in
`sources/`. One row an encoding: texts and lines that came back identical, bytes decoded a second.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from diemtin.encodings import code_pages, decode, repair

Encoder = Callable[[str], bytes]

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
_VIQR = dict(zip("\u0302\u0306\u031b" + _TONES, "^(+'`?~.", strict=True))


class Row(NamedTuple):
    """How one encoding fared: identical texts and lines, and bytes decoded a second."""

    encoding: str
    texts: int
    identical_texts: int
    lines: int
    identical_lines: int
    bytes_a_second: float


def split_tone(letter: str) -> tuple[str, str]:
    """Return a letter without its tone, composed, and the tone as a combining mark."""
    decomposed = normalize("NFD", letter)
    tone = "".join(mark for mark in decomposed if mark in _TONES)
    return normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)), tone


def single_byte(page: str) -> Encoder:
    """Return the encoder of a single-byte page; what the page lacks becomes a question mark."""
    codes = {letter: bytes([code]) for code, letter in code_pages.letters(page).items()}
    taken = code_pages.letters(page)
    for code, character in enumerate(code_pages.windows_1252()):
        if code < 0x80 or (code not in taken and not character.isalpha()):
            codes.setdefault(character, bytes([code]))

    def encode(text: str) -> bytes:
        return b"".join(codes.get(c, c.translate(_PLAIN).encode("ascii", "replace")) for c in text)

    return encode


def tcvn3(text: str) -> bytes:
    """Encode in TCVN3, a toned capital as its plain capital and the small letter."""
    small = single_byte("tcvn3")
    return b"".join(
        small(split_tone(c)[0] + c.lower()) if c.isupper() and split_tone(c)[1] else small(c)
        for c in text
    )


def vni(text: str) -> bytes:
    """Encode in VNI for Windows."""
    sequences = {letter: image for image, letter in code_pages.vni_sequences().items()}
    return "".join(sequences.get(c, c) for c in text).encode("windows-1252", "replace")


def windows_1258(text: str) -> bytes:
    """Encode in windows-1258 with combining tones."""
    parts = []
    for character in text:
        base, tone = split_tone(character)
        parts.append(character if character in code_pages.windows_1258() else base + tone)
    return "".join(parts).encode("windows-1258", "replace")


def viqr(text: str) -> bytes:
    """Encode in VIQR, as RFC 1456 says: punctuation that could be a mark is escaped."""
    written = ""
    for character in text.translate(_PLAIN):
        marks = normalize("NFD", character)
        if character in "đĐ":
            written += "dd" if character == "đ" else "DD"
        elif len(marks) > 1 and all(mark in _VIQR for mark in marks[1:]):
            shapes = sorted(marks[1:], key=lambda mark: mark in _TONES)
            written += marks[0] + "".join(_VIQR[mark] for mark in shapes)
        elif _could_be_mark(character, written):
            written += "\\" + character
        else:
            written += character
    return written.encode("ascii", "replace")


def _could_be_mark(character: str, written: str) -> bool:
    before = written[-1:].lower()
    if character in "dD":
        return before == "d"
    return character == "\\" or (
        character in _VIQR.values() and before != "" and before in "aeiouy^(+"
    )


def mojibake(charset: str, times: int = 1) -> Encoder:
    """Return an encoder that reads UTF-8 by a wrong charset, and writes UTF-8 again."""
    page = bytes(range(256)).decode("latin-1")
    if charset != "latin-1":
        page = getattr(code_pages, charset.replace("-", "_"))()

    def encode(text: str) -> bytes:
        for _ in range(times):
            text = text.encode().decode("latin-1").translate(dict(enumerate(page)))
        return text.encode()

    return encode


def as_characters(encoder: Encoder) -> Encoder:
    """Return an encoder whose bytes were read as windows-1252, and written as UTF-8."""
    return lambda text: mojibake_of_bytes(encoder(text)).encode()


def mojibake_of_bytes(data: bytes) -> str:
    """Read bytes as windows-1252, in which every code has a character."""
    return data.decode("latin-1").translate(dict(enumerate(code_pages.windows_1252())))


def every_third_line(encoder: Encoder) -> Encoder:
    """Return an encoder that damages one line in three; the others are sound UTF-8."""
    return lambda text: b"\n".join(
        encoder(line) if number % 3 == 0 else line.encode()
        for number, line in enumerate(text.split("\n"))
    )


ENCODERS: dict[str, Encoder] = {
    "utf-8": str.encode,
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-8 in NFD": lambda text: normalize("NFD", text).encode(),
    "windows-1258": windows_1258,
    "tcvn3": tcvn3,
    "tcvn5712": single_byte("tcvn5712"),
    "vni": vni,
    "viscii": single_byte("viscii"),
    "vps": single_byte("vps"),
    "viqr": viqr,
    "tcvn3 as characters": as_characters(tcvn3),
    "vni as characters": as_characters(vni),
    **{
        f"mojibake {charset} x {times}": mojibake(charset, times)
        for charset in ("windows-1252", "latin-1", "windows-1258")
        for times in (1, 2)
    },
    **{
        f"{name}, one line in three": every_third_line(encoder)
        for name, encoder in {
            "windows-1258": windows_1258,
            "tcvn3": tcvn3,
            "vni": vni,
            "viscii": single_byte("viscii"),
            "vps": single_byte("vps"),
            "tcvn3 as characters": as_characters(tcvn3),
            "vni as characters": as_characters(vni),
            "mojibake windows-1252": mojibake("windows-1252"),
            "mojibake windows-1258 x 2": mojibake("windows-1258", 2),
            "NFD": lambda text: normalize("NFD", text).encode(),
        }.items()
    },
}


def representable(text: str, name: str) -> str:
    """Return what of a text its encoding can say: few have typographic quotes, none has arrows."""
    text = repair(text)[0]
    if name.startswith(("utf", "mojibake", "NFD")):
        return text
    encoder = ENCODERS[name.split(",")[0].removesuffix(" as characters")]
    lost = {}
    for character in set(text):
        plain = character.translate(_PLAIN).encode("ascii", "replace")
        if encoder(character) == plain:
            lost[character] = plain.decode()
    return "".join(lost.get(character, character) for character in text)


def measure(name: str, texts: Iterable[str]) -> Row:
    """Encode and decode texts by one encoder."""
    count = identical = lines = identical_lines = size = 0
    seconds = 0.0
    for text in texts:
        wanted = representable(text, name)
        data = ENCODERS[name](wanted)
        start = time.process_time()
        decoded = decode(data).text
        seconds += time.process_time() - start
        size += len(data)
        count += 1
        identical += decoded == wanted
        pairs = list(zip(wanted.split("\n"), decoded.split("\n"), strict=False))
        lines += len(wanted.split("\n"))
        identical_lines += sum(before == after for before, after in pairs)
    return Row(name, count, identical, lines, identical_lines, size / max(seconds, 1e-9))


def table(rows: Iterable[Row]) -> str:
    """Return rows as a table."""
    heading = f"{'encoding':42} {'texts':>9} {'lines':>11} {'MB/s':>7}"
    return "\n".join(
        [heading]
        + [
            f"{row.encoding:42} {row.identical_texts:4}/{row.texts:<4} "
            f"{row.identical_lines:5}/{row.lines:<5} {row.bytes_a_second / 1e6:7.1f}"
            for row in rows
        ]
    )


def main() -> None:
    """Print the table for the files that are named, or the samples."""
    samples = Path(__file__).parents[1] / "sources"
    paths = [Path(name) for name in sys.argv[1:]] or sorted(samples.glob("*.txt"))
    texts = [decode(path.read_bytes()).text for path in paths]
    print(table(measure(name, texts) for name in ENCODERS))


if __name__ == "__main__":
    main()
