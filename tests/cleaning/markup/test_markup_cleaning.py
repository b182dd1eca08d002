"""What becomes of the parts of a page: blocks, metadata, the account, and bad input."""

import html
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.cleaning.markup.portal_pages import STORIES

from diemtin.cleaning import learn_boilerplate
from diemtin.cleaning.account import article_lines
from diemtin.cleaning.markup import clean_markup
from diemtin.errors import CaptureError
from diemtin.model import (
    Article,
    Audit,
    Figure,
    Heading,
    Link,
    List,
    Paragraph,
    Quote,
    Table,
    Text,
    block_words,
    plain_text,
)
from diemtin.readers.html import read

PROSE = [f"{paragraph} " for paragraph in STORIES["road"].paragraphs]


def page(body: str, head: str = "") -> bytes:
    before = f"<h1>Hội nghị tổng kết năm của huyện</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>"
    after = f"<p>{PROSE[2]}</p><p>{PROSE[3]}</p>"
    return (
        f"<html lang='vi'><head><meta charset='utf-8'>{head}</head><body><nav><ul>"
        f"<li><a href='/'>Trang chủ</a></li></ul></nav><article>{before}{body}{after}</article>"
        "<footer><p>Bản quyền thuộc Ủy ban nhân dân huyện</p></footer></body></html>"
    ).encode()


def cleaned(body: str, head: str = "") -> Article:
    return clean_markup(read(page(body, head), "page.html"))[0]


def test_headings_keep_their_level_below_the_title() -> None:
    article = cleaned(f"<h2>Kết quả nổi bật</h2><p>{PROSE[2]}</p><h3>Về nông nghiệp</h3>")
    headings = [block for block in article.blocks if isinstance(block, Heading)]
    assert [(h.level, plain_text(h.content)) for h in headings] == [
        (2, "Kết quả nổi bật"),
        (3, "Về nông nghiệp"),
    ]
    assert article.title == "Hội nghị tổng kết năm của huyện"


def test_title_in_a_bar_above_the_lead_is_not_the_lead() -> None:
    title, lead = "Huyện vùng cao tổng kết năm làm đường mới", PROSE[3].strip()
    head = (
        f"<title>{title}</title><meta property='og:site_name' content='Báo Vùng Cao'>"
        f"<meta name='author' content='Vùng Cao'><meta name='description' content='{lead}'>"
    )
    data = (
        f"<html lang='vi'><head><meta charset='utf-8'>{head}</head><body><h1>{title}</h1>"
        f"<div class='bar'><h2 class='title'><span>{title}</span></h2></div>"
        f"<p class='description'>{lead}</p><article><p>{PROSE[0]}</p><p>{PROSE[1]}</p>"
        f"<p>{PROSE[2]}</p><p style='text-align:right'><strong>Lê Phương</strong></p></article>"
        "</body></html>"
    )
    article, _ = clean_markup(read(data.encode(), "page.html"))
    assert (article.title, article.standfirst) == (title, lead)
    assert article.byline == "Lê Phương", "a paper that names itself names no author"


def test_lists_stay_nested_and_numbered() -> None:
    article = cleaned(
        f"<p>{PROSE[2]}</p><ol start='3'><li>Đẩy nhanh tiến độ các dự án lớn<ul>"
        "<li>Đường vành đai phía bắc của huyện</li><li>Hồ chứa nước Nậm Lừa</li></ul></li>"
        "<li>Tăng cường cải cách hành chính ở cấp xã</li></ol>"
    )
    (found,) = [block for block in article.blocks if isinstance(block, List)]
    assert found.ordered
    assert found.start == 3
    assert len(found.items) == 2
    assert isinstance(found.items[0][1], List)
    assert len(found.items[0][1].items) == 2


def test_quotations_stay_quotations() -> None:
    article = cleaned(f"<blockquote><p>{PROSE[3]}</p></blockquote>")
    (found,) = [block for block in article.blocks if isinstance(block, Quote)]
    assert block_words(found) == PROSE[3].split()


