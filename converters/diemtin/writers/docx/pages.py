"""Pages: the sheet, running heads and page numbers, and landscape pages for wide tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from diemtin.model import Block, Heading, Paragraph, Table
from diemtin.style import Style
from diemtin.writers.column_widths import wants_landscape
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.fields import add_field, add_open_field
from diemtin.writers.docx.markup import add, add_text, qualified, root, twips
from diemtin.writers.docx.tables import column_count
from diemtin.writers.keeping import introduces

if TYPE_CHECKING:
    from lxml.etree import _Element

# A running head stands at this share of the margin from the edge of the sheet.
_HEAD_SHARE = 0.5
# So many blocks at most stay with each other: more would not have room on a page.
_MOST_KEPT = 6


class Pages:
    """Turns the sheet where a wide table comes, and writes the properties of each stretch."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._landscape = False
        self._heads = _add_heads(context)

    def turn_for(self, blocks: Sequence[Block], number: int, place: Place) -> Place:
        """Turn the sheet if a block needs it; returns the place with the width it has now.

        Headings right before a wide table go with it to its page, as they do in print.
        """
        page = self._context.style.page
        wide = self._leads_to_wide_table(blocks, number)
        if wide != self._landscape:
            if len(place.parent):
                # No bookmark that waits for what comes now begins on the page before.
                style = self._context.styles.furniture("separator")
                self._add_section(_paragraph(place.parent, style)[0])
            self._landscape = wide
        sides = (page.height, page.margin_top, page.margin_bottom)
        width = sides[0] - sides[1] - sides[2] if wide else self._context.text_width
        return msgspec.structs.replace(place, width=width)

    def _leads_to_wide_table(self, blocks: Sequence[Block], number: int) -> bool:
        """Tell whether a block is a wide table, or stays with one that comes behind it."""
        style = self._context.style
        kept = blocks[number : number + _MOST_KEPT]
        for index, block in enumerate(kept):
            if isinstance(block, Table):
                return wants_landscape(block, column_count(block), style)
            if not any(_stays_with(block, own, style) for own in kept[index + 1 : index + 2]):
                break
        return False

    def finish(self, body: "_Element") -> None:
        """Write the properties of the last stretch, after a paragraph, which Word wants last."""
        if not len(body) or body[-1].tag == qualified("w:tbl") or self._context.sections_wait:
            place = Place(body, self._context.text_width)
            self._context.paragraph(place, self._context.styles.furniture("separator"))
        self._add_section(body)

    def _add_section(self, parent: "_Element") -> None:
        """Write the properties of a stretch of pages; later ones inherit the first one's heads."""
        page = self._context.style.page
        node = add(parent, "w:sectPr")
        for tag, kind, relation in self._heads:
            add(node, tag, type=kind).set(qualified("r:id"), relation)
        add(node, "w:type", val="nextPage")
        sides = {"w": twips(page.width), "h": twips(page.height)}
        margins = [page.margin_top, page.margin_right, page.margin_bottom, page.margin_left]
        if self._landscape:
            sides = {"w": twips(page.height), "h": twips(page.width), "orient": "landscape"}
            # The sheet is turned to the left: its top edge is the left edge of the page.
            margins = [margins[3], margins[0], margins[1], margins[2]]
        add(node, "w:pgSz", **sides)
        top, right, bottom, left = map(twips, margins)
        add(
            node,
            "w:pgMar",
            top=top,
            right=right,
            bottom=bottom,
            left=left,
            header=twips(margins[0] * _HEAD_SHARE),
            footer=twips(margins[2] * _HEAD_SHARE),
            gutter="0",
        )
        add(node, "w:cols", space="720")
        if self._heads:
            add(node, "w:titlePg")
        self._heads = []


def _stays_with(block: Block, following: Block, style: Style) -> bool:
    """Tell whether a block never parts from the one behind it."""
    if isinstance(block, Heading):
        return True
    kept = isinstance(block, Paragraph) and style.of(block.role).keep_with_next
    return kept or introduces(block, following)


def _add_heads(context: Context) -> list[tuple[str, str, str]]:
    """Write the parts with running heads and page numbers, and return how to refer to them."""
    running = context.style.running
    outside = running.number == "bottom-outside"
    kinds = ["default", "even"] if outside else ["default"]
    references: list[tuple[str, str, str]] = []
    for kind in [*kinds, "first"]:
        for tag, content_type, relation in (
            ("header", CT.WML_HEADER, RT.HEADER),
            ("footer", CT.WML_FOOTER, RT.FOOTER),
        ):
            node = root("w:hdr" if tag == "header" else "w:ftr", "r")
            _fill(node, tag, kind, context)
            path = f"/word/{tag}{len(references) + 1}.xml"
            identifier = context.package.add_xml_part(path, content_type, relation, node)
            references.append((f"w:{tag}Reference", kind, identifier))
    return references


def _fill(node: "_Element", tag: str, kind: str, context: Context) -> None:
    """Write one head or foot: what runs there, the page number, or an empty line."""
    running, styles = context.style.running, context.styles
    numbered_here = (tag == "header") == (running.number == "top-center")
    if tag == "header" and running.head != "none" and kind != "first":
        paragraph = _paragraph(node, styles.role("running-head"))
        title = context.document.metadata.title
        if running.head == "title":
            add_text(add(paragraph, "w:r"), title)
        else:
            # By number, not by name: Word translates the names of its headings.
            add_field(paragraph, "STYLEREF 1", title)
    if numbered_here and (kind != "first" or running.number_on_first_page):
        style = styles.furniture("folio-even") if kind == "even" else styles.role("page-number")
        _add_number(_paragraph(node, style), context)
    if not len(node):
        _paragraph(node, styles.role("running-head" if tag == "header" else "page-number"))


def _paragraph(parent: "_Element", style: str) -> "_Element":
    node = add(parent, "w:p")
    add(add(node, "w:pPr"), "w:pStyle", val=style)
    return node


def _add_number(paragraph: "_Element", context: Context) -> None:
    """Write the page number; a newsletter also says how many pages there are.

    Decree 30/2020/NĐ-CP, Annex I, wants the bare number.
    """
    add_field(paragraph, "PAGE", "1")
    if context.style.front == "masthead":
        add_text(add(paragraph, "w:r"), "/")
        context.await_count(add_open_field(paragraph, "NUMPAGES"))
