"""Articles on one event stand together, and its date is only what the text bears out."""

import msgspec
import pytest

from diemtin.assembly.dates import find_dates
from diemtin.assembly.events import find_events
from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.sentences import read_articles
from diemtin.model import Article, Doubt, Event, Paragraph, Text

FAIR = "tỉnh Hà Sơn khai mạc hội chợ nông sản vùng biên với hàng trăm gian hàng của hợp tác xã"
ROAD = "công ty cầu đường thông xe tuyến tránh phía tây thị trấn sau hai năm thi công vất vả"


def told(*texts: str, title: str = "Tin", published: str | None = None) -> Article:
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    return Article("a.txt", title, blocks, published=published)


def events_of(*articles: Article) -> tuple[list[Event], list[Doubt]]:
    return find_events(read_articles(articles, "vi"))


def test_the_seeds_tell_of_three_events_in_order_of_time(seeds: list[Article]) -> None:
    events, doubts = find_events(read_articles(seeds, "vi"))
    assert [event.articles for event in events] == [(2, 3), (0, 4), (1,)]
    dates = [event.date for event in events]
    assert [(d.day, d.month, d.year, d.late, d.inferred) for d in dates if d] == [
        (21, 12, 2023, False, True),
        (18, 7, 2024, False, True),
        (None, None, 2024, True, True),
    ]
    assert doubts == []


def test_the_seeds_events_carry_names_from_the_captures(seeds: list[Article]) -> None:
    events, _ = find_events(read_articles(seeds, "vi"))
    assert events[0].name == "Hội nghị Ngoại giao lần thứ 32"
    assert events[1].name == seeds[0].title


def test_an_inferred_year_keeps_its_evidence(seeds: list[Article]) -> None:
    events, _ = find_events(read_articles(seeds, "vi"))
    for event in events:
        assert event.date
        assert event.date.evidence
        for evidence in event.date.evidence:
            assert evidence.article in event.articles
            text = " ".join(str(block) for block in seeds[evidence.article].blocks)
            assert evidence.text in text
            assert str(evidence.year) in text or str(evidence.year + 1) in text


def test_a_year_beside_the_day_is_not_inferred() -> None:
    (event,), _ = events_of(told(f"Sáng 21/12/2023, {FAIR}."))
    assert event.date
    assert (event.date.year, event.date.inferred) == (2023, False)


def test_the_year_comes_from_the_day_of_publication_across_new_year() -> None:
    (event,), _ = events_of(told(f"Sáng 31/12, {FAIR}.", published="2024-01-02"))
    assert event.date
    assert (event.date.year, event.date.inferred) == (2023, True)


def given(article: Article, published: str) -> Article:
    return msgspec.structs.replace(article, published=published, given=("published",))


def test_the_year_of_the_manifest_goes_before_the_text_and_leaves_a_doubt() -> None:
    (event,), doubts = events_of(given(told(f"Sáng 21/12/2023, {FAIR}."), "2022-12-23"))
    assert event.date
    assert (event.date.year, event.date.inferred) == (2022, False)
    assert [(doubt.rule, doubt.text) for doubt in doubts] == [
        ("year-by-manifest", "2022: 2022-12-23; 2023: Sáng 21/12/2023")
    ]


def test_the_manifest_goes_before_what_the_text_lets_infer() -> None:
    text = f"Sáng 5/6, {FAIR}. Tỉnh tăng so với năm 2022. Từ đầu năm 2023 đến nay, tỉnh được mùa."
    (inferred,), _ = events_of(told(text))
    (event,), doubts = events_of(given(told(text), "2021-06-05"))
    assert inferred.date
    assert event.date
    assert (inferred.date.year, event.date.year, event.date.inferred) == (2023, 2021, False)
    assert [doubt.rule for doubt in doubts] == ["year-by-manifest"]


def test_a_manifest_that_agrees_leaves_no_doubt_and_nothing_inferred() -> None:
    (event,), doubts = events_of(given(told(f"Sáng 5/6, {FAIR}."), "2023-06-06"))
    assert event.date
    assert (event.date.year, event.date.inferred, doubts) == (2023, False, [])


