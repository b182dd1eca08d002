"""How merges show in print: what goes, who is cited, and which articles go altogether."""

from collections import defaultdict
from collections.abc import Callable

import msgspec

from diemtin.assembly.composition.inlines import Change
from diemtin.model import Briefing, Citation, Place, Text

Cite = Callable[[int], Citation]


class Imprint(msgspec.Struct, frozen=True):
    """What the merges do to the articles.

    `changes` are those of each block, by article and block. `hosts` gives, for an article of
    which nothing is left to print, the article that holds it.
    """

    changes: dict[tuple[int, int], list[Change]]
    hosts: dict[int, int]

    def guests(self, article: int) -> list[int]:
        """Return the articles that an article holds altogether."""
        return [guest for guest, host in self.hosts.items() if host == article]


def imprint_of(briefing: Briefing, cite: Cite) -> Imprint:
    """Work out what is cut and what is cited where."""
    merges = briefing.account.merges
    hosts = briefing.account.hosts
    cuts: dict[tuple[int, int], list[Change]] = defaultdict(list)
    cited: dict[Place, list[int]] = defaultdict(list)
    for merge in merges:
        place = merge.merged
        cuts[place.article, place.block].append(Change(place.start, place.end))
        if hosts.get(place.article) != merge.kept.article:
            cited[merge.kept].append(place.article)
    for place, articles in cited.items():
        content = [
            inline
            for article in dict.fromkeys(articles)
            for inline in (Text("\N{NO-BREAK SPACE}"), cite(article))
        ]
        cuts[place.article, place.block].append(Change(place.end, place.end, tuple(content)))
    changes = {
        key: sorted(found, key=lambda change: (change.start, change.end))
        for key, found in cuts.items()
    }
    return Imprint(changes, hosts)
