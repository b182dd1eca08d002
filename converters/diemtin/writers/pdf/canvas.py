"""A canvas that tags what is drawn on it: marked content, annotations, artifacts.

Any flowable can be drawn on it. What is drawn inside `tagged(element)` becomes content of that
element; text that says itself what it belongs to (`content`) is left as it is; and everything
else that leaves a mark (grids, backgrounds, rules) becomes an artifact when the page is closed.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from diemtin.writers.pdf.bookmarks import Bookmarks
from diemtin.writers.pdf.objects import GrowingDocument, Stream
from diemtin.writers.pdf.structure import Element, StructureTree, pdf_text

_PAINTS = re.compile(r"(?:^|\s)(?:S|s|f|F|f\*|B|B\*|b|b\*|sh|Do|EI|Tj|TJ)(?:\s|$)")
_NESTS = re.compile(r"(?:^|\s)[qQ](?:\s|$)")
PAGINATION = "/Artifact<</Type/Pagination/Subtype/{}>>BDC"

# Code of a page: operators, or a function that gives them once all page numbers are known.
Code = str | Callable[[], str]


class TaggedCanvas(Canvas):
    """A canvas whose pages are tagged, and written to a file-like object when they are full.

    `structure` is the tree, whose root stories hang on to; `anchors` gives the page of every
    identifier that was drawn. All state of a pass lives here, so that a new pass starts clean.
    """

    def __init__(self, filename: Any, **options: Any) -> None:
        super().__init__(filename, **{**options, "invariant": 1, "pageCompression": 0})
        self._doc = GrowingDocument(filename)
        self.structure = StructureTree(self._doc)
        self.bookmarks = Bookmarks(self._doc)
        self.anchors: dict[str, int] = {}
        # What links to an identifier are written with, and the objects that are to say where
        # those identifiers are that links lead to ahead of their place.
        self._destinations: dict[str, str] = {}
        self._awaited: dict[str, int] = {}
        self._waiting: list[tuple[int, list[Code]]] = []
        self._begin_tagging()

    def _make_preamble(self) -> None:
        """Leave out the preamble, which would name a font that is not embedded."""
        self._preamble = ""

    def _begin_tagging(self) -> None:
        self._page = 0
        self._element: Element | None = None
        self._tagged: list[tuple[int, int]] = []
        self._contents: list[Element] = []

    @property
    def page(self) -> int:
        """The number of the current page's object."""
        if not self._page:
            self._page = self._doc.reserve()
        return self._page

    def content(self, element: Element) -> str:
        """Open a marked-content sequence of an element: returns the operator that begins it."""
        number = len(self._contents)
        self._contents.append(element)
        element.add_content(self.page, number)
        return f"/{element.role}<</MCID {number}>>BDC"

    def shown_before(self, element: Element | None) -> bool:
        """Tell whether an earlier page shows content of an element."""
        return element is not None and element.page not in (0, self.page)

    def add_content(self, *code: Code) -> None:
        """Add code whose marked content is complete."""
        start = len(self._code)
        self._code.extend(code)
        self._tagged.append((start, len(self._code)))

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Make what is drawn inside content of an element, unless it says itself what it is."""
        before, self._element = self._element, element
        try:
            yield
        finally:
            self._element = before

    @contextmanager
    def artifact(self, begin: str = "/Artifact BMC") -> Iterator[None]:
        """Make what is drawn inside an artifact, such as a running head."""
        with self._sequence(begin):
            yield

    @contextmanager
    def whole(self, element: Element) -> Iterator[None]:
        """Make all that is drawn inside one content of an element, such as a figure."""
        with self._sequence(self.content(element)):
            yield

    @contextmanager
    def _sequence(self, begin: str) -> Iterator[None]:
        """Put what is drawn inside one marked-content sequence."""
        before, self._element = self._element, None
        start = len(self._code)
        self._code.append(begin)
        try:
            yield
        finally:
            self._code.append("EMC")
            self._tagged.append((start, len(self._code)))
            self._element = before

    @contextmanager
    def _primitive(self) -> Iterator[None]:
        """Wrap what one primitive draws in a marked-content sequence of the current element."""
        if self._element is None:
            yield
            return
        start = len(self._code)
        self._code.append(self.content(self._element))
        yield
        self._code.append("EMC")
        self._tagged.append((start, len(self._code)))

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Remember a font without naming it on the page: text names its own.

        reportlab's tables set Helvetica for every cell, which must not get into the file.
        """
        self._fontname, self._fontsize = psfontname, size
        self._leading = size * 1.2 if leading is None else leading

    def drawText(self, aTextObject: Any) -> None:  # noqa: N802, N803 - reportlab's names
        """Draw a text object as content of the current element."""
        with self._primitive():
            super().drawText(aTextObject)

    def drawImage(self, *arguments: Any, **options: Any) -> Any:  # noqa: N802
        """Draw a picture as content of the current element."""
        with self._primitive():
            return super().drawImage(*arguments, **options)

    def picture(self, name: str, stream: Stream, place: tuple[float, float, float, float]) -> None:
        """Draw an image object, embedded once under its name, at (left, bottom, width, height)."""
        left, bottom, width, height = place
        with self._primitive():
            matrix = f"{width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f}"
            self.external(name, stream, matrix)

    def external(self, name: str, stream: Stream, matrix: str) -> None:
        """Paint an external object, embedded once under its name, through a matrix."""
        resource = pdfdoc.xObjectName(name)
        self._doc.embed(resource, stream)
        self._code.append(f"q {matrix} cm /{resource} Do Q")
        if name not in self._formsinuse:
            self._formsinuse.append(name)

    def link(
        self, box: tuple[float, float, float, float], target: str, text: str, element: Element
    ) -> None:
        """Add a link over a box in absolute coordinates: `#identifier` or an address."""
        rectangle = " ".join(f"{value:.2f}" for value in box)
        key = self.structure.add_annotation(element)
        head = f"<</Type/Annot/Subtype/Link/Rect[{rectangle}]/F 4/Border[0 0 0]"
        if target.startswith("#"):
            action = f"/Dest {self.destination(target[1:])}".encode("ascii")
        else:
            action = b"/A<</S/URI/URI" + _address(target) + b">>"
        told = b"/Contents" + pdf_text(text)
        body = b"%s%s%s/StructParent %d>>" % (head.encode("ascii"), action, told, key)
        number = self._doc.reserve()
        self._doc.write(number, body)
        self._annotationrefs.append(f"{number} 0 R")
        element.add_annotation(self.page, number)

    def anchor(self, identifier: str, x: float, y: float) -> None:
        """Make a place, in the current coordinates, the target of links to an identifier."""
        if identifier and identifier not in self.anchors:
            left, top = self.absolutePosition(x, y)
            self.anchors[identifier] = self._pageNumber
            self._place(identifier, f"[{self.page} 0 R/XYZ {max(left, 0):.2f} {top:.2f} null]")

    def _place(self, identifier: str, place: str) -> None:
        """Say where an identifier is."""
        number = self._awaited.pop(identifier, 0)
        if number:
            self._doc.write(number, place.encode("ascii"))
        else:
            self._destinations[identifier] = place

    def destination(self, identifier: str) -> str:
        """Return what leads to an identifier, whose place may not be known yet."""
        if identifier not in self._destinations:
            number = self._awaited[identifier] = self._doc.reserve()
            self._destinations[identifier] = f"{number} 0 R"
        return self._destinations[identifier]

    def bookmark(self, title: str, identifier: str, level: int) -> None:
        """Add a bookmark that leads to an identifier, at a level from 0."""
        self.bookmarks.add(title, self.destination(identifier), level)

    def bind_loose_links(self) -> None:
        """Lead links to the first page whose targets were never drawn (an empty heading)."""
        for identifier in list(self._awaited):
            self.anchors[identifier] = 1
            first = self._doc.pages.numbers[0]
            self._place(identifier, f"[{first} 0 R/XYZ 0 {self._pagesize[1]:.2f} null]")

    def showPage(self) -> None:  # noqa: N802
        """Close the page: mark what was not tagged as artifacts, and write it.

        With code that waits for page numbers the content is kept until the canvas is saved.
        """
        number, content = self.page, self._doc.reserve()
        code: list[Any] = self._with_artifacts()
        try:
            text = "\n".join(code)
        except TypeError:
            # Some of it is not text yet; to ask each part takes longer than to try.
            self._waiting.append((content, code))
        else:
            self._doc.write_stream(content, Stream(text.encode("latin-1")))
        width, height = self._pagesize
        entries = [
            f"/Parent {self._doc.pages_number} 0 R/MediaBox[0 0 {width:.7g} {height:.7g}]",
            f"/Resources{self._resources()}/Contents {content} 0 R",
            f"/StructParents {self.structure.add_page(self._contents)}/Tabs/S",
        ]
        if self._annotationrefs:
            entries.append(f"/Annots[{' '.join(self._annotationrefs)}]")
        self._doc.write(number, f"<</Type/Page{''.join(entries)}>>".encode("latin-1"))
        self._doc.pages.numbers.append(number)
        self._doc.inObject = None
        self._startPage()
        self._begin_tagging()

    def _resources(self) -> str:
        """Write the resources of the page: the fonts of the document, and what else it uses."""
        states = self._extgstate.getState()
        if not (self._formsinuse or states or self._shadingUsed or self._colorsUsed):
            # Pages of text: reportlab's dictionaries would take longer than the page's structure.
            return f"<</Font {self._doc.fonts_number} 0 R>>"
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.XObject = self._doc.xobjDict(self._formsinuse)
        resources.ExtGState = states
        resources.setShading(self._shadingUsed)
        resources.setColorSpace(self._colorsUsed)
        return str(resources.format(self._doc).decode("latin-1"))

    def save(self) -> None:
        """Write what has waited for page numbers, and the end of the file."""
        if self._code:
            self.showPage()
        for number, code in self._waiting:
            text = "\n".join([part if isinstance(part, str) else part() for part in code])
            self._doc.write_stream(number, Stream(text.encode("latin-1")))
        self._waiting.clear()
        self._doc.Catalog.Outlines = self.bookmarks.finish()
        super().save()

    def _with_artifacts(self) -> list[Code]:
        """Return the page's code with everything that paints outside of tags as artifacts."""
        result: list[Code] = []
        position = 0
        for start, end in [*_outermost(self._tagged), (len(self._code), len(self._code))]:
            result += _artifacts(self._code[position:start])
            result += self._code[start:end]
            position = end
        return result


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop spans that lie inside of others."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not result or start >= result[-1][1]:
            result.append((start, end))
    return result


def _artifacts(code: list[str]) -> list[Code]:
    """Wrap stretches of code that paint, never across a change of nesting."""
    result: list[Code] = []
    stretch: list[str] = []

    def close() -> None:
        painting = any(_PAINTS.search(part) for part in stretch)
        result.extend(["/Artifact BMC", *stretch, "EMC"] if painting else stretch)
        stretch.clear()

    for part in code:
        if _NESTS.search(part):
            close()
            result.append(part)
        else:
            stretch.append(part)
    close()
    return result


def _address(target: str) -> bytes:
    """Write an address as a byte string: characters beyond ASCII percent-encoded (RFC 3987)."""
    return pdf_text(quote(target, safe="%/:=&?~#+!$,;'@()*[]"))
