"""Every quantity of the seeds is found with its value and unit, and nothing else is."""

import pytest

from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.quantities import find_quantities
from diemtin.assembly.sentences import read_articles
from diemtin.model import Article, Paragraph, Quantity, Text

# By careful reading: the seed, the words as they stand, the lower and the upper limit.
GOLD: set[tuple[int, str, float | None, float | None]] = {
    (0, "36 hoạt động đối ngoại cấp cao", 36, 36),
    (0, "6,5 – 7%", 6.5, 7),
    (0, "3 đột phá chiến lược", 3, 3),
    (1, "gần 60 hoạt động đối ngoại", None, 60),
    (1, "17", 17, 17),
    (1, "27 dự án FDI", 27, 27),
    (1, "gia tăng 6,5% tổng giá trị xuất - nhập khẩu hàng hóa", 6.5, 6.5),
    (1, "2 thị trường lớn", 2, 2),
    (2, "hơn 1,41 tỷ USD", 1.41e9, None),
    (2, "7,14%", 7.14, 7.14),
    (2, "3,11 tỷ USD", 3.11e9, 3.11e9),
    (2, "tăng 22,6%", 22.6, 22.6),
    (2, "vượt 8,5% kế hoạch năm", 8.5, 8.5),
    (2, "khoảng hơn 75.000 người Nghệ An", 75_000, None),
    (2, "khoảng 24.000 người Nghệ An", 24_000, 24_000),
    (2, "hơn 1.000 nhà quản lý", 1_000, None),
    (2, "6 kết quả", 6, 6),
    (2, "4 bài học kinh nghiệm", 4, 4),
    (2, "6 nhiệm vụ", 6, 6),
    (3, "63 tỉnh, thành phố", 63, 63),
    (3, "40 nền kinh tế lớn nhất thế giới", 40, 40),
    (3, "30 nền kinh tế", 30, 30),
    (3, "1 trong 3 nước", 3, 3),
    (3, "16 Hiệp định thương mại tự do", 16, 16),
    (4, "gần 400 thỏa thuận", None, 400),
    (4, "hàng trăm doanh nghiệp lớn", 100, None),
    (4, "16 FTA", 16, 16),
    (4, "60 đối tác", 60, 60),
    (4, "6,5 - 7%", 6.5, 7),
    (4, "ba đột phá chiến lược", 3, 3),
}


def quantities_of(*articles: Article) -> list[Quantity]:
    readings = read_articles(articles, "vi")
    said = {s.place: [r.index] for r in readings for s in r.sentences()}
    return find_quantities(readings, said)


def in_text(text: str, language: str = "vi") -> list[Quantity]:
    return quantities_of(Article("a.txt", None, (Paragraph((Text(text),)),), language=language))


def test_the_seeds_quantities_are_all_found_and_no_others(seeds: list[Article]) -> None:
    found = {(q.place.article, q.text, q.low, q.high) for q in quantities_of(*seeds)}
    assert found == GOLD


def test_quantities_are_verbatim_where_they_say_they_are(seeds: list[Article]) -> None:
    for quantity in quantities_of(*seeds):
        start = quantity.place.start - quantity.statement.place.start
        end = quantity.place.end - quantity.statement.place.start
        assert quantity.statement.text[start:end].strip() == quantity.text
        for part in (quantity.unit, quantity.subject, quantity.period):
            assert part in quantity.statement.text


