"""The account of a build as one page: every capture beside its article, every removal named."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from io import SEEK_END, BytesIO
from pathlib import Path

from diemtin.cleaning.account import AccountLine, account_lines
from diemtin.model import Article, Audit, Briefing, Doubt, Event, Merge, Metadata, Removal
from diemtin.model.document import block_words
from diemtin.pipeline.tasks import Cleaned, Unusable
from diemtin.writers.xhtml.escape import clean_text

_FOLDER = Path(__file__).resolve().parent
_FALLBACK = "en"
# A block is found in the line that holds its first words.
_OPENING = 4

Strings = Mapping[str, str]


@cache
def _strings(language: str) -> Strings:
    table = tomllib.loads((_FOLDER / "audit_page.toml").read_text(encoding="utf-8"))
    strings: Strings = table.get(language, table[_FALLBACK])
    return strings


def meaning(group: str, name: str, language: str) -> str | None:
    """Return what a name of the audit means in a person's words; None where no words are known.

    Args:
        group: `rule`, `suggestion`, `field` (of metadata) or `kind` (of a block).
        name: The name, such as `menu.navigation`.
        language: The person's language, such as `vi`.
    """
    return _strings(language).get(f"{group}-{name}")


def audit_page(
    metadata: Metadata,
    briefing: Briefing,
    cleaned: Sequence[Cleaned],
    unusable: Sequence[Unusable],
) -> bytes:
    """Return a page of HTML that needs no script and no other file, in the briefing's language."""
    strings = _strings(metadata.language)
    title = escape(strings["title"].format(title=metadata.title))
    css = (_FOLDER / "audit_page.css").read_text(encoding="utf-8")
    head = [
        f'<!DOCTYPE html>\n<html lang="{escape(metadata.language)}">\n<head>',
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>\n<style>\n{css}</style>\n</head>\n<body>",
        f"<h1>{title}</h1>\n<p>{escape(strings['intro'])}</p>",
        *_contents(cleaned, unusable, strings),
        *_assembly(briefing, strings),
    ]
    page = BytesIO(_encoded(head))
    page.seek(0, SEEK_END)
    for number, one in enumerate(cleaned, 1):
        page.write(b"\n" + _encoded(_capture(number, one, strings)))
    page.write(b"\n</body>\n</html>\n")
    return page.getvalue()


def _encoded(lines: Iterable[str]) -> bytes:
    # Names of files and texts of a manifest may hold control characters.
    return clean_text("\n".join(lines)).encode("utf-8")


def _contents(
    cleaned: Sequence[Cleaned], unusable: Sequence[Unusable], strings: Strings
) -> Iterator[str]:
    yield f"<h2>{escape(strings['captures'])}</h2>\n<ol>"
    for number, one in enumerate(cleaned, 1):
        title = one.article.title or strings["untitled"]
        link = f'<a href="#capture-{number}">{escape(title)}</a>'
        yield f"<li>{link} – {escape(one.article.origin)}: {_words(one.audit, strings)}</li>"
    yield "</ol>"
    if unusable:
        yield f"<h2>{escape(strings['left-out'])}</h2>\n<ul>"
        for lost in unusable:
            yield f"<li>{escape(lost.origin)}: {escape(lost.reason)}</li>"
        yield "</ul>"


def _assembly(briefing: Briefing, strings: Strings) -> Iterator[str]:
    """Say what was inferred, merged and doubted when the articles were put together."""
    account = briefing.account
    inferred = [event for event in briefing.events if event.date and event.date.inferred]
    yield from _list(
        strings["inferred"], (_inferred(event, briefing, strings) for event in inferred)
    )
    yield from _list(strings["merged"], (_merge(merge, briefing) for merge in account.merges))
    yield from _list(strings["apart"], (_merge(merge, briefing) for merge in account.apart))
    yield from _list(
        strings["doubts"], (_doubt(doubt, briefing, strings) for doubt in account.doubts)
    )


