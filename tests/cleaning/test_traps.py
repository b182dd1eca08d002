"""Content that looks like noise stays, and noise that looks like content goes."""

import pytest

from diemtin.cleaning import clean
from diemtin.cleaning.account import article_lines
from diemtin.errors import CaptureError
from diemtin.model import (
    Article,
    Audit,
    Capture,
    CaptureBlock,
    Figure,
    Heading,
    List,
    Paragraph,
    plain_text,
)

TITLE = "Huyện Nậm Kha mở lớp dạy chữ cho người cao tuổi"
FIRST = (
    "Sáng 6/3, huyện Nậm Kha khai giảng lớp dạy chữ cho 42 người cao tuổi ở ba bản vùng biên, "
    "do giáo viên tiểu học đứng lớp vào buổi tối."
)
SECOND = (
    "Lớp dạy chữ cho người cao tuổi kéo dài bốn tháng, học viên được phát sách vở và đèn học "
    "chạy pin mặt trời."
)
LAST = "Huyện Nậm Kha dự kiến mở thêm năm lớp dạy chữ trong năm tới."


def cleaned(*texts: str) -> tuple[Article, Audit]:
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(texts, 1))
    return clean(Capture("test.txt", "text", "utf-8", 1.0, blocks))


def within(*texts: str) -> list[str]:
    """Return what is left of lines that stand in the middle of an article."""
    return article_lines(cleaned(TITLE, FIRST, *texts, SECOND, LAST)[0])[2:-2]


@pytest.mark.parametrize(
    "line",
    [
        "Phản hồi của ngành giáo dục",
        "Ý kiến của cử tri",
        "Nội dung",
        "Giới thiệu về lớp học",
        "Liên hệ thực tế ở các bản",
        "QUYẾT ĐỊNH:",
        "1. Về phía giáo viên",
        "a) Đối với giáo viên;",
        "https://namkha.example.vn/lop-day-chu",
        "11H30: Lớp học đầu tiên khai giảng ở bản Nà Lốc.",
        "(1) Theo số liệu rà soát năm 2023.",
        "Địa chỉ đăng ký: Nhà văn hóa bản Nà Lốc.",
        "Điện thoại liên hệ: 0219.3.888.111 (cô Hoa).",
        "Đánh giá bước đầu",
        "Thống kê cho thấy nhu cầu còn lớn",
        "A1-02 120 540.000.000 108.000.000",
    ],
)
def test_line_that_looks_like_noise_stays(line: str) -> None:
    assert within(line) == [line]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Ý kiến ()", "comment.counter"),
        ("Phản hồi: 0", "comment.counter"),
        ("Bình luận (3)", "comment.counter"),
        ("A- A A+ | Tăng tương phản Giảm tương phản", "widget.accessibility"),
        ("Chế độ ban đêm In trang Xuất PDF Đọc nội dung", "widget.accessibility"),
        ("Chia sẻ lên Facebook Chia sẻ lên Zalo Sao chép liên kết", "share.buttons"),
        ("Theo dõi Báo Nậm Kha trên Google News", "share.follow"),
        ("Lượt xem: 1.204", "counter.views"),
        ("Xem với cỡ chữAA", "widget.accessibility"),
        ("FacebookZaloTwitter", "share.buttons"),
        ("image advertisement image advertisement", "placeholder.image"),
        ("toan-canh-lop-hoc.jpg", "placeholder.image"),
        ("[toan-canh-lop-hoc.jpg]", "placeholder.image"),
        (f"14:22 05/12/2023 {TITLE}", "layout.sheet"),
        ("https://namkha.example.vn/lop-hoc 1/3", "layout.sheet"),
        ("![](anh.jpg)", "placeholder.image"),
        ("quang cao giua bai", "advertisement"),
        (">>> Xem thêm: Lớp học trên lưng núi", "related.link"),
        ("• Mưa đá gây thiệt hại ở vùng cao", "related.link"),
        ("►► Mời bạn đọc xem thêm: Vì sao chữ khó học?", "related.link"),
        ("#namkha #daychu", "tags.line"),
        ("Mời quý vị theo dõi phóng sự sau đây.", "invitation"),
        ("* * *", "layout.ornament"),
        ("lop day chu ban na loc", "alternative.unaccented"),
    ],
)
def test_line_of_noise_goes_by_its_rule(line: str, rule: str) -> None:
    _, audit = cleaned(TITLE, FIRST, line, SECOND, LAST)
    assert [(removal.text, removal.rule) for removal in audit.removed] == [(line, rule)]


def test_form_goes_as_a_whole() -> None:
    form = ["Họ tên no image", "Tiêu đề no image", "Nội dung", "Mã kiểm tra", "Gửi", "Email *"]
    assert article_lines(cleaned(TITLE, FIRST, SECOND, *form)[0]) == [TITLE, FIRST, SECOND]


def test_box_in_mid_article_goes_and_the_article_goes_on() -> None:
    box = ["Tin liên quan", "Mưa đá gây thiệt hại ở vùng cao", "Giá quế tăng trở lại"]
    assert within(*box) == []


