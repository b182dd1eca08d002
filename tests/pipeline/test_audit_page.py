"""The account as a page: original and result side by side, every removal findable, all escaped."""

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser
from importlib import resources

import pytest

from diemtin.cleaning import rule_names
from diemtin.cleaning.account import account_lines
from diemtin.model import (
    Account,
    Article,
    Audit,
    Briefing,
    CaptureBlock,
    Doubt,
    Event,
    EventDate,
    Evidence,
    FrontMatter,
    Kept,
    Merge,
    Metadata,
    Paragraph,
    Parts,
    Place,
    Placed,
    Removal,
    Repair,
    Suggestion,
    Text,
)
from diemtin.pipeline import Cleaned, Unusable
from diemtin.pipeline.audit_page import audit_page

EVIL = "<script>alert(\"1\")</script> & 'x'"


def cleaned(form: str) -> Cleaned:
    """Return a capture with noise on lines of its own and inside of a line."""
    lines = (
        CaptureBlock("image banner", 1),
        CaptureBlock(f"Hội chợ {EVIL}", 2),
        CaptureBlock("- Sáng 5/2, tỉnh mở hội chợ lớn. Chia sẻ", 3),
        CaptureBlock("Kim Oanh", 4),
    )
    article = Article(
        "sources/<a>.txt",
        f"Hội chợ {EVIL}",
        (Paragraph((Text("Sáng 5/2, tỉnh mở hội chợ lớn."),)),),
        byline="Kim Oanh",
    )
    audit = Audit(
        "sources/<a>.txt",
        "utf-8",
        1.0,
        20,
        15,
        2,
        3,
        removed=(
            Removal(1, "image banner", "placeholder.image"),
            Removal(3, "-", "dateline.dash"),
            Removal(3, "Chia sẻ", "share.buttons", ("in a menu",)),
        ),
        metadata=(Kept(4, "Kim Oanh", "byline"),),
        repairs=(Repair("nbsp", 3),),
        suggestions=(Suggestion(0, 5, "hội chợ", None, "doubt"),),
        placed=(Placed(2, -1), Placed(3, 0)) if form == "text" else (),
    )
    return Cleaned(article, audit, lines)


class Page(HTMLParser):
    """Collects the tags, ids and links of a page, and its text by table row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        values = dict(attrs)
        if identifier := values.get("id"):
            self.ids.append(identifier)
        if link := values.get("href"):
            self.links.append(link)
        if tag == "tr":
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += f" {data}"


def page_of(form: str, language: str = "vi") -> tuple[str, Page]:
    metadata = Metadata(title=f"Tin {EVIL}", language=language)
    unusable = [Unusable(f"x{EVIL}", f"reason {EVIL}")]
    text = audit_page(metadata, assembled(), [cleaned(form)], unusable).decode("utf-8")
    return text, Page(text)


def assembled() -> Briefing:
    """Return a briefing with one inferred year, one merge and one doubt, all of hostile text."""
    article = Article(f"a{EVIL}.txt", "Hội chợ", ())
    evidence = Evidence(2024, f"năm 2024 {EVIL}", 2, 0)
    date = EventDate("5/2", 2024, 2, 5, inferred=True, evidence=(evidence,))
    place = Place(0, 0, 0, 5)
    account = Account(
        merges=(Merge(place, f"Câu đầy đủ {EVIL}", place, f"Câu ngắn {EVIL}"),),
        doubts=(Doubt("dates.contradict", (0,), f"hai ngày {EVIL}"),),
    )
    events = (Event((0,), f"Hội chợ {EVIL}", date),)
    return Briefing(FrontMatter(), Parts(), (article,), (), events=events, account=account)


def test_the_assembly_says_what_it_inferred_merged_and_doubts() -> None:
    text, _ = page_of("text")
    for words in ("năm 2024", "Câu đầy đủ", "Câu ngắn", "dates.contradict", "hai ngày"):
        assert words in text


def test_a_doubt_is_told_in_words_with_its_captures() -> None:
    article = Article("a.txt", "Hội chợ", ())
    date = EventDate(year=2024, late=True, inferred=True)
    briefing = Briefing(
        FrontMatter(),
        Parts(),
        (article,),
        (),
        events=(Event((0,), None, date),),
        account=Account(doubts=(Doubt("undated", (0,), ""),)),
    )
    text = audit_page(Metadata(title="Tin", language="vi"), briefing, [], []).decode("utf-8")
    assert "<code>undated</code> không tìm thấy ngày diễn ra sự việc (a.txt)" in text
    assert "Hội chợ: năm 2024, căn cứ:" in text


@pytest.mark.parametrize("form", ["text", "markup"])
def test_every_line_stands_beside_what_it_became(form: str) -> None:
    text, page = page_of(form)
    rows = {row.split()[0]: " ".join(row.split()) for row in page.rows[1:]}
    assert "image banner chỗ trống của ảnh" in rows["1"]
    assert 'title="placeholder.image"' in text
    assert "tiêu đề Hội chợ" in rows["2"]
    assert rows["3"].count("tỉnh mở hội chợ lớn.") == 2
    assert "nút chia sẻ, in, lưu" in rows["3"]
    assert "in a menu" in rows["3"]
    assert "tác giả" in rows["4"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_is_explained_in_the_language_of_the_page(language: str) -> None:
    source = resources.files("diemtin.pipeline").joinpath("audit_page.toml")
    strings = tomllib.loads(source.read_text("utf-8"))[language]
    explained = {key.removeprefix("rule-") for key in strings if key.startswith("rule-")}
    assert explained >= set(rule_names())


def test_every_removal_is_linked_to_from_its_rule() -> None:
    _, page = page_of("text")
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len([link for link in page.links if link.startswith("#row-")]) == 3


def test_all_text_is_escaped() -> None:
    text, page = page_of("text")
    assert page.tags["script"] == 0
    assert "alert(&quot;1&quot;)" in text


@pytest.mark.parametrize(("language", "word"), [("vi", "Bản thu thập"), ("en", "Capture")])
def test_the_page_speaks_the_language_of_the_briefing(language: str, word: str) -> None:
    text, _ = page_of("text", language)
    assert f'<html lang="{language}">' in text
    assert re.search(rf"<th>{word}</th>", text)


def test_what_no_line_holds_comes_at_the_end() -> None:
    one = cleaned("text")
    changed = Cleaned(one.article, one.audit, one.lines[:2])
    rest = [
        (row.line, row.text) for row in account_lines(changed.lines, changed.article, changed.audit)
    ][2:]
    assert rest == [(3, "-"), (3, "Chia sẻ"), (4, "Kim Oanh")]


def test_a_page_of_one_line_has_each_removal_beside_its_text() -> None:
    """Scripts take the line ends out of pages, so that all their text stands on line 1."""
    texts = [f"đoạn {number}." for number in range(600)]
    removed = tuple(Removal(1, text, "zone.menu") for text in texts[::2])
    audit = Audit("a.html", "utf-8", 1.0, 1200, 600, 0, 600, removed=removed)
    lines = tuple(CaptureBlock(text, 1) for text in texts)
    rows = list(account_lines(lines, Article("a.html", None, ()), audit))
    assert [row.text for row in rows] == texts
    assert [tuple(gone.text for gone in row.removed) for row in rows[::2]] == [
        (text,) for text in texts[::2]
    ]
    assert not any(row.removed for row in rows[1::2])
