"""`diemtin build`: outputs, exit status, streams, and captures that cannot be used."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call

NAMES = ["pdf", "docx", "epub", "audit.json", "audit.html"]


def test_the_outputs_are_named_on_standard_output_and_nothing_else(
    diemtin: "Call", workspace: Path
) -> None:
    run = diemtin("build", workspace)
    assert (run.status, run.err) == (0, "")
    expected = [workspace / "build" / f"briefing.{ending}" for ending in NAMES]
    assert run.out.splitlines() == [str(path) for path in expected]
    assert all(path.stat().st_size > 1000 for path in expected)
    assert sorted(path.name for path in (workspace / "build").iterdir()) == sorted(
        path.name for path in expected
    )


def test_options_choose_formats_folder_and_style(
    diemtin: "Call", workspace: Path, tmp_path: Path
) -> None:
    run = diemtin(
        "build", workspace, "--to", "md, JSON", "--out", tmp_path / "o", "--style", "pocket"
    )
    assert run.status == 0
    document = json.loads((tmp_path / "o" / "briefing.json").read_text(encoding="utf-8"))
    metadata = document["document"]["metadata"]
    assert metadata["style"] == "pocket"
    assert metadata["modified"] == "2024-02-05T02:26:40Z"
    assert not (workspace / "build").exists()


def test_the_manifest_decides_what_the_call_leaves_open(diemtin: "Call", workspace: Path) -> None:
    (workspace / "briefing.toml").write_text(
        'title = "Tin tuần"\nname = "tuan"\nto = ["json"]\n'
        'sources = [{ file = "sources/b.txt", title = "Rừng", source = "Báo Mẫu", byline = "An",'
        ' date = 2024-02-06, url = "https://mau.example/rung" }, "sources/a.txt"]\n',
        encoding="utf-8",
    )
    assert diemtin("build", workspace).status == 0
    text = (workspace / "build" / "tuan.json").read_text(encoding="utf-8")
    assert text.index("Rừng") < text.index("hội chợ biên giới")
    for said in ("Tin tuần", "Báo Mẫu", "06/02/2024", "https://mau.example/rung"):
        assert said in text


def test_what_is_not_read_beside_the_captures_is_told_on_standard_error(
    diemtin: "Call", workspace: Path
) -> None:
    (workspace / "sources" / "bao-cao.pdf").write_bytes(b"%PDF-1.7")
    told = "sources/bao-cao.pdf: this is a finished document, not a capture. Use: diemtin convert."
    run = diemtin("build", workspace, "--to", "json")
    assert (run.status, run.err.strip()) == (0, told)
    assert diemtin("--quiet", "build", workspace, "--to", "json").err == ""


def test_a_style_of_the_workspace_goes_first(diemtin: "Call", workspace: Path) -> None:
    (workspace / "styles").mkdir()
    (workspace / "styles" / "nd30.toml").write_text('extends = "plain"\ntitle = "Nhà"\n')
    run = diemtin("build", workspace, "--to", "pdf")
    assert run.status == 0, run.err


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b"\n \n\t\n", "the file is empty"),
    "noise.txt": ("no image\nÝ kiến ()\nimage banner\n".encode(), "no article was found in it"),
    "junk.txt": (bytes(range(256)) * 40, ""),
    "large.txt": (b"Tin. " * 10_000_000, "the file is larger than 20 MB"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(500), ""),
}


def test_bad_captures_get_one_line_each_and_the_rest_is_published(
    diemtin: "Call", workspace: Path
) -> None:
    for name, (data, _) in BAD.items():
        (workspace / "sources" / name).write_bytes(data)
    (workspace / "sources" / "same.txt").write_bytes((workspace / "sources" / "a.txt").read_bytes())
    run = diemtin("build", workspace, "--to", "json")
    assert run.status == 1
    lines = run.err.splitlines()
    assert len(lines) == len(BAD) + 1
    for name, (_, reason) in BAD.items():
        [line] = [line for line in lines if f"sources/{name}: " in line]
        assert line.startswith("diemtin: ")
        assert reason in line
    assert any("same.txt: it holds the same text as sources/a.txt" in line for line in lines)
    assert "Traceback" not in run.err
    text = (workspace / "build" / "briefing.json").read_text(encoding="utf-8")
    assert "20.000 lượt khách" in text
    assert "40 ha rừng" in text


def test_a_workspace_without_a_usable_capture_leaves_the_last_build(
    diemtin: "Call", workspace: Path
) -> None:
    assert diemtin("build", workspace, "--to", "md").status == 0
    before = (workspace / "build" / "briefing.md").read_bytes()
    for path in (workspace / "sources").iterdir():
        path.write_bytes(b"")
    run = diemtin("build", workspace, "--to", "md")
    assert run.status == 1
    assert "no capture can be used" in run.err
    assert (workspace / "build" / "briefing.md").read_bytes() == before


def test_a_capture_without_permission_is_named(diemtin: "Call", workspace: Path) -> None:
    (workspace / "sources" / "c.txt").mkdir()
    (workspace / "briefing.toml").write_text('sources = ["sources/*.txt"]')
    (workspace / "sources" / "link.txt").symlink_to("/etc/hostname")
    run = diemtin("build", workspace, "--to", "md")
    assert run.status == 1
    assert "sources/link.txt: a symbolic link leaves the workspace" in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "/no/such/folder"],
        ["build", "--to", "wdp"],
        ["build", "--style", "no-such-style"],
        ["build", "--style", "../../etc/passwd"],
        ["build", "--no-such-option"],
        ["build", "--jobs", "0"],
        ["no-such-command"],
    ],
)
def test_a_wrong_call_is_status_2(
    diemtin: "Call", workspace: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(workspace)
    run = diemtin(*arguments)
    assert (run.status, run.out) == (2, "")
    assert run.err
    assert "Traceback" not in run.err


def test_a_wrong_manifest_is_status_2(diemtin: "Call", workspace: Path) -> None:
    (workspace / "briefing.toml").write_text('without = ["placeholder.imag"]')
    run = diemtin("build", workspace)
    assert run.status == 2
    assert 'Did you mean "placeholder.image"?' in run.err


def test_check_says_whether_the_outputs_are_what_the_inputs_give(
    diemtin: "Call", workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert diemtin("build", workspace, "--check", "--to", "md").status == 1
    assert diemtin("build", workspace, "--to", "md").status == 0
    fresh = diemtin("build", workspace, "--check", "--to", "md")
    assert (fresh.status, fresh.out) == (0, "")
    capture = workspace / "sources" / "a.txt"
    capture.write_text(capture.read_text(encoding="utf-8").replace("120", "121"), encoding="utf-8")
    stale = diemtin("build", workspace, "--check", "--to", "md")
    assert stale.status == 1
    assert "briefing.md: this is not what the inputs give" in stale.err


def test_debug_alone_shows_tracebacks(diemtin: "Call", workspace: Path) -> None:
    (workspace / "briefing.toml").write_text("x = 1")
    assert "Traceback" not in diemtin("build", workspace).err
    assert "Traceback" in diemtin("build", workspace, "--debug").err


def test_a_bad_epoch_is_a_wrong_call(
    diemtin: "Call", workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    run = diemtin("build", workspace)
    assert run.status == 2
    assert "SOURCE_DATE_EPOCH must be a number of seconds" in run.err
