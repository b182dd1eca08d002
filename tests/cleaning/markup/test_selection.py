"""What tells the article from the rest of its page, each shown on a page where it decides."""

import pytest
from tests.cleaning.markup.portal_pages import STORIES

from diemtin.cleaning import clean
from diemtin.cleaning.account import article_lines
from diemtin.cleaning.markup.comments import find_comments
from diemtin.cleaning.markup.features import describe
from diemtin.cleaning.markup.wording import CUES, text_columns, word_count
from diemtin.markup import Run
from diemtin.model import Article
from diemtin.readers.html import read

ROAD, TEA = STORIES["road"], STORIES["tea"]
JAPANESE = [
    "昨日、町役場で新しい図書館の開館式が行われ、町長をはじめ住民およそ二百人が出席した。",
    "図書館は木造二階建てで、地元の杉を使い、蔵書は八万冊、閲覧席は百二十席を備えている。",
    "町長はあいさつの中で、子どもからお年寄りまで誰もが集まれる場所にしたいと述べた。",
    "開館時間は午前九時から午後八時までで、月曜日は休館となる。貸し出しは一人十冊までである。",
]


def page(body: str, title: str, lead: str = "") -> bytes:
    head = f"<title>{title}</title><meta name='description' content='{lead}'>"
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def cleaned(body: str, title: str, lead: str = "") -> Article:
    return clean(read(page(body, title, lead), "page.html"))[0]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_declared_topic_tells_the_main_box_from_a_longer_list_of_other_articles() -> None:
    blurbs = "".join(
        f"<li><a href='/{n}'>Bản tin số {n}</a> {paragraph}</li>"
        for n, paragraph in enumerate(TEA.paragraphs * 2)
    )
    body = f"<ul>{blurbs}</ul><div class='detail'>{paragraphs(ROAD.paragraphs)}</div>"
    tree = read(page(body, ROAD.title, ROAD.lead), "page.html").tree
    main = describe(tree, ROAD.title, ROAD.lead).main
    assert main.element.get("class") == "detail"


def test_a_script_without_spaces_is_read_by_its_length() -> None:
    body = (
        f"<nav><a href='/'>ホーム</a></nav><div><h1>図書館が開館</h1>{paragraphs(JAPANESE)}</div>"
    )
    lines = article_lines(cleaned(body, "図書館が開館"))
    assert lines[1:] == JAPANESE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Một câu tiếng Việt có tám từ", 7),
        ("https://example.vn/mot-dia-chi-rat-dai-khong-co-khoang-trang", 1),
        (JAPANESE[0], 14),
    ],
)
def test_words_are_counted_with_and_without_spaces(text: str, words: int) -> None:
    assert word_count(run(text)) == words


def run(text: str) -> Run:
    return Run(0, text, len(text.split()), len(text), 0, 0, [])


@pytest.mark.parametrize("text", ["12 bình luận", "» Bình luận (3)", "(4) Comments"])
def test_numbers_and_ornaments_before_a_cue_do_not_hide_it(text: str) -> None:
    runs = [run(text)]
    columns = text_columns(runs, [word_count(runs[0])], "", "")
    assert columns["cue"] == bytes([CUES["comment"]])


def test_a_second_copy_for_another_screen_goes_but_a_refrain_stays() -> None:
    refrain = "Mỗi khẩu phần gồm một bát cơm, một đĩa rau và một quả trứng."
    days = "".join(f"<h3>Ngày {n}</h3><p>{refrain}</p>" for n in range(1, 6))
    copied = f"<p>{ROAD.paragraphs[0]}</p>"
    body = (
        f"<div><h1>{ROAD.title}</h1>{copied}{paragraphs(ROAD.paragraphs)}{days}"
        f"<p>{TEA.paragraphs[0]}</p></div>"
    )
    lines = article_lines(cleaned(body, ROAD.title))
    assert lines.count(ROAD.paragraphs[0]) == 1
    assert lines.count(refrain) == 5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_paragraphs_that_somebody_saved_alone_stay_whole(count: int) -> None:
    saved = f"<div>{paragraphs(ROAD.paragraphs[:count])}</div>".encode()
    assert article_lines(clean(read(saved, "page.html"))[0]) == ROAD.paragraphs[:count]