@pytest.mark.parametrize(
    ("text", "subject", "period"),
    [
        ("3,11 tỷ USD", "Tổng kim ngạch xuất khẩu", "năm 2023"),
        ("tăng 22,6%", "Tổng kim ngạch xuất khẩu", "năm 2023"),
        ("vượt 8,5% kế hoạch năm", "Tổng kim ngạch xuất khẩu", "năm 2023"),
        ("6,5 - 7%", "mục tiêu tăng trưởng cao hơn cho cả năm 2024", "năm 2024"),
        ("ba đột phá chiến lược", "", ""),
        ("27 dự án FDI", "", "Năm 2024"),
        ("36 hoạt động đối ngoại cấp cao", "", "Từ đầu năm 2024 đến nay"),
        ("6,5 – 7%", "tốc độ tăng trưởng kinh tế toàn quốc", "năm 2024"),
    ],
)
def test_subject_and_period_of_the_seeds(
    seeds: list[Article], text: str, subject: str, period: str
) -> None:
    (quantity,) = [quantity for quantity in quantities_of(*seeds) if quantity.text == text]
    assert (quantity.subject, quantity.period) == (subject, period)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị lần thứ 32 diễn ra sáng 21/12 theo Chỉ thị số 15-CT/TW ngày 10/8/2022.",
        "Giai đoạn 2021-2025 và đến năm 2030, tầm nhìn 2045.",
        "Thực hiện Nghị quyết 21/NQ-CP, kiểm soát dịch COVID-19 và mạng 5G.",
        "Trong 6 tháng đầu năm 2024, lúc 8 giờ 30 phút, tại phòng 205.",
        "Theo tinh thần “3 rõ”, đứng thứ 11 của châu Á.",
        "Liên hệ số điện thoại 0200 000 222 trước ngày 5 hằng tháng.",
        "Hai bên thống nhất, sáng 8/10 tới sẽ ký tại huyện Ba Vì.",
        "Sau hai mươi lăm năm, khoảng 2/3 chặng đường đã qua.",
        "Lúc rạng sáng, tàu Sao Khuê 09 rời bến.",
        "Gọi 0905123456 trước 08 giờ 30, ngày 05 tháng 03, phòng 02, tuyến số 07, Điều 05.",
    ],
)
def test_names_dates_and_ranks_are_no_quantities(text: str) -> None:
    assert in_text(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Thu nhập đạt 180 - 220 triệu đồng/ha.", 1.8e8, 2.2e8, "đồng/ha"),
        ("Tổng vốn 1,2 nghìn tỷ đồng.", 1.2e12, 1.2e12, "đồng"),
        ("Có ít nhất 4.500 hộ tham gia.", 4500, None, "hộ"),
        ("Có không quá 30 xe mỗi ngày.", None, 30, "xe"),
        ("Dài 14 km.", 14, 14, "km"),
        ("Bán vải trên 5 sàn thương mại.", 5, 5, "sàn thương mại"),
        ("Có trên 500 hộ nghèo.", 500, None, "hộ nghèo"),
        ("Có đoạn đường 14 km xuống cấp.", 14, 14, "km"),
        ("Có 5 đồng chí dự họp.", 5, 5, "đồng chí"),
        ("Ba dự án chậm tiến độ.", 3, 3, "dự án"),
        ("Trồng mười hai hàng dừa.", 12, 12, "hàng dừa"),
        ("Giải quyết 8/10 kiến nghị tại chỗ.", 8, 8, "kiến nghị"),
        ("Đóng thêm hai hàng cừ tràm.", 2, 2, "hàng cừ tràm"),
        ("Tuyên dương 04 tập thể.", 4, 4, "tập thể"),
    ],
)
def test_vietnamese_numbers_have_their_limits_and_units(
    text: str, low: float | None, high: float | None, unit: str
) -> None:
    (quantity,) = in_text(text)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


def test_english_numbers_have_their_limits_and_periods() -> None:
    text = "Exports reached more than $1.41 billion in 2023, up 22.6% compared with 2022."
    exports, growth = in_text(text, "en")
    assert (exports.low, exports.high, exports.period) == (1.41e9, None, "in 2023")
    assert (growth.text, growth.low) == ("up 22.6%", 22.6)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exports rose by 21% to US$1.41 billion in 2023.", ["rose by 21%", "US$1.41 billion"]),
        ("Some 75,000 people of the province live abroad.", ["Some 75,000 people"]),
        (
            "Of the 14 deals, two projects are worth 1 million USD each.",
            ["14 deals", "two projects", "1 million USD"],
        ),
        (
            "The province has 63 km of new roads, accounting for 12 per cent of the total.",
            ["63 km of new roads", "accounting for 12 per cent of the total"],
        ),
        ("The two sides met on October 8, 2024 in Room 12.", []),
        (
            "Trade reached 26.5 billion USD, an increase of 1.2 percent over the same period.",
            ["26.5 billion USD", "an increase of 1.2 percent"],
        ),
    ],
)
def test_english_quantities_are_found_whole(text: str, found: list[str]) -> None:
    assert [quantity.text for quantity in in_text(text, "en")] == found


def test_values_are_as_exact_as_they_are_written() -> None:
    (quantity,) = in_text("Processing brought in 137.39 billion USD.", "en")
    assert quantity.low == 137_390_000_000
    (quantity,) = in_text("Tổng vốn đạt 32,3 nghìn tỷ đồng.")
    assert quantity.low == 32_300_000_000_000


def test_english_subjects_belong_to_their_own_number() -> None:
    text = "Exports to the north rose by 5%, to the south fell by 3% against 2023 and 2% from May."
    assert [quantity.subject for quantity in in_text(text, "en")] == [
        "Exports to the north",
        "the south",
        "the south",
    ]


def test_what_stands_between_two_english_numbers_is_no_subject() -> None:
    text = "Exports rose by 5% in May and by 7% in June."
    assert [quantity.subject for quantity in in_text(text, "en")] == ["Exports", "Exports"]


def test_one_measure_has_one_sign_however_it_is_written() -> None:
    text = "Vốn đăng ký đạt 5 triệu đô la Mỹ, vốn thực hiện đạt 3 triệu USD, tăng hai phần trăm."
    kinds = [(quantity.measure, quantity.kind) for quantity in in_text(text)]
    assert kinds == [("USD", "money"), ("USD", "money"), ("%", "share")]


def test_one_number_of_a_numeral_is_read() -> None:
    assert load_lexicon("vi").quantities.numerals["ba"] == 3
    (quantity,) = in_text("Các đại biểu thống nhất bốn nhóm việc.")
    assert quantity.low == 4
