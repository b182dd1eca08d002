"""What is found in captures that are not the seeds, against what a careful reader found.

The captures were read with care before the assembly was run on them. At that first run it found 48
of 63 quantities, 7 of 12 offices and 18 of 20 dates. The lists were then mended
after captures up to 029 alone, and found 34 of 35 quantities in the later ones; those were looked
at only afterwards. `pytest -s` prints what is found now.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.unpublished import CAPTURES

from diemtin.assembly.abbreviations import find_abbreviations
from diemtin.assembly.events import find_events
from diemtin.assembly.people import find_people
from diemtin.assembly.quantities import find_quantities
from diemtin.assembly.sentences import Reading, read_articles
from diemtin.model import Article, Block, Figure, Heading, Paragraph, Quantity, Text

GOLD: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "captures.toml").read_text(encoding="utf-8")
)
LATER = "031"


class Score(NamedTuple):
    """How many findings are right, wrong, and missing."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def article(name: str) -> Article:
    """Cut a capture by its labels, so that this test stands on the assembly alone."""
    text = (CAPTURES / f"{name}.txt").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.split()]
    labels = (CAPTURES / f"{name}.labels").read_text(encoding="utf-8").split()
    noise = [line.split("\t") for line in (CAPTURES / "mixed.tsv").read_text("utf-8").splitlines()]
    title = None
    blocks: list[Block] = []
    for line, label in zip(lines, labels, strict=True):
        for capture, _, part in noise:
            line = line.replace(part, "").strip() if capture == name else line
        match label:
            case "TITLE":
                title = title or line
            case "BODY" | "STANDFIRST":
                blocks.append(Paragraph((Text(line),)))
            case "HEADING":
                blocks.append(Heading(2, (Text(line),)))
            case "CAPTION":
                blocks.append(Figure((Text(line),)))
    published = GOLD[name].get("published")
    return Article(name, title, tuple(blocks), published=published, language="vi")


def quantities(reading: Reading) -> set[object]:
    """Return the quantities as the gold gives them where it does so, else as they were found."""
    wanted = [
        (words, *(None if limit == "" else limit for limit in limits))
        for words, *limits in GOLD[reading.article.origin].get("quantities", [])
    ]
    said = {sentence.place: [0] for sentence in reading.sentences()}

    def as_wanted(quantity: Quantity) -> tuple[object, ...]:
        found = (quantity.text, quantity.low, quantity.high)
        alike = (w for w in wanted if w[1:] == found[1:] and _alike(w[0], quantity.text))
        return next(alike, found)

    return {as_wanted(quantity) for quantity in find_quantities([reading], said)}


def _alike(one: str, other: str) -> bool:
    """Tell whether one text holds the other, which has at least a number and a word."""
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer and (" " in shorter or "%" in shorter)


def offices(reading: Reading) -> set[object]:
    return {(p.name, office.text) for p in find_people([reading]) for office in p.offices}


def people(reading: Reading) -> set[object]:
    return {person.name for person in find_people([reading])}


def dates(reading: Reading) -> set[object]:
    (event,) = find_events([reading])[0]
    date = event.date
    if date is None or date.day is None:
        return {date.year} if date else set()
    year = f"{date.year}-" if date.year else ""
    return {f"{year}{date.month:02}-{date.day:02}"}


def abbreviations(reading: Reading) -> set[object]:
    return {abbreviation.short for abbreviation in find_abbreviations([reading], "vi")}


def gold(kind: str, name: str) -> set[object]:
    said = GOLD[name]
    match kind:
        case "quantities":
            return {
                (words, *(None if limit == "" else limit for limit in limits))
                for words, *limits in said.get(kind, [])
            }
        case "offices":
            return {(person, o) for person, held in said.get("people", {}).items() for o in held}
        case "dates":
            return {said["date"]} if "date" in said else set()
        case _:
            return set(said.get(kind, ()))


def score(kind: str, find: Callable[[Reading], set[object]], names: Iterable[str]) -> Score:
    right = wrong = missed = 0
    for name in names:
        (reading,) = read_articles([article(name)], "vi")
        found, wanted = find(reading), gold(kind, name)
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    return Score(right, wrong, missed)


@pytest.mark.parametrize("later", [False, True], ids=["up to 029", "from 031 on"])
@pytest.mark.parametrize(
    ("find", "precision", "recall"),
    [
        (quantities, 1.0, 0.97),
        (people, 1.0, 0.9),
        (offices, 1.0, 0.75),
        (dates, 1.0, 1.0),
        (abbreviations, 1.0, 1.0),
    ],
)
def test_what_a_careful_reader_finds_is_found(
    find: Callable[[Reading], set[object]], precision: float, recall: float, *, later: bool
) -> None:
    if not CAPTURES.is_dir():
        pytest.skip("the captures are not beside this checkout")
    names = [name for name in GOLD if (name >= LATER) is later]
    found = score(find.__name__, find, names)
    sys.stdout.write(f"{find.__name__}, {'later' if later else 'earlier'}: {found}\n")
    assert found.precision >= precision
    assert found.recall >= recall
