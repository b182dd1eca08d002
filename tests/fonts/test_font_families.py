"""Families are found by the name that a style gives, among packages first, then the system's."""

import shutil
import subprocess
import sys

import pytest

from diemtin.fonts import choose_family, find_family, folders
from diemtin.fonts.family import VIETNAMESE


@pytest.mark.parametrize("name", ["Crimson Text", "Be Vietnam Pro"])
def test_packaged_families_have_all_vietnamese_letters_in_four_faces(name):
    family = find_family(name)
    faces = {family.regular, family.bold, family.italic, family.bold_italic}
    assert len(faces) == 4
    for face in faces:
        assert all(ord(letter) in face.characters for letter in VIETNAMESE + VIETNAMESE.upper())


def test_a_variable_file_gives_two_weights():
    family = find_family("Noto Sans")
    assert family.regular.path == family.bold.path
    assert family.bold.advance(family.bold.font.get_nominal_glyph(ord("m"))) > (
        family.regular.advance(family.regular.font.get_nominal_glyph(ord("m")))
    )


def test_a_family_without_italics_uses_its_upright_face():
    family = find_family("Noto Emoji")
    assert family.face(italic=True) == family.regular
    assert family.face(bold=True, italic=True) == family.bold


def test_names_are_compared_without_case_and_spaces():
    assert find_family("crimson text").regular == find_family("Crimson Text").regular


def test_unknown_family_is_none():
    assert find_family("Không Có Phông Này") is None
    assert choose_family(["Không Có", "Cũng Không"]) is None


def test_the_first_family_at_hand_is_chosen():
    assert choose_family(["Không Có", "Be Vietnam Pro", "Crimson Text"]).name == "Be Vietnam Pro"


def test_a_family_without_vietnamese_is_passed_over():
    assert choose_family(["Noto Sans Arabic", "Crimson Text"]).name == "Crimson Text"


@pytest.fixture
def system_folder(tmp_path, monkeypatch):
    """A folder that takes the place of the system's fonts."""
    monkeypatch.setattr(folders, "_system_folders", lambda: [tmp_path])
    folders._installed.cache_clear()
    find_family.cache_clear()
    yield tmp_path
    folders._installed.cache_clear()
    find_family.cache_clear()


def test_an_installed_family_is_found_by_its_name_inside_the_file(system_folder, monkeypatch):
    """The file's own name only narrows the search: here it is one that Windows uses."""
    source = find_family("Crimson Text").regular.path
    shutil.copy(source, system_folder / "crimsontext-anything.ttf")
    monkeypatch.setattr("diemtin.fonts.family.packaged_files", lambda name: [])
    find_family.cache_clear()
    assert find_family("Crimson Text").regular.path.parent == system_folder
    assert find_family("Crimson") is None


def test_short_file_names_of_known_families_are_looked_into(system_folder, monkeypatch):
    for name in ("times.ttf", "timesbd.ttf", "other.ttf"):
        (system_folder / name).write_bytes(b"")
    assert [file.name for file in folders.installed_files("Times New Roman")] == [
        "times.ttf", "timesbd.ttf",
    ]  # fmt: skip


def test_a_broken_font_file_is_passed_over(system_folder):
    (system_folder / "Hỏng-Regular.ttf").write_bytes(b"\0\1\0\0 not a font")
    assert find_family("Hỏng") is None


def test_system_folders_are_not_read_for_packaged_families(system_folder, monkeypatch):
    def forbidden():
        raise AssertionError("the system's folders were read")

    monkeypatch.setattr(folders, "_system_folders", forbidden)
    assert find_family("Be Vietnam Pro") is not None


def test_font_packages_are_not_imported():
    code = (
        "import sys; from diemtin.fonts import find_family; find_family('Crimson Text');"
        "sys.exit(any(name.startswith('fontpkg') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
