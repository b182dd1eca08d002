"""Whatever ends a build, the outputs are the former ones or the new ones, and whole."""

import os
import random
import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.pipeline.conftest import article, build, build_command, outputs

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1707100000", "LC_ALL": "C.UTF-8"}
# Formats that are made at once, so that the moments fall into cleaning and publishing.
QUICK = ("--to", "md,json,html")
# The briefing in three formats, and its audit in two.
ALL_OUTPUTS = 5


def change(root: Path, number: int) -> None:
    (root / "sources" / "001.txt").write_text(article(number), encoding="utf-8")


@pytest.mark.parametrize(
    ("formats", "kills"), [(QUICK, 5), (("--to", "pdf,docx,epub", "--jobs", "2"), 4)]
)
def test_a_build_killed_at_any_moment_leaves_whole_outputs(
    workspace: Path, formats: tuple[str, ...], kills: int
) -> None:
    """Kill at seeded random moments over the time that a whole build takes."""
    begin = time.monotonic()
    assert build(workspace, *formats).returncode == 0
    duration = time.monotonic() - begin
    moments = random.Random(5)  # noqa: S311 - moments are no secret
    former = outputs(workspace / "build")
    for number in range(10, 10 + kills):
        change(workspace, number)
        process = subprocess.Popen(
            build_command(workspace, *formats),
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(duration * moments.uniform(0.3, 1.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert_no_process_is_left(workspace)
        found = files_at_their_places(workspace / "build")
        assert build(workspace, *formats).returncode == 0
        new = outputs(workspace / "build")
        assert set(new) == set(former)
        for name, data in found.items():
            assert data in (former[name], new[name])
        former = new


def assert_no_process_is_left(workspace: Path) -> None:
    """The processes that clean and write end soon after the one that began them was killed."""
    called = str(workspace).encode()
    for _ in range(400):
        if not any(called in command_of(process) for process in Path("/proc").glob("[0-9]*")):
            return
        time.sleep(0.05)
    pytest.fail("a process of the build still runs")


def command_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def files_at_their_places(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_full_disk_is_told_and_leaves_the_former_outputs(workspace: Path) -> None:
    """A limit on the size of files stands for a full disk: writing fails in the middle."""
    assert build(workspace).returncode == 0
    former = outputs(workspace / "build")
    change(workspace, 20)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    run = subprocess.run(
        build_command(workspace), env=ENVIRONMENT, capture_output=True, text=True, preexec_fn=limit
    )
    assert run.returncode == 1
    assert "the outputs cannot be written: File too large" in run.stderr
    assert "Traceback" not in run.stderr
    assert outputs(workspace / "build") == former


def test_builds_at_once_give_the_outputs_of_one_of_them(workspace: Path) -> None:
    expected = []
    for title in ("Một", "Hai"):
        (workspace / "briefing.toml").write_text(f'title = "{title}"', encoding="utf-8")
        out = workspace / title
        assert build(workspace, *QUICK, "--out", str(out)).returncode == 0
        expected.append(outputs(out))
    processes = []
    for index in range(4):
        title = ("Một", "Hai")[index % 2]
        (workspace / "briefing.toml").write_text(f'title = "{title}"', encoding="utf-8")
        command = build_command(workspace, *QUICK)
        process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        time.sleep(0.6)
    for process in processes:
        assert process.communicate()[1] == ""
        assert process.returncode == 0
    assert outputs(workspace / "build") in expected


def test_an_interruption_by_hand_leaves_nothing_or_all(workspace: Path) -> None:
    for moment in (0.2, 0.4, 0.6):
        process = subprocess.Popen(
            build_command(workspace), env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
        )
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert "Traceback" not in err
        assert_no_process_is_left(workspace)
        folder = workspace / "build"
        found = files_at_their_places(folder) if folder.exists() else {}
        assert len(found) in (0, ALL_OUTPUTS)
