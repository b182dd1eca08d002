"""What is not damaged is never touched."""

import gzip
import sys
from collections.abc import Iterator
from unicodedata import normalize

import pytest
from tests.unpublished import PAGES

from diemtin.encodings import decode, repair

# Repairs of what no reader sees, which are not repairs of letters.
INVISIBLE = {
    "nbsp", "zero-width", "soft-hyphen", "bidirectional", "control", "line-ending", "nfc",
    "line-separator", "noncharacter",
}  # fmt: skip
# These pages are damaged, and mended: what stands in each of them, and what stands there instead.
DAMAGED = {
    "0273": ("we\x92re", "we’re"),
    "2362": ("Iâ€™d", "I’d"),
    "4125": ("Doctorsâ\x80\x99", "Doctors’"),
    "4177": ("JOHNSONâ\x80\x99SÂ®", "JOHNSON’S®"),
    "4267": ("LLCâ\x80\x99s", "LLC’s"),
    "4304": ("â\xad\x90", "⭐"),
    "4381": ("competitorâ\x80\x99s", "competitor’s"),
    "4420": ("captureâ\x80\x94even", "capture—even"),
    "4517": ("56â\x84\x83", "56℃"),
    "4526": ("armâ\x80\x99s", "arm’s"),
    "4597": ("Color ï¿½", "Color \ufffd"),
    "4656": ("Investorâ\x80\x99s", "Investor’s"),
    "4859": ("FranÃ§ais", "Français"),
    "4861": ("WireGuardÂ®", "WireGuard®"),
    "4912": ("breakdownâ\x80\x94national", "breakdown—national"),
}


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
def test_no_sound_page_of_786_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    changed = {}
    for path in sorted(PAGES.glob("html/*.html.gz")):
        data = gzip.decompress(path.read_bytes())
        decoded = decode(data, markup=True)
        assert decoded.charset == "utf-8"
        rules = {repair.rule: repair.count for repair in decoded.repairs}
        if rules.keys() - INVISIBLE:
            name = path.name.split(".")[0]
            before, after = DAMAGED[name]
            assert before in data.decode()
            assert after in decoded.text
            assert before not in decoded.text
            changed[name] = f"{name}: {before!r} -> {after!r} {rules}"
    assert changed.keys() == DAMAGED.keys()
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(changed.values()) + "\n")
