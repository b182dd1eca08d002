"""The five seeds come out exactly: every line of noise is gone, every part is what it is."""

from functools import cache

import pytest
from tests.unpublished import SEEDS

from diemtin.cleaning import clean
from diemtin.cleaning.account import article_lines
from diemtin.model import Article, Audit, Figure, Heading, Paragraph, plain_text
from diemtin.readers.text import read

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")


@cache
def cleaned(number: str) -> tuple[Article, Audit, list[str]]:
    """Return a seed's article, its audit, and the lines of the capture without white space."""
    path = next(SEEDS.glob(f"{number}_*.txt"))
    article, audit = clean(read(path.read_bytes(), path.name))
    lines = path.read_text(encoding="utf-8").splitlines()
    return article, audit, [" ".join(line.split()) for line in lines]


def captions(article: Article) -> list[str]:
    return [plain_text(b.caption) for b in article.blocks if isinstance(b, Figure)]


def headings(article: Article) -> list[str]:
    return [plain_text(block.content) for block in article.blocks if isinstance(block, Heading)]


def removed(audit: Audit) -> list[tuple[int, str, str]]:
    return [(removal.line, removal.text, removal.rule) for removal in audit.removed]


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_every_word_of_content_stays_once_and_in_order(number: str) -> None:
    article, audit, lines = cleaned(number)
    gone = {(removal.line, removal.text) for removal in audit.removed}
    gone |= {(kept.line, kept.text) for kept in audit.metadata}
    expected = []
    for count, line in enumerate(lines, 1):
        left = line
        for _, text in sorted(entry for entry in gone if entry[0] == count):
            left = left.replace(text, "", 1)
        expected += left.split()
    assert " ".join(article_lines(article)).split() == expected
    assert audit.words_kept == len(expected)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_title_is_the_title_and_figures_have_no_picture(number: str) -> None:
    article, _, lines = cleaned(number)
    assert article.title == lines[{"002": 4, "003": 6}.get(number, 0)]
    assert all(block.picture is None for block in article.blocks if isinstance(block, Figure))
    assert all(block.level == 2 for block in article.blocks if isinstance(block, Heading))
    assert article.language == "vi"


def test_000_loses_its_comment_counter_and_the_dash_before_the_first_sentence() -> None:
    article, audit, lines = cleaned("000")
    assert removed(audit) == [(2, "-", "dateline.dash"), (14, "Ý kiến ()", "comment.counter")]
    first = article.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.content) == lines[1].removeprefix("- ")
    assert len(article.blocks) == 12
    assert (article.standfirst, article.byline) == (None, None)


def test_001_has_two_captions_that_lose_their_pipes() -> None:
    article, audit, lines = cleaned("001")
    assert captions(article) == [lines[1].removesuffix(" |"), lines[4].removesuffix(" |")]
    assert removed(audit) == [(2, "|", "layout.pipe"), (5, "|", "layout.pipe")]
    assert plain_text(article.blocks[-1].content).endswith("./.")  # type: ignore[union-attr]


def test_002_loses_banner_advertisement_placeholders_and_comment_form() -> None:
    _, audit, lines = cleaned("002")
    assert [(line, rule) for line, _, rule in removed(audit)] == [
        (1, "placeholder.image"),
        (3, "placeholder.image"),
        (11, "placeholder.image"),
        (25, "placeholder.image"),
        (49, "comment.form"),
        (50, "placeholder.image"),
        (51, "comment.form"),
        (52, "comment.form"),
        (53, "captcha"),
    ]
    assert all(text == lines[line - 1] for line, text, _ in removed(audit))


def test_002_has_three_headings_two_captions_and_a_byline() -> None:
    article, _, lines = cleaned("002")
    assert headings(article) == [lines[14], lines[22], lines[38]]
    assert captions(article) == [lines[12], lines[26]]
    assert article.byline == "Kim Oanh"


def test_003_names_portal_and_department_as_its_site() -> None:
    article, audit, lines = cleaned("003")
    assert article.site == "Cổng thông tin điện tử tỉnh Lạng Sơn, Sở Ngoại Vụ"
    assert [(kept.line, kept.field) for kept in audit.metadata] == [
        (1, "site"),
        (3, "site"),
        (31, "byline"),
    ]
    assert removed(audit) == [(5, lines[4], "widget.accessibility")]
    assert article.byline == "Kim Hoàn"


def test_003_has_three_captions_and_keeps_its_closing_mark() -> None:
    article, audit, lines = cleaned("003")
    assert captions(article) == [lines[12], lines[18], lines[24]]
    assert headings(article) == []
    assert plain_text(article.blocks[-1].content).endswith("./.")  # type: ignore[union-attr]
    assert "nbsp" in {repair.rule for repair in audit.repairs}
    assert not any(
        "\xa0" in line or line != " ".join(line.split()) for line in article_lines(article)
    )


def test_004_has_a_standfirst_and_a_suggestion_for_its_glued_words() -> None:
    article, audit, lines = cleaned("004")
    assert article.standfirst == lines[1]
    assert removed(audit) == []
    [suggestion] = article.suggestions
    assert (suggestion.before, suggestion.after) == ("ngoàiphải", "ngoài phải")
    assert suggestion.rule == "glued-words"
    text = plain_text(article.blocks[suggestion.block].content)  # type: ignore[union-attr]
    assert text[suggestion.start :].startswith("ngoàiphải")
    assert "nước ngoàiphải" in text


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_the_other_seeds_draw_no_suggestion(number: str) -> None:
    assert cleaned(number)[0].suggestions == ()
