"""Find what stands around the body: the title, the standfirst, and the line of byline and date."""

import re
from collections.abc import Container
from itertools import takewhile
from typing import NamedTuple

from diemtin.cleaning.dates import find_date, printed_date
from diemtin.cleaning.folding import fold
from diemtin.cleaning.shapes import labelled
from diemtin.cleaning.sites import names_portal
from diemtin.markup.names import flag
from diemtin.markup.page import Page
from diemtin.model import CaptureMetadata

_WORD = re.compile(r"\w+")
_SEPARATORS = re.compile(r"\s+[|–—\-·»:]+\s+")
_HEADINGS = frozenset(("h1", "h2", "h3"))
_LEAD, _AUTHOR = flag("title"), flag("author")
_ABOVE_BODY, _BELOW_BODY = 8, 4
_LEAST_LEAD = 8
_LEAST_PROSE = 20
_SHARED_WITH_BODY, _SHARED_IF_NAMED = 0.5, 0.25
_NEAR_TITLE = 4
_LONGEST_DATE = 16
_LONGEST_TITLE = 60
_LONGEST_BYLINE = 12
_LONGEST_MASTHEAD = 14


class Front(NamedTuple):
    """The runs that are metadata, by the attribute of `Article` that each became."""

    title: str | None
    standfirst: str | None
    byline: str | None
    site: str | None
    date_text: str | None
    published: str | None
    fields: dict[int, str]
    doubles: frozenset[int]


def _lower_words(text: str) -> str:
    """Return the words of a text in lower case, so that punctuation does not part equals."""
    return " ".join(_WORD.findall(text.lower()))


def find_front(page: Page, chosen: list[int], declared: CaptureMetadata) -> Front:
    """Find the runs that hold the title, the standfirst and the byline, near the chosen ones."""
    fields: dict[int, str] = {}
    doubles: set[int] = set()
    masthead = list(
        takewhile(lambda number: _is_masthead(page, number, declared.title), chosen[:-1])
    )
    fields.update(dict.fromkeys(masthead, "site"))
    chosen = chosen[len(masthead) :]
    title = _find_title(page, chosen, declared.title, fields, doubles)
    standfirst = _find_standfirst(page, chosen, declared.standfirst, fields, doubles)
    byline = _find_byline(page, chosen, _author(declared), fields)
    portal = page.runs[masthead[0]].text if masthead else None
    site = declared.site or portal or _find_site(page, chosen, fields)
    date = _find_date(page, chosen, fields)
    return Front(
        title=title,
        standfirst=standfirst,
        byline=byline,
        site=site,
        date_text=date.text if date else None,
        published=date.iso if date else None,
        fields=fields,
        doubles=frozenset(doubles),
    )


def _is_masthead(page: Page, number: int, title: str | None) -> bool:
    """Tell whether a run that was chosen as text is the portal's name above it, and no headline."""
    run = page.runs[number]
    return (
        run.words <= _LONGEST_MASTHEAD
        and names_portal(run.text)
        and page.boxes[run.box].tag != "h1"
        and _lower_words(run.text) not in _lower_words(title or "")
    )


def _find_title(
    page: Page,
    chosen: list[int],
    declared: str | None,
    fields: dict[int, str],
    doubles: set[int],
) -> str | None:
    """Return the title as the page prints it, if it prints what it declares; else as declared.

    A declared title may carry the site's name (`<title> - <site>`); the printed one does not. The
    name may stand first, and alone in the page's head: there it is a link.
    """
    last = chosen[0] + 3 if chosen else len(page.runs) // 2
    wanted = _lower_words(declared) if declared else ""
    first = wanted.partition(" ")[0]
    headings = []
    for number, run in enumerate(page.runs[:last]):
        if run.words > _LONGEST_TITLE:
            continue
        tag = page.boxes[run.box].tag
        folded = _lower_words(run.text) if first and first in run.text.lower() else ""
        is_part = wanted.startswith(folded + " ") and (tag in _HEADINGS or run.linked < run.size)
        if len(folded) > 8 and (folded == wanted or is_part):
            headings.append((tag == "h1", folded == wanted, len(folded), number))
        elif tag == "h1":
            headings.append((True, False, 0, number))
    matching = [entry for entry in headings if entry[2]]
    best = max(matching or headings, default=None)
    if best is None:
        likely = _likely_title(page, chosen)
        if likely is None:
            return _without_site(declared)
        best = (False, False, 0, likely)
    fields[best[3]] = "title"
    doubles.update(entry[3] for entry in matching if entry is not best)
    return page.runs[best[3]].text


