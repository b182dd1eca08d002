"""The document's tree as XHTML: sections, blocks and inlines, with their semantics."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from diemtin.model import (
    Block,
    Cell,
    Chart,
    Citation,
    Columns,
    Contents,
    ContentsEntry,
    Definitions,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Section,
    Table,
    Text,
    plain_text,
)
from diemtin.model.document import figure_caption
from diemtin.style import Style
from diemtin.writers.xhtml.anchors import Anchors
from diemtin.writers.xhtml.charts import svg
from diemtin.writers.xhtml.escape import attribute, class_name, escape, safe_address
from diemtin.writers.xhtml.outline import Branch, nest
from diemtin.writers.xhtml.page_breaks import PageBreakMarks

# Kind of section: its term in the EPUB Structural Semantics Vocabulary 1.1, and its role in
# Digital Publishing WAI-ARIA 1.1, where there is one.
SEMANTICS = {
    "front": ("titlepage", ""),
    "contents": ("", ""),
    "summary": ("abstract", "doc-abstract"),
    "event": ("chapter", "doc-chapter"),
    "article": ("chapter", "doc-chapter"),
    "index": ("", ""),
    "appendix": ("appendix", "doc-appendix"),
    "closing": ("", ""),
}
_SPAN_LIMIT = 1000
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


class Renderer:
    """Renders the sections of one document, in their order.

    It gives every id once, so that a renderer serves for one pass over the document.
    """

    def __init__(
        self,
        anchors: Anchors,
        pictures: Mapping[str, Picture],
        source: Callable[[Picture], str],
        style: Style,
        *,
        epub: bool,
    ) -> None:
        """Prepare a pass.

        Args:
            anchors: Where everything is.
            pictures: The pictures of the document by identifier.
            source: Gives the address of a picture.
            style: How charts are drawn.
            epub: Whether elements carry `epub:type`.
        """
        self._anchors = anchors
        self._pictures = pictures
        self._source = source
        self._style = style
        self._charts = 0
        self._epub = epub
        self._given: set[str] = set()
        self._marks = PageBreakMarks()
        self._file = ""
        self._label = ""
        self._level = 0
        self._renderers: dict[type, Callable[[Any], str]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            List: self._list,
            Quote: self._quote,
            Figure: self._figure,
            Chart: self._chart,
            Table: self._table,
            Definitions: self._definitions,
            Contents: self._contents,
            Columns: self._columns,
        }

    def section(
        self, section: Section, file: str = "", page_breaks: Iterable[PageBreak] = ()
    ) -> str:
        """Render a section.

        Args:
            section: The section.
            file: The name of the file that it is put in; empty for a single page.
            page_breaks: Where pages begin in the section, in reading order.
        """
        self._file, self._label = file, section.title
        # A file may begin with a heading of any level.
        self._level = 0 if file else self._level
        breaks: dict[int, list[PageBreak]] = {}
        for each in page_breaks:
            breaks.setdefault(min(each.block, len(section.blocks)), []).append(each)
        term, role = SEMANTICS[section.kind]
        lines = [
            (
                f'<section{self._id(section.identifier)} class="{section.kind}"'
                f"{self._semantics(term, role)}{self._labelled(section)}>"
            )
        ]
        for index, block in enumerate(section.blocks):
            lines += self._paged(block, breaks.get(index, ()))
        last = [self._page_break(each.page) for each in breaks.get(len(section.blocks), ())]
        return "\n".join([*lines, *last, "</section>"])

    def _paged(self, block: Block, breaks: Iterable[PageBreak]) -> list[str]:
        """Render a block with the marks of its pages: in the text of prose, else before it."""
        before = []
        for each in breaks:
            mark = self._page_break(each.page)
            if each.offset and isinstance(block, Paragraph | List | Quote | Definitions):
                self._marks.add(each.offset, mark)
            else:
                before.append(mark)
        return [*before, self.block(block), *self._marks.rest()]

    def block(self, block: Block) -> str:
        """Render a block."""
        return self._renderers[type(block)](block)

    def inlines(self, content: Iterable[Inline]) -> str:
        """Render the contents of a block."""
        return "".join(map(self._inline, content))

    def _semantics(self, term: str, role: str) -> str:
        """Return the attributes that say what an element is."""
        said = f' epub:type="{term}"' if term and self._epub else ""
        return said + (f' role="{role}"' if role else "")

    def _id(self, identifier: str) -> str:
        """Return the id attribute of an element, the first time that its identifier comes."""
        place = self._anchors.place(identifier)
        if place is None or identifier in self._given:
            return ""
        self._given.add(identifier)
        return f' id="{place.id}"'

    def _labelled(self, section: Section) -> str:
        """Return the attribute that names a section: by its first heading, or by its title."""
        for block in section.blocks:
            if isinstance(block, Heading) and (place := self._anchors.place(block.identifier)):
                return f' aria-labelledby="{place.id}"'
        return f' aria-label="{attribute(section.title)}"' if section.title else ""

    def _page_break(self, page: int) -> str:
        """Return the mark where a page of the PDF begins; it prints nothing."""
        said = self._semantics("pagebreak", "doc-pagebreak")
        return f'<span id="page-{page}"{said} aria-label="{page}"></span>'

    def _href(self, target: str) -> str | None:
        """Return the address that a link leads to, or None where it must not be a link."""
        if not target.startswith("#"):
            return safe_address(target)
        place = self._anchors.place(target[1:])
        if place is None:
            return None
        return f"#{place.id}" if place.file == self._file else f"{place.file}#{place.id}"

    def _anchor(self, target: str, inner: str, more: str = "") -> str:
        """Return a link around rendered text, or the text alone where there is nowhere to go."""
        href = self._href(target)
        return f'<a href="{attribute(href)}"{more}>{inner}</a>' if href and inner else inner

    def _inline(self, inline: Inline) -> str:
        """Render an inline."""
        match inline:
            case Text():
                return self._text(inline)
            case Link(target=target, content=content):
                back = target[1:] in self._anchors.citations if target.startswith("#") else False
                more = self._semantics("backlink", "doc-backlink") if back else ""
                return self._anchor(target, "".join(map(self._text, content)), more)
            case Citation(target=target, label=label, identifier=identifier):
                more = self._id(identifier) + self._semantics("noteref", "doc-noteref")
                before = self._marks.whole(f"[{label}]")
                shown = f"[{escape(label)}]"
                return before + self._anchor(target, shown, f'{more} class="citation"')
            case LineBreak():
                return "<br/>"

    def _text(self, run: Text) -> str:
        """Render a run of text, with the marks of the pages that begin in it."""
        if not self._marks:
            return _run(run)
        return "".join(
            mark + (_run(msgspec.structs.replace(run, text=text)) if text else "")
            for mark, text in self._marks.parted(run.text)
        )

    def _element(self, name: str, content: tuple[Inline, ...], attributes: str = "") -> str:
        """Render contents in an element; where letters run right to left, the text decides."""
        inner = self.inlines(content)
        direction = ' dir="auto"' if _RIGHT_TO_LEFT.search(inner) else ""
        return f"<{name}{attributes}{direction}>{inner}</{name}>"

    def _heading(self, heading: Heading) -> str:
        """Render a heading; one without words is a mere anchor, and no level is skipped."""
        if not plain_text(heading.content).strip():
            return self._element("div", (), self._id(heading.identifier))
        level = min(max(heading.level, 1), 6)
        self._level = min(level, self._level + 1) if self._level else level
        return self._element(f"h{self._level}", heading.content, self._id(heading.identifier))

    def _paragraph(self, paragraph: Paragraph) -> str:
        role = paragraph.role
        named = f' class="{class_name(role)}"' if role != "body" else ""
        return self._element("p", paragraph.content, self._id(paragraph.identifier) + named)

    def _list(self, block: List) -> str:
        name = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "\n".join(f"<li>{self._item(item)}</li>" for item in block.items)
        return f"<{name}{start}>\n{items}\n</{name}>" if items else ""

    def _item(self, item: tuple[Block, ...]) -> str:
        """Render a list item: its text stands in it directly when it is all that there is."""
        match item:
            case (Paragraph(content=content, identifier=""),):
                return self.inlines(content)
            case _:
                return "\n".join(map(self.block, item))

    def _quote(self, quote: Quote) -> str:
        inner = "\n".join(map(self.block, quote.blocks))
        if quote.attribution:
            inner += "\n" + self._element("p", quote.attribution, ' class="attribution"')
        return f"<blockquote>{inner}</blockquote>"

    def _figure(self, figure: Figure) -> str:
        picture = self._pictures.get(figure.picture or "")
        caption = figure_caption(figure)
        kind = "caption" if picture else "caption caption-missing"
        lines = [f"<figure{self._id(figure.identifier)}>"]
        if picture:
            says = figure.alternative or plain_text(figure.caption)
            lines.append(
                f'<img src="{attribute(self._source(picture))}" alt="{attribute(says)}" '
                f'width="{picture.width}" height="{picture.height}"/>'
            )
        if caption:
            lines.append(self._element("figcaption", caption, f' class="{kind}"'))
        return "\n".join([*lines, "</figure>"])

    def _chart(self, chart: Chart) -> str:
        self._charts += 1
        lines = [f"<figure{self._id(chart.identifier)}>", svg(chart, self._style, self._charts)]
        if chart.caption:
            lines.append(self._element("figcaption", chart.caption, ' class="caption"'))
        return "\n".join([*lines, "</figure>"])

    def _table(self, table: Table) -> str:
        wide = max((len(row) for row in table.rows), default=0)
        # A wide table scrolls on its own, and can be reached to be scrolled by the keyboard.
        before, after = ('<div class="table" tabindex="0">', "</div>") if wide > 3 else ("", "")
        lines = [f"{before}<table{self._id(table.identifier)}>"]
        if table.caption:
            lines.append(self._element("caption", table.caption))
        head, body = table.rows[: table.header_rows], table.rows[table.header_rows :]
        for name, rows, scope in (("thead", head, "col"), ("tbody", body, "row")):
            if rows:
                lines += [f"<{name}>", *(self._row(row, scope) for row in rows), f"</{name}>"]
        lines.append(f"</table>{after}")
        return "\n".join(lines)

    def _row(self, row: tuple[Cell, ...], scope: str) -> str:
        return f"<tr>{''.join(self._cell(cell, scope) for cell in row)}</tr>"

    def _cell(self, cell: Cell, scope: str) -> str:
        """Render a cell; one without text heads nothing."""
        heads = (cell.header or scope == "col") and bool(plain_text(cell.content).strip())
        spans = "".join(
            f' {name}="{min(span, _SPAN_LIMIT)}"'
            for name, span in (("colspan", cell.column_span), ("rowspan", cell.row_span))
            if span > 1
        )
        aligned = f' class="{cell.alignment}"' if cell.alignment != "left" else ""
        if not heads:
            return self._element("td", cell.content, spans + aligned)
        across = cell.column_span > 1 if scope == "col" else cell.row_span > 1
        group = f' scope="{scope}{"group" if across else ""}"'
        return self._element("th", cell.content, group + spans + aligned)

    def _definitions(self, block: Definitions) -> str:
        items = "\n".join(
            f"<div>{self._element('dt', item.term, self._id(item.identifier))} "
            f"{self._element('dd', item.description)}</div>"
            for item in block.items
        )
        return f'<dl class="{class_name(block.role)}">\n{items}\n</dl>' if items else ""

    def _contents(self, contents: Contents) -> str:
        if not contents.entries:
            return ""
        label = f' aria-label="{attribute(self._label)}"' if self._label else ""
        said = self._semantics("toc", "doc-toc")
        tree = nest(contents.entries, level=lambda entry: entry.level)
        return f"<nav{said}{label}>\n{self._branches(tree, 1)}\n</nav>"

    def _branches(self, tree: list[Branch[ContentsEntry]], depth: int) -> str:
        """Render the entries of one level, each with the list of those below it."""
        lines = []
        for entry, below in tree:
            text = self.inlines(without_links(entry.content))
            link = self._anchor(f"#{entry.target.lstrip('#')}", text)
            inner = f"\n{self._branches(below, depth + 1)}" if below else ""
            lines.append(f'<li><span class="contents-{min(depth, 3)}">{link}</span>{inner}</li>')
        return "\n".join(['<ol class="contents">', *lines, "</ol>"])

    def _columns(self, columns: Columns) -> str:
        sides = "\n".join(
            "<div>" + "\n".join(map(self._paragraph, side)) + "</div>"
            for side in (columns.left, columns.right)
        )
        return f'<div class="columns {columns.role}">\n{sides}\n</div>'


def without_links(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return contents as text alone, for a place that is a link itself."""
    plain: list[Inline] = []
    for inline in content:
        match inline:
            case Link(content=runs):
                plain += runs
            case Citation(label=label):
                plain.append(Text(f"[{label}]"))
            case _:
                plain.append(inline)
    return tuple(plain)


def _run(run: Text) -> str:
    """Render a run of text that looks alike."""
    text = escape(run.text)
    if run.script:
        name = "sup" if run.script == "superscript" else "sub"
        text = f"<{name}>{text}</{name}>"
    if run.emphasis:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.strong else text
