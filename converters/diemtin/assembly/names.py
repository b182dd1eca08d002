"""Finds names of people, with their offices, and names of bodies where they stand in a text.

One pattern of all that a name or a body may consist of would take longer to compile than a few
articles to read. So there is a pattern for each part, and functions that put them together.
"""

import re
from collections.abc import Container, Iterator
from functools import cache

import msgspec

from diemtin.assembly.lexicon import PeopleWords
from diemtin.languages.patterns import any_of

# A body has so many words in capitals behind the first one.
_LONGEST_BODY = 15
# Of a place's name, and of a person's whose surname is in no list.
_LONGEST_PLACE, _LONGEST_NAME = 3, 4
# Most names of places have two words, and most of people three.
_PLACES_BEFORE_NAMES = (2, 1, 3)
# The capitals of Vietnamese and its neighbours; `re` has no class for them.
_UPPER = "".join(
    letter for letter in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if letter.isupper()
)
_CAPITAL = rf"[{_UPPER}][\w'’]*"
_BETWEEN = re.compile(r"\s*,\s*|\s+[-–—]\s+")
_COMMA = re.compile(r"\s*[,;]\s*")
_LISTED = re.compile(r",\s")
_DASH = re.compile(r"\s+[-–—]\s+")


class Patterns(msgspec.Struct, frozen=True):
    """The patterns of one language; all match capitals as they stand.

    `office` is its title alone, which a body may follow behind `of`. `body` and `department` are
    without their places; `kind` is that of a place (None where it stands before the body), and
    `posted` a country's, with the one where it is represented. `local` is the kind and the field
    of a local body. `addressed` is a name behind an office, `named` one of a known surname with an
    honorific or without, or where any other may begin, of which `part` is a word. `name` and
    `long_name` are names behind a space, of at least two and three words; `word` is one word in
    capitals there, and `capital` the beginning of any name, maybe behind an honorific. `place` is
    a place of two words behind its kind.
    """

    office: re.Pattern[str]
    of: re.Pattern[str]
    department: re.Pattern[str]
    posted: re.Pattern[str] | None
    body: re.Pattern[str]
    local: re.Pattern[str]
    kind: re.Pattern[str] | None
    addressed: re.Pattern[str]
    named: re.Pattern[str]
    part: re.Pattern[str]
    name: re.Pattern[str]
    long_name: re.Pattern[str]
    word: re.Pattern[str]
    capital: re.Pattern[str]
    place: re.Pattern[str]


def people_in(text: str, patterns: Patterns) -> Iterator[tuple[str, str | None]]:
    """Yield the names of people, each with an office or without."""
    titled = list(_titled(text, patterns))
    for start, end, office in titled:
        yield text[start:end], office
    yield from _named(text, patterns, {end for _, end, _ in titled})


def bodies_in(text: str, patterns: Patterns) -> Iterator[str]:
    """Yield the names of bodies, with the places that they belong to."""
    position = 0
    while body := patterns.body.search(text, position):
        position = _place_end(text, body.end(), patterns)
        yield text[body.start() : position]


def _titled(text: str, patterns: Patterns) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of names right behind an office, with the office."""
    position = 0
    while title := patterns.office.search(text, position):
        end = _office_end(text, title, patterns)
        match = patterns.addressed.match(text, end)
        position = match.end() if match else title.start() + 1
        if match:
            yield match.start("name"), match.end(), text[title.start() : end]


def _named(
    text: str, patterns: Patterns, titled: Container[int]
) -> Iterator[tuple[str, str | None]]:
    """Yield names that have an honorific before them, or offices behind them.

    Behind a name that ends in one of `titled`, since an office stands before it, that of another
    person may follow in a list: none is taken.
    """
    position = 0
    while match := patterns.named.search(text, position):
        start, end = match.span("name") if match["name"] else _other_name(text, match, patterns)
        offices = [] if end in titled else list(_offices_behind(text, end, patterns))
        marked = match["honorific"] is not None or match["personal"] is not None
        if start == end or not (offices or marked):
            position = match.start() + 1
            continue
        position = offices[-1][1] if offices else end
        yield text[start:end], None
        for first, last in offices:
            yield text[start:end], text[first:last]


def _other_name(text: str, match: re.Match[str], patterns: Patterns) -> tuple[int, int]:
    """Return start and end of a name of any surname; they are the same if there is none.

    It has two to four words, of which none begins an office or a body. Without an honorific it
    stands in a list.
    """
    start = end = match.end()
    words = 0
    while words < _LONGEST_NAME and (part := patterns.part.match(text, end)):
        end = part.end()
        words += 1
    listed = match["personal"] is not None or _LISTED.match(text, end)
    if words < 2 or not listed or patterns.word.match(text, end):
        return start, start
    return start, end


def _office_end(text: str, title: re.Match[str], patterns: Patterns) -> int:
    """Return where an office ends, with the body in which it is held."""
    of = patterns.of.match(text, title.end())
    if of is None:
        return title.end()
    within = [patterns.body.match(text, of.end()), patterns.department.match(text, of.end())]
    ends = [_place_end(text, body.end(), patterns) for body in within if body]
    if within[1] is None and patterns.posted:
        posted = patterns.posted.match(text, of.end())
        ends += [posted.end()] if posted else []
    return max(ends, default=title.end())


def _offices_behind(text: str, position: int, patterns: Patterns) -> Iterator[tuple[int, int]]:
    """Yield start and end of the offices behind a name, but for one that is another person's."""
    gap = _BETWEEN
    while between := gap.match(text, position):
        title = patterns.office.match(text, between.end())
        if title is None:
            return
        position = _office_end(text, title, patterns)
        if _leads_to_name(text, position, patterns):
            return
        yield title.start(), position
        gap = _COMMA


