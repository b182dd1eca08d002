"""Articles cut into passages and sentences, with the place of each."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from diemtin.assembly.lexicon import Lexicon, load_lexicon
from diemtin.assembly.words import words_of
from diemtin.model import (
    Article,
    Block,
    Figure,
    Heading,
    List,
    Paragraph,
    Place,
    Quote,
    plain_text,
)

TITLE, STANDFIRST = -1, -2
_OPENING = "\"'“‘«([-–—"
_CLOSING = "\"'”’»)]"
# The mark before is looked at, so that a line of dots is not searched to its end from each of them.
_END = re.compile(rf"(?:\./\.|(?<![.!?…])[.!?…]+)[{re.escape(_CLOSING)}]*(?=\s)")
_NEXT = re.compile(r"\S")
# What decides about a full stop stands so near before it.
_NEAR = 60
_ENUMERATION = re.compile(r"\W*(?:\d{1,3}|\w)\.$")


class Sentence(msgspec.Struct, frozen=True):
    """A verbatim sentence: `words` are its words as they are compared, without case and marks."""

    place: Place
    text: str
    words: tuple[str, ...]


class Passage(msgspec.Struct, frozen=True):
    """A run of text of one article; `kind` says what it is in the article.

    `place` is the whole passage, so that a stretch of `text` is a stretch of the block's text.
    """

    place: Place
    kind: str
    text: str
    sentences: tuple[Sentence, ...]


class Reading(msgspec.Struct, frozen=True):
    """An article as the analyses read it: its number, its passages and its language's lexicon."""

    index: int
    article: Article
    lexicon: Lexicon
    passages: tuple[Passage, ...]

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences of the standfirst and of the body, without titles and captions."""
        for passage in self.passages:
            if passage.kind in ("standfirst", "body"):
                yield from passage.sentences


def read_articles(articles: Sequence[Article], language: str) -> list[Reading]:
    """Cut articles into sentences; `language` is that of articles that do not know theirs."""
    return [_read(index, article, language) for index, article in enumerate(articles)]


def renumbered(reading: Reading, index: int) -> Reading:
    """Return a reading with the places of another number among the articles."""
    if reading.index == index:
        return reading
    passages = tuple(
        Passage(
            _moved(passage.place, index),
            passage.kind,
            passage.text,
            tuple(
                Sentence(_moved(sentence.place, index), sentence.text, sentence.words)
                for sentence in passage.sentences
            ),
        )
        for passage in reading.passages
    )
    return Reading(index, reading.article, reading.lexicon, passages)


def _moved(place: Place, index: int) -> Place:
    return Place(index, place.block, place.start, place.end)


def _read(index: int, article: Article, language: str) -> Reading:
    lexicon = load_lexicon(article.language or language)
    passages = []
    for block, kind, offset, text in _texts(article):
        sentences = tuple(
            Sentence(
                Place(index, block, offset + start, offset + end),
                text[start:end],
                words_of(text[start:end]),
            )
            for start, end in split_sentences(text, lexicon)
        )
        place = Place(index, block, offset, offset + len(text))
        passages.append(Passage(place, kind, text, sentences))
    return Reading(index, article, lexicon, tuple(passages))


def _texts(article: Article) -> Iterator[tuple[int, str, int, str]]:
    """Yield block number, kind, offset in the block's text, and text of each passage."""
    if article.title:
        yield TITLE, "title", 0, article.title
    if article.standfirst:
        yield STANDFIRST, "standfirst", 0, article.standfirst
    for number, block in enumerate(article.blocks):
        offset = 0
        for kind, text in _block_texts(block):
            if text.strip():
                yield number, kind, offset, text
            offset += len(text) + 1


def _block_texts(block: Block) -> Iterator[tuple[str, str]]:
    """Yield kind and text of a block's passages, which are counted as parted by one character."""
    match block:
        case Heading(content=content):
            yield "heading", plain_text(content)
        case Paragraph(content=content):
            yield "body", plain_text(content)
        case Figure(caption=caption):
            yield "caption", plain_text(caption)
        case List(items=items):
            for item in items:
                for child in item:
                    yield from _block_texts(child)
        case Quote(blocks=blocks):
            for child in blocks:
                yield from _block_texts(child)


def split_sentences(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return start and end of the sentences of a passage.

    A full stop ends a sentence where white space and a capital, a digit or an opening mark
    follow; not after an abbreviation, an initial or the number of an enumeration. An ellipsis
    does so too, since official texts end their lists with one.

    >>> vi = load_lexicon("vi")
    >>> text = "Tại TP. Huế có 1.200 hộ, các xã… Ông nói: “Tốt.” Xong./."
    >>> [text[start:end] for start, end in split_sentences(text, vi)]
    ['Tại TP. Huế có 1.200 hộ, các xã…', 'Ông nói: “Tốt.”', 'Xong./.']
    """
    spans = []
    start = 0
    for match in _END.finditer(text):
        if _ends_here(text, start, match, lexicon):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    return [trimmed for trimmed in (_trim(text, *span) for span in spans) if trimmed]


def _ends_here(text: str, start: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether the mark at `match` ends the sentence that began at `start`."""
    following = _NEXT.search(text, match.end())
    after = following.group() if following else ""
    if not (after.isupper() or after.isdigit() or (after and after in _OPENING)):
        return False
    if match.group().strip(_CLOSING) != ".":
        return True
    so_far = text[max(start, match.start() - _NEAR) : match.start()]
    last = re.split(rf"[\s{re.escape(_OPENING)}]", so_far)[-1]
    if last in lexicon.sentences.abbreviations or _is_initial(so_far, last):
        return False
    return not _ENUMERATION.fullmatch(text[start : start + _NEAR][: match.end() - start].strip())


def _is_initial(so_far: str, last: str) -> bool:
    """Tell whether a capital before a full stop is part of a name: `Phạm V. Long`."""
    before = so_far.removesuffix(last).split()
    return len(last) == 1 and last.isupper() and bool(before) and before[-1][:1].isupper()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave white space around a sentence out; nothing is left of white space alone."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    end -= len(stretch) - len(stretch.rstrip())
    return (start, end) if start < end else None
