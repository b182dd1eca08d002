"""The printed report keeps to Decree 30/2020/NĐ-CP, Annex I: measured in the file, in points."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pytest

from diemtin.model import Block, Columns, Document, Heading, Metadata, Section, Text
from diemtin.writers.pdf import lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.writers.pdf.conftest import Character, Find, ReadPrinted, Samples

    from diemtin.style import Style

MM = 72 / 25.4


class Rule(NamedTuple):
    page: int
    left: float
    right: float
    height: float


@pytest.fixture(scope="module")
def report(nd30: Style, samples: Samples) -> bytes:
    lines = samples.lines
    closing = Columns(
        "closing",
        (*lines("Nơi nhận:", role="recipients-heading"), *lines("- Lưu: VT.", role="recipient")),
        (*lines("Giám đốc", role="authority"), *lines("Trần Thị B", role="signatory")),
    )
    front: tuple[Block, ...] = (
        samples.letterhead(),
        *lines("Báo cáo", role="kind"),
        *lines("Tin đối ngoại tháng 01", role="subject"),
        samples.body(),
        Heading(1, (Text("Đầu đề"),), "h"),
        *(samples.body(2) for _ in range(12)),
    )
    sections = (Section("front", "f", "", front), Section("closing", "c", "", (closing,)))
    return lay_out(Document(Metadata("Tin đối ngoại"), sections), nd30)[0]


@pytest.fixture
def characters(report: bytes, read_printed: ReadPrinted) -> list[Character]:
    return read_printed(report)


@pytest.fixture(scope="module")
def rules(report: bytes) -> list[Rule]:
    """The horizontal lines that are drawn, each in absolute coordinates."""
    found = []
    for number, page in enumerate(pikepdf.open(BytesIO(report)).pages, 1):
        code = page.Contents.read_bytes().decode("latin-1")
        for x, y, right, _ in re.findall(r"n ([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l S", code):
            found.append(Rule(number, float(x), float(right), float(y)))
    return found


def box(characters: Sequence[Character]) -> tuple[float, float, float, float]:
    return (
        min(c.left for c in characters),
        min(c.bottom for c in characters),
        max(c.right for c in characters),
        max(c.top for c in characters),
    )


def middle(characters: Sequence[Character]) -> float:
    left, _, right, _ = box(characters)
    return (left + right) / 2


def baseline(characters: Sequence[Character]) -> float:
    """The baseline, as the foot of the first letter without a descender."""
    return next(c.bottom for c in characters if c.text.isupper())


def test_paper_is_a4_upright(report: bytes) -> None:
    for page in pikepdf.open(BytesIO(report)).pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        assert width == pytest.approx(210 * MM, abs=0.1)
        assert height == pytest.approx(297 * MM, abs=0.1)


def test_text_stays_within_margins_of_the_decree(characters: list[Character]) -> None:
    """Top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm; only page numbers stand above."""
    numbers = {id(c) for c in characters if c.bottom > (297 - 20) * MM}
    left, bottom, right, top = box([c for c in characters if id(c) not in numbers])
    assert 29.5 * MM <= left <= 35 * MM
    assert 15 * MM <= 210 * MM - right <= 20.5 * MM
    assert bottom >= 20 * MM - 3
    assert 20 * MM - 1 <= 297 * MM - top <= 25 * MM


def test_page_number_is_centred_in_the_top_margin_from_the_second_page_on(
    characters: list[Character],
) -> None:
    above = [c for c in characters if c.bottom > (297 - 20) * MM]
    assert {c.page for c in above} == set(range(2, characters[-1].page + 1))
    for c in above:
        assert c.text == str(c.page)
        assert 13 <= c.size <= 14
        center = (c.left + c.right) / 2
        assert center == pytest.approx((30 * MM + 210 * MM - 18 * MM) / 2, abs=2)
        assert (c.bottom + c.top) / 2 == pytest.approx((297 - 10) * MM, abs=4)


def test_sizes_are_those_of_the_decree(characters: list[Character], find: Find) -> None:
    for text, least, most in (
        ("ỦY BAN NHÂN DÂN TỈNH", 12, 13),
        ("SỞ NGOẠI VỤ", 12, 13),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13),
        ("Độc lập - Tự do - Hạnh phúc", 13, 14),
        ("Số: 12/BC-SNgV", 13, 13),
        ("Hà Giang, ngày 05 tháng 02 năm 2024", 13, 14),
        ("BÁO CÁO", 13, 14),
        ("Tin đối ngoại tháng 01", 13, 14),
        ("Sáng nay, đoàn công tác", 13, 14),
        ("Nơi nhận:", 12, 12),
        ("- Lưu: VT.", 11, 11),
        ("GIÁM ĐỐC", 13, 14),
        ("Trần Thị B", 13, 14),
    ):
        sizes = {round(c.size, 2) for c in find(characters, text)}
        assert len(sizes) == 1, text
        assert least <= sizes.pop() <= most, text


def test_letterhead_stands_in_two_columns_of_two_and_three_fifths(
    characters: list[Character], find: Find
) -> None:
    left = find(characters, "SỞ NGOẠI VỤ")
    right = find(characters, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    width = 162 * MM
    assert middle(left) == pytest.approx(30 * MM + width * 0.2, abs=4)
    assert middle(right) == pytest.approx(30 * MM + width * 0.7, abs=4)
    assert baseline(find(characters, "ỦY BAN")) == pytest.approx(baseline(right), abs=1)


def test_paragraphs_of_each_column_share_a_middle(characters: list[Character], find: Find) -> None:
    for group in (
        ("ỦY BAN NHÂN DÂN TỈNH", "SỞ NGOẠI VỤ", "Số: 12/BC-SNgV"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
         "Hà Giang, ngày 05 tháng 02 năm 2024"),
    ):  # fmt: skip
        middles = [middle(find(characters, text)) for text in group]
        assert max(middles) - min(middles) < 3


def test_place_and_date_stand_on_the_line_of_the_number(
    characters: list[Character], find: Find
) -> None:
    number, date = find(characters, "Số: 12"), find(characters, "Hà Giang, ngày")
    assert baseline(number) == pytest.approx(baseline(date), abs=0.7)


def test_rule_below_the_motto_is_as_long_as_its_text(
    characters: list[Character],
    find: Find,
    rules: list[Rule],
) -> None:
    left, bottom, right, _ = box(find(characters, "Độc lập - Tự do - Hạnh phúc"))
    rule = _rule_below([rule for rule in rules if rule.left > left - 3], bottom)
    assert rule.left == pytest.approx(left, abs=2)
    assert rule.right == pytest.approx(right, abs=2)


@pytest.mark.parametrize("text", ["SỞ NGOẠI VỤ", "Tin đối ngoại tháng 01"])
def test_rules_below_agency_and_subject_are_a_third_to_a_half(
    text: str,
    characters: list[Character],
    find: Find,
    rules: list[Rule],
) -> None:
    left, bottom, right, _ = box(find(characters, text))
    inside = [rule for rule in rules if left <= rule.left and rule.right <= right]
    rule = _rule_below(inside, bottom)
    assert 1 / 3 <= (rule.right - rule.left) / (right - left) <= 1 / 2 + 0.02
    assert (rule.left + rule.right) / 2 == pytest.approx((left + right) / 2, abs=2)


def test_kind_and_subject_are_centred(characters: list[Character], find: Find) -> None:
    for text in ("BÁO CÁO", "Tin đối ngoại tháng 01"):
        assert middle(find(characters, text)) == pytest.approx((30 + 81) * MM, abs=3)


def test_first_line_of_paragraphs_is_indented_by_a_centimetre(
    characters: list[Character], find: Find
) -> None:
    start = find(characters, "Sáng nay, đoàn công tác")[0]
    indent = (start.left - 30 * MM) / MM
    assert 9.5 <= indent <= 13.2


def test_lines_are_set_from_single_to_one_and_a_half(
    characters: list[Character], find: Find
) -> None:
    """Single spacing of a typeface is its own height: about 1.15 times the size."""
    own = find(characters, "Sáng nay, đoàn công tác")[0]
    heights = sorted(
        {round(c.bottom, 1) for c in characters
         if c.page == own.page and c.text in "nmuơx" and c.bottom < own.top},
        reverse=True,
    )  # fmt: skip
    steps = [before - after for before, after in pairwise(heights) if before - after > 5]
    assert 1.0 * 13 <= min(steps) <= 1.5 * 1.15 * 14


def test_at_least_six_points_stand_between_paragraphs(
    report: bytes,
    nd30: Style,
    samples: Samples,
    read_printed: ReadPrinted,
    find: Find,
) -> None:
    two = samples.document(*samples.lines("xxx", "nnn", "uuu", role="body"))
    characters = read_printed(lay_out(two, nd30)[0])
    first, second = find(characters, "xxx")[0], find(characters, "nnn")[0]
    line = nd30.of("body").size * nd30.of("body").leading
    assert first.bottom - second.bottom >= line + 6 - 0.1


def test_signature_stands_in_the_right_half_beside_the_recipients(
    characters: list[Character], find: Find
) -> None:
    office, name = find(characters, "GIÁM ĐỐC"), find(characters, "Trần Thị B")
    assert box(office)[0] > (30 + 81) * MM
    assert middle(office) == pytest.approx(middle(name), abs=3)
    assert box(find(characters, "Nơi nhận:"))[0] == pytest.approx(30 * MM, abs=2)
    assert baseline(office) - baseline(name) > 40, "room for the signature"


def test_signature_never_stands_on_a_page_without_text(
    nd30: Style, samples: Samples, read_printed: ReadPrinted, find: Find
) -> None:
    closing = Columns("closing", (), samples.lines("Trần Thị B", role="signatory"))
    for count in range(6, 13):
        text = tuple(samples.body() for _ in range(count))
        sections = (Section("article", "a", "", text), Section("closing", "c", "", (closing,)))
        characters = read_printed(lay_out(Document(Metadata("Tin"), sections), nd30)[0])
        name = find(characters, "Trần Thị B")[0]
        assert any(c.page == name.page and name.top < c.bottom < 270 * MM for c in characters)


def test_faces_are_bold_and_italic_where_the_decree_wants_them(report: bytes) -> None:
    pdf = pikepdf.open(BytesIO(report))
    faces = {str(font.BaseFont)[8:] for font in pdf.pages[0].obj.Resources.Font.values()}
    assert faces >= {"CrimsonText-Bold", "CrimsonText-Italic", "CrimsonText-Regular"}


def _rule_below(rules: list[Rule], bottom: float) -> Rule:
    below = [rule for rule in rules if rule.page == 1 and 0 < bottom - rule.height < 12]
    return max(below, key=lambda rule: rule.height)
