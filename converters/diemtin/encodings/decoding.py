"""Decode a capture: find its charset, mend what earlier programs broke, and account for it."""

import codecs
import re
from collections import Counter
from typing import NamedTuple

from diemtin.encodings import content
from diemtin.encodings.capitals import capitalise_fonts
from diemtin.encodings.code_pages import PAGES, names
from diemtin.encodings.detection import guess_vietnamese, read_bytes
from diemtin.encodings.evidence import weigh
from diemtin.encodings.invisible import normalise
from diemtin.encodings.legacy import read_again
from diemtin.encodings.mojibake import mend
from diemtin.encodings.viqr import decode_viqr, is_viqr
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
_HEAD = 4096
# Letters beyond those of the West and of Vietnam.
_FAR = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u02ff\u0370-\u1dff]")
# What browsers mean by these names (WHATWG Encoding Standard, section 4.2).
_MEANT = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "tis-620": "cp874",
}
# More passes than that only a text made for it can ask for.
_PASSES = 32
# The evidence (`Evidence.score`) of some lines that the file is Vietnamese in UTF-8.
_ENOUGH = 3


class Decoded(NamedTuple):
    """Text with the charset it was read by, how sure that is, and what was mended.

    `confidence` is 1 where a mark, a valid Unicode encoding or the caller says the charset; for a
    legacy encoding of Vietnamese it is the share of its marked words that are syllables, lowered
    where there are few; 0.8 for a charset that a page declares; 0.5 for a mere assumption.
    """

    text: str
    charset: str
    confidence: float
    repairs: tuple[Repair, ...]


class _Reading(NamedTuple):
    charset: str
    text: str
    confidence: float


def decode(data: bytes, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Decode a whole file; `markup` says that it may declare its own charset inside.

    `encoding` overrules detection: one of `tcvn3`, `tcvn5712`, `vni`, `viscii`, `vps`, `viqr`, or
    the name of a codec of Python.

    Raises:
        EncodingError: `encoding` is unknown, or the file holds no text.
    """
    content.refuse_known_formats(data)
    counts: Counter[str] = Counter()
    charset, text, confidence = (
        _read_as(data, encoding) if encoding else _detect(data, markup, counts)
    )
    text = _repair(text, counts)
    if markup:
        text = capitalise_fonts(text, counts)
    return Decoded(text, charset, confidence, _account(counts))


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Mend text that is decoded already; to mend it once more changes nothing.

    Each `Repair` counts, by its rule: lines for `mojibake`, `tcvn3` and `vni`; words for `nfc` and
    `mojibake-lossy`; characters for all else.
    """
    counts: Counter[str] = Counter()
    text = _repair(text, counts)
    return text, _account(counts)


def _account(counts: Counter[str]) -> tuple[Repair, ...]:
    return tuple(Repair(rule, count) for rule, count in counts.items() if count)


def _repair(text: str, counts: Counter[str]) -> str:
    # What one step joins may be damage that another step mends, as when a zero-width character
    # stood between two characters of mojibake.
    for _ in range(_PASSES):
        before = text
        text = normalise(read_again(mend(text, counts), counts), counts)
        if text == before:
            break
    return text


def _read_as(data: bytes, encoding: str) -> _Reading:
    name = encoding.strip().lower()
    page = names().get(name)
    if page == "viqr":
        return _Reading(page, decode_viqr(data.decode("utf-8", "replace")), 1.0)
    if page:
        return _Reading(page, read_bytes(data, page), 1.0)
    try:
        codec = codecs.lookup(name).name
        if windows := {"cp1252": "windows-1252", "cp1258": "windows-1258"}.get(codec):
            return _Reading(windows, read_bytes(data, windows), 1.0)
        text = data.decode({"utf-8": "utf-8-sig"}.get(codec, codec), "replace")
    except (LookupError, ValueError) as error:
        raise EncodingError(
            f"no text encoding is called {encoding!r}",
            f"Known are {', '.join(PAGES)} and Python's codecs (utf-8, utf-16, windows-1258 …).",
        ) from error
    return _Reading(codec, text, 1.0)


def _detect(data: bytes, markup: bool, counts: Counter[str]) -> _Reading:
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _Reading(charset, data[len(mark) :].decode(charset, "replace"), 1.0)
    if wide := content.utf_16_without_mark(data):
        return _Reading(wide, data.decode(wide, "replace"), 0.9)
    return _read_utf_8(data, counts) or _read_legacy(data, markup, counts)


def _read_utf_8(data: bytes, counts: Counter[str]) -> _Reading | None:
    try:
        text, consumed = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return None
    if consumed < len(data):
        if text.isascii():
            return None
        counts["truncated"] += 1
    content.refuse_binary(data)
    if is_viqr(text):
        return _Reading("viqr", decode_viqr(text), 0.9)
    return _Reading("utf-8", text, 1.0)


def _read_legacy(data: bytes, markup: bool, counts: Counter[str]) -> _Reading:
    if mixed := _read_mixed(data, counts):
        return mixed
    guess = guess_vietnamese(data)
    if guess:
        return _Reading(guess.charset, read_bytes(data, guess.charset), guess.confidence)
    content.refuse_binary(data)
    if markup and (declared := _read_declared(data)):
        return declared
    return _Reading("windows-1252", read_bytes(data, "windows-1252"), 0.5)


def _read_mixed(data: bytes, counts: Counter[str]) -> _Reading | None:
    """Read a file whose lines are UTF-8 for the greater part, the others by themselves."""
    lines: list[str | bytes] = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line)
    sound = [line for line in lines if isinstance(line, str) and not line.isascii()]
    broken = [line for line in lines if isinstance(line, bytes)]
    vietnamese = weigh("\n".join(sound)).score >= _ENOUGH
    if len(sound) < len(broken) and not vietnamese:
        return None
    guess = guess_vietnamese(b"\n".join(broken), expected=vietnamese)
    charset = guess.charset if guess else "windows-1252"
    counts[charset] += len(broken)
    if guess:
        lines = [_without_accident(line, charset) for line in lines]
    text = "\n".join(line if isinstance(line, str) else read_bytes(line, charset) for line in lines)
    return _Reading("utf-8", text, round(len(sound) / (len(sound) + len(broken)), 2))


def _without_accident(line: str | bytes, charset: str) -> str | bytes:
    """Return the bytes of a line that is UTF-8 by chance: `Сk` among lines of VISCII is `Đắk`."""
    if isinstance(line, bytes) or not _FAR.search(line):
        return line
    data = line.encode()
    return data if weigh(read_bytes(data, charset)).score > weigh(line).score else line


def _read_declared(data: bytes) -> _Reading | None:
    declared = _DECLARATION.search(data, 0, _HEAD)
    if not declared:
        return None
    name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
    name = _MEANT.get(name, name)
    if name in ("windows-1252", "windows-1258") or name in names():
        return _Reading(name, read_bytes(data, names().get(name, name)), 0.8)
    try:
        return _Reading(name, data.decode(name), 0.8)
    except (LookupError, UnicodeError):
        return None
