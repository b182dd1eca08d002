"""Mistakes of the text are shown to the editor, and the text stays as it is."""

import pytest

from diemtin.cleaning.suggestions import suggest
from diemtin.model import Paragraph, Suggestion, Text


def suggestions(*paragraphs: str, language: str = "vi") -> tuple[Suggestion, ...]:
    return suggest(None, None, tuple(Paragraph((Text(text),)) for text in paragraphs), language)


@pytest.mark.parametrize(
    ("text", "before", "after", "rule"),
    [
        ("ở nước ngoàiphải bám sát", "ngoàiphải", "ngoài phải", "glued-words"),
        ("công tác giảmnghèobền vững", "giảmnghèobền", "giảm nghèo bền", "glued-words"),
        ("nhiệm kỳ củaHội đồng", "củaHội", "của Hội", "glued-words"),
        ("ý kiến của của người dân", "của của", "của", "doubled-words"),
        ("Mưa đã tạnh. dân về nhà.", "dân", "Dân", "missing-capital"),
        ("Ông nói: “Phải làm ngay.", "“", None, "unclosed-quotation"),
        ('Ông nói: "Phải làm ngay.', '"', None, "unclosed-quotation"),
        ("Ông nói phải làm ngay”.", "”", None, "unclosed-quotation"),
    ],
)
def test_mistake_is_shown_at_its_place(
    text: str, before: str, after: str | None, rule: str
) -> None:
    [found] = suggestions("Câu đầu.", text)
    assert (found.before, found.after, found.rule, found.block) == (before, after, rule, 1)
    assert text[found.start :].startswith(before)


@pytest.mark.parametrize(
    "text",
    [
        "Làng nghề xanh xanh, ngày ngày đón khách; ai ai cũng vui.",
        "Theo TS. Nguyễn An, tại TP. Hà Nội có 1.200 hộ.",
        "Gồm: gạo, ngô, sắn... và các loại rau.",
        'Ông nói: “Phải làm ngay”. Bà đáp: "Vâng".',
        "Ở Đắk Lắk, Krông Pắc, Ê-đê, Pleiku, Brâu, Y Nhiên.",
        "NVIDIA, Apple, Google, Singapore, Hanoi, Honda, Halal.",
        "UBND TỈNH BÌNHĐỊNH",
        'Màn hình 24" giá rẻ.',
        "huơ huơ, khuỷu, quýnh, giếng, nghiêng, ngoằn ngoèo, quốc",
    ],
)
def test_sound_text_draws_no_suggestion(text: str) -> None:
    assert suggestions(text) == ()


def test_speech_that_goes_on_in_the_next_paragraph_is_not_unclosed() -> None:
    found = suggestions("Ông nói: “Phải làm ngay.", "“Ai cũng phải làm”.")
    assert found == ()


def test_english_is_not_split_into_syllables() -> None:
    assert suggestions("Café naïve façade", language="en") == ()


def test_glued_word_is_shown_in_every_block_that_has_it() -> None:
    found = suggestions("ở nước ngoàiphải về", "từ nước ngoàiphải về")
    assert [suggestion.block for suggestion in found] == [0, 1]
