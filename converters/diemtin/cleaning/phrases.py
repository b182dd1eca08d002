"""Recognises interface words: lines that are wholly made of phrases which the languages list."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from diemtin.cleaning.folding import fold, fold_words
from diemtin.languages import Clues, language_codes, load_language

# Interface lines are short; a longer line is never taken to pieces.
_MOST_WORDS = 40
_MOST_CHARACTERS = 240
# Of a menu with an entry that no list knows, most must still be known phrases.
_KNOWN_SHARE = 0.7
_KNOWN_PHRASES = 3


class Phrase(NamedTuple):
    """The folded words of a phrase, and the rule that it belongs to."""

    words: tuple[str, ...]
    rule: str
    shy: bool
    counter: bool


class Tiling(NamedTuple):
    """A line that phrases cover: the rule of its longest phrase, and whether all are shy.

    `first` is the rule of the first phrase, `dates` says that words of dates are all there is,
    `whole` that nothing was left over.
    """

    rule: str
    first: str
    shy: bool
    dates: bool
    whole: bool


class Start(NamedTuple):
    """How a line of a rule begins, folded."""

    text: str
    rule: str


class Phrases(NamedTuple):
    """The phrases of all languages: by their first word, longest first, and the beginnings."""

    by_first_word: dict[str, tuple[Phrase, ...]]
    starts: tuple[Start, ...]
    start_letters: frozenset[str]
    openers: frozenset[str]
    rules: tuple[str, ...]


@cache
def phrases(without: frozenset[str] = frozenset()) -> Phrases:
    """Return the phrases of all languages, but for those of the rules that are switched off."""
    found: dict[tuple[str, ...], Phrase] = {}
    starts, openers, rules = [], set(), dict[str, None]()
    for code in language_codes():
        for rule, noise in load_language(code).noise.items():
            rules[rule] = None
            if rule in without:
                continue
            if noise.opens:
                openers.add(rule)
            for group, shy, counter in (
                (noise.shy, True, False),
                (noise.counters, False, True),
                (noise.phrases, False, False),
            ):
                for text in group:
                    words = tuple(fold_words(text))
                    found.setdefault(words, Phrase(words, rule, shy, counter))
            starts += [Start(fold(text), rule) for text in noise.starts]
    starts.sort(key=lambda start: -len(start.text))
    return Phrases(
        _by_first_word(found.values()),
        tuple(starts),
        frozenset(start.text[0] for start in starts),
        frozenset(openers),
        tuple(rules),
    )


def _by_first_word(found: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for phrase in found:
        table.setdefault(phrase.words[0], []).append(phrase)
    return {
        word: tuple(sorted(group, key=lambda phrase: -len(phrase.words)))
        for word, group in table.items()
    }


def tile(text: str, known: Phrases) -> Tiling | None:
    """Cover a line with phrases, numbers and separators; None where it says something else too.

    >>> tile("A- A A+ | Tăng tương phản Giảm tương phản", phrases()).rule
    'widget.accessibility'
    >>> tile("Ý kiến ()", phrases()).rule, tile("Ý kiến của cử tri", phrases())
    ('comment.counter', None)
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    words = fold_words(text)
    if not words or len(words) > _MOST_WORDS:
        return None
    counted = any(word.isdigit() for word in words) or ":" in text or "(" in text
    return _summary(words, list(_cover(words, counted, known)))


def _cover(words: list[str], counted: bool, known: Phrases) -> Iterable[Phrase]:
    """Yield the longest phrases from left to right; words that no phrase knows are passed by."""
    position = 0
    while position < len(words):
        for phrase in known.by_first_word.get(words[position], ()):
            end = position + len(phrase.words)
            if tuple(words[position:end]) == phrase.words and (counted or not phrase.counter):
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
    longest = max(strong, key=lambda phrase: len(phrase.words))
    return Tiling(
        longest.rule,
        strong[0].rule,
        shy=all(phrase.shy for phrase in found),
        dates=not others,
        whole=whole,
    )


def start_of(folded: str, known: Phrases) -> str | None:
    """Return the rule whose beginning a folded line has.

    >>> start_of("chiu trach nhiem noi dung: ong a", phrases())
    'footer.imprint'
    """
    if folded[:1] not in known.start_letters:
        return None
    for text, rule in known.starts:
        if folded.startswith(text) and _ends_word(folded, len(text)):
            return rule
    return None


def _ends_word(text: str, position: int) -> bool:
    return not (text[position - 1].isalnum() and text[position : position + 1].isalnum())


class FoldedClues(NamedTuple):
    """The clues of all languages, folded; each a tuple to be used with `startswith` and `in`."""

    site: tuple[str, ...]
    slogan: tuple[str, ...]
    invitation: tuple[str, ...]
    caption: tuple[str, ...]
    office: tuple[str, ...]
    caption_verb: tuple[str, ...]
    caption_credit: tuple[str, ...]
    byline: tuple[str, ...]
    credit: tuple[str, ...]
    source: tuple[str, ...]
    unit: tuple[str, ...]
    desk: tuple[str, ...]
    official: tuple[str, ...]
    agency: tuple[str, ...]
    place: tuple[str, ...]
    related: tuple[str, ...]
    contact: tuple[str, ...]


@cache
def clues() -> FoldedClues:
    """Return the clues of all languages, folded, the longest first."""
    tables = [load_language(code).clues for code in language_codes()]
    return FoldedClues(*(_folded(tables, name) for name in FoldedClues._fields))


def _folded(tables: list[Clues], name: str) -> tuple[str, ...]:
    folded = {fold(text): None for table in tables for text in getattr(table, name)}
    return tuple(sorted(folded, key=lambda text: (-len(text), text)))


def begins(folded: str, beginnings: Iterable[str]) -> str | None:
    """Return the first of the beginnings that a folded text has as whole words.

    >>> begins("anh: nam phong", ("anh", "an"))
    'anh'
    """
    for text in beginnings:
        if folded.startswith(text) and _ends_word(folded, len(text)):
            return text
    return None
