"""Reading and cleaning of saved pages: no word vanishes, and no link runs anything."""

from tests.cleaning.markup.test_markup_cleaning import assert_conserved

from diemtin.cleaning import clean
from diemtin.errors import DiemtinError
from diemtin.readers.html import read


def check(data: bytes) -> None:
    """Read as a page of whatever encoding it is."""
    try:
        capture = read(data, "fuzzed.html")
        article, audit = clean(capture)
    except DiemtinError:
        return
    assert audit.words_read == sum(run.words for run in capture.tree.runs)
    assert_conserved(article, audit)
