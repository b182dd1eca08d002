"""People with the offices that captures give them, and the bodies that they speak of.

A wrong office is worse than none: an office is taken only where it stands right before a name, or
right after it behind a comma or a dash, and a name only where something marks it as a person's.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from unicodedata import combining, normalize

import msgspec

from diemtin.assembly.lexicon import PeopleWords
from diemtin.assembly.names import bodies_in, patterns_of, people_in
from diemtin.assembly.sentences import Reading
from diemtin.assembly.words import words_of
from diemtin.model import Body, Office, Person

_SPACE = re.compile(" ")


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
            for name, office in people_in(passage.text, patterns):
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
        patterns = patterns_of(reading.lexicon.people)
        for passage in reading.passages:
            for body in bodies_in(passage.text, patterns):
                name = " ".join(body.split())
                if not _is_named(name, reading.lexicon.people):
                    continue
                found.setdefault(words_of(name), (name, {}))[1][reading.index] = None
    bodies = [Body(name, tuple(sorted(articles))) for name, articles in found.values()]
    return sorted(bodies, key=lambda body: -len(body.articles))


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
