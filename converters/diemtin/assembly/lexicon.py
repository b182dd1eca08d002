"""The words and patterns by which articles are read, as data: one file a language."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

import diemtin.languages
from diemtin.assembly.words import folded
from diemtin.errors import ConfigurationError

_FOLDER = Path(diemtin.languages.__file__).resolve().parent / "assembly"
DEFAULT = "vi"


class _Table(msgspec.Struct, frozen=True, eq=False, rename="kebab", forbid_unknown_fields=True):
    """A table of a lexicon: keys in kebab case, unknown ones refused.

    Each is loaded once, and compared as an object, so that what is built from it can be cached.
    """


def _fold(table: _Table, key: str) -> None:
    """Fold a set of words as the words of articles are folded, so that they can be looked up."""
    msgspec.structs.force_setattr(table, key, frozenset(map(folded, getattr(table, key))))


class SentenceWords(_Table, frozen=True, eq=False):
    """Abbreviations after whose full stop a sentence goes on."""

    abbreviations: frozenset[str]


class YearPattern(_Table, frozen=True, eq=False):
    """An expression that shows the year in which an article speaks.

    `offset` is added to the year that is read; a `future` year is still to come for the article,
    one that is `beside` tells only of a day in its own sentence.
    """

    pattern: str
    weight: int
    offset: int = 0
    future: bool = False
    beside: bool = False


class DateWords(_Table, frozen=True, eq=False):
    """How dates are written, and which of them do not date what is told."""

    patterns: tuple[str, ...]
    not_told: tuple[str, ...]
    years: tuple[YearPattern, ...]


class EventWords(_Table, frozen=True, eq=False):
    """How events are named."""

    names: tuple[str, ...]


class MergingWords(_Table, frozen=True, eq=False):
    """Words that keep two wordings apart: by their sense, or by the day on which they are said."""

    telling: frozenset[str]
    relative: tuple[str, ...]

    def __post_init__(self) -> None:
        _fold(self, "telling")


class KeyPointWords(_Table, frozen=True, eq=False):
    """Openings that lean on the sentence before, and words that say nothing of a subject.

    What begins with one of the `slight` openings says who was there.
    """

    leaning: tuple[str, ...]
    slight: tuple[str, ...]
    common: frozenset[str]

    def __post_init__(self) -> None:
        _fold(self, "common")


class QuantityWords(_Table, frozen=True, eq=False):
    """How numbers, their scales, their units and their limits are written.

    `share_of` stands between a share and what it is a share of; what begins with one of `bases`
    is only what it is compared with. A subject begins behind the last match of `subjects`, and
    none begins with one of `comparing`; a clause that ends in one of `joining` tells of the
    measure before. `signs` and `measures` give the usual sign of each, of which `money` and
    `shares` are some.
    """

    decimal: str
    thousands: str
    to: tuple[str, ...]
    out_of: str
    above: tuple[str, ...]
    upon: str
    upon_what: tuple[str, ...]
    below: tuple[str, ...]
    about: tuple[str, ...]
    not_before: frozenset[str]
    not_after: tuple[str, ...]
    not_counting: tuple[str, ...]
    not_shares: frozenset[str]
    share_of: str
    bases: tuple[str, ...]
    ends: frozenset[str]
    compounds: tuple[str, ...]
    changes: tuple[str, ...]
    verbs: tuple[str, ...]
    openings: tuple[str, ...]
    subjects: tuple[str, ...]
    comparing: tuple[str, ...]
    joining: tuple[str, ...]
    totals: tuple[str, ...]
    idle: frozenset[str]
    not_measures: tuple[str, ...]
    money: frozenset[str]
    shares: frozenset[str]
    signs: dict[str, str]
    measures: dict[str, str]
    scales: dict[str, float]
    numerals: dict[str, float]
    vague: dict[str, float]

    def __post_init__(self) -> None:
        _fold(self, "idle")
        for key in ("signs", "measures"):
            table = {name.casefold(): usual for name, usual in getattr(self, key).items()}
            msgspec.structs.force_setattr(self, key, table)


class ComparisonWords(_Table, frozen=True, eq=False):
    """What makes quantities comparable, and what keeps them apart.

    `kinds` begin the subjects of amounts of one kind, `leading` words may stand before them.
    `rates` begin the subjects of rates of change; `rises` and `falls` begin a change in print.
    After `aims` a number tells of no fact; changes against `other_bases` are none over a year.
    """

    leading: tuple[str, ...]
    kinds: tuple[str, ...]
    rates: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    aims: tuple[str, ...]
    other_bases: tuple[str, ...]


class PeriodWords(_Table, frozen=True, eq=False):
    """How periods are written, and before which words they are another thing's.

    A period behind one of `opening` at the head of a clause holds for what follows, too.
    """

    patterns: tuple[str, ...]
    opening: tuple[str, ...]
    not_after: tuple[str, ...]


class PeopleWords(_Table, frozen=True, eq=False):
    """What tells people, their offices and bodies.

    Behind one of the `personal` honorifics stands a person also of a surname that is in no list.
    `departments` are bodies within another one, which only an office needs; where bodies are
    written in capitals throughout, with `small` words between them, every such name is one. The
    `level` of a department stands before it; behind a comma it goes on with `joining` words. So
    are `countries`, of which an ambassador is `posted` in another. `ranks` follow an office.
    """

    honorifics: tuple[str, ...]
    personal: tuple[str, ...]
    no_names: tuple[str, ...]
    surnames: tuple[str, ...]
    provinces: tuple[str, ...]
    offices: tuple[str, ...]
    ranks: tuple[str, ...]
    former: tuple[str, ...]
    of: tuple[str, ...]
    bodies: tuple[str, ...]
    departments: tuple[str, ...]
    level: tuple[str, ...]
    joining: tuple[str, ...]
    small: tuple[str, ...]
    countries: tuple[str, ...]
    posted: tuple[str, ...]
    local: tuple[str, ...]
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    companies: tuple[str, ...]
    trades: tuple[str, ...]
    places: tuple[str, ...]


class AbbreviationWords(_Table, frozen=True, eq=False):
    """What common abbreviations mean, and which capitals are none.

    What follows one of `credits` at the end of a caption says who took the picture.
    """

    credits: tuple[str, ...]
    not_abbreviations: frozenset[str]
    meanings: dict[str, str]


class Lexicon(_Table, frozen=True, eq=False):
    """All that the assembly looks for in the articles of one language."""

    sentences: SentenceWords
    dates: DateWords
    events: EventWords
    merging: MergingWords
    key_points: KeyPointWords
    quantities: QuantityWords
    comparisons: ComparisonWords
    periods: PeriodWords
    people: PeopleWords
    abbreviations: AbbreviationWords


@cache
def load_lexicon(language: str | None) -> Lexicon:
    """Load the lexicon of an article's language; a language without one is read as Vietnamese.

    Raises:
        ConfigurationError: The file says something unknown.
    """
    code = (language or DEFAULT).split("-")[0].lower()
    path = _FOLDER / f"{code}.toml"
    if not path.is_file():
        path = _FOLDER / f"{DEFAULT}.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Lexicon)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path.name}: {error}") from error
