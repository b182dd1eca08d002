"""Measure reading and cleaning: text captures by size on one core, then captures on two cores.

    python benchmarks/cleaning.py [--total MB] [--largest MB] [--captures N]

The first table gives megabytes a second of processor time from the bytes of a file to its article:
decoding, mending and cleaning. The second lets the pipeline clean many captures with one process
and with two, text captures and (where WCXB is at hand) saved pages. Its ratio by the clock means
something on an idle machine only; the one by processor time is what the clock would show at best:
all that one process takes, over what cannot be shared and half of what two processes take.
"""

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wcxb import collection, read_pages

from diemtin.cleaning import clean
from diemtin.pipeline.captures import Cleaning, clean_captures
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.tasks import Cleaned
from diemtin.readers.text import read

_SYLLABLES = (  # noqa: SIM905 - a list of 90 words is harder to read
    "hội nghị tỉnh huyện xã kinh tế phát triển nông dân doanh nghiệp đầu tư xuất khẩu thị trường "
    "giải pháp chính quyền người dân đường cầu trường học bệnh viện nước sạch lúa chè cà phê rừng "
    "biển tàu cá công trình ngân sách tỷ đồng năm tháng ngày theo cho biết đề nghị yêu cầu thống "
    "nhất tổ chức thực hiện tăng giảm so với cùng kỳ đạt kế hoạch"
).split()
_HEAD = ("Trang chủ", "Tin tức", "Cổng thông tin điện tử tỉnh Hà Sơn", "Cỡ chữ: A- A A+")
_TAIL = ("Chia sẻ", "Lượt xem: 1.204", "Từ khóa:", "chè", "Tin liên quan", "Ý kiến (0)", "Gửi")
_SMALLEST = 3_000


def sentence(source: random.Random, words: int) -> str:
    """Return a sentence of Vietnamese-looking words."""
    text = " ".join(source.choice(_SYLLABLES) for _ in range(words))
    return f"{text[0].upper()}{text[1:]}."


def capture(source: random.Random, size: int) -> bytes:
    """Return a capture of about `size` bytes: an article within a portal's frame."""
    lines = [*_HEAD, sentence(source, 12).rstrip("."), "05/06/2024 09:12"]
    written = 0
    while written < size:
        paragraph = " ".join(sentence(source, source.randint(12, 40)) for _ in range(3))
        lines.append(paragraph)
        written += len(paragraph.encode())
        if source.random() < 0.2:
            lines += ["Anh-tin-bai", f"Quang cảnh {sentence(source, 8).lower()}"]
    lines += _TAIL
    return "\n".join(lines).encode()


def seconds(captures: list[bytes]) -> float:
    """Return how long it takes to read and clean captures, in seconds of processor time."""
    started = time.process_time()
    for data in captures:
        clean(read(data, "generated.txt"))
    return time.process_time() - started


class Spent(NamedTuple):
    """Seconds by the clock, and of processor time in the parent and in all its workers."""

    clock: float
    parent: float
    workers: float


def spend(paths: list[Path], jobs: int) -> Spent:
    """Let the pipeline clean files with so many processes."""
    items = [CaptureInput(index, path, path.name) for index, path in enumerate(paths)]
    before, clock, parent = _time_of_workers(), time.perf_counter(), time.process_time()
    outcomes = clean_captures(items, Cleaning(jobs=jobs))
    spent = Spent(
        time.perf_counter() - clock, time.process_time() - parent, _time_of_workers() - before
    )
    if not any(isinstance(outcome, Cleaned) for outcome in outcomes):
        raise SystemExit("no capture could be cleaned")
    return spent


def _time_of_workers() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def scaling(name: str, paths: list[Path]) -> str:
    """Return the row of the second table for some files."""
    one, two = spend(paths, 1), spend(paths, 2)
    at_best = (one.parent + one.workers) / (two.parent + two.workers / 2)
    return (
        f"{name:<16}{len(paths):>9,}{one.clock:>12.2f}{two.clock:>12.2f}"
        f"{one.clock / two.clock:>10.2f}{at_best:>16.2f}"
    )


def by_size(source: random.Random, total: float, largest: float) -> Iterator[str]:
    """Yield the first table's lines."""
    seconds([capture(source, 10_000)])
    yield f"{'capture':>10} {'captures':>9} {'MB':>7} {'seconds':>8} {'MB/s':>6} {'peak MB':>8}"
    for size in (_SMALLEST, 30_000, 300_000, int(largest * 1e6)):
        count = max(1, int(total * 1e6 / size))
        captures = [capture(source, size) for _ in range(count)]
        megabytes = sum(map(len, captures)) / 1e6
        taken = seconds(captures)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield (
            f"{size:>10,} {count:>9,} {megabytes:>7.1f} {taken:>8.2f} "
            f"{megabytes / taken:>6.2f} {peak:>8.0f}"
        )


def on_two_cores(source: random.Random, count: int, folder: Path) -> Iterator[str]:
    """Yield the second table's lines."""
    yield (
        f"{'captures':<16}{'number':>9}{'1 process s':>12}{'2 processes':>12}"
        f"{'by clock':>10}{'by processor':>16}"
    )
    texts = [folder / f"{number}.txt" for number in range(count)]
    for path in texts:
        path.write_bytes(capture(source, _SMALLEST))
    yield scaling("text captures", texts)
    try:
        collection()
    except SystemExit as reason:
        yield f"saved pages: skipped. {reason}"
        return
    pages = []
    for page in read_pages()[:count]:
        pages.append(folder / f"{page.identifier}.html")
        pages[-1].write_bytes(page.data)
    yield scaling("saved pages", pages)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--total", type=float, default=8, help="megabytes for each row")
    parser.add_argument("--largest", type=float, default=8, help="megabytes of the largest capture")
    parser.add_argument("--captures", type=int, default=600, help="captures for two cores")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)  # noqa: S311 - nothing here is secret
    for line in by_size(source, arguments.total, arguments.largest):
        print(line)
    print()
    with tempfile.TemporaryDirectory() as folder:
        for line in on_two_cores(source, arguments.captures, Path(folder)):
            print(line)


if __name__ == "__main__":
    main()