def _likely_title(page: Page, chosen: list[int]) -> int | None:
    """Return the run right above the body that looks like a title on a page without headings.

    It is named so or bold as a whole, ends like no sentence, and shares words with the body.
    """
    if not chosen:
        return None
    best = None
    prose = next((n for n in chosen if page.runs[n].words >= _LEAST_PROSE), chosen[0])
    for number in range(max(0, prose - _ABOVE_BODY), prose + 1):
        run = page.runs[number]
        if not 4 <= run.words <= _LONGEST_TITLE or run.text.endswith((".", ":", ";", ",")):
            continue
        words = _lower_words(run.text).split()
        body = set(_lower_words(" ".join(page.runs[n].text for n in chosen if n != number)).split())
        shared = sum(word in body for word in words) / max(1, len(words))
        named = bool(page.boxes[run.box].own & _LEAD)
        bold = run.strong * 10 >= run.size * 9
        if (named and shared >= _SHARED_IF_NAMED) or (bold and shared >= _SHARED_WITH_BODY):
            best = number
    return best


def _without_site(title: str | None) -> str | None:
    if title is None:
        return None
    parts = _SEPARATORS.split(title)
    return title if len(parts[0].split()) < 4 else parts[0]


def _find_standfirst(
    page: Page,
    chosen: list[int],
    declared: str | None,
    fields: dict[int, str],
    doubles: Container[int],
) -> str | None:
    """Return the lead, where it stands apart from the body: named so, or told by its template.

    A bar that scrolls in prints the title again between title and lead.
    """
    if not chosen:
        return None
    title = max(fields, default=chosen[0] - 1)
    below = [n for n in chosen if n > title and page.runs[n].words >= _LEAST_LEAD]
    body = [page.boxes[page.runs[n].box].signature for n in below]
    wanted = _lower_words(declared or "")
    for number in range(title + 1, below[0] + 1 if below else 0):
        run = page.runs[number]
        box = page.boxes[run.box]
        known = number in fields or number in doubles
        if known or run.words < _LEAST_LEAD or run.linked * 2 > run.size:
            continue
        apart = body.count(box.signature) <= 1
        folded = _lower_words(run.text)
        same = len(wanted) > 30 and (folded.startswith(wanted[:-4]) or wanted.startswith(folded))
        if (same and apart) or box.own & _LEAD:
            fields[number] = "standfirst"
            return run.text
    return None


def _author(declared: CaptureMetadata) -> str | None:
    """Return the declared author, unless the page names its own paper as that."""
    author, site = _lower_words(declared.byline or ""), _lower_words(declared.site or "")
    return None if f" {author} " in f" {site} " else declared.byline


def _find_byline(
    page: Page, chosen: list[int], declared: str | None, fields: dict[int, str]
) -> str | None:
    """Note where the declared author is printed; a page that declares none may still name one."""
    if not chosen:
        return declared
    near = (
        *range(max(0, chosen[0] - 8), chosen[0] + 2),
        *range(chosen[-1] - 1, chosen[-1] + _BELOW_BODY),
    )
    wanted = _lower_words(declared or "")
    named = None
    for number in near:
        if not 0 <= number < len(page.runs) or number in fields:
            continue
        run = page.runs[number]
        if run.words > _LONGEST_BYLINE:
            continue
        folded = _lower_words(run.text)
        if wanted and (folded == wanted or folded.removeprefix("by ") == wanted):
            fields[number] = "byline"
        elif not wanted and named is None and page.boxes[run.box].own & _AUTHOR and run.words < 6:
            named = run.text
            fields[number] = "byline"
        elif not wanted and named is None and (author := labelled(run.text, "byline")):
            named = author
            fields[number] = "byline"
    return declared or named


def _find_site(page: Page, chosen: list[int], fields: dict[int, str]) -> str | None:
    """Return the paper that a page names where it declares none: a portal above, a source below."""
    for number in range(chosen[0] if chosen else 0):
        text = page.runs[number].text
        if number not in fields and names_portal(fold(text)):
            fields[number] = "site"
            return text
    last = chosen[-1] if chosen else len(page.runs)
    for number in range(max(0, last - 1), min(last + _BELOW_BODY, len(page.runs))):
        run = page.runs[number]
        source = labelled(run.text, "source") if run.words <= _LONGEST_BYLINE else None
        if number not in fields and source:
            fields[number] = "site"
            return source
    return None


class _Printed(NamedTuple):
    text: str
    iso: str


def _find_date(page: Page, chosen: list[int], fields: dict[int, str]) -> _Printed | None:
    """Find the line that prints the date: between the title and the body, else right after it."""
    if not chosen:
        return None
    title = next((n for n, field in fields.items() if field == "title"), chosen[0])
    start = max(0, min(title, chosen[0]) - _NEAR_TITLE)
    for number in (*range(start, chosen[0] + _NEAR_TITLE), *range(chosen[-1], chosen[-1] + 3)):
        if not 0 <= number < len(page.runs) or number in fields:
            continue
        run = page.runs[number]
        if run.words > _LONGEST_DATE or not any(map(str.isdigit, run.text)):
            continue
        if date := find_date(run.text):
            fields[number] = "published"
            return _Printed(printed_date(run.text), date.iso)
    return None
