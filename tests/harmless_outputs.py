"""Checks that an output opens, and that it runs nothing and reaches nothing when it is opened."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree

_RUNS = {"script", "iframe", "object", "embed", "base", "form", "link"}
_CLICKED = ("http://", "https://", "mailto:", "#")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELDS = re.compile(r"\s*(PAGE|PAGEREF|TOC|NUMPAGES|STYLEREF|REF|HYPERLINK)\b")
_ACTIONS = ("/JS", "/JavaScript", "/AA", "/Launch", "/EmbeddedFile", "/RichMedia", "/AcroForm")
# Controls that no text of a capture may bring into an output, and marks of direction.
CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def assert_harmless_page(page: bytes, inside: tuple[str, ...] = ()) -> None:
    """A page of XHTML runs nothing, and only links that are clicked leave it.

    `inside` are the names of the files that it may refer to.
    """
    _assert_harmless_elements(etree.fromstring(page), inside)


def assert_harmless_account(page: bytes) -> None:
    """The account of a build, which is HTML and no XML, is harmless too."""
    parser = etree.HTMLParser(encoding="utf-8")
    _assert_harmless_elements(etree.fromstring(page, parser), ())


def _assert_harmless_elements(root: Any, inside: tuple[str, ...]) -> None:
    for element in root.iter("*"):
        name = etree.QName(element).localname
        assert name not in _RUNS or element.get("href") in inside, name
        if name == "style":
            assert not re.search(r"@import|url\(", element.text or "")
        for key, value in ((str(key), str(said)) for key, said in element.attrib.items()):
            assert not key.startswith("on"), key
            if key == "href" and name == "a":
                assert value.startswith(_CLICKED) or value.partition("#")[0] in inside, value
            elif key.rpartition("}")[2] in ("src", "href", "data", "action"):
                assert value.startswith(("#", "data:image/")) or "//" not in value, value


def assert_harmless_book(book: bytes) -> None:
    """Every page of an EPUB is harmless."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        names = archive.namelist()
        files = tuple(name.removeprefix("EPUB/") for name in names)
        for name in names:
            if name.endswith(".xhtml"):
                assert_harmless_page(archive.read(name), files)


def assert_harmless_word(data: bytes) -> None:
    """All parts of a Word file are XML; its fields are ours, its relations leave it by clicks."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = [etree.fromstring(archive.read(name)) for name in names]
    for part in parts:
        fields = [*part.iter(f"{_WORD}instrText"), *part.iter(f"{_WORD}fldSimple")]
        for field in fields:
            assert _FIELDS.match(field.text or field.get(f"{_WORD}instr") or "")
        for relation in part.iter("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                assert str(relation.get("Type")).endswith("/hyperlink")
                assert str(relation.get("Target")).startswith(("http:", "https:", "mailto:"))


def assert_harmless_pdf(pdf: pikepdf.Pdf) -> None:
    """No object of a PDF runs anything, every address is clicked, its metadata is XML."""
    etree.fromstring(pdf.Root.Metadata.read_bytes())
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            for key in _ACTIONS:
                assert key not in item, key
            assert item.get("/S") not in ("/Launch", "/JavaScript", "/SubmitForm", "/GoToR")
            if "/URI" in item:
                assert str(item["/URI"]).startswith(("http:", "https:", "mailto:"))
