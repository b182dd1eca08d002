"""A capture beyond a limit is named with the limit's key and left out; the rest is published."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tests.pipeline.conftest import article, build

from diemtin.workspace import Limits

RAISE = 'If it is a real article, raise "{}" under [limits] in briefing.toml.'


def page(body: str) -> bytes:
    return f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode()


def archive(members: int, size: int) -> bytes:
    """Return an archive such as a Word file, of members that are one letter over and over."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(members):
            packed.writestr(f"word/{number}.xml", b"x" * size)
    return buffer.getvalue()


CASES = {
    "file-megabytes": (0.01, "txt", b"Tin\n" * 3_000, "the file is larger than 0.01 MB"),
    "text-megabytes": (
        0.001,
        "txt",
        b"Tin\n" * 400,
        "it holds more than 0.001 million characters of text",
    ),
    "blocks": (30, "txt", b"Tin\n" * 40, "it holds more than 30 blocks"),
    "nesting": (
        20,
        "html",
        page("<div>" * 30 + article(7) + "</div>" * 30),
        "its elements are nested deeper than 20",
    ),
    "archive-members": (4, "docx", archive(5, 10), "it is an archive of more than 4 members"),
    "archive-ratio": (
        50,
        "docx",
        archive(2, 2_000_000),
        "it is an archive that unpacks to more than 50 times its size",
    ),
}
BREAKING = {
    "hang": ("seconds", 5, "it takes longer than 5 s"),
    "devour": ("memory-megabytes", 2_000, "it needs more than 2,000 MB of memory"),
}
PICTURES = {
    "picture-megabytes": (0.0001, "more than 100"),
    "picture-megapixels": (0.001, "it has 60 × 40 pixels, more than 1,000"),
}


def lower(workspace: Path, key: str, value: float) -> None:
    manifest = f'sources = ["sources/*"]\n[limits]\n{key} = {value}\n'
    (workspace / "briefing.toml").write_text(manifest, encoding="utf-8")


def published(workspace: Path) -> str:
    return (workspace / "build" / "briefing.md").read_text(encoding="utf-8")


def test_every_limit_is_tried_here() -> None:
    tried = {*CASES, *PICTURES, *(key for key, _, _ in BREAKING.values())}
    assert tried == {name.replace("_", "-") for name in Limits.__struct_fields__}


@pytest.mark.parametrize("key", CASES)
def test_a_capture_beyond_a_limit_is_left_out(workspace: Path, key: str) -> None:
    value, ending, data, reason = CASES[key]
    lower(workspace, key, value)
    (workspace / "sources" / f"000.{ending}").write_bytes(data)
    run = build(workspace, "--to", "md", "--jobs", "1")
    assert run.returncode == 1
    assert run.stderr == f"diemtin: sources/000.{ending}: {reason}. {RAISE.format(key)}\n"
    for number in (1, 2, 3):
        assert f"huyện số {number} khai mạc" in published(workspace)


@pytest.mark.parametrize("key", PICTURES)
def test_a_picture_beyond_a_limit_is_left_out_of_its_article(workspace: Path, key: str) -> None:
    value, reason = PICTURES[key]
    lower(workspace, key, value)
    Image.effect_noise((60, 40), 50).save(workspace / "anh.png")
    title, first, second = article(9).splitlines()[1:4]
    (workspace / "sources" / "009.html").write_bytes(
        page(
            f"<article><h1>{title}</h1><p>{first}</p><figure><img src='../anh.png'>"
            f"<figcaption>Quang cảnh hội chợ</figcaption></figure><p>{second}</p></article>"
        )
    )
    run = build(workspace, "--to", "md")
    assert run.returncode == 0, run.stderr
    assert 'sources/009.html: picture "../anh.png": ' in run.stderr
    assert reason in run.stderr
    assert f'Save it smaller, or raise "{key}" under [limits]' in run.stderr
    assert "Quang cảnh hội chợ" in published(workspace)
    account = json.loads((workspace / "build" / "briefing.audit.json").read_bytes())
    assert [run.stderr] == [f"{note}\n" for note in account["notes"]]


@pytest.fixture
def bad_reader(tmp_path: Path) -> Path:
    """Return a folder with the package of a reader for `.bad`, which breaks as the file says."""
    (tmp_path / "bad_reader.py").write_text(
        "import ctypes, os, sys, time\n"
        "def read(data, origin, encoding=None):\n"
        "    match data:\n"
        "        case b'crash': ctypes.string_at(0)\n"
        "        case b'hang': time.sleep(1000)\n"
        "        case b'devour': return [bytes(10**8) for _ in range(1000)]\n"
        "        case b'leave': sys.exit(3)\n"
        "        case b'recurse': return read(data, origin)\n"
        "        case b'babble': return lambda: 1\n"
        "        case b'break': raise RuntimeError('tin\\x1b[31m')\n"
    )
    info = tmp_path / "bad_reader-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-reader\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[diemtin.readers]\nbad = bad_reader:read\n")
    return tmp_path


@pytest.mark.parametrize("fault", BREAKING)
def test_a_capture_that_takes_too_much_is_left_out(
    workspace: Path, bad_reader: Path, fault: str
) -> None:
    key, value, reason = BREAKING[fault]
    lower(workspace, key, value)
    (workspace / "sources" / "000.bad").write_text(fault)
    run = build(workspace, "--to", "md", environment={"PYTHONPATH": str(bad_reader)})
    assert run.returncode == 1
    assert run.stderr == f"diemtin: sources/000.bad: {reason}. {RAISE.format(key)}\n"
    assert "huyện số 2 khai mạc" in published(workspace)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("crash", "the program that reads it crashed (SIGSEGV)"),
        ("leave", "the program that reads it crashed (exit status 3)"),
        ("recurse", "it is nested too deeply. Simplify its structure."),
        ("babble", "it cannot be cleaned (AttributeError: 'function' object"),
        ("break", r"it cannot be cleaned (RuntimeError: tin\x1b[31m)"),
    ],
)
def test_a_capture_that_breaks_its_reader_is_left_out(
    workspace: Path, bad_reader: Path, fault: str, reason: str
) -> None:
    lower(workspace, "seconds", 60)
    (workspace / "sources" / "000.bad").write_text(fault)
    run = build(workspace, "--to", "md", environment={"PYTHONPATH": str(bad_reader)})
    assert run.returncode == 1
    [line] = run.stderr.splitlines()
    assert line.startswith(f"diemtin: sources/000.bad: {reason}")
    assert "huyện số 2 khai mạc" in published(workspace)
