"""The page that the rules work on: its lines, what was cut from each, and what each line is."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from diemtin.cleaning.dates import FoundDate, find_date, without_dates
from diemtin.cleaning.folding import CAPITALS, fold, words_in
from diemtin.cleaning.phrases import Phrases, Tiling, phrases, start_of, tile
from diemtin.model import CaptureBlock, Kept, Removal

_CLOSERS = "\"'”’»)]}"
_SENTENCE_ENDS = ".!?…"
_CLAUSE_ENDS = ".!?…;:,"
_PROSE_WORDS = 10
_LONG_WORDS = 34
_SEVERAL_SENTENCES = 18
_META_CHARACTERS = 160
_START_CHARACTERS = 80
# How far rules look around a line, and how much running text tells what a page is about.
_NEAR = 60
_TOPIC_LINES = 20
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGN_OFF = re.compile(r"(?<=[.!?…/\"”])\s*(?:[-–—]+\s*|\()[\w/+.]{2,16}\)?$")
_INNER_END = re.compile(rf"[.!?…][\"”’)]?\s+[\"“‘(]?[{CAPITALS}]")


class Cut(NamedTuple):
    """What a rule takes from line number `at`: `text[start:end]`.

    It goes by the `rule`, or is kept as the metadata `field`.
    """

    at: int
    start: int
    end: int
    rule: str
    field: str | None = None


class Role(NamedTuple):
    """What a rule says that line number `at` is: a title, a heading, a caption."""

    at: int
    role: str


Mark = Cut | Role


class Line:
    """A line (or several that a screen had wrapped): its text so far, with single spaces.

    `gone` is the rule that took all of it, `roles` what the rules said of it. The features are
    worked out when first asked for, and belong to the text as it then was.
    """

    def __init__(self, block: CaptureBlock, *, gap: bool) -> None:
        self.text = " ".join(block.text.split())
        self.number = block.line
        self.numbers: tuple[int, ...] = (block.line,)
        self.gap = gap
        self.level = block.level
        self.image = block.image
        self.linked = block.linked
        self.gone: str | None = None
        self.roles: set[str] = set()
        # How phrases cover the text, once it has been asked for: the page works it out.
        self.covered: tuple[Tiling | None] | None = None

    def __bool__(self) -> bool:
        return self.gone is None

    def change(self, text: str) -> None:
        """Set the text that is left, and forget what was known of the former one."""
        self.text = text
        self.covered = None
        for name in ("folded", "pairs", "words", "date", "ends", "stops", "prose"):
            self.__dict__.pop(name, None)

    @cached_property
    def folded(self) -> str:
        """The text without accents and capitals."""
        return fold(self.text)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring folded words."""
        return frozenset(pairwise(words_in(self.folded)))

    @cached_property
    def words(self) -> int:
        """The number of words."""
        return self.text.count(" ") + 1 if self.text else 0

    @cached_property
    def ends(self) -> bool:
        """Whether a sentence ends with the line, be it before an agency's mark (`. — VNS`)."""
        bare = _SIGN_OFF.sub("", self.text).rstrip(_CLOSERS)
        return bare[-1:] in _SENTENCE_ENDS and bool(bare)

    @cached_property
    def stops(self) -> bool:
        """Whether the line ends with any mark that closes a clause."""
        return self.ends or (self.text.rstrip(_CLOSERS)[-1:] in _CLAUSE_ENDS and bool(self.text))

    @cached_property
    def prose(self) -> bool:
        """Whether the line reads as running text: long, or a full sentence."""
        if self.words >= _LONG_WORDS:
            return True
        if self.words < _PROSE_WORDS:
            return False
        bare = _SIGN_OFF.sub("", self.text).rstrip(_CLOSERS)
        if bare[-1:] in ".;:":
            return True
        several = self.ends or self.words >= _SEVERAL_SENTENCES
        return several and _INNER_END.search(self.text) is not None

    @cached_property
    def date(self) -> FoundDate | None:
        """The first full date of a short line."""
        return find_date(self.text) if len(self.text) <= _META_CHARACTERS else None


