"""How long, how large and how much memory: diemtin beside pandoc, typst and WeasyPrint.

    python benchmarks/publishing.py [--sizes 5,100,1000] [--rounds 3] [--chart publishing.svg]
                                    [--only diemtin]

Every program publishes the same made-up articles, alternately in one run; the table gives medians.
diemtin is given the captures and does all that its default build does; the others are given the
clean articles as one Markdown file. Peers that are not installed are named and left out. Every
program runs once unmeasured, so that all of them find their modules compiled, as pip compiles them.
Memory is that of all processes of a program together; what forked processes share counts once
(the proportional set size, where the system tells it).
"""

import argparse
import importlib.metadata
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
from newsroom import write_workspace

Commands = Sequence[Sequence[str]]

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
_WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class Contestant(NamedTuple):
    """A program: the packages that it needs, and its commands for a workspace and an output."""

    name: str
    packages: tuple[str, ...]
    commands: Callable[[Path, Path], Commands]
    outputs: tuple[str, ...]


class Run(NamedTuple):
    """Wall time and CPU time in seconds, peak memory of all processes and output in MB."""

    seconds: float
    cpu: float
    memory: float
    size: float


def _pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def _diemtin(workspace: Path, out: Path) -> Commands:
    program = str(Path(sys.executable).with_name("diemtin"))
    options = ("--quiet", "build", str(workspace), "--out", str(out), "--no-cache")
    return [[program, *options]]


def _pandoc_typst(workspace: Path, out: Path) -> Commands:
    source, pandoc = str(workspace / "briefing.md"), _pandoc()
    common = [pandoc, "--toc", source]
    return [
        [*common, "-o", str(out / "briefing.docx")],
        [*common, "-o", str(out / "briefing.epub")],
        [*common, "--standalone", "-o", str(out / "briefing.typ")],
        [sys.executable, "-c", _TYPST, str(out / "briefing.typ"), str(out / "briefing.pdf")],
    ]


def _weasyprint(workspace: Path, out: Path) -> Commands:
    page = str(out / "briefing.html")
    return [
        [_pandoc(), "--toc", "--standalone", str(workspace / "briefing.md"), "-o", page],
        [sys.executable, "-c", _WEASYPRINT, page, str(out / "briefing.pdf")],
    ]


CONTESTANTS = (
    Contestant("diemtin", ("diemtin",), _diemtin, ("pdf", "docx", "epub")),
    Contestant(
        "pandoc + typst", ("pypandoc-binary", "typst"), _pandoc_typst, ("pdf", "docx", "epub")
    ),
    Contestant("WeasyPrint (PDF only)", ("pypandoc-binary", "weasyprint"), _weasyprint, ("pdf",)),
)


def versions(contestant: Contestant) -> dict[str, str] | None:
    """Return the versions of a contestant's packages, or None where one is missing."""
    try:
        return {name: importlib.metadata.version(name) for name in contestant.packages}
    except importlib.metadata.PackageNotFoundError:
        return None


def _watch(process: psutil.Process, stop: threading.Event, peak: list[float]) -> None:
    """Keep the highest memory of a process and its children, sampled every 20 ms."""
    while not stop.wait(0.02):
        total = 0
        for one in (process, *_children(process)):
            try:
                total += _memory(one)
            except (psutil.Error, OSError):
                continue
        peak[0] = max(peak[0], total / 1e6)


def _memory(process: psutil.Process) -> int:
    """Return the memory of a process in bytes: its own, and its share of what it shares."""
    summary = Path(f"/proc/{process.pid}/smaps_rollup")
    if not summary.exists():
        return int(process.memory_info().rss)
    for line in summary.read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        children: list[psutil.Process] = process.children(recursive=True)
    except psutil.Error:
        return []
    return children


def measure(commands: Commands, out: Path, endings: Sequence[str]) -> Run:
    """Run commands one after the other, and measure them together."""
    peak, seconds, cpu = [0.0], 0.0, _cpu_seconds()
    for command in commands:
        stop = threading.Event()
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment()
        )
        watcher = threading.Thread(target=_watch, args=(psutil.Process(process.pid), stop, peak))
        watcher.start()
        _, errors = process.communicate()
        seconds += time.perf_counter() - start
        stop.set()
        watcher.join()
        if process.returncode:
            raise SystemExit(f"{command[0]} failed: {errors.decode(errors='replace')[-800:]}")
    size = sum(file.stat().st_size for ending in endings for file in out.glob(f"*.{ending}"))
    return Run(seconds, _cpu_seconds() - cpu, peak[0], size / 1e6)


