"""No word vanishes: what is read is kept, kept as metadata, or removed by a named rule."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.cleaning import clean, rule_names
from diemtin.cleaning.account import account_lines
from diemtin.cleaning.suggestions import text_of
from diemtin.errors import CaptureError
from diemtin.model import Article, Audit, Capture, CaptureBlock

CAPTURES = sorted((Path(__file__).parent / "captures").glob("*.labelled"))

LINES = [
    "Chiều 4/7, lãnh đạo tỉnh tiếp đoàn doanh nghiệp đến khảo sát khu công nghiệp mới.",
    "- Giảm thời gian chờ của người dân.",
    "1. Mục tiêu",
    "2. Giải pháp",
    "Quang cảnh buổi tiếp |",
    "Tin liên quan",
    "Chia sẻ",
    "Ý kiến (3)",
    "date 2024-05-06 Trong buổi sáng, hội nghị đã nghe ba báo cáo chuyên đề quan trọng.",
    "(Baotinh.vn) - Sáng 5/6, hội nghị khai mạc tại trung tâm hội nghị của tỉnh nhà.",
    "Ảnh: Minh Hà",
    "Từ khóa: chè, quế",
    "Lãnh đạo tỉnh tiếp đoàn doanh nghiệp khảo sát khu công nghiệp",
    "Lãnh đạo tỉnh tiếp đoàn doanh nghiệp khảo sát khu công nghiệp ảnh 2Mái nhà máy mới.",
    "02:54 PM 06/05/2022 | Lượt xem: 2715 | In bài viết |",
    "no image",
    "Kim Oanh",
    "12",
    "./.",
    "",
]
lines = st.lists(st.sampled_from(LINES) | st.text(max_size=60).filter(str.isprintable), max_size=30)


def capture_of(texts: list[str]) -> Capture:
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(texts, 1))
    return Capture("test.txt", "text", "utf-8", 1.0, blocks)


def words_of(article: Article) -> list[str]:
    texts = [article.title or "", article.standfirst or "", *map(text_of, article.blocks)]
    return [word for text in texts for word in text.split()]


def cleaned(
    capture: Capture, without: frozenset[str] = frozenset()
) -> tuple[Article, Audit] | None:
    try:
        return clean(capture, without=without)
    except CaptureError:
        return None


def assert_conserved(capture: Capture, article: Article, audit: Audit) -> None:
    read = [word for block in capture.blocks for word in block.text.split()]
    kept = words_of(article)
    assert audit.words_read == len(read)
    assert audit.words_kept == len(kept)
    assert audit.words_read == audit.words_kept + audit.words_as_metadata + audit.words_removed
    letters = iter("".join(read))
    assert all(letter in letters for letter in "".join(kept)), "kept words in their order"
    taken = [*(entry.text for entry in audit.removed), *(entry.text for entry in audit.metadata)]
    account = sorted("".join([*kept, *"".join(taken).split()]))
    assert account == sorted("".join(read)), "every letter is kept or listed, once"


@settings(max_examples=150, deadline=None)
@given(lines)
def test_any_capture_is_conserved(texts: list[str]) -> None:
    capture = capture_of(texts)
    if result := cleaned(capture):
        assert_conserved(capture, *result)


@settings(max_examples=40, deadline=None)
@given(lines, st.frozensets(st.sampled_from(rule_names()), max_size=6))
def test_conservation_holds_whatever_rules_are_switched_off(
    texts: list[str], without: frozenset[str]
) -> None:
    capture = capture_of(texts)
    if result := cleaned(capture, without):
        assert_conserved(capture, *result)
        assert not without & {removal.rule for removal in result[1].removed}


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_every_line_of_a_capture_has_its_fate(path: Path) -> None:
    rows = path.read_text(encoding="utf-8").splitlines()
    capture = capture_of([row.partition(" | ")[2] for row in rows])
    article, audit = clean(capture)
    assert_conserved(capture, article, audit)
    account = list(account_lines(capture.blocks, article, audit))
    assert [line.line for line in account] == [
        block.line for block in capture.blocks if block.text.strip()
    ]
    assert all(line.became or line.removed or line.kept for line in account)


def test_cleaning_twice_gives_the_same() -> None:
    capture = capture_of(LINES)
    assert clean(capture) == clean(capture)
