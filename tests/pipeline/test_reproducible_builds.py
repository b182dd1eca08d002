"""The same inputs give the same bytes, wherever, whenever and however they are built."""

from pathlib import Path

import pytest
from tests.pipeline.conftest import article, build, outputs, write_captures

ENDINGS = "pdf,docx,epub,html,md,json"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    root = write_captures(tmp_path_factory.mktemp("reference") / "ws", 5)
    run = build(
        root, "--to", ENDINGS, "--jobs", "1", environment={"TZ": "UTC", "PYTHONHASHSEED": "0"}
    )
    assert run.returncode == 0, run.stderr
    return root, outputs(root / "build")


@pytest.mark.parametrize(
    ("environment", "jobs"),
    [
        ({"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1"}, "2"),
        ({"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "vi_VN.UTF-8"}, "5"),
        ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "3"}, "1"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "3"),
    ],
)
def test_zone_locale_hash_seed_and_jobs_change_no_byte(
    reference: tuple[Path, dict[str, bytes]],
    tmp_path: Path,
    environment: dict[str, str],
    jobs: str,
) -> None:
    root, expected = reference
    run = build(
        root, "--to", ENDINGS, "--jobs", jobs, "--out", str(tmp_path), environment=environment
    )
    assert run.returncode == 0, run.stderr
    assert outputs(tmp_path) == expected


def test_neither_the_folder_nor_the_working_directory_changes_a_byte(
    reference: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    _, expected = reference
    root = write_captures(tmp_path / "somewhere else" / "ws", 5)
    # The second run finds the outputs of the first, the third its cleaned captures as well.
    for _ in range(3):
        run = build(".", "--to", ENDINGS, folder=root)
        assert run.returncode == 0, run.stderr
        assert outputs(root / "build") == expected


def test_each_format_is_the_same_alone_and_together(
    reference: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root, expected = reference
    for ending in ("docx", "epub"):
        assert build(root, "--to", ending, "--out", str(tmp_path)).returncode == 0
        assert (tmp_path / f"briefing.{ending}").read_bytes() == expected[f"briefing.{ending}"]


def test_check_agrees_until_something_changes(
    reference: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    root = write_captures(tmp_path / "ws", 2)
    assert build(root, "--check").returncode == 1
    assert build(root).returncode == 0
    assert build(root, "--check", environment={"TZ": "Asia/Ho_Chi_Minh"}).returncode == 0
    assert build(root, "--check", "--jobs", "3").returncode == 0
    output = root / "build" / "briefing.docx"
    output.write_bytes(output.read_bytes() + b"\n")
    changed = build(root, "--check")
    assert changed.returncode == 1
    assert "briefing.docx: this is not what the inputs give" in changed.stderr


def test_check_sees_a_changed_capture_and_a_missing_output(tmp_path: Path) -> None:
    """Without SOURCE_DATE_EPOCH, the instant is that of the build which is checked."""
    now = {"SOURCE_DATE_EPOCH": ""}
    root = write_captures(tmp_path / "ws", 2)
    assert build(root, "--to", "md,epub", environment=now).returncode == 0
    assert build(root, "--to", "md,epub", "--check", environment=now).returncode == 0
    (root / "build" / "briefing.md").unlink()
    checked = build(root, "--to", "md,epub", "--check", environment=now)
    assert checked.returncode == 1
    assert [line.split()[1] for line in checked.stderr.splitlines()] == [
        f"{root / 'build' / 'briefing.md'}:"
    ]
    (root / "sources" / "001.txt").write_text(article(9), encoding="utf-8")
    checked = build(root, "--to", "md,epub", "--check", environment=now)
    assert checked.returncode == 1
    assert len(checked.stderr.splitlines()) == 4
    assert not (root / "build" / "briefing.md").exists()
