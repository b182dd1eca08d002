"""What the page says of the article is taken out of the text and kept as metadata."""

import pytest

from diemtin.cleaning import clean
from diemtin.cleaning.account import article_lines
from diemtin.cleaning.dates import find_date
from diemtin.model import Article, Audit, Capture, CaptureBlock

TITLE = "Hội thi tay nghề trẻ tỉnh Kim Hải"
FIRST = "Hội thi tay nghề trẻ tỉnh Kim Hải có 84 thí sinh tranh tài ở chín nghề trong hai ngày."
LAST = "Ban tổ chức hội thi tay nghề trẻ trao giải cho ba đội có điểm cao nhất của tỉnh."


def cleaned(*texts: str) -> tuple[Article, Audit]:
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(texts, 1))
    return clean(Capture("test.txt", "text", "utf-8", 1.0, blocks))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Thứ năm, 21/12/2023 | 15:30 GMT+7", "2023-12-21"),
        ("date 2023-06-16", "2023-06-16"),
        ("Cập nhật ngày 18/12/2020 - 15:06:41", "2020-12-18"),
        ("Gửi lúc 09:15 ngày 24/07/2024", "2024-07-24"),
        ("03/06/22", "2022-06-03"),
        ("02:54 PM 06/05/2022 |   Lượt xem: 2715 |   In bài viết | ", "2022-05-06"),
        ("Thứ 3, Ngày 14/05/2024, 09:00", "2024-05-14"),
        ("Đăng ngày: 17-07-2024 14:25", "2024-07-17"),
        ("09:40 | 22/09/2023", "2023-09-22"),
        ("Chủ nhật, ngày 26 tháng 11 năm 2023", "2023-11-26"),
        ("Friday, 19 April 2024", "2024-04-19"),
        ("Posted on March 18, 2024 by admin", "2024-03-18"),
        ("Lượt xem: 7370 | Gửi lúc: 05/12/2013 15:42:27", "2013-12-05"),
        ("PV•28/01/2025 08:22", "2025-01-28"),
    ],
)
def test_date_line_is_the_date_of_publication(line: str, date: str) -> None:
    article, audit = cleaned(TITLE, line, FIRST, LAST)
    assert article.published == date
    assert article.date_text is not None
    assert article.date_text in " ".join(line.split())
    assert article_lines(article) == [TITLE, FIRST, LAST]
    assert "published" in {kept.field for kept in audit.metadata}


def test_author_before_a_date_is_the_byline() -> None:
    article, _ = cleaned(TITLE, "VĂN HÀO - TRẦN HỮU 30/04/2016 11:39", FIRST, LAST)
    assert (article.byline, article.published) == ("VĂN HÀO - TRẦN HỮU", "2016-04-30")
    assert article.date_text == "30/04/2016 11:39"


def test_path_without_separators_is_a_path() -> None:
    article, _ = cleaned(f"Trang chủThời sự{TITLE[:20]}...", TITLE, FIRST, LAST)
    assert article_lines(article) == [TITLE, FIRST, LAST]


def test_counters_beside_a_date_are_no_part_of_it() -> None:
    line = "Lượt xem: 7370 | Gửi lúc: 05/12/2013 15:42:27 | In bài viết"
    article, audit = cleaned(TITLE, line, FIRST, LAST)
    assert article.date_text == "05/12/2013 15:42:27"
    assert "Lượt xem: 7370" in {removal.text for removal in audit.removed}


def test_clock_of_the_page_is_not_the_date_of_publication() -> None:
    article, _ = cleaned(
        "Thứ hai, 01/07/2024", "Trang chủ", TITLE, "Ngày đăng: 28/06/2024", FIRST, LAST
    )
    assert article.published == "2024-06-28"


def test_dates_of_related_articles_are_none_of_this_one() -> None:
    article, _ = cleaned(TITLE, FIRST, LAST, "Tin khác", "Mở lớp dạy nghề may", "(12/01/2020)")
    assert article.published is None


