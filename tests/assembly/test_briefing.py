"""A whole briefing says nothing of its own, holds together, and bears bad input."""

from collections.abc import Iterator

import msgspec
import pytest

from diemtin.assembly import assemble, compose
from diemtin.model import (
    Article,
    Audit,
    Block,
    Briefing,
    Cell,
    Citation,
    Definitions,
    Document,
    Figure,
    FrontMatter,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Parts,
    Statement,
    Table,
    Text,
    document_words,
    plain_text,
)
from diemtin.model.document import block_texts
from diemtin.style import load_style

LEAD = "Sáng 5/6/2023, tỉnh Hà Sơn khai mạc hội chợ nông sản vùng biên tại trung tâm thị trấn."


def told(origin: str, *texts: str, language: str = "vi") -> Article:
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    return Article(origin, origin, blocks, language=language)


def briefing_of(*articles: Article, parts: Parts | None = None) -> Briefing:
    audits = [Audit(article.origin, "utf-8", 1.0, 10, 10, 0, 0) for article in articles]
    return assemble(articles, audits, FrontMatter(), parts or Parts())


def document_of(*articles: Article, parts: Parts | None = None) -> Document:
    return compose(briefing_of(*articles, parts=parts), load_style("nd30"))


def blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        yield from section.blocks


def inlines(document: Document) -> Iterator[Inline]:
    for block in blocks(document):
        for content in block_texts(block):
            yield from content


def statements(briefing: Briefing) -> Iterator[str]:
    yield from (point.text for point in briefing.key_points)
    yield from (point.text for event in briefing.events for point in event.key_points)
    yield from (quantity.statement.text for quantity in briefing.quantities)
    yield from (item.statement.text for item in briefing.timeline)


def test_every_statement_is_verbatim_from_its_article(seeds: list[Article]) -> None:
    briefing = briefing_of(*seeds)
    texts = {
        plain_text(content)
        for article in briefing.articles
        for block in article.blocks
        for content in block_texts(block)
    } | {article.standfirst for article in seeds if article.standfirst}
    assert len(briefing.key_points) == 5
    for statement in statements(briefing):
        assert any(statement in text for text in texts)


def test_key_points_cover_every_event_and_do_not_repeat(seeds: list[Article]) -> None:
    briefing = briefing_of(*seeds)
    covered = {point.place.article for point in briefing.key_points}
    assert all(covered & set(event.articles) for event in briefing.events)
    chosen = [point.text for point in briefing.key_points]
    chosen += [point.text for event in briefing.events for point in event.key_points]
    assert len(chosen) == len(set(chosen))


def test_the_manifest_limits_the_key_points(seeds: list[Article]) -> None:
    assert len(briefing_of(*seeds, parts=Parts(key_points=2)).key_points) == 2
    assert briefing_of(*seeds, parts=Parts(key_points=0)).key_points == ()


def test_a_sentence_of_many_sources_is_a_key_point() -> None:
    shared = "Hai tỉnh thống nhất mở rộng bãi đỗ, xây kho lạnh và số hóa tờ khai tại cửa khẩu."
    others = (
        "Bà con trồng lê phấn khởi vì giá thu mua giữ ổn định suốt cả mùa vụ vừa rồi.",
        "Đoàn xiếc từ miền xuôi lên biểu diễn phục vụ các cháu thiếu nhi trong hai đêm liền.",
        "Ban tổ chức trao giải cho gian hàng trưng bày đẹp và sáng tạo nhất của hội chợ.",
    )
    articles = [told(f"{n}.txt", LEAD, other, shared) for n, other in enumerate(others)]
    briefing = briefing_of(*articles, parts=Parts(key_points=2))
    (point,) = [point for point in briefing.key_points if point.text == shared]
    assert point.articles == (0, 1, 2)


def all_points(briefing: Briefing) -> list[Statement]:
    return [*briefing.key_points, *(p for event in briefing.events for p in event.key_points)]


def printed_points(*articles: Article) -> list[str]:
    section = next(s for s in document_of(*articles).sections if s.identifier == "key-points")
    return [
        plain_text(paragraph.content)
        for block in section.blocks
        if isinstance(block, List)
        for (paragraph,) in block.items
        if isinstance(paragraph, Paragraph)
    ]


def test_the_support_of_a_key_point_is_printed_as_a_count(seeds: list[Article]) -> None:
    first = printed_points(*seeds)[0]
    assert first.startswith("Sáng 21/12, trong chương trình Hội nghị Ngoại giao lần thứ 32")
    assert first.endswith(
        "[1] (2\N{NO-BREAK SPACE}nguồn độc lập cùng nêu; diễn đạt khác tại\N{NO-BREAK SPACE}[2])"
    )
    assert not any("nguồn độc lập" in point for point in printed_points(*seeds)[2:])


