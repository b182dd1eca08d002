"""Decode a capture: find its charset, mend what earlier programs broke, and account for it."""

import codecs
import re
from collections import Counter
from typing import NamedTuple

from diemtin.encodings.invisible import normalise
from diemtin.encodings.mojibake import mend
from diemtin.errors import EncodingError
from diemtin.model import Repair

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)


class Decoded(NamedTuple):
    """Text with the charset it was read by, how sure that is (0 to 1), and what was mended."""

    text: str
    charset: str
    confidence: float
    repairs: tuple[Repair, ...]


def decode(data: bytes, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Decode a whole file; `markup` says that it may declare its own charset inside.

    Raises:
        EncodingError: `encoding` is unknown, or the file holds no text.
    """
    charset, text, confidence = _read(data, encoding, markup)
    repaired, repairs = repair(text)
    return Decoded(repaired, charset, confidence, repairs)


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Mend text that is already decoded; repairing twice is repairing once."""
    counts: Counter[str] = Counter()
    text = normalise(mend(text, counts), counts)
    return text, tuple(Repair(rule, count) for rule, count in counts.items() if count)


def _read(data: bytes, encoding: str | None, markup: bool) -> tuple[str, str, float]:
    if encoding:
        try:
            return encoding, data.decode(encoding, "replace"), 1.0
        except LookupError:
            raise EncodingError(f"no encoding is called {encoding!r}") from None
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return charset, data[len(mark) :].decode(charset, "replace"), 1.0
    try:
        return "utf-8", data.decode("utf-8"), 1.0
    except UnicodeDecodeError:
        pass
    if markup and (declared := _DECLARATION.search(data, 0, 4096)):
        name = (declared[1] or declared[2]).decode("ascii")
        try:
            return name.lower(), data.decode(name), 0.8
        except (LookupError, UnicodeDecodeError):
            pass
    return "windows-1258", data.decode("windows-1258", "replace"), 0.5