def test_the_day_of_publication_that_the_capture_gives_is_evidence_only() -> None:
    (event,), doubts = events_of(told(f"Sáng 21/12/2023, {FAIR}.", published="2024-12-23"))
    assert event.date
    assert (event.date.year, doubts) == (2023, [])


def test_a_day_long_after_its_publication_is_a_doubt() -> None:
    (event,), doubts = events_of(told(f"Sáng 21/12/2023, {FAIR}.", published="2022-12-23"))
    assert event.date
    assert event.date.year == 2023
    assert [(doubt.rule, doubt.text) for doubt in doubts] == [
        ("contradictory-dates", "Sáng 21/12/2023 / 2022-12-23")
    ]


def test_a_year_that_nothing_tells_stays_open() -> None:
    (event,), doubts = events_of(told(f"Sáng 31/12, {FAIR}."))
    assert event.date
    assert (event.date.text, event.date.year) == ("Sáng 31/12", None)
    assert doubts == []


def test_evidence_for_two_years_is_a_doubt() -> None:
    text = f"Sáng 5/6, {FAIR}. Tỉnh tăng so với năm 2020. Tỉnh tăng so với năm 2022."
    (event,), doubts = events_of(told(text))
    assert event.date
    assert event.date.year is None
    assert [doubt.rule for doubt in doubts] == ["year-unclear"]


BRIDGE = "Khánh thành cầu Bình Minh bắc qua sông Tiền"


def test_a_title_that_two_portals_share_brings_their_articles_together() -> None:
    opened = told(f"Sáng 12/5, {ROAD}.", title=BRIDGE, published="2024-05-12")
    ferry = "Bà con hai bờ không còn phải chờ phà mỗi sớm."
    crossed = told(ferry, title=BRIDGE.upper(), published="2024-05-12")
    ((both, _), _) = events_of(opened, crossed, told(f"Sáng 13/5, {FAIR}."))
    assert both.articles == (0, 1)


def test_a_shared_title_of_common_words_is_found_among_rarer_ones() -> None:
    """Articles are looked up by their rarest words; here all of those lead elsewhere."""
    title = "Bản tin về tình hình thị trường nông sản"
    north, south = (" ".join(f"{stem}{end}ng" for end in "aăâeêioôơuưyáàảạ") for stem in ("k", "m"))
    shared = [
        told(f"Theo {words}.", title=title, published="2024-05-12") for words in (north, south)
    ]
    others = [told(f"Theo {words} nhưng khác.", title="Tin một") for words in (north, south)]
    common = [told(f"{title} số {number}.", title=f"Tin {number}") for number in range(3)]
    events, _ = events_of(*shared, *others, *common)
    assert any({0, 1} <= set(event.articles) for event in events)


def test_a_column_of_another_day_is_another_event() -> None:
    title = "Giá nông sản tại các chợ đầu mối"
    rice = told("Gạo tẻ giữ giá so với phiên trước.", title=title, published="2024-05-12")
    fruit = told("Thanh long lên giá vì mưa dài ngày.", title=title, published="2024-05-13")
    events, _ = events_of(rice, fruit)
    assert [event.articles for event in events] == [(0,), (1,)]


def test_articles_without_a_date_come_last_in_their_order() -> None:
    articles = (told(f"Hôm nay, {ROAD}."), told(f"Sáng 5/6/2023, {FAIR}."))
    events, doubts = events_of(*articles)
    assert [event.articles for event in events] == [(1,), (0,)]
    assert [(doubt.rule, doubt.articles) for doubt in doubts] == [("undated", (0,))]


def test_same_words_on_different_days_are_two_events_and_a_doubt() -> None:
    events, doubts = events_of(told(f"Sáng 5/6, {FAIR}."), told(f"Sáng 7/6, {FAIR}."))
    assert len(events) == 2
    assert [doubt.rule for doubt in doubts] == ["contradictory-dates"]


def test_articles_that_repeat_each_other_tell_of_one_event_whatever_their_day() -> None:
    shared = (f"Cùng lúc ấy, {ROAD}.", f"Cũng trong dịp này, {FAIR}.")
    others = ("Mưa đá làm hỏng mái nhà.", "Giá thép xây dựng giảm mạnh.")
    events, _ = events_of(told(others[0] * 9, *shared), told(others[1] * 9, *shared))
    assert [event.articles for event in events] == [(0, 1)]


