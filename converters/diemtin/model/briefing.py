"""What the manifest asks for, and the briefing before it is given a form."""

from typing import Literal

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


class Place(msgspec.Struct, frozen=True):
    """A stretch of an article: `article` counts from 0 in the briefing.

    `block` is the index in `Article.blocks` (-1: the title, -2: the standfirst); `start` and `end`
    count characters of its plain text, in which the paragraphs of a list or a quotation are
    parted by one character.
    """

    article: int
    block: int
    start: int
    end: int


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """A verbatim sentence, where it stands, and the articles (from 0) that say it word for word.

    `support` are the articles that say much the same in other words, with the same numbers.
    `sources` counts the independent sources among all of them, where that was asked for.
    """

    text: str
    place: Place
    articles: tuple[int, ...]
    support: tuple[int, ...] = ()
    sources: int = 1


class Evidence(msgspec.Struct, frozen=True):
    """A stretch of text that speaks for a year, and how strongly."""

    year: int
    text: str
    weight: int
    article: int


class EventDate(msgspec.Struct, frozen=True, omit_defaults=True):
    """When something happened: `text` as a capture prints it, and what is known of its date.

    The year is `inferred` where no capture gives it beside the day; `evidence` says from what.
    `late` is set where only the end of the year can be told; `last` is the last day in the month of
    what took several.
    """

    text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    late: bool = False
    inferred: bool = False
    evidence: tuple[Evidence, ...] = ()


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """Articles (from 0) on the same event; `name` is verbatim from one of them."""

    articles: tuple[int, ...]
    name: str | None = None
    date: EventDate | None = None
    key_points: tuple[Statement, ...] = ()


class Merge(msgspec.Struct, frozen=True):
    """A sentence that is printed once, where its fullest wording stands; both wordings."""

    kept: Place
    kept_text: str
    merged: Place
    merged_text: str


class Doubt(msgspec.Struct, frozen=True):
    """What the assembly could not tell: `rule` names the kind of doubt."""

    rule: str
    articles: tuple[int, ...]
    text: str


class Quantity(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number with its unit: `text` is verbatim, and so are `unit`, `subject` and `period`.

    `low` and `high` are its limits, None where it is open: "hơn 75.000" has no upper one. A
    number that is only near (`khoảng`) has `approximate` set. `statement` is its sentence.
    `kind` says what it can be compared with: a count of its `unit`, or an amount of its `subject`
    in money, in hundredths or in another measure; `measure` is then the unit's usual sign, the
    same for "US$" and "đô la Mỹ".
    """

    text: str
    unit: str
    subject: str
    period: str
    low: float | None
    high: float | None
    place: Place
    statement: Statement
    kind: Literal["money", "share", "measure", "count"] = "count"
    measure: str = ""
    approximate: bool = False

    @property
    def measured(self) -> bool:
        """Whether this is an amount of its subject, and not a count of its unit."""
        return self.kind != "count"


class Difference(msgspec.Struct, frozen=True):
    """The same quantity with different values, in the order of the articles."""

    unit: str
    quantities: tuple[Quantity, ...]


class Compared(msgspec.Struct, frozen=True):
    """A quantity among those that it is compared with: what tells it from them, and its value."""

    label: str
    value: float
    quantity: Quantity


class Comparison(msgspec.Struct, frozen=True):
    """At least three quantities of one unit and one kind, the greatest first.

    `subject` is what all of them measure or count, in the words of a capture; it is empty for
    rates of growth, whose subjects differ. `count` is how many there are in all.
    """

    subject: str
    unit: str
    items: tuple[Compared, ...]
    count: int


class Office(msgspec.Struct, frozen=True):
    """An office as captures give it, and the articles (from 0) that do."""

    text: str
    articles: tuple[int, ...]


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person with the offices that the captures give, and the articles that name them."""

    name: str
    offices: tuple[Office, ...]
    articles: tuple[int, ...]


class Body(msgspec.Struct, frozen=True):
    """An organisation, and the articles (from 0) that name it."""

    name: str
    articles: tuple[int, ...]


class Abbreviation(msgspec.Struct, frozen=True, omit_defaults=True):
    """An abbreviation; `meaning` is None where neither a capture nor the list explains it.

    `explained` are the articles that explain it; none, where the meaning comes from the list.
    """

    short: str
    meaning: str | None
    articles: tuple[int, ...]
    explained: tuple[int, ...] = ()


class DatedStatement(msgspec.Struct, frozen=True):
    """A statement with the day that it tells of."""

    date: EventDate
    statement: Statement


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """The audit of the assembly: what was merged, what was inferred from what, what is in doubt.

    `words_merged` counts, for each article, the words that are printed in another one's place;
    `hosts` names, for each article of which nothing else is left, the one that holds most of it.
    `apart` are wordings that are alike, but of which neither holds the other: both are printed.
    """

    merges: tuple[Merge, ...] = ()
    apart: tuple[Merge, ...] = ()
    words_merged: tuple[int, ...] = ()
    hosts: dict[int, int] = {}
    doubts: tuple[Doubt, ...] = ()


class Briefing(msgspec.Struct, frozen=True, omit_defaults=True):
    """The assembled briefing: articles in their printed order, with the account of each.

    `audits` stand in the order of `articles`. Every analysis refers to articles by their number,
    from 0, in that order; a part that is switched off or has nothing to say is empty.
    """

    front: FrontMatter
    parts: Parts
    articles: tuple[Article, ...]
    audits: tuple[Audit, ...]
    events: tuple[Event, ...] = ()
    key_points: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    differences: tuple[Difference, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    timeline: tuple[DatedStatement, ...] = ()
    account: Account = Account()
