from contextlib import suppress
from unicodedata import is_normalized

from hypothesis import example, given
from hypothesis import strategies as st

from diemtin.encodings import decode, repair
from diemtin.errors import EncodingError

ENCODINGS = [None, "tcvn3", "tcvn5712", "vni", "viscii", "vps", "viqr", "utf-8", "windows-1258"]
# Characters that the repairs look for, mixed as no text mixes them.
DAMAGE = st.text(
    st.sampled_from("aoeuCH ÃáÂâÄÆ»º¡°\xa0\xad\x81\x9d€™“”…ä®·µ\u200b\u0301\u0323\r\n<>đĂăơ")
)
ANY_TEXT = st.one_of(st.text(), DAMAGE)


@given(st.binary(max_size=300), st.sampled_from(ENCODINGS), st.booleans())
def test_decode_raises_nothing_but_its_own_error(
    data: bytes, encoding: str | None, markup: bool
) -> None:
    with suppress(EncodingError):
        decoded = decode(data, encoding=encoding, markup=markup)
        assert 0 <= decoded.confidence <= 1
        decoded.text.encode()


@given(ANY_TEXT)
@example("\xa0đ¡……")
def test_to_repair_twice_is_to_repair_once(text: str) -> None:
    once = repair(text)[0]
    assert repair(once) == (once, ())


@given(ANY_TEXT)
def test_repaired_text_is_in_normal_form_and_keeps_its_lines(text: str) -> None:
    repaired, repairs = repair(text)
    assert is_normalized("NFC", repaired)
    breaks = text.replace("\r\n", "\n")
    assert repaired.count("\n") == sum(
        breaks.count(mark) for mark in "\n\r\v\f\u2028\u2029"
    ) or any(found.rule.startswith("mojibake") for found in repairs)


@given(st.text(st.sampled_from("abc đĐưƯơƠạẠệỆọỌừỪýÝ.,;:!?-0123456789\n“”…")))
def test_text_of_sound_characters_is_not_changed(text: str) -> None:
    assert repair(text) == (text, ())
