"""Families are found by the name that a style gives, among packages first, then the system's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from diemtin.errors import StyleError
from diemtin.fonts import Family, choose_family, family_of_style, find_family, folders
from diemtin.fonts.family import VIETNAMESE
from diemtin.style import load_style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def family_of(name: str) -> Family:
    family = find_family(name)
    assert family is not None
    return family


def chosen(stack: list[str]) -> str:
    family = choose_family(stack)
    assert family is not None
    return family.name


@pytest.mark.parametrize("name", ["Crimson Text", "Be Vietnam Pro"])
def test_packaged_families_have_all_vietnamese_letters_in_four_faces(name: str) -> None:
    family = family_of(name)
    faces = {family.regular, family.bold, family.italic, family.bold_italic}
    assert len(faces) == 4
    for face in faces:
        assert all(ord(letter) in face.characters for letter in VIETNAMESE + VIETNAMESE.upper())


def test_a_variable_file_gives_two_weights() -> None:
    family = family_of("Noto Sans")
    assert family.regular.path == family.bold.path
    assert family.bold.advance(family.bold.font.get_nominal_glyph(ord("m"))) > (
        family.regular.advance(family.regular.font.get_nominal_glyph(ord("m")))
    )


def test_a_family_without_italics_uses_its_upright_face() -> None:
    family = family_of("Noto Emoji")
    assert family.face(italic=True) == family.regular
    assert family.face(bold=True, italic=True) == family.bold


def test_names_are_compared_without_case_and_spaces() -> None:
    assert family_of("crimson text").regular == family_of("Crimson Text").regular


def test_unknown_family_is_none() -> None:
    for name in ("Không Có Phông Này", "os.path", "../../etc", ""):
        assert find_family(name) is None
    assert choose_family(["Không Có", "Cũng Không"]) is None


def test_the_first_family_at_hand_is_chosen() -> None:
    assert chosen(["Không Có", "Be Vietnam Pro", "Crimson Text"]) == "Be Vietnam Pro"


def test_a_family_without_vietnamese_is_passed_over() -> None:
    assert chosen(["Noto Sans Arabic", "Crimson Text"]) == "Crimson Text"


@pytest.fixture
def system_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that takes the place of the system's fonts."""
    monkeypatch.setattr(folders, "_system_folders", lambda: [tmp_path])
    folders._installed.cache_clear()
    find_family.cache_clear()
    yield tmp_path
    folders._installed.cache_clear()
    find_family.cache_clear()


def test_an_installed_family_is_found_by_its_name_inside_the_file(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's own name only narrows the search: here it is one that Windows uses."""
    source = family_of("Crimson Text").regular.path
    shutil.copy(source, system_folder / "crimsontext-anything.ttf")
    monkeypatch.setattr("diemtin.fonts.family.packaged_files", lambda name: [])
    find_family.cache_clear()
    assert family_of("Crimson Text").regular.path.parent == system_folder
    assert find_family("Crimson") is None


def test_short_file_names_of_known_families_are_looked_into(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("times.ttf", "timesbd.ttf", "other.ttf"):
        (system_folder / name).write_bytes(b"")
    assert [file.name for file in folders.installed_files("Times New Roman")] == [
        "times.ttf", "timesbd.ttf",
    ]  # fmt: skip


def test_a_broken_font_file_is_passed_over(system_folder: Path) -> None:
    (system_folder / "Hỏng-Regular.ttf").write_bytes(b"\0\1\0\0 not a font")
    assert find_family("Hỏng") is None


def test_system_folders_are_not_read_for_packaged_families(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden() -> Any:
        raise AssertionError("the system's folders were read")

    monkeypatch.setattr(folders, "_system_folders", forbidden)
    assert find_family("Be Vietnam Pro") is not None


def test_font_packages_are_not_imported() -> None:
    code = (
        "import sys; from diemtin.fonts import find_family; find_family('Crimson Text');"
        "sys.exit(any(name.startswith('fontpkg') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_style_whose_families_are_all_missing_is_told_which() -> None:
    style = load_style("bulletin")
    fonts = msgspec.structs.replace(style.fonts, heading=("Không Có",), fallback=("Cũng Không",))
    with pytest.raises(StyleError, match=r"bulletin.*fonts\.heading \(Không Có\).*Install one"):
        family_of_style(msgspec.structs.replace(style, fonts=fonts), "heading")
