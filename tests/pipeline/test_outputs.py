"""Outputs are put in place all together or not at all, and what a killed build left goes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from diemtin.errors import OutputError
from diemtin.pipeline import outputs, publish

OLD = {"a.pdf": b"old pdf", "a.docx": b"old docx"}
NEW = {"a.pdf": b"new pdf", "a.docx": b"new docx"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_outputs_stand_in_their_folder_and_nothing_else(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "build")
    publish(NEW, tmp_path / "build")
    assert contents(tmp_path / "build") == NEW
    assert leftovers(tmp_path / "build") == []


def test_a_full_disk_leaves_the_former_outputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(OLD, tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"No space left on device.*former outputs are untouched"):
        publish(NEW, tmp_path)
    assert contents(tmp_path) == OLD
    assert leftovers(tmp_path) == []


def test_an_output_that_cannot_be_replaced_leaves_all_the_others(tmp_path: Path) -> None:
    publish(OLD, tmp_path)
    (tmp_path / "z.epub").mkdir()
    with pytest.raises(OutputError, match=r"z\.epub"):
        publish({**NEW, "b.html": b"added", "z.epub": b"new"}, tmp_path)
    assert contents(tmp_path) == OLD
    assert leftovers(tmp_path) == []


def test_an_interruption_waits_until_all_outputs_are_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(OLD, tmp_path)
    replace = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    # A test run in the background of a shell was told to ignore interruptions.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            publish(NEW, tmp_path)
    finally:
        signal.signal(signal.SIGINT, former)
    assert contents(tmp_path) == NEW
    assert leftovers(tmp_path) == []


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    with pytest.raises(OutputError, match="the outputs cannot be written"):
        publish(NEW, tmp_path / "build")


def test_an_output_that_is_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "a.pdf").symlink_to(tmp_path / "elsewhere")
    publish(NEW, tmp_path / "build")
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    assert contents(tmp_path / "build") == NEW


def test_links_under_the_names_of_our_own_files_lead_nowhere(tmp_path: Path) -> None:
    """A workspace that came by mail may hold, in `build`, what looks like a killed build's."""
    away, build = tmp_path / "away", tmp_path / "build"
    publish({"start.sh": b"mine"}, away)
    publish(OLD, build)
    (build / "start.sh").write_bytes(b"theirs")
    for name in (".ready-a", ".staging-b"):
        (build / name).symlink_to(away)
    for inner, other in (("old", "new"), ("new", "old")):
        folder = build / f".ready-{inner}"
        (folder / other).mkdir(parents=True)
        (folder / inner).symlink_to(away)
    (build / ".ready-old" / "new" / "start.sh").write_bytes(b"theirs, too")
    (build / ".ready-old" / "new" / "more.sh").write_bytes(b"theirs, too")
    publish(NEW, build)
    assert contents(away) == {"start.sh": b"mine"}
    assert contents(build) == {**NEW, "start.sh": b"theirs"}
    assert leftovers(build) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_lock_that_is_no_file_is_told(tmp_path: Path, kind: str) -> None:
    publish(OLD, tmp_path)
    lock = tmp_path / ".diemtin.lock"
    if kind == "link":
        lock.symlink_to(tmp_path / "elsewhere")
    else:
        os.mkfifo(lock)
    with pytest.raises(OutputError, match=r"\(\.diemtin\.lock\)"):
        publish(NEW, tmp_path)
    assert contents(tmp_path) == OLD
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with names")
def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A device has no end, and a pipe no beginning."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "file").write_bytes(b"tin")
    assert outputs.content_of(tmp_path / "pipe") is None
    assert outputs.content_of(tmp_path / "zero") is None
    assert outputs.content_of(tmp_path / "none") is None
    assert outputs.content_of(tmp_path / "file") == b"tin"


KILLED = """
import os, sys
from pathlib import Path
from diemtin.pipeline import outputs

def die(*_):
    os.kill(os.getpid(), 9)

steps = ("fsync", "rename", "replace", "link", "unlink", "mkdir")
counted = {name: getattr(os, name) for name in steps}
calls = 0

def counting(name):
    def call(*arguments, **options):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            die()
        return counted[name](*arguments, **options)
    return call

for name in counted:
    setattr(os, name, counting(name))
outputs.publish({"a.pdf": b"new pdf", "a.docx": b"new docx"}, Path(sys.argv[1]))
print("finished")
"""


def test_killed_at_any_step_the_next_build_finds_whole_outputs_and_clears_up(
    tmp_path: Path,
) -> None:
    """Every call that changes the disk is, one run after another, the last one of its build."""
    steps = 0
    for step in range(1, 100):
        folder = tmp_path / str(step)
        publish(OLD, folder)
        command = [sys.executable, "-c", KILLED, str(folder), str(step)]
        run = subprocess.run(command, capture_output=True, text=True)
        found = contents(folder)
        for name in OLD:
            assert found[name] in (OLD[name], NEW[name])
        publish({"other.html": b""}, folder)
        found = contents(folder)
        assert found.pop("other.html") == b""
        assert found in (OLD, NEW)
        assert leftovers(folder) == []
        if "finished" in run.stdout:
            break
        steps += 1
    assert 10 < steps < 99


def test_two_builds_at_once_never_mix(tmp_path: Path) -> None:
    versions = [{f"{name}.txt": f"{n}".encode() * 1000 for name in "abcde"} for n in range(6)]
    failures: list[BaseException] = []

    def repeat(version: dict[str, bytes]) -> None:
        try:
            for _ in range(10):
                publish(version, tmp_path)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=repeat, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert contents(tmp_path) in versions
    assert leftovers(tmp_path) == []


def test_a_living_build_keeps_its_staging_folder(tmp_path: Path) -> None:
    staging, owner = outputs._claim(tmp_path)
    publish(NEW, tmp_path)
    assert staging.is_dir()
    owner.close()
    publish(NEW, tmp_path)
    assert not staging.exists()


@pytest.fixture
def foreign_folder() -> Iterator[Path]:
    """Yield a folder in which this process may not write, with the former outputs in it."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    publish(OLD, root / "build")
    (root / "build").chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield root / "build"
    if is_root:
        os.seteuid(0)
    (root / "build").chmod(0o755)
    shutil.rmtree(root)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently there")
def test_without_permission_the_former_outputs_stay(foreign_folder: Path) -> None:
    with pytest.raises(OutputError, match="Permission denied"):
        publish(NEW, foreign_folder)
    assert contents(foreign_folder) == OLD
