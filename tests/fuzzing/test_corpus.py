"""Every promise that the fuzzers check holds for the inputs that they begin with."""

import importlib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
INPUTS = sorted((HERE / "corpus").glob("*/*"))


def test_every_target_has_inputs_and_tokens() -> None:
    targets = {file.stem for file in (HERE / "targets").glob("*.py")}
    assert targets == {file.parent.name for file in INPUTS}
    assert targets == {file.stem for file in (HERE / "tokens").glob("*.txt")}


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_an_input_breaks_no_promise(file: Path) -> None:
    importlib.import_module(f"tests.fuzzing.targets.{file.parent.name}").check(file.read_bytes())
