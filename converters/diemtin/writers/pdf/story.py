"""The story: the document's sections as flowables, each with its place in the structure tree."""

from collections.abc import Iterator
from itertools import zip_longest

from diemtin.model import (
    Block,
    Chart,
    Citation,
    Columns,
    Contents,
    Definitions,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Quote,
    Section,
    Table,
    plain_text,
)
from diemtin.model.document import block_identifiers, block_texts, figure_caption
from diemtin.style import ParagraphStyle, Style
from diemtin.writers.column_widths import wants_landscape
from diemtin.writers.keeping import goes_with_signature, introduces
from diemtin.writers.pdf.charts import ChartFlowable
from diemtin.writers.pdf.columns import SideBySide
from diemtin.writers.pdf.contents import ContentsLine
from diemtin.writers.pdf.figures import PictureFlowable, picture_stream
from diemtin.writers.pdf.flowables import Flowable, TurnPage
from diemtin.writers.pdf.inlines import Inlines, joined, printable
from diemtin.writers.pdf.keeping import KeptTogether, KeptWhole
from diemtin.writers.pdf.objects import Stream
from diemtin.writers.pdf.prose import Label, Prose, set_solid
from diemtin.writers.pdf.structure import Element, StructureTree
from diemtin.writers.pdf.tables import TableSetter, column_count
from diemtin.writers.pdf.typesetting import Span, Typesetter

# How deep lists and quotations are drawn with a further indent; deeper ones are as deep as this.
_DEEPEST = 6
# So many key facts stay with the article that they stand above.
_FEW = 8
_ROLES = {"facts": "fact", "glossary": "glossary", "sources": "source"}


