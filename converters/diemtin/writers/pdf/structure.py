"""The structure tree of a tagged PDF (ISO 32000-1, 14.7): declared first, filled while drawing."""

from reportlab.pdfbase import pdfdoc

from diemtin.writers.pdf.objects import GrowingDocument

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
# Elements that mean something even when nothing stands in them.
_MEANT_EMPTY = {"Document", "TD", "TH", "TR"}


class Element:
    """A structure element: a standard role, attributes, and its kids in reading order.

    Args:
        role: A standard structure type (`P`, `H1`, `TD`, …; ISO 32000-1, 14.8.4).
        parent: The element that this one is the next kid of; may be set later by `append`.
        attributes: The inside of an attribute object, as PDF writes it (`/O/Table/ColSpan 2`).
        alternative: What a reader says in place of the element (`/Alt`).
    """

    __slots__ = ("alternative", "attributes", "kids", "number", "page", "parent", "role")

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
        # Kids are elements, marked content of the element's own page by its number there, and
        # else what is written of them: content of other pages, annotations, elements that are.
        self.kids: list[Element | int | str] = []
        # The numbers of the objects of the element, and of the page that it begins on.
        self.number = self.page = 0
        if parent is not None:
            parent.append(self)

    def append(self, kid: "Element") -> None:
        """Add the next kid."""
        kid.parent = self
        self.kids.append(kid)

    def add_content(self, page: int, number: int) -> None:
        """Add a marked-content sequence: the number of its page's object, and its own there."""
        self.page = self.page or page
        own = number if page == self.page else f"<</Type/MCR/Pg {page} 0 R/MCID {number}>>"
        self.kids.append(own)

    def add_annotation(self, page: int, annotation: int) -> None:
        """Add an annotation on a page, by the numbers of their objects."""
        self.page = self.page or page
        self.kids.append(f"<</Type/OBJR/Pg {page} 0 R/Obj {annotation} 0 R>>")


class StructureTree(pdfdoc.PDFObject):
    """The root of the structure tree, with the parent tree that leads back from content to it.

    Elements are written when they are closed, so that memory holds those of the current section
    and not those of the whole document.
    """

    __RefOnly__ = 1

    def __init__(self, document: GrowingDocument) -> None:
        self._document = document
        self.root = Element("Document")
        # Entries of the parent tree (14.7.4.4), as they are written.
        self._parents: list[str] = []

    def number(self, element: Element) -> int:
        """Return the number of an element's object."""
        number = element.number
        if not number:
            number = element.number = self._document.reserve()
        return number

    def add_page(self, elements: list[Element]) -> int:
        """Return the key of a page among the parents, given the elements of its contents."""
        references = " ".join([f"{self.number(element)} 0 R" for element in elements])
        return self._add_parent(f"[{references}]")

    def add_annotation(self, element: Element) -> int:
        """Return the key of an annotation of an element among the parents."""
        return self._add_parent(f" {self.number(element)} 0 R")

    def _add_parent(self, entry: str) -> int:
        key = len(self._parents)
        self._parents.append(f"{key}{entry}")
        return key

    def close(self, element: Element) -> None:
        """Write an element, all of whose content is drawn, and those below it.

        Nothing is written of one that nothing was drawn for. Its parent keeps the reference.
        """
        written = self._written(element)
        if element.parent is not None:
            kids = element.parent.kids
            # It is one of the last.
            position = next(at for at in reversed(range(len(kids))) if kids[at] is element)
            kids[position : position + 1] = [written] if written else []

    def _written(self, element: Element) -> str:
        """Write an element and those below it; returns a reference, or nothing for an empty one."""
        kids: list[int | str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if reference := self._written(kid):
                    kids.append(reference)
            else:
                kids.append(kid)
        element.kids = list(kids)
        if not kids and element.role not in _MEANT_EMPTY:
            return ""
        number = self.number(element)
        parent = self.number(element.parent) if element.parent else self._document.number(self)
        page = f"/Pg {element.page} 0 R" if element.page else ""
        attributes = f"/A<<{element.attributes}>>" if element.attributes else ""
        told = f"/K[{' '.join(map(str, kids))}]/P {parent} 0 R{page}{attributes}"
        if element.alternative:
            told += "/Alt" + pdf_text(element.alternative).decode("ascii")
        self._document.write(number, f"<</S/{element.role}{told}>>".encode("ascii"))
        return f"{number} 0 R"

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        """Write the root of the tree, and the parent tree in it."""
        self.close(self.root)
        root, count = self.number(self.root), len(self._parents)
        entries = "\n".join(self._parents)
        tree = f"/ParentTree<</Nums[{entries}]>>/ParentTreeNextKey {count}"
        return f"<</Type/StructTreeRoot/K {root} 0 R{tree}>>".encode("ascii")


def pdf_text(text: str) -> bytes:
    """Write a text string: as it stands where it is plain ASCII, else in UTF-16 (7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return b"(" + text.translate(_ESCAPES).encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"
