"""Passages are cut into sentences where a reader would, and nowhere else."""

import pytest

from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.sentences import read_articles, split_sentences
from diemtin.assembly.words import words_of
from diemtin.model import Article, Figure, Heading, List, Paragraph, Quote, Text, plain_text


def cut(text: str, language: str = "vi") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, load_lexicon(language))]


@pytest.mark.parametrize(
    "text",
    [
        "Tại TP. Huế có 1.200 hộ dân.",
        "ThS. Nguyễn Văn A trình bày báo cáo.",
        "Kim ngạch đạt 3,11 tỷ USD, tăng 22.6 điểm.",
        "Các nước như Lào, Campuchia,... đều tham dự.",
        "Đại diện các hiệp hội… đã phát biểu.",
        "1. Về công tác xúc tiến thương mại",
        "Ông Phạm V. Long chủ trì.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Xong rồi. Mai làm tiếp.", ["Xong rồi.", "Mai làm tiếp."]),
        ("Ông nói: “Tốt lắm.” Rồi ông đi.", ["Ông nói: “Tốt lắm.”", "Rồi ông đi."]),
        ("Có chè, cà phê… Tỉnh hỗ trợ.", ["Có chè, cà phê…", "Tỉnh hỗ trợ."]),
        ("Đạt 7%. 24 xã đã xong./.", ["Đạt 7%.", "24 xã đã xong./."]),
        ("Vì sao? Không rõ!", ["Vì sao?", "Không rõ!"]),
    ],
)
def test_sentences_end_at_their_marks(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_line_of_dots_takes_no_longer_than_it_is() -> None:
    """A contents page has such lines; one of a million dots took hours."""
    text = f"Phần một{'…' * 500_000}3 và hết. Phần hai."
    assert cut(text) == [text.removesuffix(" Phần hai."), "Phần hai."]


def test_english_titles_do_not_end_a_sentence() -> None:
    text = "Mr. Hung met Dr. Lan at 9.30 a.m. They agreed."
    assert cut(text, "en") == ["Mr. Hung met Dr. Lan at 9.30 a.m.", "They agreed."]


def test_words_are_compared_without_case_marks_and_the_place_of_a_tone() -> None:
    assert words_of("HOÀ BÌNH, hoà bình") == words_of("hòa bình hòa bình.")
    assert words_of("má") != words_of("mà")


def test_places_point_at_the_very_characters() -> None:
    items = ((Paragraph((Text("Mục một. Câu hai."),)),), (Paragraph((Text("Mục hai."),)),))
    quote = Quote((Paragraph((Text("Lời một."),)), Paragraph((Text("Lời hai."),))))
    blocks = (Heading(2, (Text("Đề mục"),)), List(items), quote, Figure((Text("Ảnh."),)))
    (reading,) = read_articles([Article("a.txt", "Tên", blocks, standfirst="Dẫn.")], "vi")
    found = [(s.place.block, s.place.start, s.text) for s in reading.sentences()]
    assert found == [
        (-2, 0, "Dẫn."),
        (1, 0, "Mục một."),
        (1, 9, "Câu hai."),
        (1, 18, "Mục hai."),
        (2, 0, "Lời một."),
        (2, 9, "Lời hai."),
    ]


def test_every_sentence_of_the_seeds_is_verbatim(seeds: list[Article]) -> None:
    for reading in read_articles(seeds, "vi"):
        for sentence in reading.sentences():
            block = reading.article.blocks[sentence.place.block]
            text = reading.article.standfirst
            if sentence.place.block >= 0:
                assert isinstance(block, Paragraph)
                text = plain_text(block.content)
            assert text is not None
            assert text[sentence.place.start : sentence.place.end] == sentence.text
