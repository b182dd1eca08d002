"""What the manifest asks for, and the briefing before it is given a form."""

import msgspec

from diemtin.model.article import Article, Audit


class FrontMatter(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands before and after the articles; None and empty values are left out.

    `kind` is the kind of document ("BÁO CÁO"). `date` is an ISO date and never comes from the
    clock. `authority` is the capacity and office of who signs ("TM. ỦY BAN NHÂN DÂN", "KT. GIÁM
    ĐỐC"), one line each; `recipients` are the lines under "Nơi nhận:".
    """

    title: str | None = None
    subtitle: str | None = None
    kind: str | None = None
    agency: str | None = None
    agency_above: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None
    language: str = "vi"
    authority: tuple[str, ...] = ()
    signatory: str | None = None
    recipients: tuple[str, ...] = ()


class Parts(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which parts of the briefing are made; each prints nothing when it has nothing to say.

    `key_points` is the greatest number of sentences among the key points of the whole briefing.
    """

    contents: bool = True
    events: bool = True
    merge: bool = True
    key_points: int = 5
    figures: bool = True
    differences: bool = True
    people: bool = True
    abbreviations: bool = True
    timeline: bool = True
    charts: bool = True
    sources: bool = True


class Briefing(msgspec.Struct, frozen=True, omit_defaults=True):
    """The assembled briefing: articles in their order, with the account of each."""

    front: FrontMatter
    parts: Parts
    articles: tuple[Article, ...]
    audits: tuple[Audit, ...]
