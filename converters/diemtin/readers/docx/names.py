"""Names of WordprocessingML elements, and small questions that one asks of them."""

from functools import cache
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@cache
def name(prefixed: str) -> str:
    """Return an element's or attribute's full name: `w:p` → `{http://…/main}p`."""
    return qn(prefixed)


def value(element: "_Element | None", attribute: str = "w:val") -> str | None:
    """Return an attribute of an element that may be absent."""
    return None if element is None else element.get(name(attribute))


def child(element: "_Element | None", path: str) -> "_Element | None":
    """Return the first element down a path such as `w:pPr/w:numPr/w:numId`."""
    return None if element is None else element.find(_steps(path))


@cache
def _steps(path: str) -> str:
    return "/".join(map(name, path.split("/")))


def is_on(element: "_Element | None") -> bool | None:
    """Return what a property that is on or off says (17.17.4), or None where it is absent."""
    if element is None:
        return None
    return (value(element) or "1").lower() in {"1", "true", "on"}


def number(text: str | None, otherwise: int = 0) -> int:
    """Read a whole number that another program wrote."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def children(element: "_Element") -> "Iterator[_Element]":
    """Yield an element's children, comments and processing instructions left out."""
    return (node for node in element if isinstance(node.tag, str))
