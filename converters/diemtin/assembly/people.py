"""People with the offices that captures give them, and the bodies that they speak of.

A wrong office is worse than none: an office is taken only where it stands right before a name, or
right after it behind a comma or a dash, and a name only where something marks it as a person's.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from unicodedata import combining, normalize

import msgspec

from diemtin.assembly.lexicon import PeopleWords, any_of
from diemtin.assembly.sentences import Reading
from diemtin.assembly.words import words_of
from diemtin.model import Body, Office, Person

# A body has so many words in capitals behind the first one.
LONGEST_BODY = 15
# The capitals of Vietnamese and its neighbours; `re` has no class for them.
_UPPER = "".join(
    letter for letter in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if letter.isupper()
)
_BETWEEN = re.compile(r"\s*,\s*|\s+[-–—]\s+")
_COMMA = re.compile(r"\s*[,;]\s*")
_SPACE = re.compile(" ")
_DASH = re.compile(r"\s+[-–—]\s+")


class Patterns(msgspec.Struct, frozen=True):
    """The patterns of one language; all match capitals as they stand.

    `office` is its title alone, which a body may follow behind `of`. `addressed` is a name behind
    an office, `name` one that may have an honorific before it. `local` is the kind and the field of
    a local body, before its place. They are put together by functions: one pattern of all would
    take longer to compile than a few articles to read.
    """

    office: re.Pattern[str]
    of: re.Pattern[str]
    department: re.Pattern[str]
    body: re.Pattern[str]
    local: re.Pattern[str]
    addressed: re.Pattern[str]
    name: re.Pattern[str]
    capital: re.Pattern[str]
    place: re.Pattern[str]


class Register(msgspec.Struct):
    """What was found so far: by folded name the name, its articles, and the offices with theirs."""

    names: dict[tuple[str, ...], str]
    articles: dict[tuple[str, ...], dict[int, None]]
    offices: dict[tuple[str, ...], dict[str, dict[int, None]]]


def find_people(readings: Sequence[Reading]) -> list[Person]:
    """Return the people that the articles name, those in most articles first."""
    register = Register({}, {}, {})
    places = {
        words_of(match["place"])
        for reading in readings
        for passage in reading.passages
        for match in patterns_of(reading.lexicon.people).place.finditer(passage.text)
    }
    for reading in readings:
        patterns = patterns_of(reading.lexicon.people)
        for passage in reading.passages:
            for name, office in _mentions(passage.text, patterns):
                if words_of(name) not in places:
                    _enter(register, name, office, reading.index)
    _join_spellings(register)
    lengths: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for key in register.names:
        lengths[key[:2]].add(len(key))
    for reading in readings:
        _enter_bare_names(register, reading, lengths)
    people = [
        Person(register.names[key], _offices(register.offices[key]), tuple(sorted(articles)))
        for key, articles in register.articles.items()
    ]
    return sorted(people, key=lambda person: -len(person.articles))


def _join_spellings(register: Register) -> None:
    """Join a name without its marks, as the English press writes it, with the one that has them."""
    marked: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key in register.names:
        bare = tuple(map(_bare, key))
        if bare != key:
            marked[bare].append(key)
    for bare, keys in marked.items():
        if bare in register.names and len(keys) == 1:
            (key,) = keys
            del register.names[bare]
            register.articles[key].update(register.articles.pop(bare))
            for office, articles in register.offices.pop(bare).items():
                register.offices[key].setdefault(office, {}).update(articles)


def _bare(word: str) -> str:
    """Return a word without its marks: "đức" is "duc"."""
    letters = normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not combining(letter))


def find_bodies(readings: Sequence[Reading]) -> list[Body]:
    """Return the bodies that the articles name, those in most articles first."""
    found: dict[tuple[str, ...], tuple[str, dict[int, None]]] = {}
    for reading in readings:
        pattern = patterns_of(reading.lexicon.people).body
        for passage in reading.passages:
            for match in pattern.finditer(passage.text):
                name = " ".join(match.group().split())
                if not _is_named(name, reading.lexicon.people):
                    continue
                found.setdefault(words_of(name), (name, {}))[1][reading.index] = None
    bodies = [Body(name, tuple(sorted(articles))) for name, articles in found.values()]
    return sorted(bodies, key=lambda body: -len(body.articles))


def _mentions(text: str, patterns: Patterns) -> Iterator[tuple[str, str | None]]:
    """Yield names, each with an office or without."""
    titled = list(_titled(text, patterns))
    for start, end, office in titled:
        yield text[start:end], office
    yield from _named(text, patterns, {end for _, end, _ in titled})


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
    while match := patterns.name.search(text, position):
        name, end = match["name"] or match["other"] or match["listed"], match.end()
        offices = [] if end in titled else list(_offices_behind(text, end, patterns))
        position = offices[-1][1] if offices else end
        if not offices and match["honorific"] is None and match["other"] is None:
            position = match.start() + 1
            continue
        yield name, None
        for start, end in offices:
            yield name, text[start:end]


def _office_end(text: str, title: re.Match[str], patterns: Patterns) -> int:
    """Return where an office ends, with the body in which it is held."""
    of = patterns.of.match(text, title.end())
    if of is None:
        return title.end()
    bodies = (patterns.body.match(text, of.end()), patterns.department.match(text, of.end()))
    return max((body.end() for body in bodies if body), default=title.end())


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


def _enter(register: Register, name: str, office: str | None, article: int) -> None:
    name = " ".join(name.split())
    key = words_of(name)
    register.names.setdefault(key, name)
    register.articles.setdefault(key, {})[article] = None
    offices = register.offices.setdefault(key, {})
    if office:
        text = " ".join(office.split())
        offices.setdefault(text[0].upper() + text[1:], {})[article] = None


def _enter_bare_names(
    register: Register,
    reading: Reading,
    lengths: Mapping[tuple[str, ...], Iterable[int]],
) -> None:
    """Enter the articles that name a person without more.

    `lengths` tells by the first two words how many words names have that begin so.
    """
    for passage in reading.passages:
        words = [word for sentence in passage.sentences for word in sentence.words]
        for start, pair in enumerate(pairwise(words)):
            for length in lengths.get(pair, ()):
                if articles := register.articles.get(tuple(words[start : start + length])):
                    articles[reading.index] = None


def _offices(found: dict[str, dict[int, None]]) -> tuple[Office, ...]:
    """Join an office with a fuller wording of it ("Thủ tướng", "Thủ tướng Chính phủ")."""
    kept: dict[str, set[int]] = {}
    # The first wording that goes on from another one, by that one.
    going_on: dict[str, str] = {}
    for text in sorted(found, key=lambda office: (-len(office), office)):
        fuller = going_on.get(text, text)
        if fuller == text:
            for space in _SPACE.finditer(text):
                going_on.setdefault(text[: space.start()], text)
        kept.setdefault(fuller, set()).update(found[text])
    order = {text: number for number, text in enumerate(found)}
    return tuple(
        Office(text, tuple(sorted(articles)))
        for text, articles in sorted(kept.items(), key=lambda item: order[item[0]])
    )


@cache
def patterns_of(words: PeopleWords) -> Patterns:
    """Build the patterns of a language's names, offices and bodies.

    Groups are atomic: an office that goes on is never cut short to make something else fit.
    """
    capital = rf"[{_UPPER}][\w'’]*"
    no_place = rf"(?!{any_of(words.provinces)}(?!\w))" if words.provinces else ""
    names = [
        rf"(?>{no_place}{any_of(words.surnames)}(?:\s+{capital}){{{least},3}}(?!\s+[{_UPPER}])(?!\w))"
        for least in (1, 2)
    ]
    name = names[0]
    former = rf"(?:(?i:{any_of(words.former)})\s+)?"
    honorific = rf"(?i:{any_of(words.honorifics)})\s+"
    other = _other_name(words, capital)
    rank = rf"(?:\s+(?i:{any_of(words.ranks)}))?" if words.ranks else ""
    return Patterns(
        office=re.compile(rf"(?<!\w){former}(?i:{any_of(words.offices)}){rank}(?!\w)"),
        of=re.compile(rf"(?:\s+{any_of(words.of)})?\s+" if words.of else r"\s+"),
        department=re.compile(rf"(?<!\w){_departments(words, capital, names)}"),
        body=re.compile(rf"(?<!\w){_body(words, capital, names)}"),
        local=re.compile(rf"^{any_of(words.local)}(?:\s+{any_of(words.fields)})?"),
        addressed=re.compile(rf"\s+(?:{honorific})?(?P<name>{name})"),
        name=re.compile(
            rf"(?<!\w)(?:(?P<honorific>{honorific})?(?P<name>{name})"
            rf"|(?i:{any_of(words.personal)})\s+(?P<other>{other})"
            rf"|(?<=[:;]\s)(?P<listed>{other})(?=,\s))"
        ),
        capital=re.compile(rf"\s+(?:{honorific})?[{_UPPER}]"),
        place=re.compile(
            rf"(?<!\w){any_of(words.places)}\s+(?P<place>{capital}\s+{capital})(?!\s+[{_UPPER}])"
        ),
    )


def _place(capital: str, names: Sequence[str], fewest: int) -> str:
    """Return the pattern of a place's name, which leaves a person's name that follows alone.

    Most names of places have two words, and most of people three: two words after "tỉnh" are a
    place. `fewest` words it has where no name of a person follows.
    """
    any_name, long_name = names
    counts = (2, 1, 3)
    before = "|".join(rf"(?:\s+{capital}){{{count}}}(?=\s+{any_name})" for count in counts)
    alone = long_name if fewest == 1 else any_name
    return rf"(?:(?=\s+{alone})|{before}|(?:\s+{capital}){{{fewest},3}})?"


def _body(words: PeopleWords, capital: str, names: Sequence[str]) -> str:
    """Return the pattern of a body, with the place that it belongs to.

    Where bodies are told by their capitals, the place stands before them.
    """
    bodies = [any_of(words.bodies), rf"{any_of(words.kinds)}\s+{any_of(words.fields)}"]
    if words.companies:
        trades = rf"(?>(?:\s+{any_of(words.trades)})*)" if words.trades else ""
        bodies.append(rf"{any_of(words.companies)}{trades}(?:\s+{capital}){{1,5}}")
    if words.small:
        return rf"(?>(?:{'|'.join(bodies)})(?!\w))"
    return _with_place(bodies, words, capital, names)


def _departments(words: PeopleWords, capital: str, names: Sequence[str]) -> str:
    """Return the pattern of a body within another one, with the place that it belongs to."""
    if words.small:
        person = rf"{names[0]}|{any_of(words.honorifics)}(?!\w)"
        part = rf"(?:(?:provincial|municipal|district)|(?!{person}){capital})(?:['’]s)?"
        gap = rf"(?:\s+{any_of(words.small)})?\s+|,\s+(?={capital}\s+and\s)"
        return rf"(?>{part}(?:(?:{gap}){part}){{0,{LONGEST_BODY}}})(?!\s+{any_of(words.of)}\s)"
    within = rf"(?:Ban\s+)?{any_of((*words.departments, *words.fields))}"
    country = any_of(words.countries)
    there = rf"(?:{country}|{capital}(?:\s+{capital}){{0,2}})"
    posted = rf"(?>{country}(?:\s+{any_of(words.posted)}\s+{there})?)(?!\w)"
    return rf"(?:{_with_place([within], words, capital, names)}|{posted})"


def _other_name(words: PeopleWords, capital: str) -> str:
    """Return the pattern of a name of two to four words, of which none begins an office or body."""
    offices = any_of((*words.offices, *words.bodies, *words.no_names, *words.provinces))
    part = rf"(?!{offices}(?!\w)){capital}"
    return rf"(?>{part}(?:\s+{part}){{1,3}}(?!\s+[{_UPPER}])(?!\w))"


def _with_place(
    bodies: Sequence[str], words: PeopleWords, capital: str, names: Sequence[str]
) -> str:
    in_place = rf"\s+{any_of(words.places)}(?!\w){_place(capital, names, 1)}"
    return rf"(?>(?:{'|'.join(bodies)})(?!\w)(?:{in_place}|{_place(capital, names, 2)}))"


def _is_named(body: str, words: PeopleWords) -> bool:
    """Tell whether a body is one alone: every province has its "UBND tỉnh" and "Sở Ngoại vụ".

    Right behind a local body three words are rather a person ("Bí thư Huyện ủy Zơ Râm Bông").
    """
    if not body.startswith(words.local):
        return True
    rest = patterns_of(words).local.sub("", body).split()
    if len(rest) > 2 and all(word[0].isupper() for word in rest):
        return " ".join(rest).startswith(words.provinces)
    return any(word[0].isupper() for word in rest)
