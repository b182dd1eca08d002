"""Where font files lie: the folders of installed packages and of operating systems."""

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

# Packages that hold the files of many families; fontpkg-* packages hold one family each.
COLLECTIONS = ("manimgx_fonts", "manimgx_fonts_cjk")
ENDINGS = (".ttf", ".otf", ".ttc", ".otc")

# File names that do not begin with the name of their family.
SHORT_NAMES = {"timesnewroman": ("times",), "couriernew": ("cour",)}


def plain_name(name: str) -> str:
    """Return a name without case, spaces and punctuation.

    >>> plain_name("Times New Roman")
    'timesnewroman'
    """
    return "".join(character for character in name.lower() if character.isalnum())


def _package_folder(package: str) -> Path | None:
    """Return the folder of an installed package without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def packaged_files(family: str) -> list[Path]:
    """Return the files of a family among the installed font packages, by name."""
    slug = "".join(letter if letter.isalnum() else "_" for letter in family.lower())
    own = _package_folder(f"fontpkg_{slug}")
    if own is not None:
        return _named(sorted((own / "files").glob("*.[to]t[fc]")), family)
    for package in COLLECTIONS:
        folder = _package_folder(package)
        found = _named(sorted(folder.glob("*.[to]t[fc]")), family) if folder else []
        if found:
            return found
    return []


def _named(files: list[Path], family: str) -> list[Path]:
    """Keep the files whose name begins with a family's name."""
    wanted = plain_name(family)
    names = (wanted, *SHORT_NAMES.get(wanted, ()))
    # A collection of all regions of Noto Sans CJK is named after none of them.
    if wanted.startswith("notosanscjk"):
        names = (*names, "notosanscjk")
    return [file for file in files if plain_name(file.stem).startswith(names)]


def installed_files(family: str) -> list[Path]:
    """Return the installed font files that a family may be in, by name, without opening any."""
    return _named(list(_installed()), family)


@lru_cache(maxsize=1)
def _installed() -> tuple[Path, ...]:
    """List the font files of the operating system's folders once."""
    return tuple(sorted({file for folder in _system_folders() for file in _files_below(folder)}))


def _system_folders() -> list[Path]:
    """Return the folders in which operating systems keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return [windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, home / ".local/share/fonts", home / ".fonts"]


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the font files in a folder and the folders below it."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            if name.lower().endswith(ENDINGS):
                yield Path(parent) / name
