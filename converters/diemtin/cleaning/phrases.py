"""Recognises interface words: lines that are wholly made of phrases which the languages list."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from diemtin.cleaning.folding import CAPITALS, SMALL_LETTERS, fold, fold_words, spell, spell_words
from diemtin.languages import Clues, language_codes, load_cleaning_words

# Interface lines are short; a longer line is never taken to pieces.
_LONGEST_CLUE = 80
_KEY = 3
# `cỡ chữAA`, `FacebookZalo`: words whose borders a crawler lost.
_GLUED_CAPITAL = re.compile(f"(?<=[{SMALL_LETTERS}])(?=[{CAPITALS}])")
# The frames of a site's pages are alike: what was found in a line is remembered for the next.
_REMEMBERED = 8192
_MOST_WORDS = 40
_MOST_CHARACTERS = 240
# Of a menu with an entry that no list knows, most must still be known phrases.
_KNOWN_SHARE = 0.7
_KNOWN_PHRASES = 3


class Phrase(NamedTuple):
    """The folded words of a phrase, and the rule that it belongs to.

    A phrase of one word is so short that its `spelling` counts, where the text has accents.
    """

    words: tuple[str, ...]
    rule: str
    shy: bool
    counter: bool
    spelling: str


class Tiling(NamedTuple):
    """A line that phrases cover: the rule of its longest phrase, and whether all are shy.

    `dates` says that words of dates are all there is, `whole` that nothing was left over, and
    `phrases` how many there are.
    """

    rule: str
    shy: bool
    dates: bool
    whole: bool
    phrases: int


class Start(NamedTuple):
    """How a line of a rule begins, folded."""

    text: str
    rule: str


class Phrases(NamedTuple):
    """The phrases of all languages: by their first two words or only one, and the beginnings.

    Of those that begin alike the longest come first.
    Beginnings are found by their first `_KEY` characters, shorter ones under "".
    """

    by_first_words: dict[tuple[str, ...], tuple[Phrase, ...]]
    starts: dict[str, tuple[Start, ...]]
    openers: frozenset[str]
    inside: frozenset[str]
    rules: tuple[str, ...]


@cache
def phrases(without: frozenset[str]) -> Phrases:
    """Return the phrases of all languages, but for those of the rules that are switched off."""
    found: dict[tuple[tuple[str, ...], str, bool], Phrase] = {}
    starts, openers, inside, rules = [], set(), set(), dict[str, None]()
    for code in language_codes():
        for rule, noise in load_cleaning_words(code).noise.items():
            rules[rule] = None
            if rule in without:
                continue
            if noise.opens:
                openers.add(rule)
            if noise.inside:
                inside.add(rule)
            for group, shy, counter in (
                (noise.shy, True, False),
                (noise.counters, False, True),
                (noise.phrases, False, False),
            ):
                for text in group:
                    words = tuple(fold_words(text))
                    phrase = Phrase(words, rule, shy, counter, spell(text))
                    spelling = phrase.spelling if len(words) == 1 else ""
                    found.setdefault((words, spelling, counter), phrase)
            starts += [Start(fold(text), rule) for text in noise.starts]
    return Phrases(
        _by_first_words(found.values()),
        _by_key(starts),
        frozenset(openers),
        frozenset(inside),
        tuple(rules),
    )


def _by_first_words(found: Iterable[Phrase]) -> dict[tuple[str, ...], tuple[Phrase, ...]]:
    table: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in found:
        table.setdefault(phrase.words[:2], []).append(phrase)
    return {
        words: tuple(sorted(group, key=lambda phrase: (-len(phrase.words), not phrase.counter)))
        for words, group in table.items()
    }


def _by_key(starts: list[Start]) -> dict[str, tuple[Start, ...]]:
    table: dict[str, list[Start]] = {}
    for start in sorted(starts, key=lambda start: -len(start.text)):
        key = start.text[:_KEY] if len(start.text) >= _KEY else ""
        table.setdefault(key, []).append(start)
    return {key: tuple(group) for key, group in table.items()}


@lru_cache(maxsize=_REMEMBERED)
def tile(
    text: str, without: frozenset[str] = frozenset(), *, accents: bool = False
) -> Tiling | None:
    """Cover a line with phrases, numbers and separators; None where it says something else too.

    With `accents`, the text is known to come from a capture that writes them: `Thu Trang` is then
    no `thứ` and no `trang`.

    >>> tile("A- A A+ | Tăng tương phản Giảm tương phản").rule
    'widget.accessibility'
    >>> tile("Ý kiến ()").rule, tile("Ý kiến của cử tri")
    ('comment.counter', None)
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    spelt = spell_words(_GLUED_CAPITAL.sub(" ", text))
    if not spelt or len(spelt) > _MOST_WORDS:
        return None
    words = fold(" ".join(spelt)).split(" ")
    counted = any(word.isdigit() for word in words) or ":" in text or "(" in text
    return _summary(
        words, list(_cover(words, spelt, counted, accents or spelt != words, phrases(without)))
    )