def _inferred(event: Event, briefing: Briefing, strings: Strings) -> str:
    """Name an event, the year that was inferred for it, and from which words."""
    date = event.date
    if date is None:
        return ""
    evidence = "; ".join(
        f"“{escape(one.text)}” ({escape(briefing.articles[one.article].origin)})"
        for one in date.evidence
        if one.year == date.year
    )
    said = strings["inferred-year"].format(date=date.text, year=date.year).removeprefix(", ")
    name = event.name or briefing.articles[event.articles[0]].title or strings["untitled"]
    return f"{escape(name)}: {escape(said)} {evidence}"


def _doubt(doubt: Doubt, briefing: Briefing, strings: Strings) -> str:
    """Say in words what is in doubt, on what grounds, and in which captures."""
    said = strings.get(f"doubt-{doubt.rule}", doubt.rule)
    grounds = f": {escape(doubt.text)}" if doubt.text else ""
    origins = ", ".join(briefing.articles[article].origin for article in doubt.articles)
    return f"<code>{escape(doubt.rule)}</code> {escape(said)}{grounds} ({escape(origins)})"


def _merge(merge: Merge, briefing: Briefing) -> str:
    """Set the two wordings of a sentence side by side, each with its capture."""
    kept, merged = (
        f"“{escape(text)}” ({escape(briefing.articles[place.article].origin)})"
        for place, text in ((merge.kept, merge.kept_text), (merge.merged, merge.merged_text))
    )
    return f"{kept}<br>← {merged}"


def _words(audit: Audit, strings: Strings) -> str:
    return escape(
        strings["words"].format(
            read=audit.words_read,
            kept=audit.words_kept,
            metadata=audit.words_as_metadata,
            removed=audit.words_removed,
        )
    )


def _capture(number: int, one: Cleaned, strings: Strings) -> Iterator[str]:
    audit = one.audit
    title = one.article.title or strings["untitled"]
    charset = strings["charset"].format(charset=audit.charset, confidence=f"{audit.confidence:.2f}")
    yield f'<section id="capture-{number}">\n<h2>{number}. {escape(title)}</h2>'
    yield f"<p>{escape(audit.origin)}<br>{_words(audit, strings)}<br>{escape(charset)}</p>"
    rows = list(account_lines(one.lines, one.article, one.audit))
    yield from _list(strings["removals"], _by_rule(number, rows, strings))
    yield from _list(
        strings["metadata"],
        (f"{_named('field', kept.field, strings)}: {escape(kept.text)}" for kept in audit.metadata),
    )
    yield from _list(
        strings["repairs"],
        (f"<code>{escape(repair.rule)}</code> × {repair.count}" for repair in audit.repairs),
    )
    yield from _list(strings["suggestions"], _suggestions(audit, strings))
    yield from _side_by_side(number, one, rows, strings)
    yield "</section>"


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"<li>{item}</li>" for item in items]
    if lines:
        yield f"<h3>{escape(heading)}</h3>\n<ul>"
        yield from lines
        yield "</ul>"


def _by_rule(number: int, rows: Sequence[AccountLine], strings: Strings) -> Iterator[str]:
    """Yield each rule with links to the lines from which it took something."""
    places: dict[str, dict[int, int]] = defaultdict(dict)
    for index, row in enumerate(rows):
        for removal in row.removed:
            places[removal.rule][index] = row.line
    for rule in sorted(places):
        links = ", ".join(
            f'<a href="#row-{number}-{index}">{escape(strings["line"].format(line=line))}</a>'
            for index, line in places[rule].items()
        )
        yield f"{_named('rule', rule, strings)}: {links}"


def _named(kind: str, name: str, strings: Strings) -> str:
    """Return what a name of the program means in the language of the page, and the name."""
    meaning = strings.get(f"{kind}-{name}")
    return f"{escape(meaning)} <code>{escape(name)}</code>" if meaning else _code(name)


def _code(name: str) -> str:
    return f"<code>{escape(name)}</code>"


