"""What several captures say in the same words is printed once, where its fullest wording stands.

A sentence is only ever merged into one that contains it: all its words, in their order, with few
words between them, of which none changes the sense. Candidates share a run of four words, which
an index finds exactly; MinHash would only estimate the same, and costs NumPy.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import msgspec
from rapidfuzz.distance import LCSseq

from diemtin.assembly.lexicon import Lexicon
from diemtin.assembly.sentences import Passage, Reading, Sentence
from diemtin.model import Event, Figure, Merge, Place

# A shorter sentence says too little to be known again outside its paragraph.
FEWEST_WORDS = 8
# The shorter wording has at least this share of the longer one's words.
CONTAINED = 0.8
# So much in common, and yet apart, is worth a line in the audit.
ALIKE = 0.75
RUN = 4
# So many sentences are remembered under one run of words, and so many are compared.
REMEMBERED, COMPARED = 16, 4


class Merging(msgspec.Struct, frozen=True):
    """What was merged, what is alike but stays apart, and what that leaves of each article."""

    merges: tuple[Merge, ...] = ()
    apart: tuple[Merge, ...] = ()
    words: tuple[int, ...] = ()
    hosts: dict[int, int] = {}


class Entry(msgspec.Struct, frozen=True, eq=False):
    """A sentence that may be merged, with the event of its article and its runs of words."""

    sentence: Sentence
    event: int
    lexicon: Lexicon
    runs: frozenset[int]


class _Desk(msgspec.Struct):
    """The sentences that stand so far, and what was merged into which."""

    exact: dict[tuple[str, ...], Entry]
    runs: dict[tuple[int, int], list[Entry]]
    into: dict[Place, Entry]
    merged: dict[Place, Entry]
    apart: list[Merge]


def merge_wordings(readings: Sequence[Reading], events: Sequence[Event]) -> Merging:
    """Merge the sentences that agree across articles.

    Within an event, small additions are allowed; articles of different events must agree word for
    word, and must not speak of a day that means another one in each of them.
    """
    event_of = {article: n for n, event in enumerate(events) for article in event.articles}
    alone = {event.articles[0] for event in events if len(event.articles) == 1}
    desk = _Desk({}, defaultdict(list), {}, {}, [])
    for reading in readings:
        event = event_of.get(reading.index, -1)
        for sentence in reading.sentences():
            if len(sentence.words) >= FEWEST_WORDS:
                # Only within an event may wordings differ, and have to be looked up by their runs.
                runs = frozenset() if reading.index in alone else _runs(sentence.words)
                _consider(Entry(sentence, event, reading.lexicon, runs), desk)
    pairs = [(entry.sentence, _root(entry, desk).sentence) for entry in desk.merged.values()]
    pairs += _companions(readings, pairs)
    merges = tuple(
        Merge(kept.place, kept.text, merged.place, merged.text)
        for merged, kept in sorted(pairs, key=lambda pair: _position(pair[0]))
    )
    return Merging(
        merges,
        _still_apart(desk, merges),
        _merged_words(merges, len(readings)),
        _hosts(readings, merges),
    )


def _consider(entry: Entry, desk: _Desk) -> None:
    """Merge a sentence into an earlier one or the other way round, or let it stand."""
    same = desk.exact.get(entry.sentence.words)
    if same and _elsewhere(entry, same) and _same_day(entry, same):
        _merge(entry, same, desk)
        return
    for other in _candidates(entry, desk):
        if contains(other.sentence.words, entry.sentence.words, entry.lexicon):
            _merge(entry, other, desk)
            return
        if contains(entry.sentence.words, other.sentence.words, entry.lexicon):
            _merge(other, entry, desk)
        elif _likeness(entry, other) >= ALIKE:
            desk.apart.append(_pair(other.sentence, entry.sentence))
    desk.exact.setdefault(entry.sentence.words, entry)
    for run in entry.runs:
        known = desk.runs[entry.event, run]
        if len(known) < REMEMBERED:
            known.append(entry)


def contains(longer: Sequence[str], shorter: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a wording holds all the words of a shorter one, and adds none that matters.

    Args:
        longer: The words of the fuller wording.
        shorter: The words that must all stand in it, in their order.
        lexicon: Says which words change the sense; numbers always do.
    """
    count = len(shorter)
    if not count <= len(longer) <= count / CONTAINED:
        return False
    if LCSseq.similarity(shorter, longer, score_cutoff=count) < count:
        return False
    added = (Counter(longer) - Counter(shorter)).keys()
    telling = lexicon.merging.telling
    return not any(word in telling or word[0].isdigit() for word in added)


def _merge(entry: Entry, kept: Entry, desk: _Desk) -> None:
    desk.merged[entry.sentence.place] = entry
    desk.into[entry.sentence.place] = kept


def _root(entry: Entry, desk: _Desk) -> Entry:
    """Follow a merged sentence to the one that is printed."""
    while kept := desk.into.get(entry.sentence.place):
        entry = kept
    return entry


