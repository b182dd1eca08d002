"""`init`, `convert`, `styles`, `formats`, help, version, languages and what is imported."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from diemtin import __version__
from diemtin.model import Parts, StoredDocument
from diemtin.workspace import Limits, Manifest, read_manifest

if TYPE_CHECKING:
    from tests.cli.conftest import Call

LIBRARIES = ("bs4", "reportlab", "docx", "ebooklib", "ftfy", "lxml", "PIL", "pikepdf", "rich")


def test_a_new_workspace_builds_at_once(diemtin: "Call", tmp_path: Path) -> None:
    folder = tmp_path / "moi"
    run = diemtin("init", folder)
    assert (run.status, run.out) == (0, f"{folder}\n")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {"briefing.toml", "sources/mau.txt", "styles/house.toml", "build/.gitignore"}
    built = diemtin("build", folder)
    assert (built.status, built.err) == (0, "")
    assert (folder / "build" / "briefing.pdf").is_file()


def test_every_key_that_a_new_manifest_shows_can_be_used(diemtin: "Call", tmp_path: Path) -> None:
    diemtin("init", tmp_path / "moi")
    file = tmp_path / "moi" / "briefing.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^#(?! )", "", text), encoding="utf-8")
    manifest = read_manifest(file)
    assert manifest.agency == "SỞ NGOẠI VỤ"
    assert manifest.signature.signatory == "Nguyễn Văn A"
    assert manifest.parts == Parts()
    assert manifest.limits == Limits()
    for field in Manifest.__struct_fields__:
        assert re.search(rf"(?m)^#?\[?{field.replace('_', '-')}\b", text), field


def test_the_sample_among_one_s_own_captures_is_told(diemtin: "Call", tmp_path: Path) -> None:
    """Else the invented news of the sample would stand in an office's briefing unnoticed."""
    root = tmp_path / "moi"
    run = diemtin("init", root)
    assert "in the place of mau.txt" in run.err
    assert diemtin("build", root, "--to", "json").err == ""
    (root / "sources" / "a.txt").write_text("Tin\nHôm nay, huyện có tin mới.", encoding="utf-8")
    told = "sources/mau.txt: this is the sample of a new workspace. Leave it out.\n"
    assert diemtin("build", root, "--to", "json").err == told
    (root / "sources" / "mau.txt").write_text("Tin\nHuyện khác cũng có tin.", encoding="utf-8")
    assert diemtin("build", root, "--to", "json").err == ""


def test_a_folder_with_something_in_it_is_no_new_workspace(
    diemtin: "Call", workspace: Path
) -> None:
    run = diemtin("init", workspace)
    assert run.status == 2
    assert "not an empty folder" in run.err


