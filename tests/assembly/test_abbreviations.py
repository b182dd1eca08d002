"""Abbreviations carry the meaning that a capture gives, or the list's, or a flag."""

import pytest

from diemtin.assembly.abbreviations import explanations, find_abbreviations
from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.sentences import read_articles
from diemtin.model import Article, Paragraph, Text

# By careful reading: the meaning, the seeds that use it, the seeds that explain it.
GOLD = {
    "APEC": ("Diễn đàn Hợp tác Kinh tế châu Á - Thái Bình Dương", (0,), ()),
    "ASEAN": ("Hiệp hội các quốc gia Đông Nam Á", (0, 3), ()),
    "FDI": ("đầu tư trực tiếp từ nước ngoài", (1, 2), (2,)),
    "FTA": ("hiệp định thương mại tự do", (0, 1, 2, 4), (1, 2)),
    "GRDP": ("tổng sản phẩm trên địa bàn tỉnh", (2,), (2,)),
    "NGKT": ("ngoại giao kinh tế", (2,), (2,)),
    "UBND": ("Ủy ban nhân dân", (0, 1, 2, 3), ()),
    "WTO": ("Tổ chức Thương mại Thế giới", (0,), ()),
}


def test_the_seeds_abbreviations_are_all_found_and_no_others(seeds: list[Article]) -> None:
    found = {
        item.short: (item.meaning, item.articles, item.explained)
        for item in find_abbreviations(read_articles(seeds, "vi"), "vi")
    }
    assert found == GOLD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ban quản lý dự án (BQLDA) đã họp.", [("BQLDA", "Ban quản lý dự án")]),
        ("BQLDA (Ban quản lý dự án) đã họp.", [("BQLDA", "Ban quản lý dự án")]),
        ("Sở Giáo dục và Đào tạo (SGDĐT) đã họp.", [("SGDĐT", "Sở Giáo dục và Đào tạo")]),
        ("Đã họp xong (XYZ) từ sớm.", []),
        (
            "Tranh thủ hiệp định thương mại tự do thế hệ mới (FTA).",
            [("FTA", "hiệp định thương mại tự do")],
        ),
    ],
)
def test_meanings_come_from_the_words_beside(text: str, found: list[tuple[str, str]]) -> None:
    assert list(explanations(text, load_lexicon("vi"))) == found


def test_english_plurals_and_ministries_are_abbreviations_too() -> None:
    text = (
        "The Ministry of Industry and Trade (MoIT) studies free trade agreements (FTAs) and an FTA."
    )
    article = Article("a.txt", None, (Paragraph((Text(text),)),), language="en")
    found = {
        item.short: item.meaning
        for item in find_abbreviations(read_articles([article], "en"), "en")
    }
    assert found == {"FTA": "free trade agreements", "MoIT": "Ministry of Industry and Trade"}


def test_the_list_speaks_the_language_of_the_briefing() -> None:
    texts = {"en": "Leaders of APEC met, the PM said.", "vi": "Lãnh đạo APEC họp."}
    articles = [
        Article(f"{language}.txt", None, (Paragraph((Text(text),)),), language=language)
        for language, text in texts.items()
    ]
    found = {a.short: a.meaning for a in find_abbreviations(read_articles(articles, "vi"), "vi")}
    assert found["APEC"] == "Diễn đàn Hợp tác Kinh tế châu Á - Thái Bình Dương"
    assert found["PM"] == "Prime Minister"


@pytest.mark.parametrize("head", ["LAM SON — ", "HANOI — ", "HÀ NỘI, 5/3 - "])
def test_the_place_of_a_dateline_is_no_abbreviation(head: str) -> None:
    text = f"{head}The province signed agreements on FDI with 18 investors from eleven countries."
    article = Article("a.txt", None, (Paragraph((Text(text),)),), language="en")
    found = find_abbreviations(read_articles([article], "en"), "en")
    assert [item.short for item in found] == ["FDI"]


def test_an_abbreviation_that_nothing_explains_has_no_meaning() -> None:
    text = "Tổ QLBVR phối hợp với NVIDIA kiểm tra tại khóa XIII, dịch COVID-19."
    (found,) = find_abbreviations(
        read_articles([Article("a.txt", "TIN VẮN", (Paragraph((Text(text),)),))], "vi"), "vi"
    )
    assert (found.short, found.meaning) == ("QLBVR", None)
