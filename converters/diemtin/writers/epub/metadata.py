"""What the package says of the publication: Dublin Core, and what is true of its accessibility."""

import hashlib
import uuid
from typing import Any

import msgspec

from diemtin import __version__
from diemtin.model import Chart, Document, Figure, List, Pagination, Quote, plain_text
from diemtin.model.block import Block
from diemtin.writers.epub.strings import Strings
from diemtin.writers.xhtml import clean_text

# Stands in for a title where there is none, since a publication must have one.
UNTITLED = "—"
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def book_identifier(document: Document) -> str:
    """Return the URN of the publication: the document's own, or one made from its content."""
    if identifier := clean_text(document.metadata.identifier).strip():
        return identifier
    digest = hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_OID, digest).urn


def _figures(blocks: tuple[Block, ...]) -> list[Figure | Chart]:
    """Return the figures and charts among blocks and inside them."""
    found: list[Figure | Chart] = []
    for block in blocks:
        match block:
            case Figure() | Chart():
                found.append(block)
            case List(items=items):
                for item in items:
                    found += _figures(item)
            case Quote(blocks=inner):
                found += _figures(inner)
            case _:
                pass
    return found


def _pictures_described(document: Document) -> tuple[bool, bool]:
    """Say whether the document shows pictures, and whether words describe each of them."""
    known = {picture.identifier for picture in document.pictures}
    shown = [
        figure
        for section in document.sections
        for figure in _figures(section.blocks)
        if isinstance(figure, Chart) or figure.picture in known
    ]
    described = all(
        figure.alternative.strip() or plain_text(figure.caption).strip() for figure in shown
    )
    return bool(shown), described


def add_dublin_core(book: Any, document: Document) -> None:
    """Add titles, language, creator, subjects and date to an EbookLib book."""
    metadata = document.metadata
    book.set_identifier(book_identifier(document))
    book.set_title(clean_text(metadata.title).strip() or UNTITLED)
    if metadata.subtitle:
        _refine_titles(book, clean_text(metadata.subtitle))
    book.set_language(metadata.language)
    if metadata.creator:
        book.add_metadata("DC", "creator", clean_text(metadata.creator))
        book.add_metadata("DC", "publisher", clean_text(metadata.creator))
    if metadata.subject:
        book.add_metadata("DC", "description", clean_text(metadata.subject))
    for keyword in metadata.keywords:
        book.add_metadata("DC", "subject", clean_text(keyword))
    if metadata.date:
        book.add_metadata("DC", "date", metadata.date)


def _refine_titles(book: Any, subtitle: str) -> None:
    """Add a subtitle, and say which of the two titles is which."""
    title, _ = book.get_metadata("DC", "title")[0]
    book.set_unique_metadata("DC", "title", title, {"id": "title"})
    book.add_metadata("DC", "title", subtitle, {"id": "subtitle"})
    for name, kind in (("title", "main"), ("subtitle", "subtitle")):
        _say(book, "title-type", kind, refines=f"#{name}")


def _say(book: Any, name: str, value: str, **others: str) -> None:
    """Add a `meta` element with a property."""
    book.add_metadata(None, "meta", value, {"property": name, **others})


def add_accessibility(
    book: Any, document: Document, pagination: Pagination, words: Strings
) -> None:
    """Add the accessibility metadata (EPUB Accessibility 1.1, section 2 and 3.6) that are true.

    The claim of conformance is left out where a picture has no words: that is WCAG 1.1.1, which
    only a person can mend. Contrast is checked when the style is loaded, and structure is what
    this package renders.
    """
    pictures, described = _pictures_described(document)
    paged = bool(pagination.breaks)
    for mode in ("textual", "visual") if pictures else ("textual",):
        _say(book, "schema:accessMode", mode)
    if described:
        _say(book, "schema:accessModeSufficient", "textual")
    if pictures:
        _say(book, "schema:accessModeSufficient", "textual,visual")
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "ARIA"]
    features += ["displayTransformability"]
    features += ["alternativeText"] if pictures and described else []
    features += ["pageBreakMarkers", "pageNavigation"] if paged else []
    features += ["index"] if any(part.kind == "index" for part in document.sections) else []
    for feature in features:
        _say(book, "schema:accessibilityFeature", feature)
    _say(book, "schema:accessibilityHazard", "none")
    summary = [words.accessible]
    summary += [words.pictured if described else words.undescribed] if pictures else []
    summary += [words.paged] if paged else []
    _say(book, "schema:accessibilitySummary", " ".join(summary))
    if paged:
        _say(book, "pageBreakSource", words.page_source)
    if described:
        _say(book, "dcterms:conformsTo", CONFORMANCE, id="conformance")
        certifier = f"diemtin {__version__}"
        _say(book, "a11y:certifiedBy", certifier, refines="#conformance")
