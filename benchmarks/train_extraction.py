"""Train the block model of `diemtin.cleaning.markup` on WCXB, and estimate how good it is.

    python benchmarks/train_extraction.py [--folds-only | --final-only]

Writes `converters/diemtin/cleaning/markup/model.json`, trained on all pages, and beside this script
`folds/N.json`, each trained without the pages of a fold's domains: `benchmarks/extraction.py`
scores every page with the model that has seen none of its site. Needs the extra `train`.
"""

import argparse
import json
import re
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from catboost import CatBoostClassifier, Pool
from wcxb import FOLDS, WRONG_TRUTH, Page, read_pages, words

from diemtin.cleaning.markup.features import describe
from diemtin.cleaning.markup.menus import outside_menus
from diemtin.cleaning.markup.wording import word_count
from diemtin.markup import Page as Tree
from diemtin.readers.html import read

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent / "converters/diemtin/cleaning/markup/model.json"
# Every page counts alike; inside a page, a run counts by the power 3/4 of its words.
_WEIGHT_OF_PAGE = 200.0
# Of so many pages, one is learnt with all names blotted out, so that the model can do without
# them: a site's class names may be in any language.
_NAMELESS = 4
# Of so many pages, one is learnt a second time as a portal would declare it that gives its own
# name as the title of every page, and nothing else.
_BARE = 6
# Of so many pages, some paragraphs are learnt once more by themselves, one to four in turns, as
# from a page of which somebody saved no more than that.
_FRAGMENT, _MOST_PARAGRAPHS = 12, 4
_PARAGRAPH = 15
_SEPARATOR = re.compile(r"\s[|–—·»:-]+\s")
_EXPLAINED = 3_000
_TREES = {
    "iterations": 100,
    "depth": 6,
    "learning_rate": 0.15,
    "l2_leaf_reg": 30,
    "rsm": 0.5,
    "subsample": 0.7,
    "bootstrap_type": "Bernoulli",
    "border_count": 32,
    "boosting_type": "Plain",
    "loss_function": "CrossEntropy",
    "random_seed": 1,
    "thread_count": 1,
    "verbose": False,
    "allow_writing_files": False,
}
# Features that a person understands: the account names those that spoke against a run.
_PUT_IN_WORDS = (
    "link density", "words", "cue", "copies", "headed by", "levels above main",
    "levels above wide main", "copies around", "prose before", "named comment",
    "named navigation", "named footer", "named sidebar", "named related", "named share",
    "named promotion", "named subscription", "named overlay", "named author", "named form",
    "named hidden", "branch: link density", "title words", "topic words against peak",
)  # fmt: skip


class Sample(NamedTuple):
    """The features of a page's runs (a row a run), how true each is (0 to 1), and its weight."""

    fold: int
    features: "np.ndarray[Any, np.dtype[np.uint8]]"
    labels: "np.ndarray[Any, np.dtype[np.float64]]"
    weights: "np.ndarray[Any, np.dtype[np.float64]]"


def main() -> None:
    """Train the models that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds-only", action="store_true")
    parser.add_argument("--final-only", action="store_true")
    options = parser.parse_args()
    names, samples = load_samples()
    if not options.final_only:
        (_HERE / "folds").mkdir(exist_ok=True)
        for fold in range(FOLDS):
            rest = [sample for sample in samples if sample.fold != fold]
            _write(_HERE / "folds" / f"{fold}.json", train(names, rest))
    if not options.folds_only:
        _write(_SHIPPED, train(names, samples))


def load_samples() -> tuple[tuple[str, ...], list[Sample]]:
    """Read, describe and label all pages of which the truth is sound."""
    names: tuple[str, ...] = ()
    samples = []
    sound = [page for page in read_pages() if page.identifier not in WRONG_TRUTH]
    for number, page in enumerate(sound):
        capture = read(page.data, page.identifier)
        title, lead = capture.metadata.title or "", capture.metadata.standfirst or ""
        names, sample = _sample(page, capture.tree, title, lead)
        samples.append(sample)
        if number % _BARE == 0:
            site = capture.metadata.site or _SEPARATOR.split(title)[-1]
            samples.append(_sample(page, capture.tree, site, "")[1])
        if number % _FRAGMENT == 0:
            count = 1 + number // _FRAGMENT % _MOST_PARAGRAPHS
            if paragraphs := _true_paragraphs(page, capture.tree)[:count]:
                samples.append(_sample(page, capture.tree.only(paragraphs), "", "")[1])
    return names, samples


def _true_paragraphs(page: Page, tree: Tree) -> list[int]:
    """Return the runs that are long, and true as a whole."""
    runs = [words(run.text) for run in tree.runs]
    parts = label(runs, words(page.truth))
    return [n for n, run in enumerate(runs) if len(run) >= _PARAGRAPH and parts[n] == 1]


def _sample(page: Page, tree: Tree, title: str, lead: str) -> tuple[tuple[str, ...], Sample]:
    tree = tree.only(outside_menus(tree, [word_count(run) for run in tree.runs]))
    columns = describe(tree, title, lead).columns
    features = np.stack([np.frombuffer(column, dtype=np.uint8) for column in columns.values()], 1)
    runs = [words(run.text) for run in tree.runs]
    weights = np.array([len(run) ** 0.75 for run in runs])
    weights *= _WEIGHT_OF_PAGE / max(weights.sum(), 1)
    labels = label(runs, words(page.truth))
    # Forms may hold a copy of the article, for those who want to print it elsewhere.
    labels[[tree.boxes[run.box].tag in ("textarea", "option") for run in tree.runs]] = 0
    return tuple(columns), Sample(page.fold, features, labels, weights)


def label(runs: list[list[str]], truth: list[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Say of every run which part of its words stands in the truth.

    A word does if one of the three groups of three words around it does, across the borders of
    runs: so a short heading is true where it stands between true paragraphs only.
    """
    groups = set(zip(truth, truth[1:], truth[2:], strict=False))
    owners = [number for number, run in enumerate(runs) for _ in run]
    stream = [word for run in runs for word in run]
    found = bytearray(len(stream))
    for start in range(len(stream) - 2):
        if (stream[start], stream[start + 1], stream[start + 2]) in groups:
            found[start : start + 3] = b"\1\1\1"
    labels = np.zeros(len(runs))
    np.add.at(labels, owners, np.frombuffer(bytes(found), dtype=np.uint8))
    return labels / np.maximum([len(run) for run in runs], 1)