class Page:
    """The lines of one capture with all that was said of them; rules look and never change it."""

    def __init__(
        self, blocks: Iterable[CaptureBlock], *, without: frozenset[str] = frozenset()
    ) -> None:
        self.without = without
        self.phrases: Phrases = phrases(without)
        self.lines: list[Line] = list(_lines(blocks))
        self.words_read = sum(line.words for line in self.lines)
        self.words_removed = 0
        self.words_as_metadata = 0
        self.removed: list[Removal] = []
        self.metadata: list[Kept] = []
        self._first_of: dict[str, int] = {}

    def tiling(self, line: Line) -> Tiling | None:
        """Return how interface phrases cover a line with its dates; None if they do not."""
        if line.covered is None:
            line.covered = (self._tile(line),)
        return line.covered[0]

    def _tile(self, line: Line) -> Tiling | None:
        if len(line.text) > _META_CHARACTERS * 2:
            return None
        text = without_dates(line.text) if line.date else line.text
        return tile(text, self.without, accents=self.accented)

    def start(self, line: Line) -> str | None:
        """Return the rule whose beginning a line has."""
        return start_of(line.text[:_START_CHARACTERS], self.without)

    def apply(self, marks: Iterable[Mark]) -> None:
        """Carry out what a rule found, but for rules that are switched off."""
        for mark in list(marks):
            if isinstance(mark, Role):
                self.lines[mark.at].roles.add(mark.role)
                self._first_of.setdefault(mark.role, mark.at)
            elif mark.rule not in self.without:
                self._cut(mark)

    def _cut(self, cut: Cut) -> None:
        line = self.lines[cut.at]
        taken = line.text[cut.start : cut.end]
        if not taken.strip() and line.text:
            return
        blank = " " if any(map(str.isspace, taken)) else ""
        left = " ".join((line.text[: cut.start] + blank + line.text[cut.end :]).split())
        count = line.words - (left.count(" ") + 1 if left else 0)
        if cut.field:
            self.words_as_metadata += count
            self.metadata.append(Kept(line.number, taken.strip(), cut.field))
        else:
            self.words_removed += count
            self.removed.append(Removal(line.number, taken.strip(), cut.rule))
        line.change(left)
        if not left:
            line.gone = cut.rule

    def kept(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Line]]:
        """Yield the lines that have text left, with their indices."""
        lines = self.lines
        for index in range(start, len(lines) if end is None else min(end, len(lines))):
            line = lines[index]
            if line.gone is None:
                yield index, line

    def following(self, index: int) -> Line | None:
        """Return the next line that has text left, if it is near."""
        return next((line for _, line in self.kept(index + 1, index + _NEAR)), None)

    def preceding(self, index: int) -> Line | None:
        """Return the last line above that has text left, if it is near."""
        for position in range(index - 1, max(-1, index - _NEAR), -1):
            if self.lines[position].gone is None:
                return self.lines[position]
        return None

    def find_role(self, role: str) -> int | None:
        """Return the index of the first line that was given a role, if it has text left."""
        index = self._first_of.get(role)
        return index if index is not None and self.lines[index].gone is None else None

    @cached_property
    def accented(self) -> bool:
        """Whether the capture writes accents, so that a line without any means what it says.

        Curly quotation marks are no accents, and a name or two does not make a text Vietnamese.
        """
        lines = [line for line in self.lines[:_NEAR] if line.words > 1]
        accented = sum(map(_has_accent, (line.text for line in lines)))
        return accented > 1 and accented * 4 >= len(lines)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring folded words in the running text: what the page is about."""
        found: set[tuple[str, str]] = set()
        for line in islice((line for line in self.lines if line.prose), _TOPIC_LINES):
            found |= line.pairs
        return frozenset(found)


def _has_accent(text: str) -> bool:
    return any(match[0].isalpha() for match in _NOT_ASCII.finditer(text))


def whole(index: int, line: Line, rule: str, field: str | None = None) -> Cut:
    """Return the cut that takes all of a line."""
    return Cut(index, 0, len(line.text), rule, field)


def _lines(blocks: Iterable[CaptureBlock]) -> Iterator[Line]:
    gap = False
    for block in blocks:
        if block.image is None and not block.text.strip():
            gap = True
            continue
        yield Line(block, gap=gap)
        gap = False
