"""Finding style files, following `extends` and `based-on`, and checking what they say."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from diemtin.errors import StyleError
from diemtin.style.types import ROLES, Style, decode_value

_PACKAGE = Path(__file__).resolve().parents[1]


def _shipped() -> Path:
    """Return the folder of the shipped styles: in the wheel, or in a checkout of the project."""
    inside = _PACKAGE / "styles"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "styles"


def style_names(folder: Path | None = None) -> list[str]:
    """Return the names of all styles, a workspace's own (in `folder`) and the shipped ones."""
    folders = [path for path in (folder, _shipped()) if path is not None and path.is_dir()]
    return sorted({file.stem for path in folders for file in path.glob("*.toml")})


def find_style(name: str, folder: Path | None = None) -> Path:
    """Return the file of a style: the workspace's own in `folder` first, then the shipped ones.

    Raises:
        StyleError: There is no style of this name.
    """
    for path in (folder, _shipped()):
        if path is not None and (path / f"{name}.toml").is_file():
            return path / f"{name}.toml"
    known = ", ".join(style_names(folder))
    raise StyleError(f'There is no style "{name}". Choose one of: {known}.')


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merge(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _read(name: str, folder: Path | None, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Read a style's table with all that it extends."""
    if name in seen:
        raise StyleError(f'The style "{name}" extends itself: {" → ".join((*seen, name))}.')
    path = find_style(name, folder)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StyleError(f"{path}: {error}") from error
    base = table.get("extends")
    return _merge(_read(base, folder, (*seen, name)), table) if isinstance(base, str) else table


def _resolve(roles: dict[str, Any], role: str, seen: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a role's table with the values of all that it is based on."""
    own = roles.get(role, {})
    base = own.get("based-on") or ("body" if role != "body" else None)
    if base is None or base in seen:
        return dict(own)
    return _merge(_resolve(roles, base, (*seen, role)), {**own, "based-on": base})


def load_style(name: str, folder: Path | None = None) -> Style:
    """Load a style by name, its bases merged in and every role filled.

    Args:
        name: The name of the style, as `diemtin styles` lists it.
        folder: The workspace's own `styles` folder, which is looked in first.

    Raises:
        StyleError: The style is unknown, or says something that cannot be followed.
    """
    table = _read(name, folder)
    roles = table.get("paragraph", {})
    table["paragraph"] = {role: _resolve(roles, role) for role in (*ROLES, *roles)}
    table["name"] = name
    try:
        return msgspec.convert(table, Style, dec_hook=decode_value)
    except msgspec.ValidationError as error:
        raise StyleError(f"{find_style(name, folder)}: {error}") from error
