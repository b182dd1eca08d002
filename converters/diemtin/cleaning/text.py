"""Cleans text captures: runs the rules over the lines and gives the article and its account."""

import re
from collections.abc import Sequence
from itertools import islice

from diemtin.cleaning.boilerplate import SiteBoilerplate
from diemtin.cleaning.dates import find_date, printed_date
from diemtin.cleaning.doubts import doubts, refuse_listing
from diemtin.cleaning.folding import SMALL_LETTERS
from diemtin.cleaning.page import Page
from diemtin.cleaning.ruler import run
from diemtin.cleaning.rules.layout import join_kind, join_wrapped
from diemtin.cleaning.shapes import labelled
from diemtin.cleaning.sites import section_of_path
from diemtin.cleaning.structure import Body, build
from diemtin.cleaning.suggestions import suggest
from diemtin.errors import CaptureError
from diemtin.model import Article, Audit, Capture, Kept, Repair

# The language is told by so many lines at the head of a capture, and so many of their characters.
_SAMPLE_LINES, _SAMPLE = 200, 8_000
# The letters that Vietnamese has and French, Portuguese and Italian lack.
_VIETNAMESE = re.compile(f"[{''.join(sorted(set(SMALL_LETTERS[3:]) - set('àáèéêìíòóôùúâãõ')))}]")
_ONE_IN = 60


def clean_text(
    capture: Capture, *, without: frozenset[str], boilerplate: SiteBoilerplate | None
) -> tuple[Article, Audit]:
    """Clean a text capture.

    Raises:
        CaptureError: Nothing is left of it, or only titles of articles.
    """
    page = Page(capture.blocks, without=without)
    page.lines, wrapped = join_wrapped(page.lines)
    page.lines = join_kind(page.lines)
    if boilerplate:
        page.apply(boilerplate.find(page))
    run(page)
    body = build(page)
    if not page.words_read:
        raise CaptureError(capture.origin, "the capture is empty", "Save the page again.")
    if not (body.title or body.standfirst or body.blocks):
        raise CaptureError(
            capture.origin,
            "no article was found in it, only menus, forms and the like",
            "Check that the page was saved whole.",
        )
    refuse_listing(capture.origin, page)
    repairs = (*capture.repairs, *([Repair("hard-wrap", wrapped)] if wrapped else []))
    article = _article(capture, page, body)
    return article, _audit(capture, page, body, article, repairs)


def _article(capture: Capture, page: Page, body: Body) -> Article:
    fields: dict[str, list[Kept]] = {}
    for kept in page.metadata:
        fields.setdefault(kept.field, []).append(kept)
    known = capture.metadata
    language = known.language or language_of(capture)
    date = _first(fields.get("published", ()))
    date = printed_date(date) if date else None
    return Article(
        origin=capture.origin,
        title=body.title,
        blocks=body.blocks,
        standfirst=body.standfirst,
        byline=known.byline or _byline(fields.get("byline", ())),
        site=known.site or _site(fields.get("site", ())),
        section=known.section or _section(fields.get("section", ()), body.title),
        mark=_mark(fields.get("mark", ())),
        credit=_value(fields.get("credit", ()), "credit"),
        published=known.published or (_iso(date) if date else None),
        date_text=date,
        url=known.url,
        language=language,
        charset=capture.charset,
        suggestions=(
            *suggest(body.title, body.standfirst, body.blocks, language),
            *doubts(page, body),
        ),
    )


def _audit(
    capture: Capture, page: Page, body: Body, article: Article, repairs: tuple[Repair, ...]
) -> Audit:
    return Audit(
        origin=capture.origin,
        charset=capture.charset,
        confidence=capture.confidence,
        words_read=page.words_read,
        words_kept=page.words_read - page.words_removed - page.words_as_metadata,
        words_as_metadata=page.words_as_metadata,
        words_removed=page.words_removed,
        removed=tuple(sorted(page.removed, key=lambda removal: removal.line)),
        metadata=tuple(sorted(page.metadata, key=lambda kept: kept.line)),
        placed=body.placed,
        repairs=repairs,
        suggestions=article.suggestions,
    )


def language_of(capture: Capture) -> str:
    """Tell the language of a capture by its letters: `vi` where Vietnamese ones are common."""
    sample = " ".join(block.text for block in capture.blocks[:_SAMPLE_LINES])[:_SAMPLE]
    enough = -(-len(sample) // _ONE_IN)
    found = sum(1 for _ in islice(_VIETNAMESE.finditer(sample), enough))
    return "vi" if found == enough else "en"


def _first(kept: Sequence[Kept]) -> str | None:
    return kept[0].text if kept else None


def _iso(text: str) -> str | None:
    found = find_date(text)
    return found.iso if found else None


def _value(kept: Sequence[Kept], label: str) -> str | None:
    """Return the value of the first entry without its label."""
    return (labelled(kept[0].text, label) or kept[0].text) if kept else None


def _byline(kept: Sequence[Kept]) -> str | None:
    values = [labelled(entry.text, "byline") or entry.text.strip("•|-–— ") for entry in kept]
    names = {value.casefold(): value.strip("()[]* ") for value in values}
    return ", ".join(names.values()) or None


def _site(kept: Sequence[Kept]) -> str | None:
    values = [labelled(entry.text, "source") or entry.text for entry in kept]
    names = {value.casefold(): value.strip("()[]* ") for value in values}
    return ", ".join(names.values()) or None


def _section(kept: Sequence[Kept], title: str | None) -> str | None:
    sections = [section_of_path(entry.text, title) for entry in kept]
    return next((section for section in reversed(sections) if section), None)


def _mark(kept: Sequence[Kept]) -> str | None:
    return kept[0].text.strip("()-–—: ") if kept else None
