"""A disk that fills up while the outputs are written leaves the former ones, and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.pipeline.conftest import article, build, build_command, outputs

PAGE = 4096
PRIVATE = ("unshare", "--mount", "--map-root-user")
# What a build does on a disk of its own, of a given size, with the former outputs on it.
ON_A_DISK = """
mount -t tmpfs -o size="$1" tmpfs "$2" && cp -a "$3"/. "$2" && shift 3
folder=$1 result=$2 && shift 2
"$@" --out "$folder"
status=$?
cp -a "$folder"/. "$result"
exit $status
"""


def _can_mount(folder: Path) -> bool:
    command = [*PRIVATE, "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    return shutil.which("unshare") is not None and not subprocess.run(command).returncode


@pytest.mark.parametrize("share", [0, 0.25, 0.5, 2])
def test_a_disk_that_fills_up_keeps_the_former_outputs(
    workspace: Path, tmp_path: Path, share: float
) -> None:
    """The free space is a share of what the new outputs need; twice that is enough."""
    disk, former, result = (tmp_path / name for name in ("disk", "former", "result"))
    disk.mkdir()
    result.mkdir()
    if not _can_mount(disk):
        pytest.skip("no file system can be mounted here")
    assert build(workspace, "--out", str(former)).returncode == 0
    (workspace / "sources" / "001.txt").write_text(article(20), encoding="utf-8")
    pages = sum(-(-len(data) // PAGE) + 1 for data in outputs(former).values())
    size = PAGE * (pages + int(share * pages) + 2)
    folders = [str(size), str(disk), str(former), str(disk), str(result)]
    run = subprocess.run(
        [*PRIVATE, "sh", "-c", ON_A_DISK, "sh", *folders, *build_command(workspace)],
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in run.stderr
    if share > 1:
        assert run.returncode == 0, run.stderr
        assert outputs(result).keys() == outputs(former).keys()
        assert outputs(result) != outputs(former)
    else:
        assert run.returncode == 1, run.stderr
        assert "No space left on device" in run.stderr
        assert outputs(result) == outputs(former)
