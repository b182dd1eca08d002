"""What a Word file says of itself, for catalogues."""

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from diemtin.model import Block, Heading, Metadata, Paragraph, Section, plain_text
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.names import child, value
from diemtin.readers.docx.opening import WordFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("title", "subject", "masthead")
_CORE = (
    "dc:title",
    "dc:creator",
    "dc:subject",
    "dc:language",
    "dc:identifier",
    "cp:keywords",
    "dcterms:created",
    "dcterms:modified",
)


def metadata_of(
    file: WordFile, ledger: Ledger, sections: tuple[Section, ...], origin: str
) -> Metadata:
    """Return the core properties, which editors can change, and what the ledger adds to them."""
    core = {tag: _text(file.core, tag) for tag in _CORE}
    keywords = tuple(word.strip() for word in re.split("[,;]", core["cp:keywords"]))
    # LibreOffice drops the commas between them.
    if _letters(core["cp:keywords"]) == _letters(" ".join(ledger.keywords)):
        keywords = ledger.keywords
    language = core["dc:language"] or _proofing_language(file.styles)
    if language.partition("-")[0] == ledger.value("language"):
        language = ledger.value("language")
    created = core["dcterms:created"][:10] or None
    return Metadata(
        title=core["dc:title"] or _printed_title(sections) or PurePath(origin).stem,
        subtitle=ledger.value("subtitle"),
        language=language or "vi",
        creator=core["dc:creator"],
        subject=core["dc:subject"],
        keywords=tuple(word for word in keywords if word),
        date=ledger.value("date") or (None if ledger.present else created),
        modified=core["dcterms:modified"] or "1970-01-01T00:00:00Z",
        identifier=core["dc:identifier"] or ledger.value("identifier"),
        style=ledger.value("style"),
    )


def _letters(text: str) -> str:
    return re.sub(r"[\s,;]", "", text)


def _text(core: "_Element | None", tag: str) -> str:
    found = child(core, tag)
    return (found.text or "").strip() if found is not None else ""


def _proofing_language(styles: "_Element | None") -> str:
    """Return the language that the file's defaults name, without its country: `vi`."""
    node = child(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    return (value(node) or "").partition("-")[0]


def _printed_title(sections: tuple[Section, ...]) -> str:
    """Return the text of the first title, or else of the first heading."""
    blocks: list[Block] = [block for section in sections for block in section.blocks]
    for block in blocks:
        if isinstance(block, Paragraph) and block.role in _TITLES:
            return plain_text(block.content)
    heading = next((block for block in blocks if isinstance(block, Heading)), None)
    return plain_text(heading.content) if heading else ""