def test_columns_of_a_layout_are_no_sidebars() -> None:
    body = (
        f"<div class='row'><div class='column two-thirds'><h1>{ROAD.title}</h1>"
        f"{paragraphs(ROAD.paragraphs)}</div><div class='column one-third sidebar'>"
        f"<h3>Tin mới</h3>{paragraphs(TEA.paragraphs[:2])}</div></div>"
    )
    assert article_lines(cleaned(body, ROAD.title)) == [ROAD.title, *ROAD.paragraphs]


COMMENTS = [
    "Tuyến đường này quá cần thiết, quê tôi ngày xưa đi học phải lội suối hơn hai giờ đồng hồ.",
    "Mong huyện sớm lắp thêm biển báo ở đoạn dốc đầu xã, xe tải chạy nhanh lắm, rất nguy hiểm.",
    "Cảm ơn các hộ dân đã hiến đất, không có bà con thì không biết bao giờ mới có con đường này.",
    "Tôi thấy mặt đường hơi hẹp, hai xe khách gặp nhau phải lùi, không rõ thiết kế thế nào?",
]


def test_reader_comments_are_no_article_though_nothing_names_them() -> None:
    thread = "".join(
        f"<div class='yk'><b>Bạn đọc {n}</b><i>{n + 1}/3/2024 08:1{n}</i><p>{text}</p>"
        "<a href='#'>Thích</a> <a href='#'>Trả lời</a></div>"
        for n, text in enumerate(COMMENTS * 2)
    )
    body = (
        f"<div class='bv'><h1>{ROAD.title}</h1>{paragraphs(ROAD.paragraphs)}</div>"
        f"<div class='kyk'><h3>Ý kiến bạn đọc (8)</h3>{thread}</div>"
    )
    assert article_lines(cleaned(body, ROAD.title, ROAD.lead)) == [ROAD.title, *ROAD.paragraphs]


@pytest.mark.parametrize(("article", "taken"), [([], 0), (TEA.paragraphs, 4)])
def test_comments_stay_on_a_page_that_holds_nothing_else(article: list[str], taken: int) -> None:
    thread = "".join(f"<div class='comment'><p>{text}</p></div>" for text in COMMENTS)
    capture = read(page(paragraphs(article) + thread, TEA.title), "page.html")
    columns = describe(capture.tree, TEA.title, "").columns
    assert len(find_comments(capture.tree, range(len(capture.tree.runs)), columns)) == taken


def test_blurbs_of_related_articles_below_the_body_are_not_taken() -> None:
    cards = "".join(
        f"<div class='o'><a href='/{n}'>{story.title}</a><p>{story.lead}</p></div>"
        for n, story in enumerate([TEA, *STORIES.values()])
    )
    body = (
        f"<div class='bv'><h1>{ROAD.title}</h1>{paragraphs(ROAD.paragraphs)}</div>"
        f"<div class='k'><h3>Tin cùng chuyên mục</h3>{cards}</div>"
    )
    assert article_lines(cleaned(body, ROAD.title, ROAD.lead)) == [ROAD.title, *ROAD.paragraphs]


def test_sections_of_an_article_in_boxes_of_one_template_stay() -> None:
    sections = "".join(
        f"<div class='muc'><h2>{heading}</h2>{paragraphs(story.paragraphs)}</div>"
        for heading, story in ((ROAD.heading, ROAD), (TEA.heading, TEA))
    )
    lines = article_lines(cleaned(f"<h1>{ROAD.title}</h1>{sections}", ROAD.title, ROAD.lead))
    assert {*ROAD.paragraphs, *TEA.paragraphs} <= set(lines)


def test_only_a_like_box_with_a_date_of_its_own_is_a_second_article() -> None:
    sections = "".join(
        f"<div class='bv'><h2>{story.title}</h2>{date}{paragraphs(story.paragraphs)}</div>"
        for story, date in ((ROAD, "<p>12/9/2023</p>"), (TEA, ""))
    )
    lines = article_lines(cleaned(sections, ROAD.title, ROAD.lead))
    assert {*ROAD.paragraphs, *TEA.paragraphs} <= set(lines)


def test_a_second_article_in_a_like_box_is_not_taken() -> None:
    date = "<p>12/9/2023</p>"
    bodies = "".join(
        f"<div class='bv'><h2>{story.title}</h2>{date}{paragraphs(story.paragraphs)}</div>"
        for story in (ROAD, TEA)
    )
    assert article_lines(cleaned(bodies, ROAD.title, ROAD.lead)) == [ROAD.title, *ROAD.paragraphs]
