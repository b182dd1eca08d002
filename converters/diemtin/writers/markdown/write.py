"""Blocks as CommonMark, one below the other, each in its own paragraph of text."""

from base64 import b64encode
from collections.abc import Iterable, Iterator

from diemtin.model import (
    Block,
    Cell,
    Chart,
    Citation,
    Columns,
    Contents,
    ContentsEntry,
    Definitions,
    Document,
    Figure,
    Heading,
    Link,
    List,
    Pagination,
    Paragraph,
    Quote,
    Table,
    plain_text,
)
from diemtin.model.document import block_texts, figure_caption
from diemtin.style import Style
from diemtin.writers.markdown.inlines import InlineRenderer, escape_line, escape_text
from diemtin.writers.xhtml import Anchors, Branch, nest, without_links

_BULLETS, _DELIMITERS = "-*", ".)"
_MOST_CELLS = 1000


class _Renderer:
    """Renders the blocks of one document."""

    def __init__(self, document: Document, style: Style) -> None:
        self._style = style
        self._anchors = Anchors(document, [""] * len(document.sections))
        self._pictures = {picture.identifier: picture for picture in document.pictures}
        self._shown: list[str] = []
        self._lists = 0
        self._targets = set(_targets(document))
        self._inlines = InlineRenderer(self._address, self._mark)
        self._cells = InlineRenderer(self._address, self._mark, newline="<br/>")

    def _address(self, target: str) -> str | None:
        place = self._anchors.place(target[1:])
        return f"#{place.id}" if place else None

    def _mark(self, identifier: str) -> str:
        """Return the element that links to an identifier find, once, where there are any."""
        place = self._anchors.place(identifier)
        if place is None or identifier not in self._targets:
            return ""
        self._targets.remove(identifier)
        return f'<a id="{place.id}"></a>'

    def block(self, block: Block) -> str:
        """Render a block, without the empty lines around it."""
        match block:
            case Heading(level=level, content=content, identifier=identifier):
                text = self._cells.render(content)
                return f"{'#' * min(max(level, 1), 6)} {self._mark(identifier)}{text}"
            case Paragraph():
                return self._paragraph(block)
            case List():
                return self._list(block)
            case Quote():
                return self._quote(block)
            case Figure():
                return self._figure(block)
            case Chart(caption=caption, identifier=identifier):
                # The table that follows says what the drawing shows.
                return self._mark(identifier) + escape_line(self._inlines.render(caption))
            case Table():
                return self._table(block)
            case Definitions():
                return self._definitions(block)
            case Contents(entries=entries):
                return self._branches(nest(entries, level=lambda entry: entry.level))
            case Columns(left=left, right=right):
                return "\n\n".join(map(self._paragraph, (*left, *right)))

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Render blocks one below the other; those without any text leave no gap."""
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = escape_line(self._inlines.render(paragraph.content))
        bold = self._style.of(paragraph.role).bold and "*" not in text and "<" not in text
        text = f"**{text}**" if bold and text else text
        return self._mark(paragraph.identifier) + text

    def _bullet(self) -> str:
        """Return a bullet unlike that of the list before, which would else go on."""
        self._lists += 1
        return _BULLETS[self._lists % 2]

    def _list(self, block: List) -> str:
        self._lists += 1
        delimiter = _DELIMITERS[self._lists % 2]
        bullet = _BULLETS[self._lists % 2]
        items = []
        for number, item in enumerate(block.items, start=max(block.start, 0)):
            marker = f"{number}{delimiter}" if block.ordered else bullet
            items.append(_indented(f"{marker} ", self.blocks(item)))
        return "\n".join(items)

    def _quote(self, quote: Quote) -> str:
        text = self.blocks(quote.blocks)
        if quote.attribution:
            said = escape_line(self._inlines.render(quote.attribution))
            text = f"{text}\n\n{said}" if text else said
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def _figure(self, figure: Figure) -> str:
        parts = []
        if figure.picture in self._pictures:
            says = figure.alternative or plain_text(figure.caption)
            if figure.picture not in self._shown:
                self._shown.append(figure.picture)
            number = self._shown.index(figure.picture) + 1
            parts.append(f"![{escape_text(says)}][picture-{number}]")
        if caption := figure_caption(figure):
            parts.append(escape_line(self._inlines.render(caption)))
        return self._mark(figure.identifier) + "\n\n".join(parts)

    def _definitions(self, block: Definitions) -> str:
        bullet = self._bullet()
        lines = []
        for item in block.items:
            term = self._inlines.render(item.term)
            term = term if not term or "*" in term or "<" in term else f"**{term}**"
            text = f"{self._mark(item.identifier)}{term} {self._inlines.render(item.description)}"
            lines.append(_indented(f"{bullet} ", text))
        return "\n".join(lines)

    def _branches(self, tree: list[Branch[ContentsEntry]]) -> str:
        bullet = self._bullet()
        lines = []
        for entry, below in tree:
            text = self._cells.render(without_links(entry.content))
            address = self._address(f"#{entry.target.lstrip('#')}")
            line = f"[{text}](<{address}>)" if address and text else text
            inner = self._branches(below) if below else ""
            # An item without text of its own would be read as more of the line before it.
            text = "\n".join(filter(None, (line, inner)))
            lines.append(_indented(f"{bullet} ", text) if line else inner)
        return "\n".join(filter(None, lines))

    def _table(self, table: Table) -> str:
        rows = [self._row(cells) for cells in _grid(table)]
        wide = max(map(len, rows), default=0)
        caption = escape_line(self._inlines.render(table.caption))
        parts = [self._mark(table.identifier) + caption]
        if wide:
            head = rows.pop(0) if table.header_rows else []
            rule = f"|{' --- |' * wide}"
            parts.append("\n".join([_line(head, wide), rule, *(_line(r, wide) for r in rows)]))
        return "\n\n".join(filter(None, parts))

    def _row(self, cells: list[Cell | None]) -> list[str]:
        return [self._cells.render(cell.content) if cell else "" for cell in cells]

    def references(self) -> str:
        """Return the pictures that were shown, as `data:` addresses of link references."""
        lines = []
        for number, identifier in enumerate(self._shown, start=1):
            picture = self._pictures[identifier]
            data = b64encode(picture.data).decode("ascii")
            lines.append(f"[picture-{number}]: data:{picture.media_type};base64,{data}")
        return "\n".join(lines)


def _targets(document: Document) -> Iterator[str]:
    """Yield the identifiers that links and contents lead to."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Contents):
                yield from (entry.target.lstrip("#") for entry in block.entries)
            for content in block_texts(block):
                for inline in content:
                    if isinstance(inline, (Link, Citation)) and inline.target.startswith("#"):
                        yield inline.target[1:]


