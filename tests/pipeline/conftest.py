"""Workspaces to build in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

MANIFEST = """
title = "Tin tuần"
agency = "SỞ NGOẠI VỤ"
date = 2024-02-05
place = "Mẫu"
"""


def article(number: int) -> str:
    """Return a text capture with noise around a small article of its own."""
    return (
        f"no image\nHuyện số {number} mở hội chợ biên giới\n"
        f"Sáng {number % 28 + 1}/2, huyện số {number} khai mạc hội chợ "
        f"với {100 + number} gian hàng của hai nước.\n"
        f"Hội chợ kéo dài {number % 7 + 2} ngày, dự kiến đón khoảng {number}.000 lượt khách.\n"
        "Ý kiến ()\nLượt xem: 12\n"
    )


def write_captures(root: Path, count: int) -> Path:
    """Fill a workspace with captures."""
    (root / "sources").mkdir(parents=True, exist_ok=True)
    (root / "briefing.toml").write_text(MANIFEST, encoding="utf-8")
    for number in range(1, count + 1):
        path = root / "sources" / f"{number:03}.txt"
        path.write_text(article(number), encoding="utf-8")
    return root


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with three captures and a manifest."""
    return write_captures(tmp_path / "ws", 3)


def build_command(root: Path | str, *arguments: str) -> list[str]:
    """Return the command that builds a workspace in a process of its own."""
    return [sys.executable, "-m", "diemtin", "build", str(root), *arguments]


def build(
    root: Path | str,
    *arguments: str,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Build a workspace in a process of its own, at a fixed instant."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1707100000", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        build_command(root, *arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=env | dict(environment or {}),
        cwd=folder,
    )


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name; all but the cache is an output."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".cache"}
