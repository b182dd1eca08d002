import pytest

from diemtin.encodings.syllables import is_syllable

SYLLABLES = """
    ngoài phải gì gìn giếng giặc quý quốc quyết quỳnh quanh khuya khuỷu khuyên thuở huơ nghiêng
    nghĩa ghế kế yêu yến ý ỉa uống ươm ưu oai oách uyên uỷ ủy ngoằn nguệch ngoạc xoong boong
    chuếnh choáng rượu hươu bưởi Điện ĐIỆN Ứng ỨNG đẹp tách bạch lịch sự thích hợp mười
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    ("old", "new"), [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("ủy", "uỷ")]
)
def test_both_places_of_the_tone_are_right(old: str, new: str) -> None:
    assert is_syllable(old)
    assert is_syllable(new)


@pytest.mark.parametrize(
    "word", ["hoàn", "hoàng", "huyền", "quý", "thuế", "lúa", "mía", "cưa", "gió", "hoài"]
)
def test_elsewhere_the_tone_has_one_place(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hòan", "hùyên", "hòang", "thúê", "luá", "mưà", "tíên", "đừơng"])
def test_a_misplaced_tone_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["vat", "đep", "tàch", "họpp", "lìch", "mãc", "hỏp"])
def test_stops_bear_only_two_tones(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["kà", "ngế", "gế", "cế", "nghà", "ghà", "cì", "qà", "cuyên"])
def test_the_spelling_of_an_onset_agrees_with_its_vowel(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ngoàiphải", "côngan", "nướcngoài", "củatỉnh", "nướcNga", "congan", "hộinghị"]
)
def test_glued_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "word", ["facebook", "website", "Straße", "été", "niño", "XIII", "UBND", "wow", "zalo", "", "1"]
)
def test_words_of_other_languages_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_word_has_one_case() -> None:
    assert not is_syllable("đIỆN")
    assert not is_syllable("ĐiỆn")


def test_the_normal_form_does_not_matter() -> None:
    assert is_syllable("Đie\u0323\u0302n")


def test_names_of_places_from_other_languages_of_vietnam_are_known() -> None:
    assert all(map(is_syllable, ["Đắk", "Lắk", "Kạn", "Kông"]))
