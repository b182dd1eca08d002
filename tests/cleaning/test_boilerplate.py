"""What repeats across the captures of a site goes; what articles say themselves stays."""

from diemtin.cleaning import clean, learn_boilerplate
from diemtin.cleaning.account import article_lines
from diemtin.cleaning.folding import fold
from diemtin.model import Capture, CaptureBlock
from diemtin.readers.html import read

MOTTO = "Hà Sơn xanh như lá, bền như đá, lòng người rộng mở đón bạn gần xa."
BAND = "Lời hẹn mùa hoa tam giác mạch"
ARTICLES = [
    (
        "Mở lớp dạy nghề mây tre đan cho phụ nữ vùng cao",
        "Lớp dạy nghề mây tre đan có 35 phụ nữ vùng cao theo học trong ba tháng tại trung tâm.",
        "Học viên được hỗ trợ tiền ăn và được nhận việc ngay tại hợp tác xã sau khi kết thúc lớp.",
    ),
    (
        "Khởi công đường nối hai xã biên giới",
        "Tuyến đường nối hai xã biên giới dài 14 km, mặt đường rộng 5,5 m, thi công trong hai năm.",
        "Người dân dọc tuyến đường đã hiến hơn 20.000 m2 đất để mở rộng mặt bằng cho công trình.",
    ),
    (
        "Thu mua lê nâu cho bà con ngay tại vườn",
        "Doanh nghiệp cam kết thu mua toàn bộ lê nâu của bà con ngay tại vườn với giá ổn định.",
        "Vụ này toàn huyện có 300 ha lê nâu cho thu hoạch, sản lượng ước đạt 2.500 tấn quả tươi.",
    ),
]


def capture(number: int, *article: str) -> Capture:
    texts = [MOTTO, *article, BAND, "Minh Hà"]
    blocks = tuple(CaptureBlock(text, line) for line, text in enumerate(texts, 1))
    return Capture(f"{number}.txt", "text", "utf-8", 1.0, blocks)


CAPTURES = [capture(number, *article) for number, article in enumerate(ARTICLES)]


def test_line_that_several_articles_of_a_site_share_is_learnt_and_removed() -> None:
    learnt = learn_boilerplate(CAPTURES)
    for one, article in zip(CAPTURES, ARTICLES, strict=True):
        cleaned, audit = clean(one, boilerplate=learnt)
        assert article_lines(cleaned) == list(article)
        rules = {removal.text: removal.rule for removal in audit.removed}
        assert rules[MOTTO] == rules[BAND] == "repeated.line"


def test_interface_words_that_repeat_go_by_their_own_rule() -> None:
    captures = [
        capture(n, *article, "Anh-tin-bai", "Chia sẻ") for n, article in enumerate(ARTICLES)
    ]
    _, audit = clean(captures[0], boilerplate=learn_boilerplate(captures))
    rules = {removal.text: removal.rule for removal in audit.removed}
    assert (rules["Anh-tin-bai"], rules["Chia sẻ"]) == ("placeholder.image", "share.buttons")


def test_byline_that_repeats_stays_the_byline() -> None:
    learnt = learn_boilerplate(CAPTURES)
    assert clean(CAPTURES[0], boilerplate=learnt)[0].byline == "Minh Hà"


def days_news(number: int, *article: str) -> Capture:
    """Return one of the articles that one author wrote for one portal on one day."""
    title, *body = article
    head = ["Cổng thông tin điện tử huyện Mường Khê", "Thứ ba, 04/03/2025", title]
    texts = [MOTTO, *head, *body, "Tác giả: Giàng Minh Hà", "Nguồn: Báo Hà Sơn", "Hòm thư góp ý"]
    blocks = tuple(CaptureBlock(text, line) for line, text in enumerate(texts, 1))
    return Capture(f"{number}.txt", "text", "utf-8", 1.0, blocks)


def test_day_author_and_paper_of_several_articles_stay_their_metadata() -> None:
    captures = [days_news(number, *article) for number, article in enumerate(ARTICLES)]
    learnt = learn_boilerplate(captures)
    for one, article in zip(captures, ARTICLES, strict=True):
        cleaned, audit = clean(one, boilerplate=learnt)
        assert article_lines(cleaned) == list(article)
        assert (cleaned.published, cleaned.byline) == ("2025-03-04", "Giàng Minh Hà")
        assert cleaned.site == "Cổng thông tin điện tử huyện Mường Khê, Báo Hà Sơn"
        assert MOTTO in {removal.text for removal in audit.removed}


def test_editor_whom_every_page_names_is_not_the_author_that_one_page_names() -> None:
    captures = [
        capture(number, *article, f"Tác giả: {author}", "Biên tập: Lò Thị Mai")
        for number, (article, author) in enumerate(
            zip(ARTICLES, ["Vàng A Páo", "Hoàng Thu", "Sầm Yến"], strict=True)
        )
    ]
    learnt = learn_boilerplate(captures)
    assert clean(captures[1], boilerplate=learnt)[0].byline == "Hoàng Thu, Minh Hà"


