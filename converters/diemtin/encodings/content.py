"""Tell text from other content: signatures of known formats, NULs, control characters."""

import tomllib
from functools import cache
from importlib import resources

from diemtin.errors import EncodingError

# Tab, line feed, form feed, carriage return and escape are at home in text files.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\f\r\x1b") + b"\x7f"
_MOST_CONTROLS = 0.04
_FEW_CONTROLS = 8
_REMEDY = "Save it as text (UTF-8) or HTML, or leave it out."


def refuse_known_formats(data: bytes) -> None:
    """Raise an `EncodingError` that names the format, if `data` begins like a known one."""
    for offset, signature, name in _signatures():
        if data.startswith(signature, offset):
            raise EncodingError(f"this is {name}, not text", _REMEDY)


def refuse_binary(data: bytes) -> None:
    """Raise an `EncodingError` if control characters make up too much of `data`."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(data)):
        raise EncodingError("this is binary data, not text", _REMEDY)


def utf_16_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by its NULs: in Latin script, most characters have one, on one side."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.02 * half + 1:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half + 1:
        return "utf-16-be"
    return None


@cache
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    source = resources.files(__package__).joinpath("signatures.toml")
    return tuple(
        (entry.get("at", 0), bytes.fromhex(entry["bytes"]), entry["name"])
        for entry in tomllib.loads(source.read_text("utf-8"))["signatures"]
    )
