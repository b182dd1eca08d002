"""Compare diemtin's cleaning of HTML with other extractors, on WCXB and in one run.

    python benchmarks/extraction.py [--every N]

Prints word-level precision, recall and F1 (means over pages), the paired difference in F1 to
diemtin with its standard error, and pages a second on one core. diemtin appears twice: held out
(each page is cleaned by a model that has seen no page of its domain, `folds/`), which is the
estimate that counts, and as shipped (the model has seen these pages). Peers that are not
installed are named and skipped; the extra `bench` installs them. The last line says what it brings
to clean several pages of one domain together.
"""

import argparse
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from statistics import mean, stdev
from typing import Any, NamedTuple

from wcxb import FOLDS, Page, Score, read_pages, score, words

from diemtin.cleaning import SiteBoilerplate, learn_boilerplate
from diemtin.cleaning.markup import clean_markup
from diemtin.cleaning.markup.model import Model, load_model, read_model
from diemtin.errors import CaptureError
from diemtin.model import plain_text
from diemtin.model.document import block_texts
from diemtin.readers.html import read

_FOLDS = Path(__file__).parent / "folds"
_WARM_UP = 3
_FEWEST_DOMAINS = 3

Extract = Callable[[Page], str]


class Extractor(NamedTuple):
    """A way from a page to its text; `package` is the distribution whose version is printed."""

    name: str
    package: str
    extract: Extract


class Result(NamedTuple):
    """The scores of all pages, and the time for them in seconds."""

    scores: list[Score]
    seconds: float


def main() -> None:
    """Run all extractors that are there, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every N-th page")
    pages = read_pages(parser.parse_args().every)
    extractors = [*_own(), *_peers()]
    results = run(extractors, pages)
    print(f"{len(pages)} pages, Python {platform.python_version()}, {platform.machine()}")
    for line in table(extractors, results):
        print(line)
    print(together(pages))


def run(extractors: list[Extractor], pages: list[Page]) -> list[Result]:
    """Let every extractor read every page, in turns, so that all meet the same load."""
    for extractor in extractors:
        for page in pages[:_WARM_UP]:
            extractor.extract(page)
    scores: list[list[Score]] = [[] for _ in extractors]
    seconds = [0.0] * len(extractors)
    for page in pages:
        truth = words(page.truth)
        for number, extractor in enumerate(extractors):
            began = time.process_time()
            text = extractor.extract(page)
            seconds[number] += time.process_time() - began
            scores[number].append(score(words(text), truth))
    return [Result(*pair) for pair in zip(scores, seconds, strict=True)]


def table(extractors: list[Extractor], results: list[Result]) -> Iterator[str]:
    """Yield the table's lines; differences are to the first extractor."""
    yield (
        f"{'extractor':34}{'F1':>8}{'precision':>11}{'recall':>8}"
        f"{'difference':>20}{'pages/s':>9}{'ratio':>7}"
    )
    first = results[0]
    for extractor, result in zip(extractors, results, strict=True):
        means = [mean(values) for values in zip(*result.scores, strict=True)]
        pairs = zip(first.scores, result.scores, strict=True)
        differences = [one.f1 - other.f1 for one, other in pairs]
        error = stdev(differences) / len(differences) ** 0.5
        apart = f"{mean(differences):+.4f} ± {error:.4f}" if result is not first else ""
        speed = len(result.scores) / result.seconds
        ratio = result.seconds / first.seconds
        yield (
            f"{_title(extractor):34}{means[2]:8.4f}{means[0]:11.4f}{means[1]:8.4f}"
            f"{apart:>20}{speed:9.1f}{ratio:7.2f}"
        )