def test_card_of_another_article_goes_and_the_parts_of_a_digest_stay() -> None:
    card = ["Mưa đá ở vùng cao: Mái nhà thủng", "BNK - Trận mưa đá đêm qua làm thủng 40 mái nhà."]
    article, audit = cleaned(TITLE, FIRST, SECOND, *card, LAST)
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]
    assert [removal.rule for removal in audit.removed] == ["related.card"] * 2
    digest = [f"{card[0]} ở bản {name}" for name in ("Nà Lốc", "Nà Phung", "Pá Cheo")]
    lines = [line for title in digest for line in (title, card[1] + title)]
    assert len(article_lines(cleaned(TITLE, FIRST, SECOND, *lines, LAST)[0])) == 10


def test_card_below_a_line_of_author_and_date_goes_with_its_section() -> None:
    card = ["THỜI TIẾT", "Mưa đá ở vùng cao làm thủng mái nhà", "Phương Minh | 02/03/2024"]
    article, _ = cleaned(
        TITLE, FIRST, SECOND, *card, "Gần 40 mái nhà phải lợp lại trong đêm sau trận mưa.", LAST
    )
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]


def test_blurbs_with_a_mark_do_not_end_a_box() -> None:
    related = ["Tin liên quan", "Làng quế vào vụ", "BNK - Nhà vườn lo quế nở sớm vì nắng kéo dài."]
    more = ["Đường hoa mở cửa từ 27 tháng Chạp", "BNK - Năm nay có 30 linh vật được dựng ở đó."]
    article, _ = cleaned(TITLE, FIRST, SECOND, LAST, *related, *more)
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]


def test_only_date_among_the_first_lines_is_that_of_the_publication() -> None:
    article, _ = cleaned(TITLE, FIRST, "Thứ tư, ngày 06/03/2024 - 16:48", SECOND, LAST)
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]
    assert article.published == "2024-03-06"


def test_last_sentence_between_a_box_and_the_signature_stays() -> None:
    box = ["Xem thêm", "Mưa đá gây thiệt hại ở vùng cao", "Giá quế tăng trở lại"]
    last = "Đến năm 2026, mọi thôn đều có tủ sách, mỗi tủ chừng một trăm cuốn do nhà hảo tâm tặng."
    form = ["Lưu", "Chia sẻ", "Bạn cần đăng nhập để gửi bình luận", "Thích", "Trả lời"]
    article, _ = cleaned(TITLE, FIRST, SECOND, *box, last, "Minh Hà", *form)
    assert article_lines(article) == [TITLE, FIRST, SECOND, last]
    assert article.byline == "Minh Hà"


def test_article_goes_on_below_several_titles_of_a_box() -> None:
    box = ["Tin đọc nhiều", "Thu ngân sách vượt dự toán quý một", "Lịch cắt điện tuần đầu tháng tư"]
    more = [
        "Phòng Văn hóa hỗ trợ 70 triệu đồng đóng mới bàn ghế, mua thêm đèn và sách cho bà con.",
        "Già làng còn nhớ câu mở đầu:",
        "“Bà con có nghe rõ không?”",
        "Theo kế hoạch, đội văn nghệ sẽ biểu diễn vào ngày rằm hằng tháng, vé 20.000 đồng.",
    ]
    article, _ = cleaned(TITLE, FIRST, SECOND, *box, *more, "Xuân Hựu")
    assert article_lines(article) == [TITLE, FIRST, SECOND, *more]


def test_dash_in_the_name_of_a_section_is_no_word_of_a_title() -> None:
    menu = ["Chính trị - Tư tưởng", "Huấn luyện", "Hậu phương"]
    title = "“Bài học”: Kể chuyện người giữ lửa"
    text = (
        "Chính trị viên Lò Văn Tỉnh có thói quen ghi nhật ký huấn luyện mỗi buổi trên thao trường."
    )
    article, _ = cleaned(*menu, title, text, text.replace("mỗi", "sau") + " Sổ có 11 mục.")
    assert article.title == title


def test_heading_behind_a_box_stays() -> None:
    box = ["Tin liên quan", "• Mưa đá gây thiệt hại ở vùng cao", "• Giá quế tăng trở lại"]
    assert within(*box, "Lớp dạy chữ ở bản Nà Lốc") == ["Lớp dạy chữ ở bản Nà Lốc"]


def test_caption_and_question_behind_a_box_stay() -> None:
    box = ["Tin liên quan", "Mưa đá gây thiệt hại ở vùng cao", "Giá quế tăng trở lại"]
    own = ["Cụ bà tập viết. (Ảnh: Minh Hà)", "", "Vì sao lớp dạy chữ mở vào buổi tối?"]
    assert within(*box, *own) == [line for line in own if line]


def test_related_titles_with_blurbs_go() -> None:
    related = [
        "Tin cùng chuyên mục",
        "Khánh thành cầu treo bắc qua suối Mường",
        "Công trình trị giá 4 tỷ đồng giúp học sinh không phải đi bè mỗi khi nước lên cao.",
        "Giá quế khô tăng phiên thứ ba liên tiếp",
        "Thương lái thu mua tận vườn với giá cao nhất trong vòng hai năm trở lại đây.",
    ]
    article, _ = cleaned(TITLE, FIRST, SECOND, LAST, *related)
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]


