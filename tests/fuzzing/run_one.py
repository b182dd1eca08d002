"""Fuzzes one target under atheris: keeps every input that breaks a promise, and goes on.

A finding is kept once for each place that raises it: `FOLDER/findings/NAME.bin` is the input,
`NAME.txt` the traceback.
"""

import importlib
import sys
import time
import traceback
from hashlib import sha256
from pathlib import Path

import atheris

# What a small input may take, in seconds of this process's work; more is a finding.
SLOW = 5.0


class Findings:
    """The inputs that broke a promise, one for each place in the program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data: bytes, error: Exception) -> None:
        """Keep an input, unless one with the same end of its traceback is kept already."""
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        place = "".join(f"{frame.filename}:{frame.lineno}" for frame in frames)
        self._write(f"{type(error).__name__}{place}", data, traceback.format_exception(error))

    def keep_slow(self, data: bytes, seconds: float) -> None:
        """Keep one slow input for each length of time, in whole multiples of the bound."""
        self._write(f"slow-{seconds // SLOW}", data, [f"slow: it took {seconds:.1f} s\n"])

    def _write(self, place: str, data: bytes, told: list[str]) -> None:
        path = self._folder / sha256(place.encode()).hexdigest()[:12]
        if not path.with_suffix(".txt").exists():
            path.with_suffix(".bin").write_bytes(data)
            path.with_suffix(".txt").write_text("".join(told), encoding="utf-8", errors="replace")


def main() -> None:
    """Fuzz `NAME`, with findings in `FOLDER/findings`; all other arguments are libFuzzer's."""
    name, folder, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["diemtin"]):
        target = importlib.import_module(f"tests.fuzzing.targets.{name}")
    findings = Findings(Path(folder) / "findings")

    def try_one(data: bytes) -> None:
        begin = time.process_time()
        try:
            target.check(data)
        except Exception as error:
            findings.keep(data, error)
        if (seconds := time.process_time() - begin) > SLOW:
            findings.keep_slow(data, seconds)

    atheris.Setup([sys.argv[0], *options], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