def test_tables_keep_header_rows_spans_and_alignment() -> None:
    article = cleaned(
        "<table><caption>Kết quả thu ngân sách của các xã</caption><thead><tr><th>Xã</th>"
        "<th colspan='2'>Thu ngân sách (tỷ đồng)</th></tr></thead><tbody>"
        "<tr><td>Nậm Tốc</td><td align='right'>12,5</td><td>tăng</td></tr>"
        "<tr><td>Pha Lừa</td><td align='right'>9,1</td><td>giảm</td></tr></tbody></table>"
    )
    (table,) = [block for block in article.blocks if isinstance(block, Table)]
    assert table.header_rows == 1
    assert plain_text(table.caption) == "Kết quả thu ngân sách của các xã"
    assert table.rows[0][0].header
    assert table.rows[0][1].column_span == 2
    assert table.rows[1][1].alignment == "right"
    assert plain_text(table.rows[2][0].content) == "Pha Lừa"


def test_spans_that_fill_millions_of_places_are_not_believed() -> None:
    """Each row's first cell would push those of the next 199 rows 200 columns aside."""
    row = '<tr><td colspan="1000" rowspan="65534">Huyện Mẫu</td><td>12</td></tr>'
    article = cleaned(f"<table>{row * 300}</table>")
    (table,) = [block for block in article.blocks if isinstance(block, Table)]
    assert {(cell.column_span, cell.row_span) for row in table.rows for cell in row} == {(1, 1)}
    assert len(table.rows) == 300


def test_a_plain_table_keeps_its_header_empty_cells_and_alignment_without_beautiful_soup(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "diemtin.cleaning.markup.spanned_tables", None)
    article = cleaned(
        f"<p>{PROSE[2]}</p><table><tr><th>Xã</th><th>Sản lượng</th><th>Ghi chú</th></tr>"
        "<tr><td><p align='center'>Pha Lừa</p></td><td align='right'>9,1</td><td></td></tr>"
        "<tr><td></td><td></td><td></td></tr></table>"
    )
    (table,) = [block for block in article.blocks if isinstance(block, Table)]
    assert [[plain_text(cell.content) for cell in row] for row in table.rows] == [
        ["Xã", "Sản lượng", "Ghi chú"],
        ["Pha Lừa", "9,1", ""],
    ]
    assert table.header_rows == 1
    assert all(cell.header for cell in table.rows[0])
    assert [cell.alignment for cell in table.rows[1]] == ["center", "right", "left"]


def test_emphasis_stays_and_links_lead_only_where_they_may() -> None:
    article = cleaned(
        "<p>Theo <a href='/van-ban/1'>văn bản mới</a>, <b>mọi</b> đơn vị <em>phải</em> báo cáo "
        "trước ngày 15; xem <a href='javascript:alert(1)'>hướng dẫn</a> của sở, hoặc viết cho "
        "<a href='mailto:so@example.vn'>văn phòng</a> để được trả lời.</p>",
        "<link rel='canonical' href='https://example.vn/tin/2.html'>",
    )
    paragraph = next(
        block
        for block in article.blocks
        if isinstance(block, Paragraph) and plain_text(block.content).startswith("Theo")
    )
    links = [inline for inline in paragraph.content if isinstance(inline, Link)]
    assert [link.target for link in links] == [
        "https://example.vn/van-ban/1",
        "mailto:so@example.vn",
    ]
    assert Text("mọi", strong=True) in paragraph.content
    assert Text("phải", emphasis=True) in paragraph.content
    assert "hướng dẫn của sở" in plain_text(paragraph.content)


@pytest.mark.parametrize(
    "image",
    [
        "<img src='data:image/gif;base64,R0lGOD' data-src='anh/1.jpg'>",
        "<img srcset='anh/nho.jpg 300w, anh/1.jpg 1200w'>",
        "<picture><source srcset='anh/1.jpg 2x'><img src='/placeholder.png'></picture>",
        "<img data-original='anh/1.jpg' src='blank.gif'>",
        "<noscript><img src='anh/1.jpg'></noscript>",
    ],
)
def test_lazily_loaded_pictures_are_found(image: str) -> None:
    article = cleaned(f"<figure>{image}<figcaption>Quang cảnh hội nghị</figcaption></figure>")
    (figure,) = [block for block in article.blocks if isinstance(block, Figure)]
    assert figure.picture == "anh/1.jpg"
    assert plain_text(figure.caption) == "Quang cảnh hội nghị"


