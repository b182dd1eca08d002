"""What every part of the composition needs to know: the briefing, its words and its pictures."""

from collections.abc import Iterable, Mapping

import msgspec

from diemtin.assembly.composition.merges import Imprint, imprint_of
from diemtin.languages import DocumentStrings, Language
from diemtin.model import Briefing, Citation, Inline, Picture, Text


class Setting(msgspec.Struct, frozen=True):
    """The briefing that is composed, its language, the pictures at hand, and its merges."""

    briefing: Briefing
    language: Language
    pictures: Mapping[str, Picture]
    imprint: Imprint

    @property
    def strings(self) -> DocumentStrings:
        """The words that the briefing prints of its own accord."""
        return self.language.document

    def cite_all(self, indexes: Iterable[int]) -> tuple[Inline, ...]:
        """Return citations of articles, by their numbers from 0, parted by spaces."""
        cited: list[Inline] = []
        for index in indexes:
            citation = cite(self.briefing, index)
            cited += (Text(" "), citation) if cited else (citation,)
        return tuple(cited)


def setting_of(briefing: Briefing, language: Language, pictures: Mapping[str, Picture]) -> Setting:
    """Lay out all that the composition needs to know."""

    def citation(index: int) -> Citation:
        return cite(briefing, index)

    return Setting(briefing, language, pictures, imprint_of(briefing, citation))


def cite(briefing: Briefing, index: int) -> Citation:
    """Return a citation of article number `index` (from 0), whose label counts from 1.

    It leads to the article's entry among the sources, or to its heading where there is no list.
    """
    target = (
        source_identifier(index) if briefing.parts.sources else title_identifier(briefing, index)
    )
    return Citation(f"#{target}", str(index + 1))


def source_identifier(index: int) -> str:
    """Return the identifier of a source's entry in the appendix."""
    return f"source-{index + 1}"


def article_identifier(index: int) -> str:
    """Return the identifier of an article's section; those within it begin with it."""
    return f"article-{index + 1}"


def title_identifier(briefing: Briefing, index: int) -> str:
    """Return the identifier of the heading under which an article's text is printed."""
    return f"{article_identifier(briefing.account.hosts.get(index, index))}-title"
