"""What a page says of itself: JSON-LD first, then OpenGraph, then meta tags, then `<time>`."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from diemtin.model import CaptureMetadata

_ARTICLE_TYPE = re.compile(r"Article|BlogPosting|Report|NewsItem|WebPage$")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?")
_VIETNAMESE_DATE = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
# The type of scripts that hold JSON-LD.
LINKED_DATA = "application/ld+json"
_LARGEST_SCRIPT = 1_000_000

# Where each value is looked for, best first; `name` stands for `property` and `itemprop` too.
_META_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "title", "headline"),
    "standfirst": ("og:description", "twitter:description", "description", "dc.description"),
    "byline": ("article:author", "author", "dc.creator", "byl"),
    "site": ("og:site_name", "application-name", "publisher"),
    "section": ("article:section", "section"),
    "published": (
        "article:published_time",
        "datepublished",
        "pubdate",
        "date",
        "dc.date",
        "dc.date.issued",
        "publishdate",
        "og:published_time",
    ),
    "url": ("og:url",),
    "language": ("og:locale", "content-language", "language"),
}


def page_metadata(tree: Any, markup: Iterable[Any]) -> CaptureMetadata:
    """Gather what the page declares; a value that it declares nowhere is None.

    Args:
        tree: The root of the page.
        markup: The outermost elements, in order, whose text is no prose: the head, scripts.
    """
    declaring: dict[str, list[Any]] = {"script": [], "meta": [], "link": []}
    for outermost in markup:
        for element in outermost.iter(*declaring):
            declaring[element.tag].append(element)
    linked = _linked_data(declaring["script"])
    metas = _meta_values(declaring["meta"])
    found: dict[str, str | None] = {}
    for field, names in _META_NAMES.items():
        values = (linked.get(field), *(metas.get(name) for name in names))
        found[field] = next((value for value in values if value), None)
    found["byline"] = _person(found["byline"])
    found["url"] = _web_address(_canonical(declaring["link"]) or found["url"])
    found["language"] = _language(tree.get("lang") or found["language"])
    found["title"] = found["title"] or _squeeze(tree.findtext("head/title"))
    found["published"] = iso_date(found["published"]) or _first_time(tree.iter("time"))
    return CaptureMetadata(**found)


def iso_date(text: str | None) -> str | None:
    """Return the date, with the time where it is given, as ISO 8601 writes it.

    >>> iso_date("2023-12-21T15:30:00+07:00")
    '2023-12-21T15:30:00'
    >>> iso_date("21/12/2023 15:30")
    '2023-12-21'
    """
    if not text:
        return None
    if match := _DATE.search(text):
        year, month, day, hour, minute, second = match.groups()
        if not _is_date(int(month), int(day)):
            return None
        date = f"{year}-{month}-{day}"
        return f"{date}T{hour}:{minute}:{second or '00'}" if hour else date
    if match := _VIETNAMESE_DATE.search(text):
        day, month, year = match.groups()
        if _is_date(int(month), int(day)):
            return f"{year}-{int(month):02}-{int(day):02}"
    return None


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _squeeze(text: Any) -> str | None:
    return " ".join(text.split()) or None if isinstance(text, str) else None


def _meta_values(metas: list[Any]) -> dict[str, str]:
    """Return the first content of each meta tag by its name in lower case."""
    values: dict[str, str] = {}
    for meta in metas:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = _squeeze(meta.get("content"))
        if name and content:
            values.setdefault(name.lower(), content)
    return values


def _linked_data(scripts: list[Any]) -> dict[str, str]:
    """Return what the page's JSON-LD says of the article, if there is one."""
    best: dict[str, Any] = {}
    for script in scripts:
        text = script.text if script.get("type") == LINKED_DATA else None
        if not text or len(text) > _LARGEST_SCRIPT:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            fits = any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in kinds)
            better = not best or ("headline" in thing and "headline" not in best)
            if fits and better:
                best = thing
    values = {
        "title": _squeeze(best.get("headline")),
        "standfirst": _squeeze(best.get("description")),
        "byline": _names(best.get("author")),
        "site": _names(best.get("publisher")),
        "section": _names(best.get("articleSection")),
        "published": _squeeze(best.get("datePublished")),
    }
    return {field: value for field, value in values.items() if value}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD text, down to its graph, without recursion."""
    waiting = [data]
    for _ in range(1_000):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(thing[key] for key in ("@graph", "mainEntity") if key in thing)


def _names(value: Any) -> str | None:
    """Return the name of a thing, or the names of several, parted by commas."""
    things = value if isinstance(value, list) else [value]
    names = [_squeeze(t.get("name") if isinstance(t, dict) else t) for t in things]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _person(name: str | None) -> str | None:
    return None if name and name.startswith(("http:", "https:", "//")) else name


def _canonical(links: list[Any]) -> str | None:
    for link in links:
        if link.get("rel") == "canonical":
            address: str | None = link.get("href")
            return address
    return None


def _web_address(address: str | None) -> str | None:
    if address and address.strip().lower().startswith(("http://", "https://")):
        return address.strip()
    return None


def _language(text: str | None) -> str | None:
    """Return the primary subtag in lower case: `vi_VN` gives `vi`."""
    match = re.match(r"[A-Za-z]{2,3}\b|[A-Za-z]{2,3}(?=_)", text.strip()) if text else None
    return match[0].lower() if match else None


def _first_time(times: Iterable[Any]) -> str | None:
    for element in times:
        if date := iso_date(element.get("datetime")):
            return date
    return None
