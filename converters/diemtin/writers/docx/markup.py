"""Small steps for building WordprocessingML: elements, lengths and text that XML can hold."""

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What XML 1.0 (section 2.2, Char) has no place for.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def qualified(prefixed: str) -> str:
    """Return an element's or attribute's full name: `w:p` → `{http://…/main}p`."""
    return qn(prefixed)


def add(parent: "_Element", tag: str, /, **attributes: str) -> "_Element":
    """Append an element, its attributes in the namespace of `w` (`val="1"` → `w:val="1"`)."""
    element = etree.SubElement(parent, qualified(tag))
    for key, value in attributes.items():
        element.set(qualified("w:" + key), value)
    return element


def root(tag: str, *prefixes: str) -> "_Element":
    """Return a new root element that declares the given prefixes, as python-docx parses it."""
    declarations = nsdecls(*dict.fromkeys((tag.partition(":")[0], *prefixes)))
    return cast("_Element", parse_xml(f"<{tag} {declarations}/>"))


def add_text(run: "_Element", text: str) -> "_Element":
    """Append a `w:t` that keeps its spaces, whatever characters the text has."""
    element = etree.SubElement(run, qualified("w:t"))
    element.text = printable(text)
    element.set(_XML_SPACE, "preserve")
    return element


def printable(text: str) -> str:
    r"""Return a text without the characters that XML forbids; those that part words leave a space.

    >>> printable("Lạng\x0bSơn\x00")
    'Lạng Sơn'
    """
    return _FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "", text)


def twips(points: float) -> str:
    """Return a length in twentieths of a point."""
    return str(round(points * 20))


def half_points(points: float) -> str:
    """Return a font size in half points."""
    return str(max(round(points * 2), 2))


def eighths(points: float) -> str:
    """Return the thickness of a border in eighths of a point (2 to 96: 17.3.4)."""
    return str(min(max(round(points * 8), 2), 96))


def colour(value: str) -> str:
    """Return a colour as Word writes it, `1A2B3C`."""
    return value.lstrip("#").upper()