def test_one_capture_teaches_nothing() -> None:
    assert learn_boilerplate(CAPTURES[:1]).lines == frozenset()


def test_the_same_article_twice_teaches_nothing() -> None:
    again = capture(9, *ARTICLES[0])
    assert learn_boilerplate([CAPTURES[0], again]).lines == frozenset()


def test_title_that_two_reports_of_one_event_share_is_none() -> None:
    title, first, second = ARTICLES[0]
    other = capture(
        9,
        title,
        "Sáng qua, lớp dạy nghề mây tre đan dành cho phụ nữ vùng cao đã khai giảng ở huyện lỵ.",
        "Chị em đến từ sáu bản xa, nhiều người địu theo con nhỏ để kịp giờ khai giảng lớp nghề.",
    )
    learnt = learn_boilerplate([capture(8, title, first, second), other])
    assert clean(other, boilerplate=learnt)[0].title == title


def test_paragraph_of_an_agency_that_two_papers_print_stays() -> None:
    shared = "Theo thống kê, cả nước hiện có hơn hai nghìn làng nghề được công nhận tính đến nay."
    title, first, second = ARTICLES[0]
    one = capture(1, title, first, shared, second)
    title, first, second = ARTICLES[1]
    two = capture(
        2, title, first, second, *[f"{second} {n}" for n in range(4)], shared, first + " "
    )
    learnt = learn_boilerplate([one, two])
    assert shared in article_lines(clean(one, boilerplate=learnt)[0])


def decision(number: int, subject: str) -> Capture:
    texts = [
        MOTTO,
        "Danh mục văn bản",
        f"Quyết định về {subject}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        f"Điều 1. Ban hành kèm theo Quyết định này Quy chế về {subject} trên địa bàn toàn tỉnh.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Ghé thăm gian hàng số của tỉnh",
    ]
    blocks = tuple(CaptureBlock(text, line) for line, text in enumerate(texts, 1))
    return Capture(f"{number}.txt", "text", "utf-8", 1.0, blocks)


def test_form_that_official_texts_share_stays() -> None:
    captures = [decision(1, "quản lý chợ nổi"), decision(2, "bảo vệ rạn san hô gần bờ")]
    learnt = learn_boilerplate(captures)
    for one in captures:
        article, audit = clean(one, boilerplate=learnt)
        assert article_lines(article)[1:] == [block.text for block in one.blocks[3:-1]]
        assert "Ghé thăm gian hàng số của tỉnh" in {removal.text for removal in audit.removed}


def test_announcement_of_short_lines_published_twice_stays() -> None:
    texts = [
        "Thông báo lịch tiêm chủng tháng 9",
        "Thời gian: 7 giờ 30 ngày 10/9",
        "Địa điểm: Trạm Y tế xã Tân Lập",
        "Đề nghị mang theo sổ tiêm chủng",
    ]
    blocks = tuple(CaptureBlock(text, line) for line, text in enumerate(texts, 1))
    twice = [Capture(f"{n}.txt", "text", "utf-8", 1.0, blocks) for n in range(2)]
    learnt = learn_boilerplate(twice)
    assert article_lines(clean(twice[1], boilerplate=learnt)[0]) == texts


def test_quotation_that_two_articles_share_stays() -> None:
    quotation = "“Làm cho dân, không làm cho đẹp báo cáo”, ông nói."
    captures = [
        capture(number, title, first, quotation, second)
        for number, (title, first, second) in enumerate(ARTICLES)
    ]
    learnt = learn_boilerplate(captures)
    for one in captures:
        assert quotation in article_lines(clean(one, boilerplate=learnt)[0])


def page_capture(number: int, body: list[str], note: str) -> Capture:
    """Return a page whose note stands after a body of its own length, far from both ends."""
    menu = "".join(f"<li><a href='/{n}'>Mục {n} của trang</a></li>" for n in range(60))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    page = (
        f"<meta charset='utf-8'><ul>{menu}</ul><div class='detail'>{text}"
        f"<div class='remark'>{note}</div></div><ul>{menu}</ul>"
    )
    return read(page.encode(), f"{number}.html")


NOTE = "Mọi ý kiến của bạn đọc về bài viết xin được gửi về tòa soạn trước ngày cuối tháng."


def test_line_that_pages_print_in_boxes_of_one_class_is_learnt_wherever_it_stands() -> None:
    pages = [page_capture(n, list(article) * (n + 1), NOTE) for n, article in enumerate(ARTICLES)]
    assert fold(NOTE) in learn_boilerplate(pages[:2]).lines
    assert not learn_boilerplate(pages[:1]).lines


def test_heading_that_pages_share_is_no_boilerplate() -> None:
    pages = [page_capture(n, list(article), "Kết luận") for n, article in enumerate(ARTICLES)]
    assert fold("Kết luận") not in learn_boilerplate(pages).lines