def _elsewhere(one: Entry, other: Entry) -> bool:
    return one.sentence.place.article != other.sentence.place.article


def _same_day(one: Entry, other: Entry) -> bool:
    """Tell whether a wording means the same in two articles, though their events may differ."""
    if one.event == other.event:
        return True
    text = f" {one.sentence.text.casefold()} "
    return not any(word in text for word in one.lexicon.merging.relative)


def _candidates(entry: Entry, desk: _Desk) -> Iterator[Entry]:
    """Yield the sentences of the event that share most runs of words with this one."""
    counts: Counter[Place] = Counter()
    known: dict[Place, Entry] = {}
    for run in entry.runs:
        for other in desk.runs.get((entry.event, run), ()):
            place = other.sentence.place
            if _elsewhere(entry, other) and place not in desk.merged:
                counts[place] += 1
                known[place] = other
    ranked = sorted(counts, key=lambda place: (-counts[place], place.article, place.start))
    yield from (known[place] for place in ranked[:COMPARED])


def _runs(words: Sequence[str]) -> frozenset[int]:
    """Return the checksums of every four words in a row."""
    runs = (words[start : start + RUN] for start in range(len(words) - RUN + 1))
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def _likeness(one: Entry, other: Entry) -> float:
    return LCSseq.normalized_similarity(one.sentence.words, other.sentence.words)


def _pair(kept: Sentence, merged: Sentence) -> Merge:
    return Merge(kept.place, kept.text, merged.place, merged.text)


def _position(sentence: Sentence) -> tuple[int, int, int]:
    place = sentence.place
    return place.article, place.block, place.start


def _companions(
    readings: Sequence[Reading], pairs: Sequence[tuple[Sentence, Sentence]]
) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield what goes with merged sentences: headings, captions and short sentences.

    They are known again only where the articles already share a sentence, and word for word.
    """
    merged = {sentence.place for sentence, _ in pairs}
    hosts: dict[int, dict[int, None]] = defaultdict(dict)
    for sentence, kept in pairs:
        hosts[sentence.place.article].setdefault(kept.place.article)
    shorts = {
        article: _short_sentences(readings[article])
        for article in {host for known in hosts.values() for host in known}
    }
    for article, known in sorted(hosts.items()):
        for passage, sentence in _lesser(readings[article]):
            if sentence.place in merged:
                continue
            key = (passage.kind, sentence.words)
            found = (shorts[host].get(key) for host in known)
            standing = [other for other in found if other and other.place not in merged]
            if standing:
                yield sentence, standing[0]


def _short_sentences(reading: Reading) -> dict[tuple[str, tuple[str, ...]], Sentence]:
    found: dict[tuple[str, tuple[str, ...]], Sentence] = {}
    for passage, sentence in _lesser(reading):
        found.setdefault((passage.kind, sentence.words), sentence)
    return found


def _lesser(reading: Reading) -> Iterator[tuple[Passage, Sentence]]:
    """Yield the sentences that are not merged on their own; a caption with a picture stays."""
    for passage in reading.passages:
        if passage.kind == "title" or _has_picture(reading, passage):
            continue
        for sentence in passage.sentences:
            body = passage.kind in ("standfirst", "body")
            if not body or len(sentence.words) < FEWEST_WORDS:
                yield passage, sentence


def _has_picture(reading: Reading, passage: Passage) -> bool:
    if passage.kind != "caption":
        return False
    block = reading.article.blocks[passage.place.block]
    return isinstance(block, Figure) and block.picture is not None


def _still_apart(desk: _Desk, merges: Iterable[Merge]) -> tuple[Merge, ...]:
    """Return the alike wordings of which both are still printed."""
    gone = {merge.merged for merge in merges}
    return tuple(pair for pair in desk.apart if not gone & {pair.kept, pair.merged})


def _merged_words(merges: Iterable[Merge], articles: int) -> tuple[int, ...]:
    counts = [0] * articles
    for merge in merges:
        counts[merge.merged.article] += len(merge.merged_text.split())
    return tuple(counts)


def _hosts(readings: Sequence[Reading], merges: Iterable[Merge]) -> dict[int, int]:
    """Find the articles of which all but the title is merged, and who holds most of each."""
    by_article: dict[int, dict[Place, int]] = defaultdict(dict)
    for merge in merges:
        by_article[merge.merged.article][merge.merged] = merge.kept.article
    hosts = {}
    for article, kept in by_article.items():
        reading = readings[article]
        passages = [passage for passage in reading.passages if passage.kind != "title"]
        blocks = {passage.place.block for passage in passages}
        merged = (sentence.place in kept for passage in passages for sentence in passage.sentences)
        if blocks.issuperset(range(len(reading.article.blocks))) and all(merged):
            counts = Counter(kept.values())
            hosts[article] = min(counts, key=lambda host: (-counts[host], host))
    return hosts
