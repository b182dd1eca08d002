"""Clean one page: choose its article, build the article's blocks, and account for the rest."""

from typing import Any

from diemtin.cleaning.markup.front import Front, find_front
from diemtin.cleaning.markup.page import Page, read_page
from diemtin.cleaning.markup.pictures import find_captions, find_pictures
from diemtin.cleaning.markup.selection import choose
from diemtin.cleaning.markup.structure import build_blocks
from diemtin.cleaning.markup.tables import data_tables
from diemtin.errors import CaptureError
from diemtin.model import Article, Audit, Capture, Kept, Removal


def clean_markup(
    capture: Capture,
    *,
    without: frozenset[str] = frozenset(),
    boilerplate: Any = None,
) -> tuple[Article, Audit]:
    """Find the article of a markup capture.

    Raises:
        CaptureError: The page holds no article.
    """
    page = read_page(capture.tree)
    chosen = choose(page)
    if not chosen:
        raise CaptureError(
            capture.origin,
            "the page holds no article",
            "Open the page, wait until its text is shown, and save it again.",
        )
    tables = data_tables(page)
    front = find_front(page, chosen, capture.metadata)
    body = [number for number in chosen if number not in front.fields]
    first = min((*front.fields, chosen[0]))
    found = find_pictures(page, body, first)
    captions = find_captions(page, body, found)
    metadata = capture.metadata
    blocks = build_blocks(page, body, found, captions, tables, metadata.url)
    article = Article(
        origin=capture.origin,
        title=front.title,
        blocks=blocks,
        standfirst=front.standfirst,
        byline=front.byline,
        site=metadata.site,
        section=metadata.section,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language,
        charset=capture.charset,
    )
    return article, _account(capture, page, frozenset(body), front)


def _account(capture: Capture, page: Page, body: frozenset[int], front: Front) -> Audit:
    kept = as_metadata = 0
    removed: list[Removal] = []
    fields: list[Kept] = []
    for number, run in enumerate(page.runs):
        line = page.boxes[run.box].element.sourceline or 1
        if number in front.fields:
            as_metadata += run.words
            fields.append(Kept(line, run.text, front.fields[number]))
        elif number in body:
            kept += run.words
        else:
            removed.append(Removal(line, run.text, "boilerplate.model"))
    read = sum(run.words for run in page.runs)
    return Audit(
        origin=capture.origin,
        charset=capture.charset,
        confidence=capture.confidence,
        words_read=read,
        words_kept=kept,
        words_as_metadata=as_metadata,
        words_removed=read - kept - as_metadata,
        removed=tuple(removed),
        metadata=tuple(fields),
        repairs=capture.repairs,
    )
