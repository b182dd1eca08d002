"""From bytes to text: charset detection, mojibake, normal form and invisible characters."""

from typing import NamedTuple

from diemtin.model import Repair


class Decoded(NamedTuple):
    """Text with the charset it was read by, how sure that is (0 to 1), and what was mended."""

    text: str
    charset: str
    confidence: float
    repairs: tuple[Repair, ...]


def decode(data: bytes, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Decode a whole file; `markup` says that it may declare its own charset inside."""
    return Decoded(data.decode(encoding or "utf-8-sig"), encoding or "utf-8", 1.0, ())