def _cover(
    words: list[str], spelt: list[str], counted: bool, accented: bool, known: Phrases
) -> Iterable[Phrase]:
    """Yield the longest phrases from left to right; words that no phrase knows are passed by."""
    position = 0
    while position < len(words):
        longer = known.by_first_words.get(tuple(words[position : position + 2]), ())
        for phrase in (*longer, *known.by_first_words.get((words[position],), ())):
            end = position + len(phrase.words)
            if tuple(words[position:end]) != phrase.words or (phrase.counter and not counted):
                continue
            if end - position > 1 or not accented or phrase.spelling == spelt[position]:
                yield phrase
                position = end
                break
        else:
            position += 1


def _summary(words: list[str], found: list[Phrase]) -> Tiling | None:
    covered = sum(len(phrase.words) for phrase in found)
    numbers = sum(word.isdigit() for word in words)
    whole = covered + numbers >= len(words)
    if not found or not (
        whole or (len(found) >= _KNOWN_PHRASES and covered >= _KNOWN_SHARE * (len(words) - numbers))
    ):
        return None
    others = [phrase for phrase in found if phrase.rule != "meta.date"]
    strong = [phrase for phrase in others if not phrase.shy] or others or found
    named = [phrase for phrase in others if phrase.rule != "placeholder.image"] or strong
    return Tiling(
        max(named, key=lambda phrase: (not phrase.shy, len(phrase.words))).rule,
        shy=all(phrase.shy for phrase in others or found),
        dates=not others,
        whole=whole,
        phrases=len(found),
    )


@lru_cache(maxsize=_REMEMBERED)
def start_of(text: str, without: frozenset[str] = frozenset()) -> str | None:
    """Return the rule whose beginning a line has.

    >>> start_of("Chịu trách nhiệm nội dung: Ông A")
    'footer.imprint'
    """
    known, folded = phrases(without), fold(text)
    for key in (folded[:_KEY], ""):
        for text, rule in known.starts.get(key, ()):
            if folded.startswith(text) and _ends_word(folded, len(text)):
                return rule
    return None


def _ends_word(text: str, position: int) -> bool:
    return not (text[position - 1].isalnum() and text[position : position + 1].isalnum())


@cache
def clues(*, accents: bool) -> Clues:
    """Return the clues of all languages, the longest first; without accents for such text."""
    tables = [load_cleaning_words(code).clues for code in language_codes()]
    write = spell if accents else fold
    return Clues(**{name: _longest_first(tables, name, write) for name in Clues.__struct_fields__})


def _longest_first(tables: list[Clues], name: str, write: Callable[[str], str]) -> tuple[str, ...]:
    written = {write(text) for table in tables for text in getattr(table, name)}
    return tuple(sorted(written, key=lambda text: (-len(text), text)))


def clues_for(text: str) -> tuple[str, Clues]:
    """Return a text in lower case and the clues to compare it with.

    Accents count where the text has any: `Cổng` is no `Công`. Unaccented text is met as it is.
    """
    written = spell(text)
    plain = written.isascii()
    return written, clues(accents=not plain)


def begins(text: str, name: str) -> str | None:
    """Return the clue called `name` that a text begins with, as whole words.

    >>> begins("Ảnh: Nam Phong", "credit"), begins("Anh Nam kể", "credit")
    ('ảnh', None)
    """
    return _begins(text[:_LONGEST_CLUE], name)


@lru_cache(maxsize=_REMEMBERED)
def _begins(text: str, name: str) -> str | None:
    written, known = clues_for(text)
    group: tuple[str, ...] = getattr(known, name)
    if not written.startswith(group):
        return None
    return next(
        (clue for clue in group if written.startswith(clue) and _ends_word(written, len(clue))),
        None,
    )


def holds(text: str, name: str) -> bool:
    """Tell whether a clue called `name` stands in a text, with a space or nothing on its sides.

    >>> holds("Báo Hà Sơn điện tử", "online"), holds("Báo Hà Sơn", "online")
    (True, False)
    """
    written, known = clues_for(text)
    spaced = f" {written} "
    return any(f" {clue} " in spaced for clue in getattr(known, name))
