"""PDF objects that reportlab lacks: raw ones, streams, and a document of compressed objects."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase import pdfdoc

# How many objects share a stream: enough to compress well, few enough to unpack one quickly.
_OBJECTS_A_STREAM = 200


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
        self._data = data if packed else zlib.compress(data, 6)

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """Write the stream."""
        head = f"<<{self._entries}/Length {len(self._data)}>>\nstream\n"
        return head.encode("ascii") + self._data + b"endstream\n"


class CompressedDocument(pdfdoc.PDFDocument):
    """A reportlab document that is saved with object streams (ISO 32000-1, 7.5.7 and 7.5.8)."""

    def format(self) -> bytes:
        """Write the whole file."""
        self.Reference(self.Catalog)
        self.Reference(self.info)
        head = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        parts, size = [head], len(head)
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        for number, body in self._bodies(places):
            data = b"%d 0 obj\n%s\nendobj\n" % (number, body.rstrip(b"\n"))
            places[number] = (1, size, 0)
            parts.append(data)
            size += len(data)
        digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        parts.append(self._cross_references(places, size, digest))
        return b"".join(parts)

    def _bodies(self, places: dict[int, tuple[int, int, int]]) -> Iterator[tuple[int, bytes]]:
        """Yield what stands outside object streams, and then those streams themselves.

        Formatting an object may make new ones, so the count is taken anew each time. An
        end of line goes before `endstream`, always (ISO 19005-2, 6.1.7.1).
        """
        packed: list[tuple[int, bytes]] = []
        number = 0
        while (number := number + 1) in self.numberToId:
            body = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
            if body.endswith(b"endstream\n"):
                yield number, body[:-10] + b"\nendstream\n"
            else:
                packed.append((number, body.strip()))
        for start in range(0, len(packed), _OBJECTS_A_STREAM):
            group = packed[start : start + _OBJECTS_A_STREAM]
            places.update({own: (2, number, index) for index, (own, _) in enumerate(group)})
            yield number, _object_stream(group)
            number += 1

    def _cross_references(
        self, places: dict[int, tuple[int, int, int]], offset: int, digest: str
    ) -> bytes:
        """Write the cross-reference stream and the end of the file."""
        number = max(places) + 1
        places[number] = (1, offset, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(5, "big") + third.to_bytes(2, "big")
            for kind, place, third in (places[key] for key in range(number + 1))
        )
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 5 2]"
            f"/Root {root.format(self).decode()}/Info {info.format(self).decode()}"
            f"/ID[<{digest}><{digest}>]"
        )
        body = Stream(rows, entries).format(self)
        body = body[:-10] + b"\nendstream"
        return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, body, offset)


def _object_stream(group: list[tuple[int, bytes]]) -> bytes:
    """Write objects that are not streams as one stream."""
    index, offset = [], 0
    for number, body in group:
        index.append(f"{number} {offset}")
        offset += len(body) + 1
    head = (" ".join(index) + "\n").encode("ascii")
    content = head + b"\n".join(body for _, body in group)
    body = Stream(content, f"/Type/ObjStm/N {len(group)}/First {len(head)}").format(None)
    return body[:-10] + b"\nendstream\n"
