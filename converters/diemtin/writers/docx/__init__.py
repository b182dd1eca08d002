"""The DOCX writer: a Word file made for editing, that reads back as the same document."""

from hashlib import sha256
from itertools import zip_longest

import msgspec
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from diemtin.model import Document, Heading, Pagination, Section, plain_text
from diemtin.style import Style
from diemtin.writers.docx.blocks import add_block
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.pages import Pages
from diemtin.writers.docx.properties import add_properties, settings
from diemtin.writers.keeping import goes_with_signature, introduces

__all__ = ["write"]


def write(document: Document, style: Style, pagination: Pagination) -> bytes:
    """Write a document as a Word file (WordprocessingML, ISO/IEC 29500 transitional).

    Every paragraph has a named style that comes from the role of its text; `diemtin.readers.docx`
    reads the file back by those names. The page numbers of the contents are those of
    `pagination`. The same arguments give the same bytes.
    """
    context = Context(document, style, pagination)
    pages = Pages(context)
    body = context.package.body
    for section, behind in zip_longest(document.sections, document.sections[1:]):
        _begin_section(section, context)
        signed = goes_with_signature(section, behind)
        place = Place(body.element, context.text_width)
        awaited = context.awaited_pages
        for number, block in enumerate(section.blocks):
            following = section.blocks[number + 1 : number + 2]
            kept = introduces(block, following[0]) if following else signed
            turned = pages.turn_for(section.blocks, number, place)
            here = msgspec.structs.replace(turned, introduces=kept)
            add_block(block, here, context)
        body.store(unfinished=context.awaited_pages > awaited)
    pages.finish(body.element)
    _note_pictures(context)
    _add_parts(context)
    context.fill_pages()
    return context.package.to_bytes()


def _begin_section(section: Section, context: Context) -> None:
    """Mark where a section begins, and note its title where its first heading does not tell it."""
    name = context.begin_section(section)
    heading = next((block for block in section.blocks if isinstance(block, Heading)), None)
    told = heading is not None and plain_text(heading.content) == section.title
    context.ledger.note(
        "section",
        bookmark=name,
        identifier=section.identifier,
        title=None if told else section.title,
    )


def _note_pictures(context: Context) -> None:
    """Note the pictures in their order, which is not always that of the figures."""
    for picture in context.document.pictures:
        context.ledger.note(
            "picture",
            identifier=picture.identifier,
            width=str(picture.width),
            height=str(picture.height),
            digest=sha256(picture.data).hexdigest(),
        )


def _add_parts(context: Context) -> None:
    """Add all parts but the document itself to the package."""
    package, metadata = context.package, context.document.metadata
    for name, identifier in context.bookmarks.untold.items():
        context.ledger.note("anchor", bookmark=name, identifier=identifier)
    for file, content_type, relation, root in (
        ("styles", CT.WML_STYLES, RT.STYLES, context.styles.root),
        ("numbering", CT.WML_NUMBERING, RT.NUMBERING, context.numbering.finish()),
        ("settings", CT.WML_SETTINGS, RT.SETTINGS, settings(context.style, metadata)),
        ("comments", CT.WML_COMMENTS, RT.COMMENTS, context.comments.root),
    ):
        if file != "comments" or context.comments:
            package.add_xml_part(f"/word/{file}.xml", content_type, relation, root)
    add_properties(package, metadata)
    context.ledger.add_to(package)