def test_declared_metadata_is_trusted_in_its_order() -> None:
    head = (
        '<meta property="og:title" content="Tên theo OpenGraph"><meta name="author" content="PV">'
        '<meta property="og:site_name" content="Báo Huyện">'
        '<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},'
        '{"@type":"NewsArticle","headline":"Hội nghị tổng kết năm của huyện",'
        '"datePublished":"2024-01-05T08:00:00+07:00","author":[{"name":"Lan"},{"name":"Hải"}]}]}'
        "</script>"
    )
    article = cleaned("", head)
    assert article.title == "Hội nghị tổng kết năm của huyện"
    assert article.byline == "Lan, Hải"
    assert article.published == "2024-01-05T08:00:00"
    assert article.site == "Báo Huyện"
    assert article.language == "vi"


def test_the_portal_s_name_above_the_title_is_the_source_though_it_was_chosen_as_text() -> None:
    """The model judges a page of few words by little; the name of a portal is plain."""
    rows = [
        "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN TÂN PHÚ",
        "<font size=4><b>Kết quả Tuần lễ Giao thương vùng biên</b></font>",
        "Ngày đăng: 17/03/2025",
        "Tuần lễ Giao thương diễn ra từ ngày 10/3/2025, thu hút 24.000 lượt khách của hai tỉnh.",
    ]
    body = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    head = "<meta charset=utf-8><title>Kết quả Tuần lễ Giao thương vùng biên</title>"
    data = f"<html><head>{head}</head><body><table>{body}</table></body></html>".encode()
    article, _ = clean_markup(read(data, "a.html"), without=frozenset({"boilerplate.model"}))
    assert (article.title, article.site) == ("Kết quả Tuần lễ Giao thương vùng biên", rows[0])
    assert article.published == "2025-03-17"
    assert article_lines(article)[1:] == [rows[3]]


LABELLED = "<p><b>Tác giả: Quốc Khánh</b></p><p><i>Nguồn: Báo Hà Sơn</i></p>"


def test_author_and_source_are_named_without_their_labels() -> None:
    article = cleaned(LABELLED)
    assert (article.byline, article.site) == ("Quốc Khánh", "Báo Hà Sơn")


def test_author_and_source_below_several_articles_of_a_site_are_their_metadata() -> None:
    captures = [
        read(
            page(f"<p>Mỗi bản cử hai người trông coi nguồn nước {where} suốt mùa khô này.</p>" * n)
            .decode()
            .replace("</article>", f"{LABELLED}</article>")
            .encode(),
            f"{n}.html",
        )
        for n, where in enumerate(("đầu suối", "trên đồi", "giữa bản"), 1)
    ]
    for learnt in (None, learn_boilerplate(captures)):
        article, audit = clean_markup(captures[0], boilerplate=learnt)
        assert (article.byline, article.site) == ("Quốc Khánh", "Báo Hà Sơn")
        assert {kept.field for kept in audit.metadata} >= {"byline", "site"}


def text_words(data: bytes) -> list[str]:
    """Return the words of a page as a plain walk over its text nodes finds them."""
    capture = read(data, "page.html")
    return [word for run in capture.tree.runs for word in run.text.split()]


def assert_conserved(article: Article, audit: Audit) -> None:
    assert audit.words_read == (audit.words_kept + audit.words_as_metadata + audit.words_removed)
    printed = [word for block in article.blocks for word in block_words(block)]
    printed += (article.standfirst or "").split()
    removed = sum(len(removal.text.split()) for removal in audit.removed)
    assert removed >= audit.words_removed
    assert audit.words_kept - len((article.title or "").split()) <= len(printed)
    assert len(printed) <= audit.words_kept


