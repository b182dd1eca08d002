"""The rules in their order, each with the names under which it can be switched off."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from diemtin.cleaning.page import Mark, Page
from diemtin.cleaning.phrases import phrases
from diemtin.cleaning.rules import (
    closing,
    datelines,
    doubles,
    interface,
    layout,
    masthead,
    numbers,
    placeholders,
    titles,
    zones,
)

# The rules for saved pages alone, which look at their boxes.
MODEL, COMMENT = "boilerplate.model", "reader.comment"
SECOND_ARTICLE, CARD = "article.second", "related.card"


class Rule(NamedTuple):
    """A rule: what it is called in the audit, and the function that finds what it takes.

    `names` is empty where the languages name what is taken, and where nothing is taken.
    """

    find: Callable[[Page], Iterable[Mark]]
    names: tuple[str, ...] = ()


RULES: tuple[Rule, ...] = (
    Rule(placeholders.image_markup, ("placeholder.image",)),
    Rule(placeholders.image_block, ("placeholder.image",)),
    Rule(placeholders.draft_name, ("placeholder.image",)),
    Rule(placeholders.image_file, ("placeholder.image",)),
    Rule(placeholders.attachment, ("attachment",)),
    Rule(layout.pipe, ("layout.pipe",)),
    Rule(layout.ornament, ("layout.ornament",)),
    Rule(layout.sheet, ("layout.sheet",)),
    Rule(titles.title),
    Rule(masthead.path, ("masthead.path",)),
    Rule(interface.interface),
    Rule(interface.hashtags, ("tags.line",)),
    Rule(interface.follow, ("share.follow",)),
    Rule(numbers.clock, ("player",)),
    Rule(interface.beginning),
    Rule(doubles.alternative_text, ("alternative.title",)),
    Rule(doubles.unaccented, ("alternative.unaccented",)),
    Rule(doubles.contents, ("doubled.contents",)),
    Rule(doubles.doubled_line, ("doubled.line",)),
    Rule(zones.boxes),
    Rule(zones.behind_signature, ("closing.leftover",)),
    Rule(datelines.meta_date, ("meta.date", "closing.byline")),
    Rule(masthead.site, ("masthead.site",)),
    Rule(masthead.above_title, ("masthead.section", "masthead.slogan", "masthead.menu")),
    Rule(masthead.above_text, ("masthead.menu",)),
    Rule(masthead.below_title, ("masthead.tool",)),
    Rule(zones.link, ("related.link",)),
    Rule(zones.teasers, ("related.link",)),
    Rule(zones.cards, ("related.card",)),
    Rule(zones.invitation, ("invitation",)),
    Rule(
        closing.labelled_credit,
        ("closing.byline", "closing.contact", "closing.credit", "closing.site"),
    ),
    Rule(interface.shy),
    Rule(zones.boxes),
    Rule(closing.signature, ("closing.byline",)),
    Rule(numbers.number, ("menu.pagination",)),
    Rule(closing.leftover, ("closing.leftover",)),
    Rule(datelines.leading_date, ("meta.date",)),
    Rule(datelines.source_mark, ("dateline.mark",)),
    Rule(datelines.leading_dash, ("dateline.dash",)),
)


def rule_names() -> tuple[str, ...]:
    """Return the names of all rules, those for saved pages among them, in alphabetical order."""
    names = {name for rule in RULES for name in rule.names} | set(phrases(frozenset()).rules)
    elsewhere = {"list.marker", "repeated.line", MODEL, COMMENT, SECOND_ARTICLE, CARD}
    return tuple(sorted(names | elsewhere))


def run(page: Page) -> None:
    """Let every rule look at the page in its turn, and carry out what it finds."""
    for rule in RULES:
        page.apply(rule.find(page))
