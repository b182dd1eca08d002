"""Clean one page: choose its article, build the article's blocks, and account for the rest."""

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

from diemtin.cleaning.boilerplate import SiteBoilerplate
from diemtin.cleaning.folding import fold
from diemtin.cleaning.markup.comments import find_comments
from diemtin.cleaning.markup.front import Front, find_front
from diemtin.cleaning.markup.menus import outside_menus
from diemtin.cleaning.markup.model import Model, load_model
from diemtin.cleaning.markup.outcome import doubts, refuse_unless_article
from diemtin.cleaning.markup.pictures import find_captions, find_pictures
from diemtin.cleaning.markup.reasons import reasons_against
from diemtin.cleaning.markup.selection import Choice, choose
from diemtin.cleaning.markup.structure import build_blocks
from diemtin.cleaning.markup.tables import data_tables, runs_in_tables, whole_tables
from diemtin.cleaning.markup.teasers import find_second_articles, find_teasers
from diemtin.cleaning.markup.textrules import Ruled, apply_rules, is_vietnamese
from diemtin.cleaning.markup.wording import word_count
from diemtin.cleaning.ruler import MODEL, SECOND_ARTICLE
from diemtin.cleaning.shapes import labelled
from diemtin.errors import CaptureError
from diemtin.markup import Page
from diemtin.model import Article, Audit, Block, Capture, Kept, Removal

# A caption that the model left out comes back with its picture, if it is at least so probable;
# English collections mostly do not count captions as content, Vietnamese editors do.
_CAPTION = 0.4
_MENU = ("menu",)
_COPY, _REPEATED = "doubled.line", "repeated.line"
# The attributes of an article that hold text of the page itself, not what is known about it.
_PRINTED = frozenset(("title", "standfirst"))
_LINE = attrgetter("line")


class _Cleaned(NamedTuple):
    """What was found of a page, without its menus; `lines` are the numbers that its runs had.

    `others` are runs of other texts, with the rules that take them.
    """

    page: Page
    lines: list[int]
    choice: Choice
    furniture: frozenset[int]
    others: dict[int, str]
    front: Front
    ruled: Ruled
    against: Callable[[int], tuple[str, ...]]


def clean_markup(
    capture: Capture,
    *,
    without: frozenset[str] = frozenset(),
    boilerplate: SiteBoilerplate | None = None,
    model: Model | None = None,
) -> tuple[Article, Audit]:
    """Find the article of a markup capture.

    Args:
        capture: What the HTML reader gave.
        without: Names of rules that are switched off; without `boilerplate.model`, all text stays.
        boilerplate: What was learnt from other captures of the site.
        model: Another model than the shipped one (to judge pages that the shipped one has seen).

    Raises:
        CaptureError: The page holds no article.
    """
    page: Page | None = capture.tree
    if page is None:
        raise CaptureError(capture.origin, "the page was not read", "Read the file again.")
    words = [word_count(run) for run in page.runs]
    refuse_unless_article(capture.origin, page, list(range(len(page.runs))))
    lines = list(range(len(words))) if MODEL in without else outside_menus(page, words)
    page = page.only(lines)
    furniture = _furniture(page, boilerplate, without)
    model = model or load_model()
    choice = choose(page, capture.metadata, model, furniture)
    if MODEL in without:
        everything = [n for n in range(len(page.runs)) if n not in furniture]
        choice = choice._replace(runs=everything, copies=frozenset())
    vietnamese = is_vietnamese(page, choice.runs) or capture.metadata.language == "vi"
    others = find_teasers(page, choice.runs, choice.table.columns, vietnamese=vietnamese)
    others |= find_second_articles(page, choice.runs, choice.table.columns)
    others |= find_comments(page, choice.runs, choice.table.columns)
    others = {number: rule for number, rule in others.items() if rule not in without}
    choice = choice._replace(runs=[n for n in choice.runs if n not in others])
    refuse_unless_article(capture.origin, page, choice.runs)
    front, ruled, blocks = _build(capture, page, choice, vietnamese, without)
    against = reasons_against(model, choice.table.columns)
    cleaned = _Cleaned(page, lines, choice, furniture, others, front, ruled, against)
    language = "vi" if vietnamese else capture.metadata.language
    article = _article(capture, cleaned, blocks, language)
    return article, _audit(capture, cleaned, article)


