"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): declared first, filled while drawing."""

from collections.abc import Iterator
from typing import NamedTuple

from reportlab.pdfbase import pdfdoc

# Elements that mean something even when nothing stands in them.
_MEANT_EMPTY = {"TD", "TH", "TR"}


class Content(NamedTuple):
    """A marked-content sequence: its page (an object's name) and its number on that page."""

    page: str
    number: int


class Annotated(NamedTuple):
    """An annotation that belongs to an element: its page and its own object's name."""

    page: str
    annotation: str


class Element(pdfdoc.PDFObject):
    """A structure element: a standard role, attributes, and its kids in reading order.

    Args:
        role: A standard structure type (`P`, `H1`, `TD`, …; ISO 32000-1, 14.8.4).
        parent: The element that this one is the next kid of; may be set later by `append`.
        attributes: The inside of an attribute object, as PDF writes it (`/O/Table/ColSpan 2`).
        alternative: What a reader says in place of the element (`/Alt`).
    """

    __slots__ = ("__InternalName__", "alternative", "attributes", "kids", "parent", "role")

    def __init__(
        self,
        role: str,
        parent: "Element | None" = None,
        *,
        attributes: str = "",
        alternative: str = "",
    ) -> None:
        self.role = role
        self.parent: Element | None = None
        self.attributes = attributes
        self.alternative = alternative
        self.kids: list[Element | Content | Annotated] = []
        if parent is not None:
            parent.append(self)

    def append(self, kid: "Element | Content | Annotated") -> None:
        """Add the next kid."""
        if isinstance(kid, Element):
            kid.parent = self
        self.kids.append(kid)

    def elements(self) -> Iterator["Element"]:
        """Yield the element and all below it that hold anything, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def prune(self) -> bool:
        """Drop the elements below that nothing was drawn for; tell whether this one is needed."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Element) or kid.prune()]
        return bool(self.kids) or self.role in _MEANT_EMPTY

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Write the element as an indirect object."""
        numbers = document.idToObjectNumberAndVersion
        page = next((kid.page for kid in self.kids if not isinstance(kid, Element)), None)
        parts = [f"<</S/{self.role}/P {numbers[_name(self.parent)][0]} 0 R"]
        if page is not None:
            parts.append(f"/Pg {numbers[page][0]} 0 R")
        if self.attributes:
            parts.append(f"/A<<{self.attributes}>>")
        text = b"".join(part.encode("ascii") for part in parts)
        if self.alternative:
            text += b"/Alt" + pdf_text(self.alternative)
        kids = [_kid(kid, page, numbers) for kid in self.kids]
        return text + f"/K[{' '.join(kids)}]>>".encode("ascii")


def _name(element: Element | None) -> str:
    """Return the name that an element's object is registered under."""
    return str(element.__InternalName__) if element is not None else StructureTree.NAME


def _kid(
    kid: Element | Content | Annotated, page: str | None, numbers: dict[str, tuple[int, int]]
) -> str:
    """Write one kid of an element whose own page is `page`."""
    match kid:
        case Element():
            return f"{numbers[_name(kid)][0]} 0 R"
        case Content(page=own, number=number):
            if own == page:
                return str(number)
            return f"<</Type/MCR/Pg {numbers[own][0]} 0 R/MCID {number}>>"
        case Annotated(page=own, annotation=annotation):
            place = f"/Pg {numbers[own][0]} 0 R/Obj {numbers[annotation][0]} 0 R"
            return f"<</Type/OBJR{place}>>"


class StructureTree(pdfdoc.PDFObject):
    """The root of the structure tree, with the parent tree that leads back from content to it.

    `parents` has an entry for every page (its elements by number of their marked content) and
    for every annotation (its element), in the order of their keys.
    """

    NAME = "StructTreeRoot"

    def __init__(self) -> None:
        self.root = Element("Document")
        self.parents: list[Element | list[Element]] = []

    def register(self, document: pdfdoc.PDFDocument) -> None:
        """Give every element that holds something a place among the document's objects."""
        document.Reference(self, self.NAME)
        self.root.prune()
        for element in self.root.elements():
            document.Reference(element)
        document.Reference(_ParentTree(self.parents), "ParentTree")

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Write the root of the tree."""
        numbers = document.idToObjectNumberAndVersion
        root, tree = numbers[_name(self.root)][0], numbers["ParentTree"][0]
        following = f"/ParentTreeNextKey {len(self.parents)}"
        text = f"<</Type/StructTreeRoot/K {root} 0 R/ParentTree {tree} 0 R{following}>>"
        return text.encode("ascii")


class _ParentTree(pdfdoc.PDFObject):
    """The number tree from keys to elements (ISO 32000-1, 14.7.4.4)."""

    def __init__(self, parents: list[Element | list[Element]]) -> None:
        self._parents = parents

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        numbers = document.idToObjectNumberAndVersion

        def reference(element: Element) -> str:
            return f"{numbers[_name(element)][0]} 0 R"

        entries = [
            f"{key}[{' '.join(map(reference, value))}]"
            if isinstance(value, list)
            else f"{key} {reference(value)}"
            for key, value in enumerate(self._parents)
        ]
        return ("<</Nums[" + "\n".join(entries) + "]>>").encode("ascii")


def pdf_text(text: str) -> bytes:
    """Write a text string: as it stands where it is plain ASCII, else in UTF-16 (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"
