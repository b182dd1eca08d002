"""Paths that a manifest, a style or a capture names: none of them leaves its folder."""

import re
from pathlib import Path, PureWindowsPath

from diemtin.file_names import is_device

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|]')


def _problem(name: str) -> str | None:
    """Say what makes a relative path unfit on any system, Windows included; None if nothing."""
    path = PureWindowsPath(name)
    if not name.strip():
        return "the name is empty"
    if path.drive or path.root:
        return "an absolute path leaves the workspace"
    if ".." in path.parts:
        return '".." leaves the workspace'
    if _FORBIDDEN.search(name):
        return "the name holds characters that a file name cannot hold"
    for part in path.parts:
        if is_device(part):
            return f'"{part}" is the name of a device on Windows'
    return None


def path_text(path: str) -> str:
    """Return a path as text that every output can hold.

    Bytes of a name that are no UTF-8, which Linux allows, are shown as escapes (PEP 383).
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def contained(folder: Path, name: str) -> Path:
    """Return the path of a name inside a folder.

    Args:
        folder: What the path must not leave, not even through a symbolic link.
        name: A relative path, with `/` or the backslash of Windows between its parts.

    Raises:
        ValueError: The path leaves the folder, or names a device of Windows; says which.
    """
    if problem := _problem(name):
        raise ValueError(problem)
    path = folder / name.replace("\\", "/")
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:
        raise ValueError("the path leads in a circle") from error
    if not inside:
        raise ValueError("a symbolic link leaves the workspace")
    return path
