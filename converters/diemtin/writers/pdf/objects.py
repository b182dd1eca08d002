"""PDF objects that reportlab lacks: raw ones, streams, and a file that is written as it grows."""

import hashlib
import sys
import zlib
from array import array
from collections.abc import Iterable
from itertools import repeat
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

# The level of compression, as zlib counts: 6 takes a third more time to save a third of a per cent.
_LEVEL = 5
_STREAM_END = b"endstream\n"
# How many objects share a stream: enough to compress well, few enough to unpack one quickly.
_OBJECTS_A_STREAM = 200
# Cross-references are numbers of eight bytes: one for the kind, five for the place.
_IN_FILE, _IN_STREAM, _PLACE = 1 << 56, 2 << 56, 16


class RawObject(pdfdoc.PDFObject):
    """An object written as it stands; `{name}` in its text becomes a reference to an object.

    Args:
        text: The object; single braces occur only around the names of references.
        references: `PDFObjectReference`s by name.
    """

    __RefOnly__ = 1

    def __init__(self, text: str | bytes, **references: Any) -> None:
        self._text = text
        self._references = references

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Write the object."""
        if isinstance(self._text, bytes):
            return self._text
        found = {
            name: reference.format(document).decode("ascii")
            for name, reference in self._references.items()
        }
        return self._text.format(**found).encode("ascii")


class Stream(pdfdoc.PDFObject):
    """A stream, compressed unless it comes compressed.

    Args:
        data: The content.
        entries: Entries of its dictionary, as PDF writes them.
        packed: Whether `entries` already name the filter that `data` went through.
    """

    __RefOnly__ = 1

    def __init__(self, data: bytes, entries: str = "", *, packed: bool = False) -> None:
        self._entries = entries if packed else f"{entries}/Filter/FlateDecode"
        self._data = data if packed else zlib.compress(data, _LEVEL)

    def format(self, _document: pdfdoc.PDFDocument | None) -> bytes:
        """Write the stream."""
        head = f"<<{self._entries}/Length {len(self._data)}>>\nstream\n"
        return head.encode("ascii") + self._data + _STREAM_END


class GrowingDocument(pdfdoc.PDFDocument):
    """A reportlab document whose objects are written as soon as they are complete.

    Memory then holds what is still growing, and not the whole file in objects of Python. What
    reportlab registers with `Reference` is written last. Objects other than streams are packed
    into object streams (ISO 32000-1, 7.5.7 and 7.5.8).

    Args:
        output: The file-like object to write to, from its beginning.
    """

    def __init__(self, output: BinaryIO) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 7), compression=0)
        self._output = output
        self._digest = hashlib.sha256()
        self._size = 0
        # The cross-references by number (7.5.8.2): kind, place, and generation or index.
        self._entries = array("Q")
        self._packed: list[tuple[int, bytes]] = []
        self.pages = _Pages()
        self.Pages = self.Catalog.Pages = self.pages
        self.pages_number = self.number(self.pages)
        self.fonts_number = int(self.idToObjectNumberAndVersion[pdfdoc.BasicFonts][0])
        self._append(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def number(self, own: pdfdoc.PDFObject) -> int:
        """Return the number of an object of reportlab's."""
        name = self.Reference(own).name
        return int(self.idToObjectNumberAndVersion[name][0])

    def write(self, number: int, body: bytes) -> None:
        """Write an object that is not a stream."""
        self._packed.append((number, body))
        if len(self._packed) == _OBJECTS_A_STREAM:
            self._flush()

    def write_stream(self, number: int, stream: Stream) -> None:
        """Write a stream."""
        self._write_body(number, stream.format(self))

    def embed(self, name: str, stream: Stream) -> None:
        """Write a stream that reportlab's references know by a name, unless it is so already."""
        if name not in self.idToObjectNumberAndVersion:
            number = self.reserve()
            self.idToObjectNumberAndVersion[name] = (number, 0)
            self.write_stream(number, stream)

    def SaveToFile(self, filename: Any, canvas: Any) -> None:  # noqa: N802, ARG002
        """Write what is left, and the end of the file."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.Reference(self.Catalog)
        self.Reference(self.info)
        # Formatting an object may register new ones.
        written = 0
        while written < len(self.numberToId):
            for number in list(self.numberToId)[written:]:
                own = self.idToObject[self.numberToId[number]]
                body = pdfdoc.format(own, self, toplevel=1)
                if body.endswith(_STREAM_END):
                    self._write_body(number, body)
                else:
                    self.write(number, body.strip())
                written += 1
        self._flush()
        self._write_cross_references()

    def _append(self, data: bytes) -> None:
        self._output.write(data)
        self._digest.update(data)
        self._size += len(data)

    def _write_body(self, number: int, body: bytes) -> None:
        """Write a stream; an end of line goes before `endstream`, always (ISO 19005-2, 6.1.7.1)."""
        self._locate([number], _IN_FILE | self._size << _PLACE)
        content = body.removesuffix(_STREAM_END)
        self._append(b"%d 0 obj\n%s\nendstream\nendobj\n" % (number, content))

    def _locate(self, numbers: Iterable[int], entry: int) -> None:
        """Note the cross-references of objects: the first's, and for each next one more."""
        self._entries.extend(repeat(0, self.objectcounter + 1 - len(self._entries)))
        for number in numbers:
            self._entries[number] = entry
            entry += 1

    def _flush(self) -> None:
        """Write the objects gathered so far as one stream."""
        if not self._packed:
            return
        own = self.reserve()
        index, offset = [], 0
        for number, body in self._packed:
            index.append(f"{number} {offset}")
            offset += len(body) + 1
        self._locate([number for number, _ in self._packed], _IN_STREAM | own << _PLACE)
        head = (" ".join(index) + "\n").encode("ascii")
        content = head + b"\n".join([body for _, body in self._packed])
        entries = f"/Type/ObjStm/N {len(self._packed)}/First {len(head)}"
        self.write_stream(own, Stream(content, entries))
        self._packed.clear()

    def _write_cross_references(self) -> None:
        """Write the cross-reference stream and the end of the file."""
        number, offset = self.reserve(), self._size
        self._locate([0], 0xFFFF)
        # Its own place is among them.
        self._locate([number], _IN_FILE | offset << _PLACE)
        digest = self._digest.hexdigest()[:32]
        root, info = self.number(self.Catalog), self.number(self.info)
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 5 2]"
            f"/Root {root} 0 R/Info {info} 0 R/ID[<{digest}><{digest}>]"
        )
        if sys.byteorder == "little":
            self._entries.byteswap()
        self.write_stream(number, Stream(self._entries.tobytes(), entries))
        self._append(b"startxref\n%d\n%%%%EOF\n" % offset)


class _Pages(pdfdoc.PDFObject):
    """The list of pages, by the numbers of their objects."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.numbers: list[int] = []

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        kids = " ".join([f"{number} 0 R" for number in self.numbers])
        return f"<</Type/Pages/Count {len(self.numbers)}/Kids[{kids}]>>".encode("ascii")