def test_copies_of_one_article_tell_of_one_event() -> None:
    events, _ = events_of(*[told(f"Sáng 5/6, {FAIR}.") for _ in range(5)])
    assert [event.articles for event in events] == [(0, 1, 2, 3, 4)]


def test_different_news_of_one_day_are_two_events() -> None:
    events, _ = events_of(told(f"Sáng 5/6, {FAIR}."), told(f"Chiều 5/6, {ROAD}."))
    assert len(events) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chiều ngày 05/02/2024 tỉnh họp.", [(5, 2, 2024)]),
        ("Ngày 21 tháng 12 năm 2023, tỉnh họp.", [(21, 12, 2023)]),
        ("Ngày 8-12-2022, tỉnh họp.", [(8, 12, 2022)]),
        ("Sáng nay (5/6), tỉnh họp.", [(5, 6, None)]),
        ("Hôm qua, 5/6/2023, tỉnh họp.", [(5, 6, 2023)]),
        ("Chiều thứ Hai (5-6), tỉnh họp.", [(5, 6, None)]),
        ("Hôm 5/6, tỉnh họp.", [(5, 6, None)]),
        ("Ngày mùng 5/6, tỉnh họp.", [(5, 6, None)]),
        ("Qua 5/6 xã, nay 5/6 xã đã xong.", []),
        ("Ngày 8-12/2/2022, tỉnh họp.", [(8, 2, 2022)]),
        ("Từ ngày 18-20/7, tỉnh họp.", [(18, 7, None)]),
        ("Diễn ra từ ngày 10 đến ngày 16/3/2025 tại huyện.", [(10, 3, 2025)]),
        ("Từ ngày 1 đến ngày 30/6, xảy ra ba vụ cháy.", []),
        ("Quyết định số 12/QĐ-UBND ngày 3/4/2023 nêu rõ.", []),
        ("Tỷ lệ 1/3 diện tích, tăng 2/3.", []),
        ("Ngày 31/2 không có.", []),
    ],
)
def test_only_days_of_what_is_told_are_dates(
    text: str, found: list[tuple[int, int, int | None]]
) -> None:
    dates = find_dates(text, load_lexicon("vi"))
    assert [(date.day, date.month, date.year) for date in dates] == found


def test_what_takes_several_days_keeps_the_last_of_them() -> None:
    fair = told(f"Từ ngày 10 đến ngày 16/3/2025, {FAIR}.")
    (event,), _ = events_of(fair)
    assert event.date
    assert (event.date.day, event.date.last) == (10, 16)


def test_a_day_within_the_days_of_a_fair_does_not_contradict_it() -> None:
    fair, opening = (
        f"{day}, {FAIR}." for day in ("Từ ngày 10 đến ngày 16/3/2025", "Sáng 10/3/2025")
    )
    events, doubts = events_of(told(fair), told(opening))
    assert [event.articles for event in events] == [(0, 1)]
    assert doubts == []


def test_english_articles_on_one_named_event_stand_together() -> None:
    texts = (
        "The 12th Border Trade Fair took place in Ha Son from March 18-23, 2024, with 90 stalls.",
        "The 12th Border Trade Fair closed in Ha Son on March 23 after five days of trade.",
    )
    articles = [
        Article(f"{n}.txt", f"Tin {n}", (Paragraph((Text(text),)),), language="en")
        for n, text in enumerate(texts)
    ]
    (event,), doubts = events_of(*articles)
    assert event.name == "12th Border Trade Fair"
    assert event.date
    assert (event.date.year, event.date.month, event.date.day, event.date.last) == (2024, 3, 18, 23)
    assert doubts == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met on July 18, 2024 in Hanoi.", (18, 7, 2024)),
        ("They met yesterday (Jan.19).", (19, 1, None)),
        ("They met on 28 Dec. 2023.", (28, 12, 2023)),
        ("They met on May 5th.", (5, 5, None)),
    ],
)
def test_english_dates_are_read(text: str, found: tuple[int, int, int | None]) -> None:
    (date,) = find_dates(text, load_lexicon("en"))
    assert (date.day, date.month, date.year) == found
