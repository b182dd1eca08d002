"""The body of a Word file: one section as a tree, and those before it as XML already."""

import re
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

import msgspec
from lxml import etree

from diemtin.writers.docx.markup import add, qualified, root

if TYPE_CHECKING:
    from lxml.etree import _Element

# More than so many bytes of XML wait on the disk.
_IN_MEMORY = 8_000_000
_PIECE = 1_000_000
_PREFIXES = ("r", "wp", "a", "pic")
# Stands in a table for rows that are put away. No text holds it, since there `<` is escaped.
_MARK = "aside"
_MARKED = re.compile(rf"<\?{_MARK} (\d+)\?>".encode())


class _Stored(msgspec.Struct, frozen=True):
    """A stretch of the file that holds XML."""

    start: int
    length: int


class Body:
    """Collects the sections of a document, of which a large one has more than fit into memory.

    `element` is the `w:body` that blocks are written to. Only its last element is still there when
    a section follows, since what follows depends on it.
    """

    def __init__(self) -> None:
        self.element = _new_body()
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as this does
        # What is stored, and trees that something is still to be written into.
        self._parts: list[_Stored | _Element] = []
        self._rows: list[_Stored] = []
        self._last_is_unfinished = False

    def store(self, *, unfinished: bool) -> None:
        """Put away all elements but the last; an unfinished section stays a tree until the end."""
        if len(self.element) < 2:
            self._last_is_unfinished |= unfinished
            return
        keep = unfinished or self._last_is_unfinished
        stored, self.element = self.element, _new_body()
        self.element.append(stored[-1])
        self._parts += [stored] if keep else self._written(stored)
        self._last_is_unfinished = unfinished

    def store_rows(self, table: "_Element") -> None:
        """Put away the rows of a long table but the last, which more may be written into."""
        rows = table.findall(qualified("w:tr"))[:-1]
        if not rows:
            return
        mark = etree.ProcessingInstruction(_MARK, str(len(self._rows)))
        table.insert(table.index(rows[0]), mark)
        holder = root("w:tbl", *_PREFIXES)
        holder.extend(rows)
        self._rows.append(self._write(_inner_xml(holder)))

    def xml(self) -> Iterator[bytes]:
        """Yield the document part in pieces: the same bytes as those of one tree."""
        opening, name, closing = _empty_document().partition(b"<w:body/>")
        yield opening + name.replace(b"/", b"")
        for part in (*self._parts, self.element):
            for stored in [part] if isinstance(part, _Stored) else self._written(part):
                yield from self._read(stored)
        yield b"</w:body>" + closing

    def _written(self, element: "_Element") -> list[_Stored]:
        """Store what an element holds; where a mark stands, the rows come that are stored."""
        return [
            self._rows[int(part)] if index % 2 else self._write(part)
            for index, part in enumerate(_MARKED.split(_inner_xml(element)))
        ]

    def _write(self, xml: bytes) -> _Stored:
        start = self._file.seek(0, 2)
        return _Stored(start, self._file.write(xml))

    def _read(self, stored: _Stored) -> Iterator[bytes]:
        for start in range(stored.start, stored.start + stored.length, _PIECE):
            self._file.seek(start)
            yield self._file.read(min(_PIECE, stored.start + stored.length - start))


def _new_body() -> "_Element":
    return add(root("w:document", *_PREFIXES), "w:body")


def _inner_xml(element: "_Element") -> bytes:
    """Return what stands between the tags of an element that is not empty."""
    xml = etree.tostring(element, encoding="UTF-8", xml_declaration=False)
    return xml[xml.index(b">") + 1 : xml.rindex(b"</")]


def _empty_document() -> bytes:
    document = _new_body().getroottree()
    return etree.tostring(document, encoding="UTF-8", standalone=True)
