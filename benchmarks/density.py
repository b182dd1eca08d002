"""How full of facts real captures are, and those that the benchmarks make up.

    python benchmarks/density.py FOLDER [FOLDER ...]

Counts what the assembly finds in the text captures of each folder, of the folders together, and
in made-up articles, per 850 words of cleaned articles.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from newsroom import story

from diemtin.assembly.abbreviations import find_abbreviations
from diemtin.assembly.people import find_bodies, find_people
from diemtin.assembly.quantities import find_quantities
from diemtin.assembly.sentences import read_articles
from diemtin.cleaning import clean
from diemtin.formats import load_reader
from diemtin.model import Capture
from diemtin.model.document import block_words

WORDS = 850
MADE_UP = 100
KINDS = ("sentences", "figures", "people", "bodies", "abbreviations")


def count(data: bytes, origin: str) -> Counter[str]:
    """Return the words of a capture's article, and what is found in it, each article for itself."""
    capture = load_reader("txt")(data, origin, encoding=None)
    if not isinstance(capture, Capture):
        return Counter()
    article, _ = clean(capture)
    readings = read_articles([article], "vi")
    said = {sentence.place: [0] for reading in readings for sentence in reading.sentences()}
    return Counter(
        articles=1,
        words=sum(len(block_words(block)) for block in article.blocks),
        sentences=len(said),
        figures=len(find_quantities(readings, said)),
        people=len(find_people(readings)),
        bodies=len(find_bodies(readings)),
        abbreviations=len(find_abbreviations(readings, "vi")),
    )


def row(name: str, counts: Counter[str]) -> str:
    """Return one row of the table."""
    rates = (f"{WORDS * counts[kind] / max(counts['words'], 1):.1f}" for kind in KINDS)
    return " | ".join(("", name, f"{counts['articles']}", f"{counts['words']}", *rates, "")).strip()


def _total(captures: Iterable[tuple[bytes, str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for data, origin in captures:
        total += count(data, origin)
    return total


def main() -> None:
    """Print the table."""
    print(" | ".join(("", "captures", "number", "words", *KINDS, "")).strip())
    print("|---|" + "---:|" * (2 + len(KINDS)))
    together: Counter[str] = Counter()
    for folder in map(Path, sys.argv[1:]):
        found = _total((path.read_bytes(), path.name) for path in sorted(folder.glob("*.txt")))
        together += found
        print(row(folder.name, found))
    print(row("together", together))
    made_up = ((story(number).capture().encode(), f"{number}.txt") for number in range(MADE_UP))
    print(row("made up", _total(made_up)))


if __name__ == "__main__":
    main()