def train(names: tuple[str, ...], samples: list[Sample]) -> dict[str, Any]:
    """Train on the samples and return the model in the form of `markup.model.ModelFile`."""
    began = time.monotonic()
    named = [n for n, name in enumerate(names) if name.startswith(("named", "near"))]
    tables = [sample.features.copy() for sample in samples]
    for table in tables[::_NAMELESS]:
        table[:, named] = 0
    features = np.concatenate(tables)
    labels = np.concatenate([sample.labels for sample in samples])
    weights = np.concatenate([sample.weights for sample in samples])
    trained = CatBoostClassifier(**_TREES)
    trained.fit(Pool(features.astype(np.float32), labels, weight=weights))
    model = _stored(trained, names)
    model["effects"] = _effects(trained, names, features)
    seconds = time.monotonic() - began
    print(f"{len(samples)} pages, {len(features)} runs: {seconds:.0f} s", flush=True)
    return model


def _stored(trained: CatBoostClassifier, names: tuple[str, ...]) -> dict[str, Any]:
    """Read the trees out of CatBoost, with leaves rounded to some 200 steps."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        trained.save_model(str(path), format="json")
        data = json.loads(path.read_text())
    trees = data["oblivious_trees"]
    scale, (bias,) = data["scale_and_bias"]
    values = [value * scale for tree in trees for value in tree["leaf_values"]]
    least = min(values)
    # The sums of all trees' leaves must fit into the two bytes that the evaluation has for them.
    levels = min(255, 65_535 // len(trees))
    step = (max(values) - least) / levels
    asked = sorted({_question(split) for tree in trees for split in tree["splits"]})
    used = sorted({feature for feature, _ in asked})
    return {
        "features": [names[feature] for feature in used],
        "questions": [(used.index(feature), border) for feature, border in asked],
        "trees": [
            (
                [asked.index(_question(split)) for split in tree["splits"]],
                bytes(round((value * scale - least) / step) for value in tree["leaf_values"]).hex(),
            )
            for tree in trees
        ],
        "offset": bias + least * len(trees),
        "step": step,
    }


def _question(split: dict[str, Any]) -> tuple[int, int]:
    """Return a split's feature and the largest whole number that its border lets pass as no."""
    return split["float_feature_index"], int(np.floor(split["border"]))


def _effects(
    trained: CatBoostClassifier, names: tuple[str, ...], features: Any
) -> dict[str, list[int]]:
    """Return the mean Shapley value of each value of a feature, in hundredths of log-odds."""
    rows = np.random.default_rng(1).choice(len(features), min(_EXPLAINED, len(features)), False)
    chosen = features[rows]
    parts = trained.get_feature_importance(Pool(chosen.astype(np.float32)), type="ShapValues")
    effects = {}
    for name in _PUT_IN_WORDS:
        column = names.index(name)
        values = chosen[:, column]
        known = np.unique(values)
        means = [parts[values == value, column].mean() for value in known]
        effects[name] = [round(100 * v) for v in np.interp(range(256), known, means)]
    return effects


def _write(path: Path, model: dict[str, Any]) -> None:
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in model.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