INLINE = st.sampled_from(("b", "i", "span", "a", "em", "sup", "code"))
BLOCKS = st.sampled_from(
    [
        "p",
        "div",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "blockquote",
        "h2",
        "figure",
        "section",
        "aside",
        "pre",
        "ol",
        "figcaption",
        "th",
        "x-y",
    ]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
SOUP = st.recursive(
    st.one_of(TEXTS.map(html.escape), st.sampled_from(PROSE), st.sampled_from(("<br>", "<hr>"))),
    lambda inner: st.builds(
        lambda tag, parts, closed: f"<{tag}>{''.join(parts)}" + (f"</{tag}>" if closed else ""),
        st.one_of(INLINE, BLOCKS),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=150)
@given(SOUP)
def test_every_word_of_any_page_is_kept_or_accounted_for(soup: str) -> None:
    data = page(soup)
    article, audit = clean_markup(read(data, "page.html"))
    assert audit.words_read == len(text_words(data))
    assert_conserved(article, audit)


def test_every_text_node_is_seen_by_the_walk() -> None:
    data = page("<div>a<b>b</b>c<p>d</p>e<ul>f<li>g</ul>h</div><x-y>i</x-y>")
    words = text_words(data)
    tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    body = "".join(str(text) for text in tree.itertext())
    assert "".join(body.split()) == "".join(words)


def test_reasons_name_the_features_that_spoke() -> None:
    related = "".join(
        f"<li><a href='/{n}'>Tin bài khác số {n} của huyện</a></li>" for n in range(9)
    )
    data = page("").replace(b"<footer>", f"<ul class='related'>{related}</ul><footer>".encode())
    _, audit = clean_markup(read(data, "page.html"))
    removal = next(r for r in audit.removed if r.text.startswith("Tin bài khác số 3"))
    assert removal.rule == "boilerplate.model"
    assert removal.reasons
    assert all("(-" in reason for reason in removal.reasons)


def test_all_text_stays_without_the_model() -> None:
    capture = read(page(""), "page.html")
    _, audit = clean_markup(capture, without=frozenset({"boilerplate.model"}))
    assert "boilerplate.model" not in {removal.rule for removal in audit.removed}


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body></body></html>",
        b"<html><head><script>var a = 1;</script></head><body><script>b()</script></body></html>",
        b"<body><img src='a.jpg'></body>",
        b"<!-- nothing -->",
        b"<p>Xin ch\xc3\xa0o</p>",
    ],
)
def test_pages_without_an_article_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(CaptureError) as caught:
        clean_markup(read(data, "page.html"))
    assert caught.value.reason
    assert caught.value.remedy


def test_a_listing_page_is_said_to_be_one() -> None:
    items = "".join(
        f"<li><h3><a href='/tin/{n}'>Hội nghị triển khai nhiệm vụ quý {n} của toàn huyện</a></h3>"
        "<span>12/3/2024</span></li>"
        for n in range(20)
    )
    with pytest.raises(CaptureError, match="list of articles"):
        clean_markup(read(f"<h1>Tin tức</h1><ul>{items}</ul>".encode(), "page.html"))


def test_of_two_articles_on_a_page_the_first_is_taken() -> None:
    other = "".join(f"<p>{paragraph}</p>" for paragraph in STORIES["tea"].paragraphs)
    second = f"<article><h1>{STORIES['tea'].title}</h1>{other}</article><footer>"
    data = page("").replace(b"<footer>", second.encode())
    article, audit = clean_markup(read(data, "page.html"))
    assert [suggestion.rule for suggestion in article.suggestions] == ["page.two-articles"]
    words = " ".join(word for block in article.blocks for word in block_words(block))
    assert STORIES["tea"].paragraphs[0] not in words
    assert STORIES["road"].paragraphs[3] in words
    assert "article.second" in {removal.rule for removal in audit.removed}


def test_a_paywall_stub_is_an_article_with_a_doubt() -> None:
    stub = (
        f"<article><h1>Hội nghị tổng kết</h1><p>{PROSE[0]}</p></article>"
        "<div class='paywall'>Đăng nhập để đọc tiếp bài viết này</div>"
    )
    article, _ = clean_markup(read(stub.encode(), "page.html"))
    assert [suggestion.rule for suggestion in article.suggestions] == ["page.paywall"]


def test_elements_nested_100_000_deep_lose_no_word() -> None:
    data = b"<div>" * 100_000 + PROSE[0].encode() + b"</div>" * 100_000
    capture = read(data, "page.html")
    article, audit = clean_markup(capture)
    assert_conserved(article, audit)
    assert PROSE[0].split()[0] in " ".join(w for b in article.blocks for w in block_words(b))


def test_tag_soup_loses_no_word() -> None:
    soup = f"<p><b><i>{PROSE[0]}</b></i><table><p>{PROSE[1]}<td>{PROSE[2]}</tr><li><h2>{PROSE[3]}"
    article, audit = clean_markup(read(soup.encode(), "page.html"))
    assert audit.words_kept
    assert_conserved(article, audit)


def test_a_page_of_megabytes_loses_no_word() -> None:
    row = "<div class='row'><p>" + PROSE[1] * 20 + "</p></div>"
    data = f"<html><body>{row * 600}</body></html>".encode()
    article, audit = clean_markup(read(data, "page.html"))
    assert audit.words_kept == len(PROSE[1].split()) * 20 * 600
    assert_conserved(article, audit)
