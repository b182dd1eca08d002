"""What the two READMEs show works: every command, manifest, style and writer in them is tried."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.vi.md")
BIN = Path(sys.executable).parent


def code_blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def block_with(readme: str, language: str, words: str) -> str:
    [block] = [block for block in code_blocks(readme, language) if words in block]
    return block


def environment(**changes: str) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "EDITOR": "true",
        **changes,
    }


def shell(script: str, folder: Path, **changes: str) -> str:
    run = subprocess.run(
        ["bash", "-euc", script],
        cwd=folder,
        env=environment(**changes),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def sample_workspace(folder: Path) -> Path:
    """Copy the captures and styles of the sample workspace, but not its manifest."""
    shutil.copytree(ROOT / "sources", folder / "sources")
    return folder


@pytest.mark.parametrize("readme", READMES)
def test_the_two_commands_are_targets_of_make(readme: str) -> None:
    shown = re.findall(r"^(make \w+)", block_with(readme, "sh", "make briefing"), re.MULTILINE)
    assert shown == ["make briefing", "make test"]
    for command in shown:
        plan = shell(f"{command} --dry-run --always-make", ROOT)
        assert ("diemtin build" if command == "make briefing" else "pytest") in plan


@pytest.mark.parametrize("readme", READMES)
def test_the_installers_are_given_the_name_of_the_distribution(readme: str) -> None:
    block = block_with(readme, "sh", "pipx install")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert re.findall(r"install (\S+)", block) == [project["name"]] * 2
    assert project["name"] in project["scripts"]


@pytest.mark.parametrize("readme", READMES)
def test_the_five_steps_make_a_first_briefing(readme: str, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("01-cong-thong-tin-ha-son.txt", "03-bao-vung-bien.html"):
        shutil.copy(ROOT / "sources" / name, articles)
    printed = shell(block_with(readme, "sh", "diemtin init"), tmp_path)
    assert "image banner" in printed
    for ending in ("pdf", "docx", "epub"):
        assert (tmp_path / "my-briefing" / "build" / f"briefing.{ending}").stat().st_size > 1000


@pytest.mark.parametrize("readme", READMES)
def test_every_command_that_is_named_exists(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    named = set(re.findall(r"`diemtin ([a-z]+)", text))
    assert named == {"build", "clean", "convert", "init", "styles", "formats"}
    for command in sorted(named):
        assert "Usage" in shell(f"diemtin {command} --help", ROOT)


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_of_the_table_work(readme: str, tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    shell("diemtin build . --to docx && diemtin convert build/briefing.docx -o out.epub", workspace)
    assert (workspace / "out.epub").is_file()
    assert '"blocks"' in shell("diemtin clean sources/01*.txt --json", workspace)
    assert "image banner" in shell("diemtin clean sources/01*.txt --explain", workspace)
    shell("diemtin styles show bulletin -o sample.pdf", workspace)
    assert (workspace / "sample.pdf").read_bytes().startswith(b"%PDF")
    assert "nd30" in shell("diemtin styles", workspace)
    assert "docx" in shell("diemtin formats", workspace)


@pytest.mark.parametrize("readme", READMES)
def test_the_manifest_builds(readme: str, tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    manifest = block_with(readme, "toml", "agency-above")
    (workspace / "briefing.toml").write_text(manifest, encoding="utf-8")
    shell("diemtin build", workspace)
    assert (workspace / "build" / "diem-tin.pdf").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_the_style_of_ones_own_is_used(readme: str, tmp_path: Path) -> None:
    workspace = sample_workspace(tmp_path)
    style = block_with(readme, "toml", "extends")
    (workspace / "styles").mkdir()
    (workspace / "styles" / "house.toml").write_text(style, encoding="utf-8")
    shell("diemtin build --style house --to html", workspace)
    assert "#7a1f1f" in (workspace / "build" / "briefing.html").read_text(encoding="utf-8")
    shell("diemtin styles show house -o house.pdf", workspace)
    assert (workspace / "house.pdf").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_the_writer_of_ones_own_is_found(readme: str, tmp_path: Path) -> None:
    package = tmp_path / "package"
    information = package / "word_list-1.0.dist-info"
    information.mkdir(parents=True)
    module = block_with(readme, "python", "def write")
    (package / "word_list.py").write_text(module, encoding="utf-8")
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: word-list\nVersion: 1.0\n")
    entry = tomllib.loads(block_with(readme, "toml", "diemtin.writers"))
    [(ending, function)] = entry["project"]["entry-points"]["diemtin.writers"].items()
    (information / "entry_points.txt").write_text(f"[diemtin.writers]\n{ending} = {function}\n")
    workspace = sample_workspace(tmp_path)
    assert "word-list" in shell("diemtin formats", workspace, PYTHONPATH=str(package))
    shell("diemtin build --to words", workspace, PYTHONPATH=str(package))
    assert "hội" in (workspace / "build" / "briefing.words").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("readme", READMES)
def test_the_line_for_completion_makes_the_shell_complete(readme: str, tmp_path: Path) -> None:
    line = block_with(readme, "sh", "_DIEMTIN_COMPLETE")
    assert "diemtin" in shell(f"{line}\ncomplete -p diemtin", tmp_path)


def test_both_readmes_show_the_same_code() -> None:
    for language in ("sh", "toml", "python"):
        english, vietnamese = (
            [re.sub(r"\s*#.*", "", block) for block in code_blocks(readme, language)]
            for readme in READMES
        )
        assert english == vietnamese
