"""A manifest's mistake is named with its file, line and key, and what was expected."""

from pathlib import Path

import pytest

from diemtin.errors import ConfigurationError, ManifestError
from diemtin.workspace import open_workspace, read_manifest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('titel = "Tin"', 'line 1: titel: there is no such key. Did you mean "title"?'),
        ("\ntitle = 3", "line 2: title: expected text in quotation marks, not a whole number"),
        ('to = "pdf"', "line 1: to: expected a list in square brackets, not text"),
        ("parts = 3", "line 1: parts: expected a table, not a whole number"),
        (
            "[parts]\nkey-point = 3",
            'line 2: parts.key-point: there is no such key. Did you mean "key-p',
        ),
        ('[parts]\nkey-points = "3"', "line 2: parts.key-points: expected a whole number"),
        (
            "[limits]\nseconds = true",
            "line 2: limits.seconds: expected a number, not true or false",
        ),
        ("[limits]\nseconds = -1", "line 2: limits.seconds: must be more than 0 and at most 1"),
        ("[limits]\nblocks = 0", "line 2: limits.blocks: must be more than 0"),
        ("[limits]\nseconds = nan", "line 2: limits.seconds: must be more than 0"),
        ("[limits]\nseconds = inf", "line 2: limits.seconds: must be more than 0"),
        ("[limits]\nmemory-megabytes = 99999999999", "memory-megabytes: must be more than 0"),
        ("[signature]\nsigner = 1", "line 2: signature.signer: there is no such key."),
        ('date = "hôm qua"', 'line 1: date: must be a date such as 2024-02-05, not "hôm qua"'),
        ("sources = [3]", "line 1: sources[1]: expected text in quotation marks or a table"),
        (
            '[[sources]]\nfile = "a"\n[[sources]]\ntitle = "b"',
            "line 3: sources[2].file: this key must be given",
        ),
        (
            '[[sources]]\nfile = "a"\ntitle = "b"\n[[sources]]\nfile = "c"\ntitle = 3',
            "line 6: sources[2].title: expected text in quotation marks, not a whole number",
        ),
        ('[[sources]]\nfile = "a"\nsite = "b"', "line 3: sources[1].site: there is no such key."),
        ('[[sources]]\nfile = "a"\ndate = "b"', "line 3: sources[1].date: must be a date"),
        ('title = "a"\ntitle = "b"', "this is not TOML"),
        ("title = '\x00'", "this is not TOML"),
        ("title = " + "[" * 100 + "]" * 100, "the tables are nested too deeply"),
        (f"[{'.'.join('a' * 5_000)}]", "the tables are nested too deeply"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_manifest(file)
    assert str(caught.value).startswith(str(file))
    assert message in str(caught.value)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_bytes(b'title = "\xff"')
    with pytest.raises(ManifestError, match="this file is not UTF-8 text"):
        read_manifest(file)


def test_dates_may_be_toml_dates_or_text(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text('date = 2024-02-05\n[[sources]]\nfile="a"\ndate="2023-12-21T15:30"')
    manifest = read_manifest(file)
    assert manifest.date == "2024-02-05"
    assert manifest.sources is not None
    assert not isinstance(manifest.sources[0], str)
    assert manifest.sources[0].date == "2023-12-21T15:30"


def test_parts_have_kebab_case_keys(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text("[parts]\nkey-points = 2\nmerge = false")
    parts = read_manifest(file).parts
    assert (parts.key_points, parts.merge, parts.contents) == (2, False, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sources = ["tin.txt"]', 'sources[1]: there is no file "tin.txt"'),
        ('sources = ["*.txt"]', 'sources[1]: no file matches "*.txt"'),
        ('sources = ["../tin.txt"]', 'sources[1]: ".." leaves the workspace'),
        ('sources = ["a/../../tin.txt"]', 'sources[1]: ".." leaves the workspace'),
        ('sources = ["../*.txt"]', 'sources[1]: ".." leaves the workspace'),
        ('sources = ["/etc/passwd"]', "sources[1]: an absolute path leaves the workspace"),
        ("sources = ['C:\\tin.txt']", "sources[1]: an absolute path leaves the workspace"),
        ("sources = ['\\\\host\\share\\tin.txt']", "an absolute path leaves the workspace"),
        ("sources = ['a\\..\\..\\tin.txt']", 'sources[1]: ".." leaves the workspace'),
        ('sources = ["con.txt"]', 'sources[1]: "con.txt" is the name of a device on Windows'),
        ('sources = ["a/LPT1"]', '"LPT1" is the name of a device on Windows'),
        ('sources = ["tin.txt:stream"]', "holds characters that a file name cannot hold"),
        ('sources = [""]', "the name is empty"),
        ('name = "../tin"', "name: expected a name without folders"),
        ('name = "nul"', "name: "),
        ('style = "../../etc/style"', "style: expected a name without folders"),
    ],
)
def test_nothing_named_may_leave_the_workspace(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "briefing.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        open_workspace(tmp_path)
    assert message in str(caught.value)


def test_an_unknown_language_is_named(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('language = "xx"')
    with pytest.raises(ConfigurationError, match='no language "xx"'):
        open_workspace(tmp_path)