class Story:
    """Turns the sections of a document into flowables, one section at a time.

    Args:
        document: The document.
        style: How it looks.
        typesetter: Sets words.
        inlines: Sets inlines.
        tree: The structure tree.
    """

    def __init__(
        self,
        document: Document,
        style: Style,
        typesetter: Typesetter,
        inlines: Inlines,
        tree: StructureTree,
    ) -> None:
        self._document, self._style = document, style
        self._typesetter, self._inlines = typesetter, inlines
        self._tree = tree
        self._pictures = {picture.identifier: picture for picture in document.pictures}
        self._streams: dict[str, Stream | None] = {}
        self._tables = TableSetter(style, inlines)
        self._tag_level = self._bookmark_level = 0
        self._anonymous = 0

    def batches(self) -> Iterator[list[Flowable]]:
        """Yield the flowables of each section; the one before must have been drawn.

        A last paragraph that stays with the signature is yielded together with it.
        """
        batch: list[Flowable] = []
        elements: list[Element] = []
        for section, following in zip_longest(self._document.sections, self._document.sections[1:]):
            element = Element("Art" if section.kind == "article" else "Sect", self._tree.root)
            elements.append(element)
            batch += self._section(section, element)
            if batch and goes_with_signature(section, following):
                batch[-1].keep_with_next = True
                continue
            if batch:
                yield batch
            # All of them have been drawn.
            for drawn in elements:
                self._tree.close(drawn)
            batch, elements = [], []

    def _section(self, section: Section, element: Element) -> list[Flowable]:
        batch: list[Flowable] = []
        for number, block in enumerate(section.blocks):
            if isinstance(block, Table):
                flowables = self._table(block, element, turned=self._is_wide(block))
            else:
                flowables = self._block(block, element, 0)
            for flowable in _leaves(flowables):
                flowable.block = (section.identifier, number)
            following = section.blocks[number + 1 : number + 2]
            if flowables and following and introduces(block, following[0]):
                flowables[-1].keep_with_next = True
            self._add(batch, block, flowables)
        set_solid(_leaves(batch))
        first = next((one for one in _leaves(batch) if not isinstance(one, TurnPage)), None)
        if first is not None:
            first.section = section.identifier
        return batch

    def _add(self, batch: list[Flowable], block: Block, flowables: list[Flowable]) -> None:
        """Add a block's flowables, with page breaks around what needs a page of its own kind.

        Headings right before a wide table go with it to its page.
        """
        if isinstance(block, Table) and self._is_wide(block):
            start = len(batch)
            while start and batch[start - 1].keep_with_next:
                start -= 1
            batch.insert(start, TurnPage(landscape=True))
            batch += [*flowables, TurnPage(landscape=False)]
            return
        first = next(iter(_leaves(flowables)), None)
        if isinstance(first, Prose) and first.paragraph.page_break_before:
            batch.append(TurnPage(landscape=False, ends_page=True))
        batch += flowables

    def _is_wide(self, table: Table) -> bool:
        return wants_landscape(table, column_count(table), self._style)

    def _block(self, block: Block, parent: Element, depth: int) -> list[Flowable]:
        """Return the flowables of a block at a depth of lists and quotations."""
        match block:
            case Heading():
                return [self._heading(block, parent)] if plain_text(block.content).strip() else []
            case Paragraph():
                prose = self._prose(block.content, block.role, Element("P", parent), depth)
                prose.identifier = block.identifier
                return [prose]
            case List():
                return self._list(block, parent, depth)
            case Quote():
                return self._quote(block, parent, depth)
            case Figure():
                return self._figure(block, parent)
            case Chart():
                return self._chart(block, parent)
            case Table():
                return self._table(block, parent)
            case Definitions():
                return self._definitions(block, parent)
            case Contents():
                return self._contents(block, parent)
            case Columns():
                return self._columns(block, parent)

    def _leading(self, paragraph: ParagraphStyle) -> float:
        return float(paragraph.size) * paragraph.leading

    def _indent(self, depth: int) -> float:
        return float(self._style.list.indent) * min(depth, _DEEPEST)

    def _prose(
        self,
        content: tuple[Inline, ...],
        role: str,
        element: Element,
        depth: int = 0,
        *,
        label: Label | None = None,
    ) -> Prose:
        paragraph = self._style.of(role)
        words = self._inlines.words(content, paragraph)
        leading, indent = self._leading(paragraph), self._indent(depth)
        return Prose(words, paragraph, leading, element, indent=indent, label=label)

    def _heading(self, heading: Heading, parent: Element) -> Prose:
        """Set a heading; tags and bookmarks skip no level (ISO 14289-1, 7.4.2)."""
        self._tag_level = min(heading.level, self._tag_level + 1)
        self._bookmark_level = min(heading.level - 1, self._bookmark_level)
        element = Element(f"H{self._tag_level}", parent)
        prose = self._prose(heading.content, f"heading-{min(heading.level, 6)}", element)
        self._anonymous += 1
        prose.identifier = heading.identifier or f"heading {self._anonymous}"
        title = " ".join(printable(plain_text(heading.content)).split())
        if title:
            prose.bookmark = (self._bookmark_level, title)
            self._bookmark_level += 1
        return prose

    def _list(self, block: List, parent: Element, depth: int) -> list[Flowable]:
        numbering = "Decimal" if block.ordered else "Disc"
        element = Element("L", parent, attributes=f"/O/List/ListNumbering/{numbering}")
        flowables: list[Flowable] = []
        for number, item in enumerate(block.items, block.start):
            own = Element("LI", element)
            label_element, body = Element("Lbl", own), Element("LBody", own)
            look = self._style.list
            marker = look.number_format.format(number) if block.ordered else look.bullet
            for position, child in enumerate(item):
                if position == 0 and isinstance(child, Paragraph):
                    label = self._label(marker, label_element)
                    role = "list-item" if child.role == "body" else child.role
                    item_element = Element("P", body)
                    prose = self._prose(child.content, role, item_element, depth + 1, label=label)
                    prose.identifier = child.identifier
                    flowables.append(prose)
                else:
                    flowables += self._block(child, body, depth + 1)
        return flowables

    def _label(self, marker: str, element: Element) -> Label:
        """Return the marker of an item, which hangs left of its text."""
        look = self._typesetter.look(self._style.of("list-item"))
        word = look.set(marker)
        distance = max(float(self._style.list.indent), word.width + look.space)
        return Label(word, element, distance)

    def _quote(self, quote: Quote, parent: Element, depth: int) -> list[Flowable]:
        element = Element("BlockQuote", parent)
        flowables: list[Flowable] = []
        for child in quote.blocks:
            if isinstance(child, Paragraph) and child.role == "body":
                child = Paragraph(child.content, "quote", child.identifier)
            flowables += self._block(child, element, depth)
        if quote.attribution:
            if flowables and isinstance(flowables[-1], Prose):
                flowables[-1].keep_with_next = True
            own = Element("P", element)
            flowables.append(self._prose(quote.attribution, "attribution", own, depth))
        return flowables

    def _figure(self, figure: Figure, parent: Element) -> list[Flowable]:
        """Set a picture with its caption, or where there is no picture the caption alone."""
        picture = self._pictures.get(figure.picture or "")
        caption = figure_caption(figure)
        stream = self._stream(picture.identifier) if picture else None
        if picture is None or stream is None:
            if not caption:
                return []
            missing = self._prose(caption, "caption-missing", Element("P", parent))
            missing.identifier = figure.identifier
            return [missing]
        group = Element("Div", parent)
        told = figure.alternative or plain_text(figure.caption) or " "
        element = Element("Figure", group, alternative=told)
        below = self._caption(caption, group)
        shown = PictureFlowable(picture, stream, self._style.figure, element, below)
        shown.identifier = figure.identifier
        shown.alignment = self._style.of("caption").alignment
        return _captioned(shown, below)

    def _chart(self, chart: Chart, parent: Element) -> list[Flowable]:
        """Set a drawing with its caption; one of nothing is left out with all but that."""
        group = Element("Div", parent)
        told = chart.alternative or plain_text(chart.caption) or " "
        element = Element("Figure", group, alternative=told)
        shown = ChartFlowable(chart, self._style, element)
        shown.identifier = chart.identifier
        return _captioned(shown, self._caption(chart.caption, group))

    def _caption(self, caption: tuple[Inline, ...], group: Element) -> Prose | None:
        if not caption:
            return None
        return self._prose(caption, "caption", Element("Caption", group))

    def _stream(self, identifier: str) -> Stream | None:
        if identifier not in self._streams:
            self._streams[identifier] = picture_stream(self._pictures[identifier])
        return self._streams[identifier]

    def _table(self, table: Table, parent: Element, *, turned: bool = False) -> list[Flowable]:
        """Set a table, for a page that is turned where it is a section's own and wide."""
        element = Element("Table", parent)
        flowables: list[Flowable] = []
        if table.caption:
            caption = self._prose(table.caption, "table-caption", Element("Caption", element))
            caption.keep_with_next = True
            flowables.append(caption)
        if not table.rows:
            return flowables
        page = self._style.page
        across = page.height if turned else page.width
        width = across - page.margin_left - page.margin_right
        flowable = self._tables.set(table, element, width)
        flowable.identifier = table.identifier
        return [*flowables, flowable]

    def _definitions(self, block: Definitions, parent: Element) -> list[Flowable]:
        """Set terms and what is said of them, run in, as the items of a list."""
        element = Element("L", parent)
        paragraph = self._style.of(_ROLES.get(block.role, block.role))
        flowables: list[Flowable] = []
        for item in block.items:
            own = Element("LI", element)
            term = Span(Element("Lbl", own))
            said = Span(Element("LBody", own))
            first = self._inlines.words(item.term, paragraph, span=term, strong=True)
            second = self._inlines.words(item.description, paragraph, span=said)
            prose = Prose(joined(first, second), paragraph, self._leading(paragraph), own)
            prose.identifier = item.identifier
            prose.keep_with_next = block.role == "facts" and len(block.items) <= _FEW
            flowables.append(prose)
        return flowables

    def _contents(self, contents: Contents, parent: Element) -> list[Flowable]:
        tops = [Element("TOC", parent)]
        flowables: list[Flowable] = []
        for entry in contents.entries:
            level = min(max(entry.level, 1), 3)
            while len(tops) > level:
                tops.pop()
            while len(tops) < level:
                tops.append(Element("TOC", tops[-1]))
            reference = Element("Reference", Element("TOCI", tops[-1]))
            link = Element("Link", reference)
            paragraph = self._style.of(f"contents-{level}")
            label = " ".join(plain_text(entry.content).split())
            if not self._inlines.leads_to(entry.target):
                flowables.append(self._prose(entry.content, f"contents-{level}", reference))
                continue
            span = Span(link, target=f"#{entry.target}", text=label)
            words = self._inlines.words(entry.content, paragraph, span=span)
            line = ContentsLine(words, paragraph, self._leading(paragraph), reference)
            look = self._typesetter.look(paragraph)
            flowables.append(line.with_number(entry.target, look, link))
        return flowables

    def _columns(self, columns: Columns, parent: Element) -> list[Flowable]:
        groups = []
        for side in (columns.left, columns.right):
            element = Element("Div", parent)
            group = []
            for paragraph in side:
                prose = self._prose(paragraph.content, paragraph.role, Element("P", element))
                prose.identifier = paragraph.identifier
                group.append(prose)
            set_solid(group)
            groups.append(group)
        return [SideBySide(columns.role, groups[0], groups[1])]


def _captioned(shown: Flowable, caption: Prose | None) -> list[Flowable]:
    """Keep what is shown and its caption on one page."""
    return [shown] if caption is None else [KeptWhole([shown, caption])]


def _leaves(flowables: list[Flowable]) -> Iterator[Flowable]:
    """Yield flowables, and in place of groups those that they hold."""
    for flowable in flowables:
        if isinstance(flowable, KeptTogether):
            yield from flowable.content
        else:
            yield flowable


def identifiers(document: Document) -> frozenset[str]:
    """Return all identifiers that links may lead to in the laid-out document."""
    places: set[str] = set()
    citations: list[Citation] = []
    for section in document.sections:
        if section.blocks:
            places.add(section.identifier)
        for block in section.blocks:
            places.update(block_identifiers(block))
            contents = block_texts(block)
            citations += [own for text in contents for own in text if type(own) is Citation]
    # A citation is a place itself where it leads somewhere.
    places.update(own.identifier for own in citations if own.target.removeprefix("#") in places)
    return frozenset(places - {""})
