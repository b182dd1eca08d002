"""Runs the fuzzers in turn, each for its share of the minutes, and prints what they found.

python -m tests.fuzzing.run_all MINUTES [TARGET ...]

What a fuzzer has learnt stays in `.fuzz/TARGET/corpus`, and the next run begins with it.
"""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
KEPT = Path(".fuzz")
LONGEST_INPUT = 4_096
# An input that takes so many seconds ends its process; the next one goes on with the others.
HANGS = 60
MEGABYTES = 3_000
_COVERAGE = re.compile(r"cov: (\d+)")
_INPUTS = re.compile(r"^#(\d+)\s", re.MULTILINE)
_UNITS = re.compile(r"stat::number_of_executed_units: (\d+)")


class Outcome(NamedTuple):
    """What one fuzzer did; `before` and `after` count the branches of the program it reached."""

    inputs: int
    before: int
    after: int
    crashes: int


def target_names() -> list[str]:
    """Return the names of all targets."""
    return sorted(file.stem for file in (HERE / "targets").glob("*.py"))


def write_dictionary(name: str, folder: Path) -> Path:
    """Write a target's tokens, one a line, as libFuzzer wants them."""
    tokens = (HERE / "tokens" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    path = folder / "tokens.dict"
    lines = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in tokens if token)
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
    return path


def fuzz(name: str, seconds: float) -> Outcome:
    """Fuzz one target; a process that dies is replaced until its time is over."""
    folder = KEPT / name
    shutil.rmtree(folder / "findings", ignore_errors=True)
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    options = [
        f"-dict={write_dictionary(name, folder)}",
        f"-artifact_prefix={folder}/died-",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={HANGS}",
        f"-report_slow_units={HANGS}",
        f"-rss_limit_mb={MEGABYTES}",
        "-print_final_stats=1",
        str(folder / "corpus"),
        str(HERE / "corpus" / name),
    ]
    end = time.monotonic() + seconds
    inputs, died = 0, 0
    reached: list[int] = []
    while (left := int(end - time.monotonic())) > 0:
        command = [sys.executable, "-m", "tests.fuzzing.run_one", name, str(folder)]
        run = subprocess.run(
            [*command, f"-max_total_time={left}", *options], stderr=subprocess.PIPE, check=False
        )
        told = run.stderr.decode("utf-8", "replace")
        (folder / "log.txt").write_text(told, encoding="utf-8")
        counted = _UNITS.findall(told) or _INPUTS.findall(told)
        inputs += int(counted[-1]) if counted else 0
        reached += map(int, _COVERAGE.findall(told))
        if run.returncode == 0:
            break
        died += 1
        if not counted:
            sys.exit(f"{name} did not begin:\n{told}")
    found = len(list((folder / "findings").glob("*.txt")))
    before, after = (reached[0], max(reached)) if reached else (0, 0)
    return Outcome(inputs, before, after, found + died)


def main() -> None:
    """Share the minutes among the targets and print a line for each."""
    minutes, *chosen = sys.argv[1:]
    names = chosen or target_names()
    print(f"{'target':16}{'inputs':>10}{'branches':>18}{'crashes':>9}")
    crashes = 0
    for name in names:
        one = fuzz(name, float(minutes) * 60 / len(names))
        reach = f"{one.before} to {one.after}"
        print(f"{name:16}{one.inputs:>10,}{reach:>18}{one.crashes:>9}", flush=True)
        crashes += one.crashes
    if crashes:
        sys.exit(f"The inputs and tracebacks stand in {KEPT}/TARGET/findings.")


if __name__ == "__main__":
    main()