def _environment() -> dict[str, str]:
    """Return the environment of the programs: they may keep the modules that they compile."""
    return {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}


def _cpu_seconds() -> float:
    """Return what all commands have taken so far, which other work on the machine changes less."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def race(size: int, rounds: int, contestants: Sequence[Contestant]) -> dict[str, Run]:
    """Let the contestants publish `size` articles alternately; return each one's medians."""
    runs: dict[str, list[Run]] = {one.name: [] for one in contestants}
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        write_workspace(workspace, size)
        for number in range(rounds):
            for one in contestants:
                out = Path(folder) / f"out-{number}-{one.name}"
                out.mkdir()
                runs[one.name].append(measure(one.commands(workspace, out), out, one.outputs))
                shutil.rmtree(out)
    return {
        name: Run(*(statistics.median(values) for values in zip(*measured, strict=True)))
        for name, measured in runs.items()
    }


def table(results: dict[int, dict[str, Run]]) -> str:
    """Return the results as a Markdown table: ratios to diemtin, and growth of CPU time."""
    lines = [
        "| articles | program | wall, s | ratio | CPU, s | ratio | growth | RAM, MB | output, MB |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    before: dict[str, Run] = {}
    for size, runs in results.items():
        for name, run in runs.items():
            own = runs.get("diemtin", run)
            growth = f"{run.cpu / before[name].cpu:.1f}" if name in before else ""
            lines.append(
                f"| {size} | {name} | {run.seconds:.2f} | {run.seconds / own.seconds:.2f} |"
                f" {run.cpu:.2f} | {run.cpu / own.cpu:.2f} | {growth} | {run.memory:.0f} |"
                f" {run.size:.2f} |"
            )
        before = runs
    return "\n".join(lines)


def chart(results: dict[int, dict[str, Run]]) -> str:
    """Draw seconds by articles as bars in SVG, one group a size, on a scale of its own each."""
    names = list(dict.fromkeys(name for runs in results.values() for name in runs))
    colours = ("#1f4e79", "#b5523b", "#7a8b5c")
    parts, top = [], 10
    for size, runs in results.items():
        parts.append(f'<text x="10" y="{top + 14}" font-weight="bold">{size} articles</text>')
        longest = max(run.seconds for run in runs.values())
        for name, run in runs.items():
            top += 22
            width = max(1.0, 380 * run.seconds / longest)
            colour = colours[names.index(name) % len(colours)]
            parts.append(f'<text x="10" y="{top + 13}">{name}</text>')
            parts.append(
                f'<rect x="180" y="{top}" width="{width:.1f}" height="16" fill="{colour}"/>'
            )
            parts.append(f'<text x="{185 + width:.1f}" y="{top + 13}">{run.seconds:.2f} s</text>')
        top += 34
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 {top}" font-family="sans-serif"'
        f' font-size="13">\n<title>Time to publish</title>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main() -> None:
    """Run the race and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="5,100,1000", help="numbers of articles")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each program at each size")
    parser.add_argument("--chart", type=Path, help="where to write the chart, as SVG")
    parser.add_argument("--only", help="the name of the one program to run, such as diemtin")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    present = []
    for one in CONTESTANTS:
        if options.only not in (None, one.name):
            continue
        if found := versions(one):
            present.append(one)
            print(one.name, *(f"{name} {version}" for name, version in found.items()), sep=", ")
        else:
            print(f"{one.name}: left out, since {' or '.join(one.packages)} is not installed")
    print(f"Python {platform.python_version()}, {psutil.cpu_count()} cores, {platform.machine()}\n")
    race(1, 1, present)
    results = {size: race(size, options.rounds, present) for size in sizes}
    print(table(results))
    if options.chart:
        options.chart.write_text(chart(results), encoding="utf-8")


if __name__ == "__main__":
    main()