def test_a_sentence_with_other_numbers_supports_none() -> None:
    signed = "Các bên đã ký {} biên bản ghi nhớ về tiêu thụ nông sản, du lịch và đào tạo nghề."
    own = "Bà con trồng lê phấn khởi vì giá thu mua giữ ổn định suốt cả mùa vụ vừa rồi."
    same, other = (
        briefing_of(told("a.txt", LEAD, signed.format(14)), told("b.txt", LEAD, wording, own))
        for wording in (f"Tại đây, {signed.format(14)}", signed.format(15))
    )
    (point,) = [point for point in all_points(same) if "biên bản" in point.text]
    assert point.sources == 2
    points = [point for point in all_points(other) if "biên bản" in point.text]
    assert points
    assert {(point.support, point.sources) for point in points} == {((), 1)}


def test_copies_of_one_portal_are_one_source() -> None:
    shared = "Hai tỉnh thống nhất mở rộng bãi đỗ, xây kho lạnh và số hóa tờ khai tại cửa khẩu."
    articles = [
        msgspec.structs.replace(told(f"{n}.txt", LEAD, other, shared), site="Cổng thông tin tỉnh")
        for n, other in enumerate(("Bà con phấn khởi vì được mùa.", "Trời mưa to cả ngày."))
    ]
    assert {point.sources for point in briefing_of(*articles).key_points} == {1}


def test_a_capture_that_says_nothing_of_its_own_is_no_further_source() -> None:
    shared = "Hai tỉnh thống nhất mở rộng bãi đỗ, xây kho lạnh và số hóa tờ khai tại cửa khẩu."
    own = "Bà con trồng lê phấn khởi vì giá thu mua giữ ổn định suốt cả mùa vụ vừa rồi."
    copies = (told("a.txt", LEAD, shared), told("b.txt", LEAD, shared))
    points = all_points(briefing_of(*copies, told("c.txt", own)))
    assert {point.sources for point in points} == {1}
    assert (0, 1) in {point.articles for point in points}


def test_the_timeline_stands_in_order_of_time(seeds: list[Article]) -> None:
    days = [
        (item.date.year, item.date.month, item.date.day) for item in briefing_of(*seeds).timeline
    ]
    assert days == [(2023, 12, 21)] * 2 + [(2024, 7, 18)] * 2


def test_the_timeline_follows_the_manifest() -> None:
    articles = [told("a.txt", LEAD), told("b.txt", "Chiều 7/9/2023, xã Mẫu họp dân.")]
    articles[0] = msgspec.structs.replace(articles[0], published="2021-06-06", given=("published",))
    assert [item.date.year for item in briefing_of(*articles).timeline] == [2021, 2023]


def test_an_inferred_year_is_marked_in_print(seeds: list[Article]) -> None:
    document = document_of(*seeds)
    headings = [plain_text(b.content) for b in blocks(document) if isinstance(b, Heading)]
    assert "Hội nghị Ngoại giao lần thứ 32 (21/12/2023, năm suy luận)" in headings
    assert "cuối năm 2024, suy luận" in " ".join(document_words(document))


def test_links_lead_somewhere_and_identifiers_are_unique(seeds: list[Article]) -> None:
    document = document_of(*seeds, msgspec.structs.replace(seeds[0], origin="copy.txt"))
    found = [section.identifier for section in document.sections]
    for block in blocks(document):
        if isinstance(block, Definitions):
            found += [item.identifier for item in block.items if item.identifier]
        elif isinstance(block, Heading | Paragraph) and block.identifier:
            found.append(block.identifier)
    found += [i.identifier for i in inlines(document) if isinstance(i, Citation) and i.identifier]
    assert len(found) == len(set(found))
    for inline in inlines(document):
        if isinstance(inline, Link | Citation) and inline.target.startswith("#"):
            assert inline.target[1:] in found


def test_headings_never_skip_a_level(seeds: list[Article]) -> None:
    level = 0
    for block in blocks(document_of(*seeds)):
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level


def test_sections_stand_in_their_order(seeds: list[Article]) -> None:
    names = [section.identifier for section in document_of(*seeds).sections]
    assert names == [
        "front", "contents", "key-points", "event-1", "article-1", "article-2", "event-2",
        "article-3", "article-4", "article-5", "differences", "figures", "charts", "people",
        "abbreviations", "timeline", "sources",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "gone"),
    [
        (Parts(figures=False), "figures"),
        (Parts(differences=False), "differences"),
        (Parts(people=False), "people"),
        (Parts(abbreviations=False), "abbreviations"),
        (Parts(timeline=False), "timeline"),
        (Parts(key_points=0), "key-points"),
        (Parts(sources=False), "sources"),
        (Parts(contents=False), "contents"),
        (Parts(events=False), "event-1"),
    ],
)
def test_each_part_can_be_switched_off(seeds: list[Article], parts: Parts, gone: str) -> None:
    names = [section.identifier for section in document_of(*seeds, parts=parts).sections]
    assert gone not in names
    assert len(names) > 5


