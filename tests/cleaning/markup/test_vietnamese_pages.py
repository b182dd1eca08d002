"""Vietnamese portal pages of ten templates: all of the article, and nothing of the page."""

from collections import Counter

import pytest
from tests.cleaning.markup.portal_pages import STORIES, TEMPLATES, Story, render

from diemtin.cleaning import clean, learn_boilerplate
from diemtin.cleaning.account import article_lines
from diemtin.model import Article, Figure, Heading, block_words
from diemtin.readers.html import read

# Template by template: what it does not print.
NO_CAPTION = {"breaks", "scripts", "drupal"}
NO_BYLINE = {"scripts"}
PAGES = [(template, story) for template in TEMPLATES for story in STORIES]


def cleaned(template: str, story: Story) -> Article:
    return clean(read(render(template, story), f"{template}.html"))[0]


def wanted_words(template: str, story: Story) -> Counter[str]:
    parts = [story.title, story.lead, *story.paragraphs, story.heading]
    if template not in NO_CAPTION:
        parts.append(story.caption)
    return Counter(" ".join(parts).split())


@pytest.mark.parametrize(("template", "name"), PAGES)
def test_article_is_found_whole(template: str, name: str) -> None:
    story = STORIES[name]
    got = Counter(" ".join(article_lines(cleaned(template, story))).split())
    missing = wanted_words(template, story) - got
    assert not missing


@pytest.mark.parametrize(("template", "name"), PAGES)
def test_nothing_else_is_found(template: str, name: str) -> None:
    story = STORIES[name]
    got = Counter(" ".join(article_lines(cleaned(template, story))).split())
    extra = got - wanted_words(template, story) - Counter(story.byline.split())
    assert not extra


@pytest.mark.parametrize("template", sorted(set(TEMPLATES) - NO_CAPTION))
def test_picture_and_caption_become_a_figure(template: str) -> None:
    story = STORIES["road"]
    figures = [block for block in cleaned(template, story).blocks if isinstance(block, Figure)]
    assert [" ".join(block_words(figure)) for figure in figures] == [story.caption]
    assert figures[0].picture
    assert not figures[0].picture.startswith("data:")


def test_title_lead_heading_and_author_are_recognised() -> None:
    story = STORIES["tea"]
    article = cleaned("newspaper", story)
    assert article.title == story.title
    assert article.standfirst == story.lead
    assert article.byline == story.byline
    assert article.published == "2023-09-12T07:00:00"
    assert article.site == "Báo Cửa Giang"
    article = cleaned("wordpress", story)
    headings = [block for block in article.blocks if isinstance(block, Heading)]
    assert [" ".join(block_words(heading)) for heading in headings] == [story.heading]


def test_the_mark_of_a_paper_before_the_lead_is_metadata() -> None:
    story = STORIES["road"]
    marked = render("wordpress", story).replace(
        b'<h2 class="sapo">', b'<h2 class="sapo">(Baovungcao.vn) - '
    )
    article = clean(read(marked, "wordpress.html"))[0]
    assert article.mark == "Baovungcao.vn"
    assert article.standfirst == story.lead


def test_several_pages_of_a_site_are_cleaned_better_than_one() -> None:
    """A slogan that looks like prose is told from the article by its coming again."""
    slogan = "Chung sức xây dựng quê hương giàu đẹp, văn minh, nghĩa tình, bền vững."
    captures = [
        read(
            render("breaks", story).replace(b"<div><b>", f"<div>{slogan}<br><br><b>".encode()),
            f"{name}.html",
        )
        for name, story in STORIES.items()
    ]
    learnt = learn_boilerplate(captures)
    article, audit = clean(captures[0], boilerplate=learnt)
    assert slogan not in " ".join(article_lines(article))
    assert slogan in [removal.text for removal in audit.removed]
