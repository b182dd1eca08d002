from unicodedata import normalize

import pytest

from diemtin.encodings import repair


@pytest.mark.parametrize(
    ("text", "plain", "rule", "count"),
    [
        ("một\r\nhai\rba\n", "một\nhai\nba\n", "line-ending", 2),
        ("một\u2028hai\u2029ba\x0bbốn\x0cnăm", "một\nhai\nba\nbốn\nnăm", "line-separator", 4),
        ("\xa0\xa0Thụt\u202fvào\u2007đầu", "  Thụt vào đầu", "nbsp", 4),
        ("Việt\u200b\ufeff\u2060 Nam", "Việt Nam", "zero-width", 3),
        ("Việt\u200d Nam", "Việt Nam", "zero-width", 1),
        ("\u202eevil\u202c \u2066x\u2069 \u200e", "evil x ", "bidirectional", 5),
        ("chính\xad\xad phủ", "chính phủ", "soft-hyphen", 2),
        ("a\x00b\x07c\x7f\ufffc", "abc", "control", 4),
        ("a\ufdd0b\uffff\U0001fffe", "ab", "noncharacter", 3),
        ("a\ud800b\udfff", "ab", "surrogate", 2),
    ],
)
def test_what_no_reader_sees_goes_and_is_counted(
    text: str, plain: str, rule: str, count: int
) -> None:
    repaired, repairs = repair(text)
    assert repaired == plain
    assert [(found.rule, found.count) for found in repairs] == [(rule, count)]


def test_decomposed_letters_are_composed_and_their_words_counted() -> None:
    text = "Cộng hòa xã hội Việt Nam"
    assert repair(normalize("NFD", text)) == (text, repair(normalize("NFD", text))[1])
    assert [(found.rule, found.count) for found in repair(normalize("NFD", text))[1]] == [
        ("nfc", 5)
    ]


def test_half_composed_letters_are_composed() -> None:
    assert repair("Viê\u0323t, ư\u0301ng")[0] == "Việt, ứng"


def test_joiners_stay_where_they_shape_the_text() -> None:
    for text in ("👨\u200d👩\u200d👧", "می\u200cخواهم", "क्\u200dष"):
        assert repair(text) == (text, ())


def test_a_run_of_marks_without_end_is_no_trap() -> None:
    text = "a" + "\u0301\u0323" * 100_000
    assert repair(repair(text)[0]) == (repair(text)[0], ())


def test_tabs_and_indents_stay() -> None:
    assert repair("\t  thụt vào\n\n\n") == ("\t  thụt vào\n\n\n", ())