def together(pages: list[Page]) -> str:
    """Clean the pages of domains that have several, each alone and all together, and compare."""
    counts = Counter(page.domain for page in pages)
    several = [page for page in pages if counts[page.domain] > 1]
    domains = len({page.domain for page in several})
    if domains < _FEWEST_DOMAINS:
        return "too few domains with several pages to compare cleaning them together"
    learnt = learn_boilerplate([read(page.data, page.identifier) for page in several])
    models = _held_out()
    alone, joined = (
        [score(words(_diemtin(page, models, known)), words(page.truth)).f1 for page in several]
        for known in (None, learnt)
    )
    differences = [one - other for one, other in zip(joined, alone, strict=True)]
    error = stdev(differences) / len(differences) ** 0.5
    return (
        f"{len(several)} pages of {domains} domains, held out: alone {mean(alone):.4f}, "
        f"together {mean(joined):.4f} ({mean(differences):+.4f} ± {error:.4f})"
    )


def _title(extractor: Extractor) -> str:
    return f"{extractor.name} {metadata.version(extractor.package)}"


def _own() -> list[Extractor]:
    # Peers load their libraries before the clock runs; so does diemtin those that few pages need.
    import_module("diemtin.cleaning.markup.spanned_tables")
    import_module("ftfy")
    shipped = [load_model()] * FOLDS
    return [
        Extractor("diemtin, held out", "diemtin", partial(_diemtin, models=_held_out())),
        Extractor("diemtin, as shipped", "diemtin", partial(_diemtin, models=shipped)),
    ]


def _held_out() -> list[Model]:
    return [read_model((_FOLDS / f"{fold}.json").read_bytes()) for fold in range(FOLDS)]


def _diemtin(page: Page, models: list[Model], boilerplate: SiteBoilerplate | None = None) -> str:
    """Return the body of the article, with its standfirst; the title is no part of WCXB's truth."""
    try:
        capture = read(page.data, page.identifier)
        article, _ = clean_markup(capture, model=models[page.fold], boilerplate=boilerplate)
    except CaptureError:
        return ""
    body = [plain_text(content) for block in article.blocks for content in block_texts(block)]
    return " ".join([article.standfirst or "", *body])


def _peers() -> Iterator[Extractor]:
    """Yield the peers that are installed, and name those that are not."""
    for name, package, module, build in (
        ("trafilatura", "trafilatura", "trafilatura", partial(_trafilatura, favor_recall=False)),
        ("trafilatura, favor_recall", "trafilatura", "trafilatura",
         partial(_trafilatura, favor_recall=True)),
        ("rs-trafilatura", "rs-trafilatura", "rs_trafilatura", _rs_trafilatura),
        ("readability-lxml", "readability-lxml", "readability", _readability),
        ("jusText", "jusText", "justext", _justext),
    ):  # fmt: skip
        try:
            library = import_module(module)
        except ImportError:
            print(f"{name}: not installed, skipped")
            continue
        yield Extractor(name, package, build(library))


def _trafilatura(library: Any, *, favor_recall: bool) -> Extract:
    def extract(page: Page) -> str:
        html = page.data.decode("utf-8", "replace")
        found = library.extract(html, include_comments=False, favor_recall=favor_recall)
        return found or ""

    return extract


def _rs_trafilatura(library: Any) -> Extract:
    def extract(page: Page) -> str:
        found = library.extract(page.data.decode("utf-8", "replace"))
        return getattr(found, "main_content", None) or ""

    return extract


def _readability(library: Any) -> Extract:
    from lxml.html import fromstring

    def extract(page: Page) -> str:
        try:
            summary = library.Document(page.data.decode("utf-8", "replace")).summary()
            return "".join(str(text) for text in fromstring(summary).itertext())
        except (ValueError, TypeError, library.readability.Unparseable):
            return ""

    return extract


def _justext(library: Any) -> Extract:
    stop_words = library.get_stoplist("English")

    def extract(page: Page) -> str:
        found = library.justext(page.data, stop_words)
        return "\n".join(block.text for block in found if not block.is_boilerplate)

    return extract


if __name__ == "__main__":
    main()