@pytest.mark.parametrize(
    ("sentence", "mark", "left"),
    [
        (
            "(Baotinh.vn) - Sáng 5/6, hội thi khai mạc tại trường nghề của tỉnh.",
            "Baotinh.vn",
            "Sáng",
        ),
        ("ĐBP - Sáng 5/6, hội thi khai mạc tại trường nghề của tỉnh nhà.", "ĐBP", "Sáng"),
        ("TTXVN - Sáng 5/6, hội thi khai mạc tại trường nghề của tỉnh nhà.", "TTXVN", "Sáng"),
        ("(KHĐT) – Gần một tháng, các trường nghề luyện tay nghề cho thí sinh.", "KHĐT", "Gần"),
        ("(ABO) Sáng 5/6, hội thi khai mạc tại trường nghề của tỉnh nhà.", "ABO", "Sáng"),
        ("VTL4.VN - Lần đầu tiên hội thi có nghề cơ điện tử ở cấp tỉnh.", "VTL4.VN", "Lần"),
        ("Hà Nội (TTXVN) - Sáng 5/6, hội thi khai mạc tại trường nghề.", "TTXVN", "Hà"),
    ],
)
def test_source_mark_leaves_the_sentence(sentence: str, mark: str, left: str) -> None:
    article, _ = cleaned(TITLE, sentence, FIRST, LAST)
    assert article.mark == mark
    assert article_lines(article)[1].split()[0] == left
    assert mark not in article_lines(article)[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hà Nội - Sáng 5/6, hội thi tay nghề trẻ khai mạc tại trường nghề của thành phố.",
        "TP.HCM - Sáng 5/6, hội thi tay nghề trẻ khai mạc tại trường nghề của thành phố.",
        "(Trước đó, ngày 4/6, các đội đã bốc thăm thứ tự thi tay nghề của mình.)",
    ],
)
def test_place_and_remark_stay_with_their_sentence(sentence: str) -> None:
    article, _ = cleaned(TITLE, sentence, FIRST, LAST)
    assert article.mark is None
    assert article_lines(article)[1] == sentence


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Kim Oanh", "byline", "Kim Oanh"),
        ("HỮU NGHĨA", "byline", "HỮU NGHĨA"),
        ("Tác giả: Hồng Nhật", "byline", "Hồng Nhật"),
        ("Tin, ảnh: HỮU NGHĨA", "byline", "HỮU NGHĨA"),
        ("Bài và ảnh: Thúy Vi", "byline", "Thúy Vi"),
        ("PV", "byline", "PV"),
        ("Ban biên tập", "byline", "Ban biên tập"),
        ("Phòng Hợp tác quốc tế", "byline", "Phòng Hợp tác quốc tế"),
        ("Ảnh: Nam Phong", "credit", "Nam Phong"),
        ("(Nguồn: Báo Kim Hải)", "site", "Báo Kim Hải"),
        ("By Tran Lan", "byline", "By Tran Lan"),
    ],
)
def test_closing_line_is_kept_as_metadata(line: str, field: str, value: str) -> None:
    article, audit = cleaned(TITLE, FIRST, LAST, line)
    assert getattr(article, field) == value
    assert article_lines(article) == [TITLE, FIRST, LAST]
    assert [(kept.text, kept.field) for kept in audit.metadata] == [(line, field)]


def test_path_gives_the_section_and_not_the_title_cut_short() -> None:
    article, _ = cleaned(f"> Tin tức > Giáo dục nghề > {TITLE[:20]}", TITLE, FIRST, LAST)
    assert article.section == "Giáo dục nghề"


def test_portal_and_office_above_the_title_are_the_site() -> None:
    article, _ = cleaned("Cổng thông tin điện tử tỉnh Kim Hải", "Sở Nội vụ", TITLE, FIRST, LAST)
    assert article.site == "Cổng thông tin điện tử tỉnh Kim Hải, Sở Nội vụ"


def test_section_above_the_title_is_kept() -> None:
    article, _ = cleaned("Chính sách và cuộc sống", TITLE, FIRST, LAST)
    assert article.section == "Chính sách và cuộc sống"


@pytest.mark.parametrize("text", ["45/13/2024", "1.204.300", "ngày 5/6", "0912.000.111", "12/2024"])
def test_numbers_that_are_no_full_date_are_none(text: str) -> None:
    assert find_date(text) is None


def test_language_is_told_by_the_letters() -> None:
    assert cleaned(TITLE, FIRST, LAST)[0].language == "vi"
    assert (
        cleaned("Rain for schools", "Forty schools in the hills have built tanks for rain.")[
            0
        ].language
        == "en"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Thu Trang",
        "THU TRANG",
        "Hoa Mai",
        "Bao Ngoc",
        "Nguyễn Văn An – Lê Bình",
        "Hải Yến (tổng hợp)",
        "Hoàng Quyên/VTL4",
        "Phạm Kiên (TTXVN)",
        "MÙA THỊ SUA",
        "Luật sư Đoàn Khánh Toàn",
        "H.T",
        "Q.H",
        "K'Brum",
        "PV",
        "Theo TTXVN",
    ],
)
def test_signature_on_the_last_line_is_kept_as_metadata(name: str) -> None:
    article, audit = cleaned(TITLE, FIRST, LAST, name)
    assert name in [kept.text for kept in audit.metadata]
    assert article.byline or article.site
    assert article_lines(article) == [TITLE, FIRST, LAST]
