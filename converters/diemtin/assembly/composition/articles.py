"""The section of one article: its heading, its key facts and its blocks."""

from collections.abc import Iterable, Mapping

import msgspec

from diemtin.assembly.composition.citations import map_inlines
from diemtin.assembly.composition.inlines import add_comments, change_block, join_runs
from diemtin.assembly.composition.setting import Setting, article_identifier
from diemtin.assembly.sentences import STANDFIRST, TITLE
from diemtin.model import (
    Article,
    Block,
    Comment,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    Link,
    Paragraph,
    Picture,
    Section,
    Suggestion,
    Table,
    Text,
    is_address,
)

DEEPEST = 6


def article_section(index: int, level: int, setting: Setting, event_date: str = "") -> Section:
    """Compose the section of article number `index` under a heading of `level`.

    `event_date` is given where no heading of an event gives it.
    """
    article = setting.briefing.articles[index]
    comments = _comments(article, setting)
    title = article.title or setting.strings.untitled
    name = article_identifier(index)
    blocks: list[Block] = [
        Heading(level, (Text(title),), f"{name}-title", comments.get(TITLE, ())),
        Definitions(tuple(_facts(index, setting, event_date))),
    ]
    numbered = list(enumerate(article.blocks))
    if article.standfirst:
        numbered.insert(0, (STANDFIRST, Paragraph((Text(article.standfirst),), "standfirst")))
    body = []
    for number, block in numbered:
        commented = add_comments(_safe(block), comments.get(number, ()))
        changes = setting.imprint.changes.get((index, number), ())
        printed = change_block(_with_picture(commented, setting), changes)
        if printed and _says_something(printed):
            body.append(printed)
    blocks += _with_headings(body, level, name)
    return Section("article", name, title, tuple(blocks))


def source_name(article: Article) -> str | None:
    """Return the name of the portal that an article comes from, where it is known."""
    return article.site or article.mark


def published_text(article: Article) -> str | None:
    """Return the date as the capture prints it, or else as it was found.

    >>> published_text(Article("a.txt", None, (), published="2024-07-18T10:00:00"))
    '18/07/2024'
    """
    if article.date_text or not article.published:
        return article.date_text
    year, _, rest = article.published[:10].partition("-")
    return "/".join((*reversed(rest.split("-")), year)) if rest else year


def _facts(index: int, setting: Setting, event_date: str) -> Iterable[Definition]:
    """Yield what is known of an article, the source first with a link to its entry."""
    article, strings = setting.briefing.articles[index], setting.strings
    name = source_name(article)
    cited: tuple[Inline, ...] = setting.cite_all((index,)) if setting.briefing.parts.sources else ()
    if name or cited:
        before = (Text(f"{name} " if cited else name),) if name else ()
        yield _fact(strings.source, *before, *cited)
    for term, value in (
        (strings.section, article.section),
        (strings.date, published_text(article)),
        (strings.byline, article.byline),
        (strings.credit, article.credit),
        (strings.event_time, event_date),
    ):
        if value:
            yield _fact(term, Text(value))
    yield from _merge_facts(index, setting)


def _merge_facts(index: int, setting: Setting) -> Iterable[Definition]:
    """Yield what an article shares with others: those that it holds, and what they hold of it."""
    strings = setting.strings
    guests = setting.imprint.guests(index)
    if guests:
        yield _fact(strings.same_text, *setting.cite_all(guests))
    given = [
        merge.kept.article
        for merge in setting.briefing.account.merges
        if merge.merged.article == index
    ]
    if given:
        told = strings.merged_into.format(count=len(given))
        cited = setting.cite_all(sorted(set(given)))
        yield _fact(strings.merged_sentences, Text(f"{told} "), *cited)


def _fact(term: str, *description: Inline) -> Definition:
    return Definition((Text(f"{term}:"),), description)


def _comments(article: Article, setting: Setting) -> dict[int, tuple[Comment, ...]]:
    """Turn the cleaning's suggestions into remarks, by the block that they are on."""
    found: dict[int, tuple[Comment, ...]] = {}
    for suggestion in article.suggestions:
        end = suggestion.start + len(suggestion.before)
        remark = Comment(
            suggestion.start,
            end,
            _remark(suggestion, setting),
            suggestion.after,
            suggestion.rule,
        )
        found[suggestion.block] = (*found.get(suggestion.block, ()), remark)
    return found


def _remark(suggestion: Suggestion, setting: Setting) -> str:
    if suggestion.after is None:
        return setting.strings.doubt.format(before=suggestion.before)
    return setting.strings.suggestion.format(after=suggestion.after)


def _with_picture(block: Block, setting: Setting) -> Block:
    """Give a figure its picture; one without is a labelled caption."""
    if not isinstance(block, Figure):
        return block
    picture = setting.pictures.get(block.picture) if block.picture else None
    if picture:
        return msgspec.structs.replace(block, picture=picture.identifier)
    label = setting.strings.caption_missing
    return msgspec.structs.replace(block, picture=None, label=label)


def _says_something(block: Block) -> bool:
    """Tell whether a block is worth printing: a figure needs a picture or a caption."""
    return not isinstance(block, Figure) or bool(block.picture or block.caption)


def _safe(block: Block) -> Block:
    """Forget the capture's own anchors, which another capture may have too, and dead links."""
    if isinstance(block, Paragraph | Figure | Table):
        block = msgspec.structs.replace(block, identifier="")
    return map_inlines(block, _without_dead_links)


def _without_dead_links(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Keep the text of links that lead nowhere from here: to a part of the page, or to a script."""
    runs: list[Inline] = []
    for inline in content:
        if isinstance(inline, Link) and not is_address(inline.target):
            runs += inline.content
        else:
            runs.append(inline)
    return join_runs(runs)


def _with_headings(blocks: Iterable[Block], level: int, name: str) -> list[Block]:
    """Give subheadings an identifier, and levels that go down by one at a time."""
    placed: list[Block] = []
    above: list[int] = []
    count = 0
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            count += 1
            depth = min(level + len(above), DEEPEST)
            identifier = f"{name}-heading-{count}"
            block = msgspec.structs.replace(block, level=depth, identifier=identifier)
        placed.append(block)
    return placed


def used_pictures(sections: Iterable[Section], pictures: Mapping[str, Picture]) -> list[Picture]:
    """Return the pictures that are shown, in the order in which they first appear."""
    shown = [
        block.picture
        for section in sections
        for block in section.blocks
        if isinstance(block, Figure) and block.picture
    ]
    by_identifier = {picture.identifier: picture for picture in pictures.values()}
    return [by_identifier[identifier] for identifier in dict.fromkeys(shown)]
