"""Words become glyphs, each character in a face that has it."""

from __future__ import annotations

import pytest

from diemtin.fonts import Family, Font, Word, find_family


def family_of(name: str) -> Family:
    family = find_family(name)
    assert family is not None
    return family


@pytest.fixture(scope="module")
def font() -> Font:
    return Font(family_of("Crimson Text"), ("Noto Sans",), bold=False, italic=False)


def texts(word: Word) -> str:
    return "".join(run.text for run in word.runs)


def test_a_word_is_one_run_in_the_familys_own_face(font: Font) -> None:
    word = font.word("Việt")
    (run,) = word.runs
    assert run.face == font.face
    assert [glyph.text for glyph in run.glyphs] == list("Việt")
    assert word.width == pytest.approx(sum(glyph.advance for glyph in run.glyphs))


def test_decomposed_letters_take_the_composed_glyph(font: Font) -> None:
    composed, decomposed = font.word("ệ").runs[0], font.word("e\u0323\u0302").runs[0]
    assert [g.number for g in composed.glyphs] == [g.number for g in decomposed.glyphs]


def test_a_letter_with_endless_marks_is_set(font: Font) -> None:
    """HarfBuzz gives up where one letter has more marks than it has room for."""
    endless = "a" + "\u0301" * 100_000
    assert texts(font.word(endless)) == endless


def test_an_empty_text_is_a_word_without_glyphs(font: Font) -> None:
    """The cover of a book that has no date draws one."""
    word = font.word("")
    assert (texts(word), word.width) == ("", 0)


def test_shaped_words_are_kept_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a long document have more figures and names than a font should remember."""
    monkeypatch.setattr("diemtin.fonts.shaping._KEPT", 8)
    font = Font(family_of("Crimson Text"), (), bold=False, italic=False)
    first = font.word("0")
    for number in range(1, 50):
        font.word(f"{number}")
        assert len(font._words) <= 8
    assert font.word("0") == first


def test_a_letter_of_another_face_is_not_taken_for_a_plain_one(font: Font) -> None:
    """A font remembers which characters are its own, whatever it set before."""
    for text in ("ab", "aب", "ab", "a\uf8ff", "b"):
        word = font.word(text)
        foreign = not text.isascii()
        assert (len(word.runs) > 1) is foreign
        assert word.right_to_left is ("ب" in text)


def test_ligatures_are_not_formed(font: Font) -> None:
    assert len(font.word("office").runs[0].glyphs) == 6


def test_kerning_is_applied() -> None:
    font = Font(family_of("Be Vietnam Pro"), (), bold=False, italic=False)
    assert font.word("To").width < font.word("T").width + font.word("o").width


def test_width_is_in_the_unit_of_the_size(font: Font) -> None:
    assert font.width("nnn", 20) == pytest.approx(2 * font.width("nnn", 10))


@pytest.mark.parametrize("text", ["₫", "Привет", "مرحبا", "שלום", "สวัสดี", "ສະບາຍດີ", "ខ្មែរ", "😀"])
def test_missing_characters_are_set_in_a_fallback(font: Font, text: str) -> None:
    word = font.word(text)
    assert texts(word) == text
    assert all(run.face != font.face for run in word.runs)
    assert all(glyph.number for run in word.runs for glyph in run.glyphs)


def test_fallback_of_bold_text_is_bold() -> None:
    font = Font(family_of("Crimson Text"), ("Noto Sans",), bold=True, italic=False)
    assert dict(font.word("Ω").runs[0].face.axes)["wght"] == 700


@pytest.mark.parametrize("code", [0x13000, 0xE000, 0x0378, 0x10FFFD])
def test_what_no_face_has_is_spelt_as_its_code(font: Font, code: int) -> None:
    (run,) = font.word(chr(code)).runs
    assert run.face == font.face
    assert run.stand_in or run.text.startswith("[U+")
    assert "".join(glyph.text for glyph in run.glyphs) == f"[U+{code:04X}]"


def test_marks_and_joiners_stay_with_what_they_stand_on(font: Font) -> None:
    family = font.word("👨‍👩‍👧")
    assert len(family.runs) == 1
    assert len([glyph for glyph in family.runs[0].glyphs if glyph.advance]) == 1


def test_right_to_left_words_are_marked_and_painted_from_the_right(font: Font) -> None:
    word = font.word("שלום")
    assert word.right_to_left
    assert [glyph.text for glyph in word.runs[0].glyphs] == list("םולש")
    assert not font.word("Việt").right_to_left


def test_signs_around_right_to_left_text_stay_where_the_line_has_them(font: Font) -> None:
    word = font.word("(שלום)")
    assert [run.text for run in word.runs] == ["(", "שלום", ")"]


def test_the_same_word_is_shaped_once(font: Font) -> None:
    assert font.word("một") is font.word("một")


@pytest.mark.parametrize(("bold", "italic"), [(False, False), (False, True), (True, True)])
def test_no_character_becomes_an_empty_box(bold: bool, italic: bool) -> None:
    """Alone and as a mark on a letter, also where the slanted face of a family lacks a script."""
    font = Font(family_of("Crimson Text"), ("Noto Sans", "DejaVu Sans"), bold=bold, italic=italic)
    codes = (
        *range(0x21, 0x2FF, 7),
        *range(0x300, 0x370),
        *range(0x370, 0x2FFF, 5),
        0x4E2D,
        0x1F600,
    )
    for code in codes:
        for text in (chr(code), f"a{chr(code)}"):
            numbers = [glyph.number for run in font.word(text).runs for glyph in run.glyphs]
            assert 0 not in numbers, hex(code)