def test_a_capture_is_converted(diemtin: "Call", workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "o" / "a.md"
    run = diemtin("convert", workspace / "sources" / "a.txt", "-o", target)
    assert (run.status, run.out, run.err) == (0, f"{target}\n", "")
    assert "120 gian hàng" in target.read_text(encoding="utf-8")


def test_a_document_is_converted_without_loss(
    diemtin: "Call", workspace: Path, tmp_path: Path
) -> None:
    assert diemtin("build", workspace, "--to", "json,md,docx").status == 0
    build = workspace / "build"
    for ending in ("md", "json"):
        target = tmp_path / f"again.{ending}"
        assert diemtin("convert", build / "briefing.json", "-o", target).status == 0
        again, first = target.read_bytes(), (build / f"briefing.{ending}").read_bytes()
        if ending == "json":
            assert _stored(again) == _stored(first)
        else:
            assert again == first


def _stored(data: bytes) -> StoredDocument:
    return msgspec.json.decode(data, type=StoredDocument)


@pytest.mark.parametrize(
    ("source", "target", "status"),
    [("no-such.txt", "a.pdf", 1), ("a.txt", "a.wdp", 2), ("a.txt", "a", 2)],
)
def test_a_conversion_that_cannot_be_made(
    diemtin: "Call", workspace: Path, source: str, target: str, status: int
) -> None:
    run = diemtin("convert", workspace / "sources" / source, "-o", workspace / target)
    assert run.status == status
    assert "Traceback" not in run.err
    assert not (workspace / target).exists()


def nested(depth: int, kind: str) -> str:
    """Return a document as JSON, of a paragraph in quotations or lists in one another."""
    begin, end = {"quote": ('"blocks": [', "]"), "list": ('"items": [[', "]]")}[kind]
    block = f'{{"type": "{kind}", {begin}' * depth + '{"type": "paragraph", "content": []}'
    return (
        '{"format": "diemtin-document", "version": 1, "document": {"metadata": {"title": "A", '
        '"modified": "2024-02-05T07:00:00Z"}, "sections": [{"kind": "article", "identifier": "a", '
        f'"title": "A", "blocks": [{block}{(end + "}") * depth}]}}]}}}}'
    )


@pytest.mark.parametrize("kind", ["quote", "list"])
@pytest.mark.parametrize("ending", ["pdf", "docx", "epub", "html", "md"])
def test_a_document_that_is_nested_without_end_is_refused(
    diemtin: "Call", tmp_path: Path, kind: str, ending: str
) -> None:
    (tmp_path / "deep.json").write_text(nested(450, kind))
    run = diemtin("convert", tmp_path / "deep.json", "-o", tmp_path / f"a.{ending}")
    assert (run.status, run.out) == (1, "")
    assert "nested too deeply" in run.err
    assert not (tmp_path / f"a.{ending}").exists()


def test_the_limits_of_a_workspace_are_those_of_its_files(
    diemtin: "Call", workspace: Path, tmp_path: Path
) -> None:
    """The message tells to raise a limit in the manifest, which must then help."""
    capture = workspace / "sources" / "a.txt"
    (workspace / "briefing.toml").write_text("[limits]\ntext-megabytes = 0.0001\n")
    reason = "it holds more than 0.0001 million characters of text"
    for arguments in (["clean", capture], ["convert", capture, "-o", tmp_path / "a.md"]):
        run = diemtin(*arguments)
        assert run.status == 1
        assert f"{reason}. If it is a real article, raise" in run.err
        (workspace / "briefing.toml").rename(workspace / "kept.toml")
        assert diemtin(*arguments).status == 0
        (workspace / "kept.toml").rename(workspace / "briefing.toml")


def test_styles_are_listed_the_own_ones_too(diemtin: "Call", tmp_path: Path) -> None:
    diemtin("init", tmp_path / "moi")
    run = diemtin("styles", "--workspace", tmp_path / "moi")
    names = [line.split()[0] for line in run.out.splitlines()]
    assert names == ["bulletin", "house", "nd30", "plain", "pocket"]


def test_a_style_is_shown(diemtin: "Call", tmp_path: Path) -> None:
    target = tmp_path / "specimen.pdf"
    run = diemtin("styles", "show", "pocket", "-o", target)
    assert (run.status, run.out) == (0, f"{target}\n")
    assert target.read_bytes().startswith(b"%PDF-1.7")


def test_formats_are_listed_with_their_package(diemtin: "Call") -> None:
    rows = [line.split() for line in diemtin("formats").out.splitlines()]
    assert ["writer", "epub", "diemtin", __version__] in rows
    assert ["reader", "html", "diemtin", __version__] in rows


def test_the_version_is_told(diemtin: "Call") -> None:
    assert diemtin("--version").out == f"diemtin {__version__}\n"


@pytest.mark.parametrize("command", ["build", "clean", "convert", "init", "styles", "formats"])
def test_every_command_has_help(diemtin: "Call", command: str) -> None:
    run = diemtin(command, "--help")
    assert run.status == 0
    assert "Usage: diemtin" in run.out


def test_quiet_keeps_errors_only(diemtin: "Call", tmp_path: Path) -> None:
    assert diemtin("init", tmp_path / "a").err
    assert diemtin("init", tmp_path / "b", "--quiet").err == ""
    assert diemtin("init", tmp_path / "b", "-q").err


def test_messages_follow_the_locale(diemtin: "Call", tmp_path: Path) -> None:
    run = diemtin("build", tmp_path / "x", locale="vi_VN.UTF-8")
    assert run.status == 2
    assert "không có thư mục này" in run.err


def test_help_follows_the_locale() -> None:
    command = [sys.executable, "-m", "diemtin", "convert", "--help"]
    env = {**os.environ, "LC_ALL": "vi_VN.UTF-8"}
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env)
    for told in ("Cách dùng: ", "Ví dụ:", "Đối số:", "Tùy chọn:", "Tệp cần ghi.  [bắt buộc]"):
        assert told in run.stdout
    english = re.compile(r"Usage|Options|arguments|required|Show this")
    assert not english.search(run.stdout)


