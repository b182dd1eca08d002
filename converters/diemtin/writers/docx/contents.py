"""The table of contents: a TOC field whose entries and page numbers are filled in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diemtin.model import Contents, ContentsEntry, Inline, LineBreak, Text, plain_text
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.fields import add_open_field, begin_field, end_field
from diemtin.writers.docx.inlines import add_content
from diemtin.writers.docx.markup import add

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 3


def add_contents(block: Contents, place: Place, context: Context) -> None:
    """Write the contents as Word would: entries that lead to their headings, in one TOC field.

    Nothing asks Word to update the field (`w:dirty`, `w:updateFields`), since that opens the file
    with a question; an editor updates it with F9.
    """
    headings = context.outline.by_identifier
    last = len(block.entries) - 1
    listed = {entry.target for entry in block.entries}
    levels = [headings[target].level for target in listed if target in headings]
    for number, entry in enumerate(block.entries):
        level = min(max(entry.level, 1), _DEEPEST)
        node = context.paragraph(place, context.styles.role(f"contents-{level}"))
        if number == 0:
            begin_field(node, f'TOC \\o "1-{max(levels, default=1)}" \\h \\z \\u')
        _add_entry(node, entry, context)
        if number == last:
            end_field(node)
    _note_levels(block, listed, context)


def _add_entry(node: "_Element", entry: ContentsEntry, context: Context) -> None:
    anchor = context.bookmarks.name(entry.target)
    link = add(node, "w:hyperlink", anchor=anchor, history="1")
    add_content(link, tuple(_without_links(entry.content)), context)
    add(add(link, "w:r"), "w:tab")
    run = add_open_field(link, f"PAGEREF {anchor} \\h")
    context.await_page(run, entry.target)


def _without_links(content: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield the text of an entry, which is itself a link and can hold no other."""
    for inline in content:
        if isinstance(inline, Text | LineBreak):
            yield inline
        else:
            yield Text(plain_text((inline,)))


def _note_levels(block: Contents, listed: set[str], context: Context) -> None:
    """Note which levels of headings are listed without a gap, and which entries say it otherwise.

    So a reader of the edited file knows whether a new heading belongs in the contents, and
    whether an entry follows its heading.
    """
    headings = context.outline.headings
    missing = {heading.level for heading in headings if heading.identifier not in listed}
    present = {heading.level for heading in headings} - missing
    context.ledger.note("contents", levels=" ".join(map(str, sorted(present))))
    for entry in block.entries:
        heading = context.outline.by_identifier.get(entry.target)
        if heading is None or heading.content != entry.content:
            context.ledger.note("entry", bookmark=context.bookmarks.name(entry.target))
