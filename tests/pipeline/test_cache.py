"""A rebuild cleans what has changed and nothing else, and comes out the same."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.pipeline.conftest import article, write_captures

from diemtin.pipeline import CaptureInput, Order, build, captures
from diemtin.pipeline.cache import CaptureCache
from diemtin.pipeline.workers import Done, Lost, Task, Workers
from diemtin.workspace import open_workspace

DONE: Counter[str] = Counter()


class CountingWorkers(Workers):
    """Counts the captures that are read, and those that are cleaned."""

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Done | Lost]]:
        names = [task.function.__name__ for task in tasks]
        DONE.update(name for name in names if name != "learn_task")
        return super().run(tasks)


@pytest.fixture(autouse=True)
def _counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "Workers", CountingWorkers)


def make(root: Path, *, cached: bool = True) -> tuple[dict[str, bytes], dict[str, int]]:
    """Build and publish; return the outputs, and how many captures were read and cleaned."""
    DONE.clear()
    order = Order(modified="2024-02-05T07:00:00Z", to=("md", "json"), cached=cached)
    made = build(open_workspace(root), order)
    made.publish()
    return made.outputs, dict(DONE)


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """Return a workspace of six captures that was built twice, so that its cache is filled."""
    root = write_captures(tmp_path / "ws", 6)
    first, done = make(root)
    assert done == {"read_task": 6, "clean_task": 6}
    make(root)
    return root, first


def test_nothing_is_cleaned_twice(built: tuple[Path, dict[str, bytes]]) -> None:
    root, first = built
    assert make(root) == (first, {})


def test_one_change_cleans_one_capture(built: tuple[Path, dict[str, bytes]]) -> None:
    root, first = built
    (root / "sources" / "003.txt").write_text(article(77), encoding="utf-8")
    outputs, done = make(root)
    assert done == {"read_task": 1, "clean_task": 1}
    assert outputs != first
    assert outputs == make(root, cached=False)[0]


def test_a_rule_left_out_cleans_all_captures_anew(built: tuple[Path, dict[str, bytes]]) -> None:
    root, _ = built
    with (root / "briefing.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('without = ["comment.counter"]\n')
    outputs, done = make(root)
    assert done == {"clean_task": 6}
    assert outputs == make(root, cached=False)[0]


def test_without_the_cache_all_is_cleaned_and_comes_out_the_same(
    built: tuple[Path, dict[str, bytes]],
) -> None:
    root, first = built
    assert make(root, cached=False) == (first, {"read_task": 6, "clean_task": 6})


@pytest.mark.parametrize("damage", [b"", b"\x81", b"\x93\x01", b"\xc1 junk"])
def test_a_damaged_cache_counts_for_nothing(
    built: tuple[Path, dict[str, bytes]], damage: bytes
) -> None:
    root, first = built
    (root / "build" / ".cache" / "captures.msgpack").write_bytes(damage)
    assert make(root) == (first, {"read_task": 6, "clean_task": 6})
    assert make(root) == (first, {})


def test_the_cache_holds_the_last_build_alone(built: tuple[Path, dict[str, bytes]]) -> None:
    root, _ = built
    folder = root / "build" / ".cache"
    before = (folder / "captures.msgpack").stat().st_size
    for number in range(1, 6):
        (root / "sources" / f"{number:03}.txt").unlink()
    make(root)
    assert (folder / "captures.msgpack").stat().st_size < before / 2
    assert [path.name for path in folder.iterdir()] == ["captures.msgpack"]


def test_a_large_capture_is_not_looked_up(tmp_path: Path) -> None:
    root = write_captures(tmp_path / "ws", 1)
    [source] = open_workspace(root).sources
    item = CaptureInput(0, source.path, source.origin)
    assert CaptureCache(tmp_path, most_bytes=10).key(item) is None
    assert CaptureCache(tmp_path, most_bytes=10_000).key(item) is not None


def test_a_cache_that_came_with_a_workspace_counts_for_nothing(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """Whoever sends a workspace could put into its cache what its captures do not say."""
    root, first = built
    file = root / "build" / ".cache" / "captures.msgpack"
    forged = file.read_bytes().replace(b"gian h", b"GIAN H")
    assert forged != file.read_bytes()
    file.write_bytes(forged)
    shutil.copytree(root, tmp_path / "sent", copy_function=shutil.copy2)
    assert make(tmp_path / "sent") == (first, {"read_task": 6, "clean_task": 6})


def test_a_cache_behind_a_link_is_neither_read_nor_written(
    built: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root, _ = built
    shutil.move(root / "build" / ".cache", tmp_path / "away")
    (root / "build" / ".cache").symlink_to(tmp_path / "away")
    before = (tmp_path / "away" / "captures.msgpack").stat().st_mtime_ns
    (root / "sources" / "001.txt").write_text(article(9), encoding="utf-8")
    assert make(root)[1] == {"read_task": 6, "clean_task": 6}
    assert (tmp_path / "away" / "captures.msgpack").stat().st_mtime_ns == before