def test_recipients_of_an_official_text_stay() -> None:
    recipients = ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."]
    article, audit = cleaned(TITLE, FIRST, SECOND, *recipients, "Lượt truy cập: 3.120")
    assert article_lines(article)[-3:] == recipients
    assert isinstance(article.blocks[-1], List)
    assert [removal.rule for removal in audit.removed].count("list.marker") == 2


def test_closing_mark_of_an_official_text_stays() -> None:
    article, _ = cleaned(TITLE, FIRST, SECOND.removesuffix(".") + "./.", "Minh Hà")
    assert article_lines(article)[-1].endswith("./.")
    assert article.byline == "Minh Hà"


def test_line_behind_a_placeholder_is_a_caption() -> None:
    article, _ = cleaned(TITLE, FIRST, "Anh-tin-bai", "Lớp học ở bản Nà Lốc", SECOND, LAST)
    assert isinstance(article.blocks[0], Figure)


def test_alternative_text_loses_the_title_and_keeps_the_caption() -> None:
    article, audit = cleaned(TITLE, FIRST, SECOND, f"{TITLE} ảnh 1Cụ bà tập viết. Ảnh: Hoa", LAST)
    figure = article.blocks[2]
    assert isinstance(figure, Figure)
    assert plain_text(figure.caption) == "Cụ bà tập viết. Ảnh: Hoa"
    assert [removal.rule for removal in audit.removed] == ["alternative.title"]


def test_doubled_title_and_lead_are_kept_once() -> None:
    article, audit = cleaned(TITLE, TITLE.upper(), FIRST, FIRST, SECOND, LAST)
    assert article_lines(article) == [TITLE, FIRST, SECOND, LAST]
    assert [removal.rule for removal in audit.removed] == ["alternative.title", "doubled.line"]


def test_wrapped_lines_are_joined() -> None:
    words = (FIRST + " " + SECOND).split()
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    article, audit = cleaned(TITLE, "", *lines)
    assert article_lines(article) == [TITLE, f"{FIRST} {SECOND}"]
    assert [(repair.rule, repair.count) for repair in audit.repairs] == [
        ("hard-wrap", len(lines) - 1)
    ]


def test_capture_without_title_has_none() -> None:
    article, _ = cleaned(FIRST, SECOND, LAST)
    assert article.title is None
    assert len(article.blocks) == 3


def test_slogan_above_the_title_goes() -> None:
    slogan = "Quyết tâm thực hiện thắng lợi nghị quyết đại hội đảng bộ các cấp nhiệm kỳ mới."
    article, audit = cleaned(slogan, "Cỡ chữ: A- A A+", TITLE, FIRST, SECOND, LAST)
    assert article.title == TITLE
    assert (audit.removed[0].text, audit.removed[0].rule) == (slogan, "masthead.slogan")


def test_headings_and_lists_are_what_they_are() -> None:
    article, _ = cleaned(
        TITLE, FIRST, "Học chữ để làm gì?", SECOND, "- Đọc tin nhắn của con;", "- Ký tên.", LAST
    )
    kinds = [type(block) for block in article.blocks]
    assert article.standfirst == FIRST
    assert kinds == [Heading, Paragraph, List, Paragraph]


def test_hints_of_markdown_are_followed() -> None:
    blocks = (
        CaptureBlock(TITLE, 1, level=1),
        CaptureBlock(FIRST, 2),
        CaptureBlock("Cụ bà tập viết", 3, image="anh.jpg"),
        CaptureBlock("Còn thiếu đèn", 4, level=3),
        CaptureBlock(SECOND, 5),
        CaptureBlock("Giá quế khô tăng phiên thứ ba liên tiếp", 6, linked=1.0),
        CaptureBlock(LAST, 7),
    )
    article, _ = clean(Capture("a.md", "text", "utf-8", 1.0, blocks))
    figure = next(block for block in article.blocks if isinstance(block, Figure))
    heading = next(block for block in article.blocks if isinstance(block, Heading))
    assert (figure.picture, plain_text(figure.caption)) == ("anh.jpg", "Cụ bà tập viết")
    assert (heading.level, plain_text(heading.content)) == (3, "Còn thiếu đèn")
    assert "Giá quế" not in " ".join(article_lines(article))


def test_rule_that_is_switched_off_takes_nothing() -> None:
    blocks = tuple(
        CaptureBlock(text, n) for n, text in enumerate([TITLE, FIRST, "Ý kiến (3)", SECOND], 1)
    )
    capture = Capture("test.txt", "text", "utf-8", 1.0, blocks)
    _, audit = clean(capture, without=frozenset({"comment.counter"}))
    assert audit.words_removed == 0


def test_empty_capture_is_refused() -> None:
    with pytest.raises(CaptureError, match=r"test\.txt: the capture is empty"):
        cleaned("", " ")


def test_capture_of_noise_alone_is_refused() -> None:
    with pytest.raises(CaptureError, match=r"no article was found"):
        cleaned("Trang chủ", "Đăng nhập", "Chia sẻ", "Ý kiến (0)", "no image")
