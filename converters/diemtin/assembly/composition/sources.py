"""The appendix: where each article comes from, where it is cited, and what was removed from it."""

from collections.abc import Iterator, Mapping

from diemtin.assembly.composition.articles import published_text, source_name
from diemtin.assembly.composition.citations import Reference
from diemtin.assembly.composition.inlines import join_runs
from diemtin.assembly.composition.setting import (
    Setting,
    article_identifier,
    source_identifier,
    title_identifier,
)
from diemtin.model import (
    Audit,
    Block,
    Cell,
    Definition,
    Definitions,
    Heading,
    Inline,
    LineBreak,
    Link,
    Section,
    Table,
    Text,
)

References = Mapping[str, list[Reference]]


def sources_section(references: References, setting: Setting) -> Section:
    """Compose the list of the sources, and the table of what was read and removed."""
    title = setting.strings.sources
    count = len(setting.briefing.articles)
    entries = tuple(_entry(index, references, setting) for index in range(count))
    blocks: list[Block] = [Heading(1, (Text(title),), "sources-title")]
    blocks.append(Definitions(entries, "sources"))
    if setting.briefing.audits:
        blocks.append(_account(setting))
    return Section("appendix", "sources", title, tuple(blocks))


def _entry(index: int, references: References, setting: Setting) -> Definition:
    """Describe one source; its title leads back to the article."""
    article = setting.briefing.articles[index]
    title = Text(article.title or setting.strings.untitled)
    lines: list[tuple[Inline, ...]] = [
        (Link(f"#{title_identifier(setting.briefing, index)}", (title,)),),
    ]
    said = (source_name(article), published_text(article), article.byline)
    if any(said):
        lines.append((Text(" · ".join(part for part in said if part)),))
    if article.url:
        lines.append((Link(article.url, (Text(article.url),)),))
    lines.append((Text(f"{setting.strings.file}: {article.origin}"),))
    cited = tuple(_cited_in(index, references))
    if cited:
        lines.append((Text(f"{setting.strings.cited_in} "), *cited))
    description: list[Inline] = []
    for line in lines:
        description += (LineBreak(), *line) if description else line
    label = (Text(f"[{index + 1}]"),)
    return Definition(label, join_runs(description), source_identifier(index))


def _cited_in(index: int, references: References) -> Iterator[Inline]:
    """Yield links to the sections that cite a source, with how often where it is more than once.

    Each leads to the first citation there. The facts of the source's own article are left out:
    its title already leads there.
    """
    own = article_identifier(index)
    places: dict[str, list[Reference]] = {}
    for reference in references.get(f"#{source_identifier(index)}", ()):
        if reference.section.identifier != own:
            places.setdefault(reference.section.identifier, []).append(reference)
    for number, group in enumerate(places.values()):
        if number:
            yield Text("; ")
        yield Link(f"#{group[0].identifier}", (Text(group[0].section.title),))
        if len(group) > 1:
            yield Text(f" ({len(group)})")


def _account(setting: Setting) -> Table:
    """Count the words of every source that were read and removed."""
    strings = setting.strings
    merged = setting.briefing.account.words_merged
    heads = [strings.source, strings.file, strings.words_read, strings.words_removed]
    heads += [strings.words_merged] if any(merged) else []
    rows = [tuple(Cell((Text(head),), header=True) for head in heads)]
    for index, audit in enumerate(setting.briefing.audits):
        counts = [str(audit.words_read), _part(audit.words_removed, audit, setting)]
        counts += [_part(merged[index], audit, setting)] if any(merged) else []
        rows.append(
            (
                Cell((Text(f"[{index + 1}]"),), alignment="center"),
                Cell((Text(audit.origin),)),
                *(Cell((Text(count),), alignment="right") for count in counts),
            )
        )
    return Table(tuple(rows), header_rows=1, identifier="sources-account")


def _part(words: int, audit: Audit, setting: Setting) -> str:
    """Return a number of words with its share of all that were read, `12 (3,5%)`."""
    share = f"{100 * words / audit.words_read if audit.words_read else 0:.1f}%"
    return f"{words} ({share.replace('.', ',') if setting.language.code == 'vi' else share})"
