"""What is said twice is printed once; only what another wording contains ever goes."""

import msgspec
import pytest

from diemtin.assembly import assemble, compose
from diemtin.assembly.events import find_events
from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.merging import Merging, contains, merge_wordings
from diemtin.assembly.sentences import read_articles
from diemtin.assembly.words import words_of
from diemtin.model import (
    Article,
    Citation,
    Comment,
    Document,
    FrontMatter,
    Paragraph,
    Parts,
    Suggestion,
    Text,
    document_words,
    plain_text,
)
from diemtin.style import load_style

LEAD = "Sáng 5/6/2023, tỉnh Hà Sơn khai mạc hội chợ nông sản vùng biên tại trung tâm thị trấn."
SHARED = "Các đại biểu thống nhất số hóa tờ khai, mở rộng bãi đỗ và xây thêm kho lạnh."
FULLER = "Các đại biểu thống nhất số hóa toàn bộ tờ khai, mở rộng bãi đỗ và xây thêm kho lạnh."
OTHER = "Bà con trồng lê phấn khởi vì giá thu mua giữ ổn định suốt ba tháng liền."


def told(origin: str, *texts: str) -> Article:
    return Article(origin, origin, tuple(Paragraph((Text(text),)) for text in texts))


def merged(*articles: Article) -> Merging:
    readings = read_articles(articles, "vi")
    return merge_wordings(readings, find_events(readings)[0])


def document_of(*articles: Article, parts: Parts | None = None) -> Document:
    parts = parts or Parts(key_points=0, figures=False, timeline=False)
    return compose(assemble(articles, (), FrontMatter(), parts), load_style("nd30"))


def paragraphs(document: Document) -> list[str]:
    return [
        plain_text(block.content)
        for section in document.sections
        if section.kind == "article"
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]


def test_the_seeds_share_no_sentence(seeds: list[Article]) -> None:
    result = merged(*seeds)
    assert result.merges == ()


def test_the_seeds_alike_sentences_stay_apart_with_both_wordings(seeds: list[Article]) -> None:
    pairs = {(pair.kept.article, pair.merged.article) for pair in merged(*seeds).apart}
    assert pairs == {(0, 4), (2, 3)}


def test_a_sentence_of_two_articles_is_printed_once_and_cites_both() -> None:
    one = told("a.txt", f"{LEAD} {SHARED}", OTHER)
    two = told("b.txt", f"{LEAD} {SHARED} Hội chợ kéo dài đến hết tuần với nhiều gian hàng mới.")
    texts = paragraphs(document_of(one, two))
    assert texts == [
        f"{LEAD}\N{NO-BREAK SPACE}[2] {SHARED}\N{NO-BREAK SPACE}[2]",
        OTHER,
        "Hội chợ kéo dài đến hết tuần với nhiều gian hàng mới.",
    ]


def test_the_fullest_wording_is_the_one_that_stays() -> None:
    one, two = told("a.txt", LEAD, SHARED, OTHER), told("b.txt", LEAD, FULLER)
    (shorter, lead) = merged(one, two).merges
    assert lead.merged.article == 1
    assert (shorter.kept_text, shorter.merged_text) == (FULLER, SHARED)
    assert shorter.kept.article == 1


@pytest.mark.parametrize(
    ("longer", "shorter", "contained"),
    [
        (FULLER, SHARED, True),
        (SHARED, FULLER, False),
        (SHARED.replace("thống nhất", "không thống nhất"), SHARED, False),
        (SHARED.replace("mở rộng", "mở rộng 3"), SHARED, False),
        (SHARED.replace("đại biểu", "đại biểu sẽ"), SHARED, False),
        (SHARED.replace("kho lạnh", "nhà máy"), SHARED, False),
        (SHARED.upper().rstrip("."), SHARED, True),
    ],
)
def test_only_what_changes_no_sense_may_be_added(
    longer: str, shorter: str, contained: bool
) -> None:
    lexicon = load_lexicon("vi")
    assert contains(words_of(longer), words_of(shorter), lexicon) is contained


def test_a_day_that_is_only_relative_is_not_merged_across_events() -> None:
    text = "Chiều nay, lãnh đạo tỉnh gặp mặt các doanh nghiệp tiêu biểu của huyện biên giới."
    one = told("a.txt", LEAD, text)
    two = told("b.txt", f"Sáng 9/9/2024, {OTHER}", text)
    assert merged(one, two).merges == ()
    assert len(merged(one, told("b.txt", LEAD, text)).merges) == 2


def test_a_copy_of_an_article_is_named_in_the_facts_of_the_first() -> None:
    one = told("a.txt", LEAD, SHARED, "Xin cảm ơn.")
    copies = [msgspec.structs.replace(one, origin=f"{name}.txt") for name in "bcd"]
    document = document_of(one, *copies)
    assert [section.kind for section in document.sections].count("article") == 1
    assert document_words(document).count("khai") == document_words(document_of(one)).count("khai")
    assert "Cùng nội dung: [2] [3] [4]" in " ".join(document_words(document))


def test_merging_can_be_switched_off() -> None:
    one, two = told("a.txt", LEAD, SHARED), told("b.txt", LEAD, SHARED)
    document = document_of(one, two, parts=Parts(merge=False, key_points=0))
    assert paragraphs(document) == [LEAD, SHARED, LEAD, SHARED]


def test_words_are_conserved() -> None:
    one, two = told("a.txt", LEAD, SHARED, OTHER), told("b.txt", LEAD, FULLER, "Xin cảm ơn.")
    briefing = assemble((one, two), (), FrontMatter(), Parts())
    gone = sum(len(merge.merged_text.split()) for merge in briefing.account.merges)
    assert sum(briefing.account.words_merged) == gone
    printed = [word for text in paragraphs(document_of(one, two)) for word in text.split()]
    kept = [word for word in printed if not word.startswith("[")]
    read = sum(len(text.split()) for text in (LEAD, SHARED, OTHER, LEAD, FULLER, "Xin cảm ơn."))
    assert len(kept) + gone == read


def test_remarks_stay_on_their_words_when_a_sentence_before_them_goes() -> None:
    mistake = "nước ngoàiphải"
    last = f"Các cơ quan ở {mistake} bám sát yêu cầu."
    text = f"{LEAD} {last}"
    suggestion = Suggestion(0, text.index("ngoàiphải"), "ngoàiphải", "ngoài phải", "glued-words")
    two = msgspec.structs.replace(told("b.txt", text), suggestions=(suggestion,))
    document = document_of(told("a.txt", LEAD), two)
    blocks = [block for section in document.sections for block in section.blocks]
    (block,) = [b for b in blocks if isinstance(b, Paragraph) and b.comments]
    (comment,) = block.comments
    assert isinstance(comment, Comment)
    assert plain_text(block.content) == last
    assert plain_text(block.content)[comment.start : comment.end] == "ngoàiphải"


def test_citations_without_a_list_of_sources_lead_to_the_article() -> None:
    one, two = told("a.txt", LEAD, SHARED), told("b.txt", LEAD, OTHER)
    document = document_of(one, two, parts=Parts(sources=False, key_points=0))
    targets = {
        inline.target
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for inline in block.content
        if isinstance(inline, Citation)
    }
    assert targets == {"#article-2-title"}