def _build(
    capture: Capture, page: Page, choice: Choice, vietnamese: bool, without: frozenset[str]
) -> tuple[Front, Ruled, tuple[Block, ...]]:
    """Find title, lead and pictures around the chosen runs, and build the body's blocks."""
    tables = data_tables(page)
    chosen = whole_tables(page, choice.runs, tables)
    front = find_front(page, chosen, capture.metadata)
    body = [number for number in chosen if number not in front.fields]
    found = find_pictures(page, body, min((*front.fields, *body), default=0))
    least = 0 if vietnamese else _CAPTION
    credible = {n for n, probability in enumerate(choice.probabilities) if probability >= least}
    captions = find_captions(page, body, found, credible)
    captions = {run: number for run, number in captions.items() if run not in front.fields}
    body = sorted({*body, *captions})
    aside = runs_in_tables(page, body, tables) | set(captions)
    # The lead is text as well: a paper's mark may stand before it.
    lead = [number for number, field in front.fields.items() if field == "standfirst"]
    ruled = apply_rules(
        page,
        sorted([*body, *lead]),
        aside,
        front.title,
        vietnamese=vietnamese,
        without=without,
    )
    for number in lead:
        rest = page.runs[number].text[ruled.lost.get(number, 0) :]
        front = front._replace(standfirst=rest if number in ruled.runs else None)
        ruled = ruled._replace(runs=[n for n in ruled.runs if n != number])
    url = capture.metadata.url
    blocks = build_blocks(page, ruled.runs, ruled.lost, found, captions, tables, url)
    return front, ruled, blocks


def _furniture(
    page: Page, boilerplate: SiteBoilerplate | None, without: frozenset[str]
) -> frozenset[int]:
    """Return the runs that repeat across the site."""
    if boilerplate is None or _REPEATED in without or not boilerplate.lines:
        return frozenset()
    known = boilerplate.lines
    return frozenset(n for n, run in enumerate(page.runs) if fold(run.text) in known)


def _article(
    capture: Capture, cleaned: _Cleaned, blocks: tuple[Block, ...], language: str | None
) -> Article:
    known, front = capture.metadata, cleaned.front
    fields: dict[str, str] = {}
    for kept in cleaned.ruled.page.metadata:
        fields.setdefault(kept.field, kept.text)
    return Article(
        origin=capture.origin,
        title=front.title,
        blocks=blocks,
        standfirst=front.standfirst,
        byline=front.byline or _without_label(fields.get("byline"), "byline"),
        site=front.site or _without_label(fields.get("site"), "source"),
        section=known.section or fields.get("section"),
        mark=(fields.get("mark") or "").strip("()-–—: ") or None,
        credit=_without_label(fields.get("credit"), "credit"),
        published=known.published or front.published,
        date_text=front.date_text or fields.get("published"),
        url=known.url,
        language=language,
        charset=capture.charset,
        suggestions=doubts(
            cleaned.page,
            cleaned.ruled.runs,
            len(blocks) - 1,
            several=SECOND_ARTICLE in cleaned.others.values(),
        ),
    )


def _without_label(text: str | None, label: str) -> str | None:
    return (labelled(text, label) or text) if text else None


def _audit(capture: Capture, cleaned: _Cleaned, article: Article) -> Audit:
    whole: Page = capture.tree
    front, text = cleaned.front, cleaned.ruled.page
    removed: list[Removal] = list(text.removed)
    metadata: list[Kept] = list(text.metadata)
    as_metadata, gone = text.words_as_metadata, text.words_removed
    seen = cleaned.ruled.seen
    places = dict(zip(cleaned.lines, range(len(cleaned.lines)), strict=True))
    for run, block, number in zip(
        whole.runs, capture.blocks, map(places.get, range(len(whole.runs))), strict=True
    ):
        if number is None:
            gone += run.words
            removed.append(Removal(block.line, run.text, MODEL, _MENU))
            continue
        field = front.fields.get(number)
        if number in seen or field in _PRINTED:
            continue
        if field:
            as_metadata += run.words
            metadata.append(Kept(block.line, run.text, field))
            continue
        gone += run.words
        removed.append(_removal(cleaned, number, block.line))
    read = sum([run.words for run in whole.runs])
    return Audit(
        origin=capture.origin,
        charset=capture.charset,
        confidence=capture.confidence,
        words_read=read,
        words_kept=read - as_metadata - gone,
        words_as_metadata=as_metadata,
        words_removed=gone,
        removed=tuple(sorted(removed, key=_LINE)),
        metadata=tuple(sorted(metadata, key=_LINE)),
        repairs=capture.repairs,
        suggestions=article.suggestions,
    )


def _removal(cleaned: _Cleaned, number: int, line: int) -> Removal:
    text = cleaned.page.runs[number].text
    if number in cleaned.furniture:
        return Removal(line, text, _REPEATED)
    if number in cleaned.others:
        return Removal(line, text, cleaned.others[number])
    if number in cleaned.choice.copies or number in cleaned.front.doubles:
        return Removal(line, text, _COPY)
    return Removal(line, text, MODEL, cleaned.against(number))