def _indented(marker: str, text: str) -> str:
    """Return text as a list item: what follows its first line is indented below it."""
    rest = " " * len(marker)
    lines = [f"{rest}{line}".rstrip() for line in text.split("\n")]
    return marker + "\n".join(lines)[len(marker) :] if text else marker.rstrip()


def _line(cells: list[str], wide: int) -> str:
    """Return one row of a pipe table."""
    filled = cells + [""] * (wide - len(cells))
    return f"| {' | '.join(filled)} |"


def _grid(table: Table) -> list[list[Cell | None]]:
    """Return the rows of a table with an empty place for what a span covers."""
    rows: list[list[Cell | None]] = []
    covered: dict[int, int] = {}
    for cells in table.rows:
        row: list[Cell | None] = []
        for cell in cells:
            while covered.get(len(row), 0):
                covered[len(row)] -= 1
                row.append(None)
            for offset in range(min(cell.column_span, _MOST_CELLS)):
                if cell.row_span > 1:
                    covered[len(row)] = min(cell.row_span, _MOST_CELLS) - 1
                row.append(cell if offset == 0 else None)
        while covered.get(len(row), 0):
            covered[len(row)] -= 1
            row.append(None)
        rows.append(row)
    return rows


def write(document: Document, style: Style, pagination: Pagination) -> bytes:  # noqa: ARG001
    """Render the document as CommonMark 0.31 with the pipe tables of GitHub, in UTF-8.

    Links inside the document lead to empty anchors; pictures are carried at the end. Paragraphs
    that the style sets in bold are bold. There are no pages, so `pagination` is not used.
    """
    renderer = _Renderer(document, style)
    parts = [renderer.blocks(section.blocks) for section in document.sections]
    text = "\n\n".join(filter(None, (*parts, renderer.references())))
    return f"{text}\n".encode()
