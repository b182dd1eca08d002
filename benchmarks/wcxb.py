"""Read the pages of WCXB (Web Content Extraction Benchmark, Murrough Foley, CC BY 4.0), and score.

The collection is looked for in `../shared/wcxb-dev` beside the project, or where WCXB_DEV points.
"""

import gzip
import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

FOLDS = 5
# Pages whose truth is known to be wrong or unusable; they are scored, but teach nothing.
WRONG_TRUTH = frozenset(("4893", "0310", "4677", "4912", "0339", "4072", "4694", "4271", "1708"))
_WORD = re.compile(r"\w+")


class Page(NamedTuple):
    """One page with its true content; `domain` is the registered part of its host, roughly."""

    identifier: str
    domain: str
    data: bytes
    truth: str

    @property
    def fold(self) -> int:
        """The fold that the page's domain falls into: all pages of a domain in one."""
        return zlib.crc32(self.domain.encode()) % FOLDS


class Score(NamedTuple):
    """Precision, recall and F1 of a page's words."""

    precision: float
    recall: float
    f1: float


def collection() -> Path:
    """Return the folder of the collection.

    Raises:
        SystemExit: There is none.
    """
    beside = Path(__file__).parents[1] / "../shared/wcxb-dev"
    folder = Path(os.environ.get("WCXB_DEV", beside)).resolve()
    if not (folder / "truth.jsonl").is_file():
        raise SystemExit(
            f"{folder}: no truth.jsonl there. Set WCXB_DEV to the collection's folder."
        )
    return folder


def read_pages(every: int = 1) -> list[Page]:
    """Read all pages, or every n-th."""
    folder = collection()
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").split("\n")
    return [_page(folder, json.loads(line)) for line in lines[::every] if line]


def _page(folder: Path, row: dict[str, str]) -> Page:
    host = urlsplit(row["url"] or "").hostname or row["id"]
    data = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
    return Page(row["id"], ".".join(host.split(".")[-2:]), data, row["main_content"])


def words(text: str) -> list[str]:
    """Cut a text into words as WCXB's own measure does."""
    return _WORD.findall(text.lower())


def score(found: Iterable[str], truth: Iterable[str]) -> Score:
    """Compare two bags of words (WCXB, `evaluate.py`: `word_f1`)."""
    got, want = Counter(found), Counter(truth)
    common = sum((got & want).values())
    if not common:
        return Score(0.0, 0.0, 0.0)
    precision, recall = common / got.total(), common / want.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall))
