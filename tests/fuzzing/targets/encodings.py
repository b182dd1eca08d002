"""Decoding of bytes in every encoding, and the repair of what they hold."""

from contextlib import suppress

from diemtin.encodings import decode, repair
from diemtin.errors import EncodingError

ENCODINGS = (None, "tcvn3", "tcvn5712", "vni", "viscii", "vps", "viqr", "utf-8", "windows-1258")


def check(data: bytes) -> None:
    """The first byte chooses the encoding, and whether the rest is markup."""
    choice, rest = data[0] if data else 0, data[1:]
    encoding = ENCODINGS[choice % 16] if choice % 16 < len(ENCODINGS) else None
    with suppress(EncodingError):
        decoded = decode(rest, encoding=encoding, markup=choice > 127)
        assert 0 <= decoded.confidence <= 1
        decoded.text.encode()
    mended, _ = repair(rest.decode("utf-8", "surrogateescape"))
    assert repair(mended) == (mended, ())
