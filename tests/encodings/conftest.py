"""The texts of the tests of this room, and the encoders of the benchmark."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from tests.unpublished import CAPTURES, SEEDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def texts() -> dict[str, dict[str, str]]:
    source = Path(__file__).with_name("encoding_texts.toml").read_text("utf-8")
    groups = cast(dict[str, dict[str, str]], tomllib.loads(source))
    return {
        group: {name: text.strip("\n") for name, text in members.items()}
        for group, members in groups.items()
    }


@pytest.fixture(scope="session")
def encoders() -> ModuleType:
    """Return `benchmarks/encodings.py`, which knows how each encoding wrote Vietnamese."""
    path = ROOT / "benchmarks/encodings.py"
    specification = importlib.util.spec_from_file_location("benchmark_of_encodings", path)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def shared_captures() -> list[str]:
    """Return the seeds and labelled captures, where they are at hand."""
    paths = [*SEEDS.glob("*.txt"), *CAPTURES.glob("*.txt")]
    if not paths:
        pytest.skip("the shared captures are not here")
    return [path.read_text("utf-8") for path in sorted(paths)]


@pytest.fixture(scope="session")
def other_captures() -> list[str]:
    """Return the labelled captures of the cleaning that are in Vietnamese and end in 0 or 5."""
    captures = []
    for path in sorted((ROOT / "tests/cleaning/captures").glob("*[05]-*.labelled")):
        rows = path.read_text("utf-8").splitlines()
        text = "\n".join(row.partition(" | ")[2] for row in rows)
        if sum(character > "\u1e9f" for character in text) > len(text) / 20:
            captures.append(text)
    return captures
