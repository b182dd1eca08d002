"""Which captures a briefing takes, and in which order."""

import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from diemtin.errors import ManifestError
from diemtin.workspace import contained, open_workspace


def make(root: Path, *names: str, manifest: str | None = None) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Tin\nHôm nay có tin.", encoding="utf-8")
    if manifest is not None:
        (root / "briefing.toml").write_text(manifest, encoding="utf-8")
    return root


def origins(root: Path) -> list[str]:
    return [source.origin for source in open_workspace(root).sources]


def test_without_a_manifest_the_captures_of_sources_are_taken_by_name(tmp_path: Path) -> None:
    names = ["sources/b.txt", "sources/a.html", "sources/c.md", "d.txt"]
    others = ["sources/anh.jpg", "sources/.an.txt", "sources/README.md", "sources/x_files/y.htm"]
    assert origins(make(tmp_path, *names, *others)) == [
        "sources/a.html",
        "sources/b.txt",
        "sources/c.md",
    ]


def test_what_lies_beside_the_captures_and_is_not_read_is_told(tmp_path: Path) -> None:
    read = ["sources/bai.html", "sources/b.txt", "sources/README.md", "sources/.an.pdf"]
    beside = ["sources/bai_files/x.htm", "sources/anh/1.jpg", "sources/bai.jpg", "sources/a.css"]
    asked = ["sources/06-3/a.txt", "sources/bao-cao.docx", "sources/tin.aspx"]
    root = make(tmp_path, *read, *beside, *asked)
    folder, *files = open_workspace(root).overlooked
    assert folder == (
        "sources/06-3: the captures in this folder are not read. List the folder in "
        'briefing.toml: sources = ["sources", "sources/06-3"].'
    )
    assert files == [
        "sources/bao-cao.docx: this is a finished document, not a capture. Use: diemtin convert.",
        "sources/tin.aspx: this is not read. Save it as text (UTF-8) or HTML, or leave it out.",
    ]


def test_nothing_is_overlooked_where_the_manifest_lists_the_sources(tmp_path: Path) -> None:
    manifest = 'sources = ["sources", "sources/06-3"]'
    root = make(tmp_path, "sources/a.txt", "sources/06-3/a.txt", manifest=manifest)
    assert open_workspace(root).overlooked == ()
    assert origins(root) == ["sources/a.txt", "sources/06-3/a.txt"]


def test_a_bare_folder_of_captures_is_a_workspace(tmp_path: Path) -> None:
    root = make(tmp_path / "doi-ngoai", "2.txt", "1.TXT", "build/3.txt")
    assert origins(root) == ["1.TXT", "2.txt"]
    assert open_workspace(root).front.title == "Điểm tin: doi ngoai"


def test_the_manifest_orders_files_folders_and_patterns_each_capture_once(tmp_path: Path) -> None:
    manifest = 'sources = ["b/2.txt", "a", "b/*.txt"]'
    root = make(tmp_path, "a/2.txt", "a/1.txt", "b/1.txt", "b/2.txt", manifest=manifest)
    assert origins(root) == ["b/2.txt", "a/1.txt", "a/2.txt", "b/1.txt"]


def test_an_entry_of_its_own_goes_before_a_pattern(tmp_path: Path) -> None:
    manifest = 'sources = ["*.txt", { file = "b.txt", title = "Tựa", encoding = "tcvn3" }]'
    sources = open_workspace(make(tmp_path, "a.txt", "b.txt", manifest=manifest)).sources
    assert [(source.origin, source.entry.title) for source in sources] == [
        ("a.txt", None),
        ("b.txt", "Tựa"),
    ]


def test_a_folder_without_captures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="there is no capture here"):
        open_workspace(tmp_path)


def test_a_folder_that_is_not_there_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="diemtin init"):
        open_workspace(tmp_path / "x")


def test_a_symbolic_link_that_leaves_the_workspace_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật")
    root = make(tmp_path / "ws", "a.txt", manifest='sources = ["link.txt"]')
    (root / "link.txt").symlink_to(secret)
    with pytest.raises(ManifestError, match="a symbolic link leaves the workspace"):
        open_workspace(root)


@pytest.mark.parametrize("manifest", [None, 'sources = ["*/*.txt"]', 'sources = ["**/*.txt"]'])
def test_nothing_is_listed_behind_a_link_that_leaves_the_workspace(
    tmp_path: Path, manifest: str | None
) -> None:
    make(tmp_path / "away", "secret.txt")
    root = make(tmp_path / "ws", "a.txt", manifest=manifest)
    (root / "sources").symlink_to(tmp_path / "away")
    with suppress(ManifestError):
        assert origins(root) == ["a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_is_told_as_escapes(tmp_path: Path) -> None:
    root = make(tmp_path / "ws", "sources/a.txt")
    (root / "sources" / "a.txt").rename(root / "sources" / os.fsdecode(b"b\xff.txt"))
    [source] = open_workspace(root).sources
    assert source.origin == "sources/b\\udcff.txt"
    assert source.path.is_file()


def test_links_inside_the_workspace_are_followed(tmp_path: Path) -> None:
    root = make(tmp_path, "kho/a.txt", manifest='sources = ["b.txt"]')
    (root / "b.txt").symlink_to(root / "kho" / "a.txt")
    assert origins(root) == ["b.txt"]


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(ValueError, match=r"circle|leaves"):
        contained(tmp_path, "a")


def test_outputs_do_not_follow_a_link_out_of_the_workspace(tmp_path: Path) -> None:
    root = make(tmp_path / "ws", "a.txt")
    (tmp_path / "away").mkdir()
    (root / "build").symlink_to(tmp_path / "away")
    with pytest.raises(ManifestError, match="a symbolic link leaves the workspace"):
        _ = open_workspace(root).output