@pytest.mark.parametrize(
    ("arguments", "english", "vietnamese"),
    [
        (["build", "--no-such"], "No such option '--no-such'.", "Không có tùy chọn '--no-such'."),
        (["bild"], "No such command 'bild'. Did you mean 'build'? See: diemtin --help", "'build'?"),
        (["build", "--jobs", "0"], "0 is not in the range x>=1. See: diemtin build", "không nằm"),
        (["build", "--jobs", "x"], "'x' is not a valid integer range.", "không phải là số nguyên"),
        (["clean"], "Missing argument 'FILE...'.", "Thiếu đối số 'FILE...'."),
        (["convert", "x"], "Missing option '--output' / '-o'.", "Thiếu tùy chọn"),
        (["build", "a", "b"], "Got unexpected extra argument (b). See:", "Thừa đối số (b)."),
        (["build", "--style"], "Option '--style' requires an argument.", "cần có giá trị"),
        (["clean", "x", "--json", "--text"], "choose one of --json, --text and", "hãy chọn một"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_in_the_language_of_the_locale(
    diemtin: "Call", arguments: list[str], english: str, vietnamese: str
) -> None:
    run = diemtin(*arguments)
    assert (run.status, run.out) == (2, "")
    assert english in run.err
    translated = diemtin(*arguments, locale="vi_VN.UTF-8").err
    assert vietnamese in translated
    assert re.fullmatch(r"diemtin: .+ Xem: diemtin( \w+)? --help\n", translated)


@pytest.mark.parametrize("arguments", [["--\x1b[2J"], ["\x1b[2J"], ["build", "a", "b\x1b[2J"]])
def test_the_words_of_a_call_drive_no_terminal(diemtin: "Call", arguments: list[str]) -> None:
    """A pattern of the shell hands over the names of files, which anybody may have named."""
    run = diemtin(*arguments)
    assert r"\x1b[2J" in run.err
    assert "\x1b" not in run.err


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["formats"]])
def test_help_imports_no_document_library(arguments: list[str]) -> None:
    code = (
        "import sys, diemtin.cli\n"
        f"sys.argv = ['diemtin', *{arguments}]\n"
        "try: diemtin.cli.main()\n"
        "except SystemExit: pass\n"
        f"print(*[name for name in {LIBRARIES} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stderr.strip() == ""


def test_a_reader_that_has_had_enough_is_no_error(workspace: Path) -> None:
    command = [sys.executable, "-m", "diemtin", "clean", "--json", *["sources/a.txt"] * 3]
    process = subprocess.Popen(
        command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait()


def test_completion_can_be_shown() -> None:
    command = [sys.executable, "-m", "diemtin"]
    env = {
        **os.environ,
        "_DIEMTIN_COMPLETE": "bash_complete",
        "COMP_WORDS": "diemtin bu",
        "COMP_CWORD": "1",
    }
    run = subprocess.run(command, capture_output=True, text=True, env=env)
    assert "build" in run.stdout


def test_a_name_without_a_known_ending_is_judged_by_what_it_holds(
    diemtin: "Call", workspace: Path
) -> None:
    page = "<!DOCTYPE html><html><head><title>Hội chợ</title></head><body><h1>Hội chợ</h1>"
    sentence = "Sáng 05/02, tỉnh Mẫu khai mạc hội chợ biên giới với 120 gian hàng của hai nước."
    body = "".join(f"<p>{sentence} {number}</p>" for number in range(5))
    for name in ("tin.aspx", "tin.txt", "tin"):
        file = workspace / name
        file.write_text(f"{page}{body}</body></html>", encoding="utf-8")
        run = diemtin("clean", file)
        assert run.status == 0, run.err
        assert "<p>" not in run.out
        assert sentence in run.out
