"""Vietnamese portal pages of ten templates: all of the article, and nothing of the page."""

from collections import Counter

import pytest
from tests.cleaning.markup.portal_pages import STORIES, TEMPLATES, Story, render

from diemtin.cleaning import clean, learn_boilerplate
from diemtin.cleaning.account import article_lines
from diemtin.cleaning.markup.features import describe
from diemtin.cleaning.markup.teasers import find_teasers
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


def paragraphs(story: Story) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)


def lines_of(body: str, title: str = "") -> list[str]:
    page = f"<meta charset='utf-8'><title>{title}</title><body>{body}</body>"
    return article_lines(clean(read(page.encode(), "page.html"))[0])


def test_what_stands_below_other_news_in_a_column_of_its_own_is_no_article() -> None:
    """Cards with the date beside the linked title, and appeals in a column behind them."""
    cards = "".join(
        f"<div class='item'><div><a href='/{n}'>Hội nghị sơ kết phong trào thi đua quý {n}</a> "
        f"<span>28/02/2025</span></div><div>{STORIES['tea'].paragraphs[n]}</div></div>"
        for n in range(3)
    )
    appeal = "Không đốt rơm rạ trong khu dân cư, phân loại rác tại nguồn trước ngày 01/4/2025."
    lines = lines_of(
        f"<div class='a'><div class='b'>{paragraphs(STORIES['road'])}</div>"
        f"<div class='c'><h3>Tin cùng chuyên mục</h3>{cards}</div></div>"
        f"<div class='d'><div class='e'><h3>Tuyên truyền</h3><p>{appeal}</p></div></div>"
    )
    assert lines[-4:] == STORIES["road"].paragraphs
    assert appeal not in lines


def test_a_heading_of_other_news_in_mid_article_ends_nothing() -> None:
    *above, below = STORIES["road"].paragraphs
    box = "<div class='k'><b>Tin liên quan</b><ul><li><a href='/1'>Mùa chè xuân</a></li></ul></div>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in above)
    lines = lines_of(f"<div class='n'>{text}{box}<p>{below}</p></div>", STORIES["road"].title)
    assert lines[-4:] == STORIES["road"].paragraphs


def test_links_parted_by_line_breaks_are_a_list_of_other_news() -> None:
    links = "".join(
        f"<br>• <a href='/{n}'>Khởi công tuyến đường liên xã số {n}</a> ({n}/8)"
        for n in range(1, 5)
    )
    text = f"<p>{STORIES['road'].paragraphs[0]}</p><p><b>Các tin đã đưa</b>{links}</p>"
    tree = read(f"<meta charset='utf-8'>{text}".encode(), "page.html").tree
    columns = describe(tree, "", "").columns
    assert find_teasers(tree, [0, 1], columns, vietnamese=True) == {1: "related.link"}


def test_what_scrolls_is_no_article() -> None:
    hot = "Tin nóng: bão số 3 suy yếu thành áp thấp nhiệt đới, giá xăng giảm lần thứ ba liên tiếp."
    lines = lines_of(f"<div><marquee>{hot}</marquee></div><div>{paragraphs(STORIES['road'])}</div>")
    assert lines[-4:] == STORIES["road"].paragraphs
    assert hot not in lines


def test_a_linked_name_of_the_site_is_not_the_title_of_the_page_that_begins_with_it() -> None:
    story = STORIES["road"]
    site = "Sở Giao thông vận tải"
    lines = lines_of(
        f"<table><tr><td><a href='/'>{site}</a></td><td><a href='/lien-he'>Liên hệ</a></td></tr>"
        f"<tr><td class='tieude'>{story.title}</td></tr>"
        f"<tr><td>{paragraphs(story)}</td></tr></table>",
        f"{site} - {story.title}, tin ngày 12/9",
    )
    assert lines == [story.title, *story.paragraphs]
