"""The whole document: its sections in their order, and what catalogues want to know."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

import msgspec

from diemtin.assembly.composition.articles import used_pictures
from diemtin.assembly.composition.citations import identify_citations
from diemtin.assembly.composition.contents import contents_block
from diemtin.assembly.composition.events import article_sections
from diemtin.assembly.composition.front import (
    appendix_blocks,
    closing_blocks,
    document_title,
    front_blocks,
)
from diemtin.assembly.composition.indexes import index_sections
from diemtin.assembly.composition.setting import Setting, setting_of
from diemtin.assembly.composition.sources import sources_section
from diemtin.assembly.composition.summary import summary_section
from diemtin.languages import load_language
from diemtin.model import Briefing, Document, Heading, Metadata, Picture, Section, Text
from diemtin.style import Style

# What readers look things up in; it stands behind all that is to be read.
_ATTACHED = frozenset({"index", "appendix"})
_NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})


def compose(
    briefing: Briefing, style: Style, pictures: Mapping[str, Picture] = _NO_PICTURES
) -> Document:
    """Give a briefing its form: all words, their order and their numbering.

    Args:
        briefing: What `assemble` gave.
        style: Decides how the document begins and ends (`front`, `closing`), nothing else here.
        pictures: The pictures at hand, by the reference that the captures' figures carry. A
            figure whose picture is not at hand is printed as a labelled caption.
    """
    setting = setting_of(briefing, load_language(briefing.front.language), pictures)
    title = document_title(briefing.front, setting.language)
    front = Section("front", "front", title, front_blocks(briefing.front, style, setting.language))
    body, references = identify_citations(_body(setting))
    if briefing.parts.sources and briefing.articles:
        body = (*body, sources_section(references, setting))
    sections = (front, *_contents(body, setting), *_closed(body, style, setting))
    return Document(
        _metadata(title, style, setting, sections),
        sections,
        tuple(used_pictures(sections, pictures)),
    )


def _body(setting: Setting) -> list[Section]:
    """Compose all that stands between the contents and the sources."""
    return [*summary_section(setting), *article_sections(setting), *index_sections(setting)]


def _contents(body: tuple[Section, ...], setting: Setting) -> tuple[Section, ...]:
    block = contents_block(body) if setting.briefing.parts.contents else None
    if block is None:
        return ()
    title = setting.strings.contents
    heading = Heading(1, (Text(title),), "contents-title")
    return (Section("contents", "contents", title, (heading, block)),)


def _closed(body: tuple[Section, ...], style: Style, setting: Setting) -> tuple[Section, ...]:
    """Sign a document whose style wants that: behind its text, before what is attached to it.

    Decree 30/2020/NĐ-CP, Annex I: an appendix follows the signature and the recipients, begins a
    page, and says to which document it is attached.
    """
    if not style.closing:
        return body
    front, language = setting.briefing.front, setting.language
    closing = closing_blocks(front, language)
    signed = (Section("closing", "closing", "", closing),) if closing else ()
    text = tuple(section for section in body if section.kind not in _ATTACHED)
    attached = body[len(text) :]
    if attached:
        head = appendix_blocks(front, language)
        first = msgspec.structs.replace(attached[0], blocks=(*head, *attached[0].blocks))
        attached = (first, *attached[1:])
    return (*text, *signed, *attached)


def _metadata(
    title: str, style: Style, setting: Setting, sections: tuple[Section, ...]
) -> Metadata:
    """Describe the document; its identifier is a digest of all that it says."""
    front = setting.briefing.front
    digest = sha256(msgspec.json.encode((title, front, sections))).digest()
    return Metadata(
        title=title,
        subtitle=front.subtitle or "",
        language=setting.language.code,
        creator=front.agency or "",
        date=front.date,
        identifier=UUID(bytes=digest[:16], version=5).urn,
        style=style.name,
    )
