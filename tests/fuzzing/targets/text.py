"""Reading and cleaning of text captures: no word vanishes."""

from tests.cleaning.test_conservation import assert_conserved

from diemtin.cleaning import clean
from diemtin.errors import DiemtinError
from diemtin.readers.text import read


def check(data: bytes) -> None:
    """Read as text, or as Markdown if the first byte is `#`."""
    origin = "fuzzed.md" if data.startswith(b"#") else "fuzzed.txt"
    try:
        capture = read(data, origin)
        article, audit = clean(capture)
    except DiemtinError:
        return
    assert_conserved(capture, article, audit)
