"""Readers and writers come from entry points, a third party's like our own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from diemtin.errors import FormatError
from diemtin.formats import check_writers, formats, load_reader, load_writer

WRITER = '''
"""Writes the words of a document, one a line."""
from diemtin.model import document_words

def write(document, style, pagination):
    return "\\n".join(document_words(document)).encode()
'''


def install(folder: Path, *, module: str = WRITER, ending: str = "words") -> dict[str, str]:
    """Install a tiny distribution with one writer; return an environment that sees it."""
    (folder / "tiny_writer.py").write_text(module, encoding="utf-8")
    info = folder / "tiny_writer-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-writer\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[diemtin.writers]\n{ending} = tiny_writer:write\n")
    return {**os.environ, "PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"}


def diemtin(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "diemtin", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "ws"
    root.mkdir()
    (root / "tin.txt").write_text("Tỉnh mở hội chợ\nSáng 5/2, tỉnh mở hội chợ.\n", encoding="utf-8")
    return root


def test_a_third_party_writer_is_listed_with_its_package(tmp_path: Path) -> None:
    run = diemtin("formats", env=install(tmp_path))
    assert run.returncode == 0
    assert ["writer", "words", "tiny-writer", "1.2"] in [
        line.split() for line in run.stdout.splitlines()
    ]


def test_a_third_party_writer_builds(tmp_path: Path, workspace: Path) -> None:
    run = diemtin("build", str(workspace), "--to", "words,json", env=install(tmp_path))
    assert run.returncode == 0, run.stderr
    assert "hội\nchợ" in (workspace / "build" / "briefing.words").read_text(encoding="utf-8")


def test_another_package_may_replace_a_writer(tmp_path: Path, workspace: Path) -> None:
    run = diemtin("build", str(workspace), "--to", "md", env=install(tmp_path, ending="md"))
    assert run.returncode == 0, run.stderr
    assert "hội\nchợ" in (workspace / "build" / "briefing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "status", "message"),
    [
        ("import no_such_library", 2, 'Install the package "tiny-writer" again'),
        ("", 2, 'Install the package "tiny-writer" again'),
        ("write = 3", 2, "is no function"),
        (
            "def write(*args):\n    raise KeyError('x')",
            1,
            "report this to the makers of tiny-writer",
        ),
        ("def write(*args):\n    return 'text'", 1, "report this to the makers of tiny-writer"),
    ],
)
def test_a_broken_writer_is_named(
    tmp_path: Path, workspace: Path, module: str, status: int, message: str
) -> None:
    env = install(tmp_path, module=module)
    run = diemtin("build", str(workspace), "--to", "words", env=env)
    assert run.returncode == status
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert not (workspace / "build").exists()


def test_an_unknown_format_is_refused_before_any_work(tmp_path: Path, workspace: Path) -> None:
    run = diemtin(
        "build", str(workspace), "--to", "pdf,wdp", env=dict(os.environ, LC_ALL="C.UTF-8")
    )
    assert run.returncode == 2
    assert 'There is no writer for the ending "wdp"' in run.stderr
    assert "docx, epub" in run.stderr


def test_the_built_in_formats_are_entry_points_too() -> None:
    assert set(formats("writer")) >= {"docx", "pdf", "epub", "html", "md", "json"}
    assert set(formats("reader")) >= {"txt", "md", "html", "htm", "xhtml", "docx", "json"}
    for ending in ("docx", "pdf", "epub", "html", "md", "json"):
        assert callable(load_writer(ending))
    for ending in ("txt", "html", "docx", "json"):
        assert callable(load_reader(ending))


def test_an_unknown_ending_names_what_there_is() -> None:
    with pytest.raises(FormatError, match='no writer for the ending "wdp"'):
        check_writers(("docx", "wdp"))
    with pytest.raises(FormatError, match="txt"):
        load_reader("wdp")


def test_packages_are_looked_through_once_for_readers_and_writers() -> None:
    script = (
        "import importlib.metadata as metadata\n"
        "calls, find = [], metadata.entry_points\n"
        "metadata.entry_points = lambda **asked: calls.append(asked) or find(**asked)\n"
        "from diemtin.formats import formats\n"
        "print('pdf' in formats('writer'), 'txt' in formats('reader'), len(calls))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "True", "1"]