def test_the_glossary_says_who_explains_an_abbreviation() -> None:
    one = told("a.txt", LEAD, "Ngoại giao kinh tế (NGKT) gắn với FDI, theo QLBVR của tỉnh.")
    document = document_of(one, told("b.txt", LEAD, "Trời mưa to cả ngày ở vùng cao."))
    (glossary,) = (
        block
        for section in document.sections
        if section.identifier == "abbreviations"
        for block in section.blocks
        if isinstance(block, Definitions)
    )
    told_of = {plain_text(item.term): plain_text(item.description) for item in glossary.items}
    listed = "(theo danh mục chung)"
    assert {term: text.replace("\N{NO-BREAK SPACE}", " ") for term, text in told_of.items()} == {
        "FDI:": f"đầu tư trực tiếp nước ngoài {listed}",
        "NGKT:": "Ngoại giao kinh tế [1]",
        "QLBVR:": "không được giải thích trong bài [1]",
    }


def test_without_events_articles_keep_the_order_of_the_manifest(seeds: list[Article]) -> None:
    briefing = briefing_of(*seeds, parts=Parts(events=False))
    assert [article.origin for article in briefing.articles] == [a.origin for a in seeds]


def test_one_article_is_printed_without_anything_around_it(seeds: list[Article]) -> None:
    names = [section.identifier for section in document_of(seeds[4]).sections]
    assert names == ["front", "article-1", "sources"]


def test_the_same_input_gives_the_same_document(seeds: list[Article]) -> None:
    assert document_of(*seeds) == document_of(*seeds)


def test_the_briefing_can_be_written_as_json_and_read_back(seeds: list[Article]) -> None:
    briefing = briefing_of(*seeds, seeds[0])
    assert msgspec.json.decode(msgspec.json.encode(briefing), type=Briefing) == briefing


def test_one_article_many_times_over_is_printed_once() -> None:
    copies = [told(f"{n}.txt", LEAD, "Bà con phấn khởi vì được mùa, được giá.") for n in range(50)]
    document = document_of(*copies)
    assert [section.kind for section in document.sections].count("article") == 1
    briefing = briefing_of(*copies)
    assert len(briefing.events) == 1
    assert set(briefing.account.hosts.values()) == {0}


def test_captures_in_two_languages_make_one_briefing() -> None:
    english = told(
        "b.txt",
        "On July 18, 2024 the province opened a fair with 120 exhibitors from abroad.",
        "Chairman Nguyen Van An spoke.",
        language="en",
    )
    briefing = briefing_of(told("a.txt", LEAD, "Có 300 gian hàng tham gia."), english)
    assert [event.date.year for event in briefing.events if event.date] == [2023, 2024]
    assert {quantity.text for quantity in briefing.quantities} == {
        "300 gian hàng",
        "120 exhibitors",
    }


def test_a_thousand_articles_without_a_date_are_one_doubt() -> None:
    articles = [
        told(f"{n}.txt", f"Bản tin chữ {n} nói về việc riêng của xóm {n}.") for n in range(1000)
    ]
    briefing = briefing_of(*articles)
    assert [doubt.rule for doubt in briefing.account.doubts] == ["undated"]
    assert [article.origin for article in briefing.articles][:2] == ["0.txt", "1.txt"]


@pytest.mark.parametrize(
    "article",
    [
        Article("empty.txt", None, ()),
        Article("title.txt", "Tin vắn", ()),
        Article("picture.txt", "Tin ảnh", (Figure((Text("Toàn cảnh hội chợ"),)),)),
        Article("marks.txt", "…", (Paragraph((Text("* * *"),)), Heading(2, (Text("12"),)))),
        Article("table.txt", "Bảng giá", (Table(((Cell((Text("Lê"),)), Cell((Text("9"),))),)),)),
    ],
    ids=lambda article: article.origin,
)
def test_articles_without_a_sentence_do_no_harm(article: Article) -> None:
    names = [section.identifier for section in document_of(article, told("a.txt", LEAD)).sections]
    assert "article-1" in names
    assert "article-2" in names
    assert document_of(article, article).sections


def test_contradictory_dates_are_both_printed_and_in_doubt() -> None:
    details = "Hội chợ có 120 gian hàng của các hợp tác xã và đón bà con cả hai bên biên giới."
    one, two = told("a.txt", LEAD, details), told("b.txt", LEAD.replace("5/6", "7/6"), details)
    briefing = briefing_of(one, two)
    assert [(doubt.rule, doubt.articles, doubt.text) for doubt in briefing.account.doubts] == [
        ("contradictory-dates", (0, 1), "Sáng 5/6/2023 / Sáng 7/6/2023")
    ]
    words = " ".join(document_words(document_of(one, two)))
    assert "Sáng 5/6/2023" in words
    assert "Sáng 7/6/2023" in words
