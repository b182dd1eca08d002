"""What is not damaged is never touched."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from diemtin.encodings import decode, repair

PAGES = Path(__file__).parents[2] / "../shared/wcxb-dev/html"
# Repairs of what no reader sees, which are not repairs of letters.
INVISIBLE = {
    "nbsp", "zero-width", "soft-hyphen", "bidirectional", "control", "line-ending", "nfc",
    "line-separator", "noncharacter",
}  # fmt: skip
# These pages hold mojibake or C1 controls, every one seen by eye: `youâ\x80\x99re`, `If Iâ€™d`.
DAMAGED = {
    "0273", "2362", "4125", "4160", "4177", "4267", "4304", "4381", "4420", "4517", "4526", "4597",
    "4656", "4859", "4861", "4912",
}  # fmt: skip


def parts(text: str) -> Iterator[str]:
    """Yield a text whole, and each of its lines: a short text gives less to go by."""
    yield text
    yield from text.split("\n")


def test_clean_text_comes_back_as_it_was(texts: dict[str, dict[str, str]]) -> None:
    for group in ("untouched", "vietnamese", "titles"):
        for name, text in texts[group].items():
            for part in parts(text):
                assert repair(part) == (part, ()), name
                decoded = decode(part.encode())
                assert decoded.text == part, name
                assert (decoded.charset, decoded.repairs) == ("utf-8", ()), name


@pytest.mark.parametrize(
    "name", ["french", "german", "spanish", "portuguese", "nordic", "italian", "names"]
)
def test_western_bytes_are_read_as_western(texts: dict[str, dict[str, str]], name: str) -> None:
    for part in parts(texts["untouched"][name]):
        data = part.encode("windows-1252", "ignore")
        assert decode(data).text == data.decode("windows-1252")


def test_typography_stays() -> None:
    text = "“Trích dẫn” ‘đơn’ … – — ﬁ ﬂ １２ &lt;b&gt; ½ × ™"
    assert repair(text) == (text, ())


def test_the_shared_captures_are_touched_only_where_no_reader_sees(
    shared_captures: list[str],
) -> None:
    for text in shared_captures:
        repaired, repairs = repair(text)
        assert repaired == normalize("NFC", text).replace("\xa0", " ")
        assert {repair.rule for repair in repairs} <= INVISIBLE


@pytest.mark.skipif(not PAGES.is_dir(), reason="the shared pages are not here")
def test_no_sound_page_of_786_is_changed() -> None:
    changed = set()
    for path in sorted(PAGES.glob("*.html.gz")):
        decoded = decode(gzip.decompress(path.read_bytes()), markup=True)
        assert decoded.charset == "utf-8"
        if {repair.rule for repair in decoded.repairs} - INVISIBLE:
            changed.add(path.name.split(".")[0])
    assert changed <= DAMAGED
