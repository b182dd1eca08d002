"""A list of titles is no article; an editor hears of stubs and of second articles."""

import pytest

from diemtin.cleaning import clean
from diemtin.errors import CaptureError
from diemtin.readers.text import read

TITLE = "Xã Mường Lự đưa chợ phiên lên mạng"
PROSE = (
    "Từ đầu tháng này, mười hai hộ bán hàng ở chợ phiên Mường Lự đã nhận đơn qua điện thoại, "
    "mỗi phiên giao thêm được chừng ba mươi gói măng khô, thảo quả và mật ong rừng."
)
NEXT = "Thị trấn Nà Hin trồng lại hàng cây ven suối"
OF_NEXT = (
    "Hơn hai trăm cây sấu và cây nhội được đoàn thanh niên thị trấn Nà Hin trồng dọc bờ suối, "
    "thay cho những gốc bị lũ cuốn trôi năm ngoái."
)
LOGIN = "Đăng nhập để đọc tiếp bài viết này"


def doubts_of(*lines: str) -> list[str]:
    article, _ = clean(read("\n".join(lines).encode(), "chợ.txt"))
    return [suggestion.rule for suggestion in article.suggestions]


def test_few_words_above_a_request_to_log_in_are_a_stub() -> None:
    assert doubts_of(TITLE, "5/2/2024", PROSE, LOGIN) == ["page.paywall"]


def test_a_whole_article_above_a_request_to_log_in_is_no_stub() -> None:
    whole = [PROSE.replace("mười hai", str(number)) for number in range(20, 26)]
    assert doubts_of(TITLE, "5/2/2024", *whole, LOGIN) == []


def test_a_title_with_a_date_between_two_texts_begins_a_second_article() -> None:
    first = (TITLE, "5/2/2024", PROSE, "Ngọc Hoan")
    assert doubts_of(*first, NEXT, "6/2/2024", OF_NEXT) == ["page.two-articles"]


def test_a_heading_without_a_date_begins_no_second_article() -> None:
    assert doubts_of(TITLE, "5/2/2024", PROSE, NEXT, OF_NEXT) == []


def test_titles_with_dates_and_no_text_are_refused_as_a_list() -> None:
    titles = [f"{NEXT} đợt {number}" for number in range(1, 9)]
    with pytest.raises(CaptureError, match="list of articles"):
        doubts_of(*(line for title in titles for line in (title, "12/3/2024")))


def test_titles_with_dates_and_buttons_to_read_on_are_refused_as_a_list() -> None:
    titles = [f"{NEXT} đợt {number}" for number in range(1, 9)]
    with pytest.raises(CaptureError, match="list of articles"):
        doubts_of(*(line for title in titles for line in (title, "12/3/2024", "Xem tiếp")))