def _leads_to_name(text: str, position: int, patterns: Patterns) -> bool:
    """Tell whether a name follows an office, maybe behind a second office and a dash."""
    if patterns.capital.match(text, position):
        return True
    dash = _DASH.match(text, position)
    title = patterns.office.match(text, dash.end()) if dash else None
    return bool(title and patterns.capital.match(text, _office_end(text, title, patterns)))


def _place_end(text: str, position: int, patterns: Patterns) -> int:
    """Return where a body ends, with the place behind it, if one is there.

    A person's name that follows is left alone: two words after "tỉnh" are a place. Where no name
    of a person follows, a place whose kind is not told has two words at least.
    """
    if patterns.kind is None:
        return position
    fewest, any_name = 2, patterns.name
    if kind := patterns.kind.match(text, position):
        fewest, any_name, position = 1, patterns.long_name, kind.end()
    if any_name.match(text, position):
        return position
    ends = [position]
    while len(ends) <= _LONGEST_PLACE and (word := patterns.word.match(text, ends[-1])):
        ends.append(word.end())
    for count in _PLACES_BEFORE_NAMES:
        if count < len(ends) and patterns.name.match(text, ends[count]):
            return ends[count]
    return ends[-1] if len(ends) > fewest else position


@cache
def patterns_of(words: PeopleWords) -> Patterns:
    """Build the patterns of a language's names, offices and bodies.

    Groups are atomic: an office that goes on is never cut short to make something else fit.
    """
    no_place = rf"(?!{any_of(words.provinces)}(?!\w))" if words.provinces else ""
    name, long_name = [
        rf"(?>{no_place}{any_of(words.surnames)}(?:\s+{_CAPITAL}){{{least},3}}(?!\s+[{_UPPER}])(?!\w))"
        for least in (1, 2)
    ]
    honorific = rf"(?i:{any_of(words.honorifics)})\s+"
    former = rf"(?:(?i:{any_of(words.former)})\s+)?"
    rank = rf"(?:\s+(?i:{any_of(words.ranks)}))?" if words.ranks else ""
    no_names = any_of((*words.offices, *words.bodies, *words.no_names, *words.provinces))
    return Patterns(
        office=re.compile(rf"(?<!\w){former}(?i:{any_of(words.offices)}){rank}(?!\w)"),
        of=re.compile(rf"(?:\s+{any_of(words.of)})?\s+" if words.of else r"\s+"),
        department=re.compile(rf"(?<!\w){_department(words, name)}"),
        posted=re.compile(rf"(?<!\w){_posted(words)}") if words.countries else None,
        body=re.compile(rf"(?<!\w){_body(words)}"),
        local=re.compile(rf"^{any_of(words.local)}(?:\s+{any_of(words.fields)})?"),
        kind=None if words.small else re.compile(rf"\s+{any_of(words.places)}(?!\w)"),
        addressed=re.compile(rf"\s+(?:{honorific})?(?P<name>{name})"),
        named=re.compile(
            rf"(?<!\w)(?:(?P<honorific>{honorific})?(?P<name>{name})"
            rf"|(?:(?P<personal>(?i:{any_of(words.personal)})\s+)|(?<=[:;]\s))(?=[{_UPPER}]))"
        ),
        part=re.compile(rf"\s*(?!{no_names}(?!\w)){_CAPITAL}"),
        name=re.compile(rf"\s+{name}"),
        long_name=re.compile(rf"\s+{long_name}"),
        word=re.compile(rf"\s+{_CAPITAL}"),
        capital=re.compile(rf"\s+(?:{honorific})?[{_UPPER}]"),
        place=re.compile(
            rf"(?<!\w){any_of(words.places)}\s+(?P<place>{_CAPITAL}\s+{_CAPITAL})(?!\s+[{_UPPER}])"
        ),
    )


def _body(words: PeopleWords) -> str:
    kinds = [any_of(words.bodies), rf"{any_of(words.kinds)}\s+{any_of(words.fields)}"]
    if words.companies:
        trades = rf"(?>(?:\s+{any_of(words.trades)})*)" if words.trades else ""
        kinds.append(rf"{any_of(words.companies)}{trades}(?:\s+{_CAPITAL}){{1,5}}")
    return rf"(?>(?:{'|'.join(kinds)})(?!\w))"


def _department(words: PeopleWords, name: str) -> str:
    """Return the pattern of a body within another one.

    Where bodies are told by their capitals, the place stands before them.
    """
    if words.small:
        person = rf"{name}|{any_of(words.honorifics)}(?!\w)"
        part = rf"(?:{any_of(words.level)}|(?!{person}){_CAPITAL})(?:['’]s)?"
        gap = rf"(?:\s+{any_of(words.small)})?\s+|,\s+(?={_CAPITAL}\s+{any_of(words.joining)}\s)"
        return rf"(?>{part}(?:(?:{gap}){part}){{0,{_LONGEST_BODY}}})(?!\s+{any_of(words.of)}\s)"
    return rf"(?>(?:{any_of(words.level)}\s+)?{any_of((*words.departments, *words.fields))}(?!\w))"


def _posted(words: PeopleWords) -> str:
    country = any_of(words.countries)
    there = rf"(?:{country}|{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})"
    return rf"(?>{country}(?:\s+{any_of(words.posted)}\s+{there})?)(?!\w)"
