"""Blocks: each kind of block as paragraphs and tables of Word."""

import msgspec

from diemtin.model import (
    Block,
    Chart,
    Columns,
    Contents,
    Definition,
    Definitions,
    Figure,
    Heading,
    List,
    Paragraph,
    Quote,
    Table,
)
from diemtin.style.word import word_names
from diemtin.writers.docx.charts import add_chart
from diemtin.writers.docx.columns import add_columns
from diemtin.writers.docx.contents import add_contents
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.figures import add_figure
from diemtin.writers.docx.inlines import add_content
from diemtin.writers.docx.markup import add
from diemtin.writers.docx.rules import add_rule
from diemtin.writers.docx.tables import add_table

_HEADING = word_names().bookmarks["heading"]


def add_block(block: Block, place: Place, context: Context) -> None:
    """Write a block at a place, with all that it holds."""
    match block:
        case Heading():
            _add_heading(block, place, context)
        case Paragraph():
            add_paragraph(block, place, context)
        case List():
            _add_list(block, place, context)
        case Quote():
            _add_quote(block, place, context)
        case Figure():
            add_figure(block, place, context)
        case Chart():
            add_chart(block, place, context)
        case Table():
            add_table(block, place, context)
        case Definitions():
            _add_definitions(block, place, context)
        case Contents():
            add_contents(block, place, context)
        case Columns():
            add_columns(block, place, context, add_paragraph)


def _add_heading(heading: Heading, place: Place, context: Context) -> None:
    """Write a heading; that of the contents is kept out of the contents, as Word does."""
    style = context.styles.role(f"heading-{heading.level}")
    if heading.level == 1 and any(heading is h for h in context.outline.contents_headings):
        style = context.styles.variant("contents-heading")
    node = context.paragraph(place, style)
    # A heading without any bookmark is one that an editor has added.
    name = None if heading.identifier else context.bookmarks.hidden(_HEADING)
    with context.bookmarked(node, heading.identifier, name):
        add_content(node, heading.content, context, heading.comments)


def add_paragraph(
    paragraph: Paragraph, place: Place, context: Context, *, room_below: float = 0
) -> None:
    """Write a paragraph in the style of its role, with the short rules that the role has.

    `room_below` is added to the space below its rule, in points.
    """
    style = context.style.of(paragraph.role)
    add_rule(paragraph, style.rule_above, place, context, above=True)
    node = context.paragraph(place, _style_of(paragraph, place, context))
    with context.bookmarked(node, paragraph.identifier):
        add_content(node, paragraph.content, context, paragraph.comments)
    add_rule(paragraph, style.rule_below, place, context, above=False, room_below=room_below)


def _style_of(paragraph: Paragraph, place: Place, context: Context) -> str:
    """Return a paragraph's style: text in a list or a quotation takes that of its surroundings."""
    if paragraph.role != "body":
        return context.styles.bare(paragraph.role)
    if place.level >= 0:
        return context.styles.variant(context.variant)
    if place.introduces:
        return context.styles.variant("body-keep")
    return context.styles.role("quote" if place.quoted else "body")


def _add_list(block: List, place: Place, context: Context) -> None:
    inner = msgspec.structs.replace(place, level=place.level + 1)
    number = context.numbering.begin(ordered=block.ordered, level=inner.level, start=block.start)
    for item in block.items:
        context.mark_next(number, "list-number" if block.ordered else "list-bullet")
        for child in item:
            add_block(child, inner, context)


def _add_quote(quote: Quote, place: Place, context: Context) -> None:
    """Write a quotation as a hidden bookmark around all of it, and who is quoted at its end."""
    mark = context.begin_range("quote")
    inner = msgspec.structs.replace(place, quoted=True)
    for child in quote.blocks:
        add_block(child, inner, context)
    if quote.attribution:
        node = context.paragraph(place, context.styles.role("attribution"))
        add_content(node, quote.attribution, context)
    context.end_range(mark)


def _add_definitions(block: Definitions, place: Place, context: Context) -> None:
    role = word_names().definitions.get(block.role, "fact")
    mark = context.begin_range("definitions")
    if block.role not in word_names().definitions:
        context.ledger.note("definitions", bookmark=mark[1], role=block.role)
    for item in block.items:
        _add_definition(item, role, place, context)
    context.end_range(mark)


def _add_definition(item: Definition, role: str, place: Place, context: Context) -> None:
    """Write a term, a tab, and what is said of it."""
    node = context.paragraph(place, context.styles.role(role))
    with context.bookmarked(node, item.identifier):
        add_content(node, item.term, context, kind="term")
        add(add(node, "w:r"), "w:tab")
        add_content(node, item.description, context)
