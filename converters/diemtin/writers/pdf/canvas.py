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

from diemtin.writers.pdf.objects import CompressedDocument, Stream
from diemtin.writers.pdf.structure import Annotated, Content, Element, StructureTree, pdf_text

_PAINTS = re.compile(r"(?:^|\s)(?:S|s|f|F|f\*|B|B\*|b|b\*|sh|Do|EI|Tj|TJ)(?:\s|$)")
_NESTS = re.compile(r"(?:^|\s)[qQ](?:\s|$)")
PAGINATION = "/Artifact<</Type/Pagination/Subtype/{}>>BDC"

# Code of a page: operators, or a function that gives them once all page numbers are known.
Code = str | Callable[[], str]


class _Page(pdfdoc.PDFPage):
    """A page that takes part in the structure tree."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs")


class _PageContent(pdfdoc.PDFObject):
    """The content of a page; with code that waits for page numbers it is kept until saving."""

    __RefOnly__ = 1

    def __init__(self, code: list[Code]) -> None:
        self._waiting = code if any(not isinstance(part, str) for part in code) else None
        self._stream = None if self._waiting else _content_stream(code)

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        stream = self._stream or _content_stream(self._waiting or [])
        return stream.format(document)


def _content_stream(code: list[Code]) -> Stream:
    text = "\n".join(part if isinstance(part, str) else part() for part in code)
    return Stream(text.encode("latin-1"))


class TaggedCanvas(Canvas):
    """A canvas whose pages are tagged; `structure` is the tree, whose root stories hang on to.

    All state of a pass lives here, so that a new pass starts clean.
    """

    def __init__(self, filename: Any, **options: Any) -> None:
        super().__init__(filename, **{**options, "invariant": 1, "pageCompression": 0})
        self._doc = CompressedDocument(invariant=1, pdfVersion=(1, 7), compression=0)
        self.structure = StructureTree()
        self.anchors: dict[str, int] = {}
        self._begin_tagging()

    def _make_preamble(self) -> None:
        """Leave out the preamble, which would name a font that is not embedded."""
        self._preamble = ""

    def _begin_tagging(self) -> None:
        self._element: Element | None = None
        self._tagged: list[tuple[int, int]] = []
        self._contents: list[Element] = []

    @property
    def page_name(self) -> str:
        """The name of the current page's object."""
        return str(self._doc.thisPageName())

    def content(self, element: Element) -> str:
        """Open a marked-content sequence of an element: returns the operator that begins it."""
        number = len(self._contents)
        self._contents.append(element)
        element.append(Content(self.page_name, number))
        return f"/{element.role}<</MCID {number}>>BDC"

    def shown_before(self, element: Element | None) -> bool:
        """Tell whether an earlier page shows content of an element."""
        name = self.page_name
        kids = element.kids if element is not None else []
        return any(isinstance(kid, Content) and kid.page != name for kid in kids)

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
        if resource not in self._doc.idToObject:
            self._doc.Reference(stream, resource)
        self._code.append(f"q {matrix} cm /{resource} Do Q")
        if name not in self._formsinuse:
            self._formsinuse.append(name)

    def link(
        self, box: tuple[float, float, float, float], target: str, text: str, element: Element
    ) -> None:
        """Add a link over a box in absolute coordinates: `#identifier` or an address."""
        rectangle = " ".join(f"{value:.2f}" for value in box)
        key = len(self.structure.parents)
        self.structure.parents.append(element)
        annotation = _LinkAnnotation(rectangle, target, text, key)
        if target.startswith("#"):
            annotation.destination = self._bookmarkReference(target[1:])
        reference = self._doc.Reference(annotation)
        self._annotationrefs.append(reference)
        element.append(Annotated(self.page_name, reference.name))

    def anchor(self, identifier: str, x: float, y: float) -> None:
        """Make a place, in the current coordinates, the target of links to an identifier."""
        if identifier and identifier not in self.anchors:
            left, top = self.absolutePosition(x, y)
            self.anchors[identifier] = self._pageNumber
            self.bookmarkPage(identifier, "XYZ", left=max(left, 0), top=top)

    def bind_loose_links(self) -> None:
        """Lead links to the first page whose targets were never drawn (an empty heading)."""
        first = pdfdoc.PDFObjectReference("Page1")
        for identifier, destination in self._destinations.items():
            if destination.fmt is None:
                self.anchors[identifier] = 1
                destination.xyz(0, self._pagesize[1], "null")
                destination.setPage(first)

    def showPage(self) -> None:  # noqa: N802
        """Close the page: mark what was not tagged as artifacts, and hand it to the document."""
        page = _Page()
        page.pagewidth, page.pageheight = self._pagesize
        page.hasImages = True
        page.Contents = _PageContent(self._with_artifacts())
        page.StructParents = len(self.structure.parents)
        self.structure.parents.append(self._contents)
        page.Tabs = pdfdoc.PDFName("S")
        self._setColorSpace(page)
        self._setExtGState(page)
        self._setXObjects(page)
        self._setShadingUsed(page)
        self._setAnnotations(page)
        self._doc.addPage(page)
        self._startPage()
        self._begin_tagging()

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


class _LinkAnnotation(pdfdoc.PDFObject):
    """A link with the text that readers announce (ISO 14289-1, 7.18.5)."""

    __RefOnly__ = 1

    def __init__(self, rectangle: str, target: str, text: str, key: int) -> None:
        self._head = f"<</Type/Annot/Subtype/Link/Rect[{rectangle}]/F 4/Border[0 0 0]"
        self._target, self._text, self._key = target, text, key
        self.destination: Any = None

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        if self.destination is not None:
            action = b"/Dest " + bytes(self.destination.format(document))
        else:
            action = b"/A<</S/URI/URI" + _address(self._target) + b">>"
        tail = f"/StructParent {self._key}>>".encode("ascii")
        return self._head.encode("ascii") + action + b"/Contents" + pdf_text(self._text) + tail


def _address(target: str) -> bytes:
    """Write an address as a byte string: characters beyond ASCII percent-encoded (RFC 3987)."""
    return pdf_text(quote(target, safe="%/:=&?~#+!$,;'@()*[]"))
