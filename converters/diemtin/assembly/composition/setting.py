"""What every part of the composition needs to know: the briefing, its words and its pictures."""

from collections.abc import Mapping

import msgspec

from diemtin.languages import DocumentStrings, Language
from diemtin.model import Briefing, Citation, Picture


class Setting(msgspec.Struct, frozen=True):
    """The briefing that is composed, the language that it speaks, and the pictures at hand."""

    briefing: Briefing
    language: Language
    pictures: Mapping[str, Picture]

    @property
    def strings(self) -> DocumentStrings:
        """The words that the briefing prints of its own accord."""
        return self.language.document

    def cite(self, index: int) -> Citation:
        """Return a citation of article number `index` (from 0), whose label counts from 1."""
        return Citation(f"#{source_identifier(index)}", str(index + 1))


def source_identifier(index: int) -> str:
    """Return the identifier of a source's entry in the appendix."""
    return f"source-{index + 1}"