def _suggestions(audit: Audit, strings: Strings) -> Iterator[str]:
    for suggestion in audit.suggestions:
        after = f" → “{escape(suggestion.after)}”" if suggestion.after is not None else ""
        name = _named("suggestion", suggestion.rule, strings)
        yield f"{name}: “{escape(suggestion.before)}”{after}"


def _side_by_side(
    number: int, one: Cleaned, rows: Sequence[AccountLine], strings: Strings
) -> Iterator[str]:
    """Print every line of the capture beside what it became."""
    yield '<table>\n<thead><tr><th class="number">#</th>'
    yield f"<th>{escape(strings['original'])}</th><th>{escape(strings['result'])}</th></tr></thead>"
    yield "<tbody>"
    results = _results(one.article)
    openings = _openings(results)
    placed: dict[int, list[int]] = defaultdict(list)
    for place in one.audit.placed:
        placed[place.line].append(place.block)
    for index, row in enumerate(rows):
        blocks = placed.get(row.line, []) if placed else _begun(openings, results, row.text)
        cells = [_result(*results.pop(block), strings) for block in blocks if block in results]
        cells += [_kind("field", kept.field, strings) for kept in row.kept]
        target = f' id="row-{number}-{index}"' if row.removed else ""
        yield (
            f'<tr{target}><td class="number">{row.line}</td>'
            f"<td>{_struck(row.text, row.removed, strings)}</td><td>{'<br>'.join(cells)}</td></tr>"
        )
    for kind, words in results.values():
        yield f'<tr><td class="number"></td><td></td><td>{_result(kind, words, strings)}</td></tr>'
    yield "</tbody>\n</table>"


def _results(article: Article) -> dict[int, tuple[str, list[str]]]:
    """Return the parts of an article with their kinds and words, numbered as an audit does."""
    parts = {-1: ("title", (article.title or "").split())}
    parts[-2] = ("standfirst", (article.standfirst or "").split())
    for number, block in enumerate(article.blocks):
        parts[number] = (type(block).__name__.lower(), block_words(block))
    return {number: part for number, part in parts.items() if part[1]}


def _openings(results: dict[int, tuple[str, list[str]]]) -> Mapping[str, list[int]]:
    """Return the parts that begin with the same first words, the first of them last."""
    openings: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in reversed(list(results.items())):
        openings[" ".join(words[:_OPENING])].append(number)
    return openings


def _begun(
    openings: Mapping[str, list[int]],
    results: Mapping[int, tuple[str, list[str]]],
    text: str,
) -> list[int]:
    """Find the first part that begins in a text, by its first words."""
    words = text.split()
    found: list[int] = []
    for length in range(1, _OPENING + 1):
        for start in range(len(words) - length + 1):
            numbers = openings.get(" ".join(words[start : start + length]), [])
            while numbers and numbers[-1] not in results:
                numbers.pop()
            found += numbers[-1:]
    # The title (-1) and the standfirst (-2) stand before the blocks.
    return sorted(found, key=lambda number: (number >= 0, abs(number)))[:1]


def _result(kind: str, words: Sequence[str], strings: Strings) -> str:
    return f"{_kind('kind', kind, strings)} {escape(' '.join(words))}"


def _kind(group: str, name: str, strings: Strings) -> str:
    return f'<span class="kind">{escape(strings.get(f"{group}-{name}", name))}</span>'


def _struck(text: str, removals: Sequence[Removal], strings: Strings) -> str:
    """Mark what was removed from a line; text that is not found as it stands comes after it."""
    marked, position = [], 0
    for removal in removals:
        meaning = strings.get(f"rule-{removal.rule}", removal.rule)
        name = f'<span class="rule" title="{escape(removal.rule)}">{escape(meaning)}</span>'
        label = f"<del>{escape(removal.text)}</del> {name}"
        if removal.reasons:
            label += f" {escape(', '.join(removal.reasons))}"
        start = text.find(removal.text, position)
        if start < 0:
            start = len(text)
            marked += [escape(text[position:]), " ", label]
            position = start
        else:
            marked += [escape(text[position:start]), label]
            position = start + len(removal.text)
    return "".join((*marked, escape(text[position:])))
