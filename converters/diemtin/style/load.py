"""Finding style files, following `extends` and `based-on`, and checking what they say."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from diemtin.errors import StyleError
from diemtin.style.check import faults
from diemtin.style.shape import Misfit, misfits, named_colours
from diemtin.style.types import ROLES, Style, decode_value
from diemtin.toml_files import line_of, read_toml

_PACKAGE = Path(__file__).resolve().parents[1]
_MAX_CSS_BYTES = 256 * 1024
_REACHING_OUT = re.compile(
    r"@import|@charset|url\s*\(|src\s*\(|image-set|expression\s*\(|</|\\", re.IGNORECASE
)


def _visible(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


class _File(NamedTuple):
    """A style file: where it is, its text and its table."""

    path: Path
    text: str
    table: dict[str, Any]

    def error(self, misfit: Misfit) -> str:
        """Say what is wrong with a key, with the file and the line."""
        line = line_of(self.text, misfit.path)
        place = f"{self.path}:{line}" if line else str(self.path)
        told = f"{'.'.join(misfit.path)}: {misfit.message}"
        # A value may hold ends of lines, and each fault is told on one.
        return f"{place}: {''.join(map(_visible, told))}"

    def sets(self, path: tuple[str, ...]) -> bool:
        """Say whether the file gives this key a value."""
        value: Any = self.table
        for key in path:
            if not isinstance(value, dict) or key not in value:
                return False
            value = value[key]
        return True


def shipped_file(name: str) -> Path:
    """Return a file of the shipped styles' folder: in the wheel, or in a checkout."""
    inside = _PACKAGE / "styles"
    return (inside if inside.is_dir() else _PACKAGE.parents[1] / "styles") / name


def _folders(folder: Path | None) -> list[Path]:
    """Return the folders that hold styles, a workspace's own first."""
    folders = (folder, shipped_file("nd30.toml").parent)
    return [path for path in folders if path is not None and path.is_dir()]


def style_names(folder: Path | None = None) -> list[str]:
    """Return the names of all styles, a workspace's own (in `folder`) and the shipped ones."""
    files = [file for path in _folders(folder) for file in path.glob("*.toml")]
    return sorted({file.stem for file in files if file.is_file()})


def find_style(name: str, folder: Path | None = None) -> Path:
    """Return the file of a style: the workspace's own in `folder` first, then the shipped ones.

    Raises:
        StyleError: There is no style of this name.
    """
    known = style_names(folder)
    if name not in known:
        raise StyleError(f'There is no style "{name}". Choose one of: {", ".join(known)}.')
    files = (path / f"{name}.toml" for path in _folders(folder))
    return next(file for file in files if file.is_file())


def _read(name: str, folder: Path | None) -> _File:
    """Read one style file, and check its keys and the types of its values."""
    path = find_style(name, folder)
    file = _File(path, *read_toml(path, StyleError))
    found = list(misfits(file.table))
    if found:
        raise StyleError("\n".join(file.error(misfit) for misfit in found))
    return file


def _chain(name: str, folder: Path | None) -> list[_File]:
    """Read a style and all that it extends, nearest first.

    A style of a workspace may extend the shipped one that has the same name.
    """
    files: list[_File] = []
    base: str | None = name
    while base is not None:
        within = None if files and base == files[-1].path.stem else folder
        if len(files) > len(style_names(folder)):
            names = " → ".join(file.path.stem for file in files)
            raise StyleError(f'The style "{name}" extends itself: {names}.')
        files.append(_read(base, within))
        base = files[-1].table.get("extends")
    return files


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _merge(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _merged(files: list[_File]) -> dict[str, Any]:
    """Lay the files of a style over one another; limits can be added, but never changed."""
    table: dict[str, Any] = {}
    for file in reversed(files):
        limits = {**file.table.get("limits", {}), **table.get("limits", {})}
        table = {**_merge(table, file.table), "limits": limits}
    return table


def _bases(roles: dict[str, Any], role: str) -> list[str]:
    """Return a role and those that it is based on, nearest first, `body` last."""
    chain = [role]
    while chain[-1] != "body":
        base = roles.get(chain[-1], {}).get("based-on", "body")
        chain.append("body" if base in chain else base)
    return chain


def _resolved(roles: dict[str, Any], role: str) -> dict[str, Any]:
    """Return a role's table with the values of all that it is based on."""
    table: dict[str, Any] = {}
    for base in reversed(_bases(roles, role)):
        table = _merge(table, roles.get(base, {}))
    return table


def _with_css(table: dict[str, Any], files: list[_File]) -> dict[str, Any]:
    """Put the text of the CSS file that the style names in the place of its name."""
    name = table.get("reader", {}).get("css")
    if name is None:
        return table
    file = next(file for file in files if file.sets(("reader", "css")))

    def refuse(reason: str) -> StyleError:
        return StyleError(file.error(Misfit(("reader", "css"), reason)))

    folder = file.path.parent.resolve()
    path = folder / re.sub(r"[\0\\]", "/", name)
    if path.resolve().parent != folder or path.suffix != ".css":
        raise refuse(f'a CSS file beside the style was expected, not "{name}"')
    try:
        data = path.read_bytes()
        css = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(f"the file cannot be read: {error}") from error
    if len(data) > _MAX_CSS_BYTES:
        raise refuse(f"the CSS file is larger than {_MAX_CSS_BYTES:,} bytes. Shorten it.")
    if found := _REACHING_OUT.search(css):
        raise refuse(f'the CSS file may not reach outside of itself. Take "{found[0]}" out of it.')
    return _merge(table, {"reader": {"css": css}})


def _origin(misfit: Misfit, files: list[_File], roles: dict[str, Any]) -> str:
    """Word a fault at the place that set the value: in this file or a base, here or in a role's.

    Of two values that do not go together, the one that the nearer file sets is at fault.
    """
    if misfit.other is not None:
        for file in files:
            for path in (misfit.path, misfit.other):
                if file.sets(path):
                    return file.error(Misfit(path, misfit.message))
    paths = [misfit.path]
    if misfit.path[0] == "paragraph":
        paths = [("paragraph", base, *misfit.path[2:]) for base in _bases(roles, misfit.path[1])]
    for path in paths:
        for file in files:
            if file.sets(path):
                return file.error(Misfit(path, misfit.message))
    return files[0].error(misfit)


def load_style(name: str, folder: Path | None = None) -> Style:
    """Load a style by name, its bases merged in and every role filled.

    Args:
        name: The name of the style, as `diemtin styles` lists it.
        folder: The workspace's own `styles` folder, which is looked in first.

    Raises:
        StyleError: The style is unknown, or says something that cannot be followed; the message
            has a line for each fault, which names the file, its line, the key and what was
            expected.
    """
    files = _chain(name, folder)
    table = _with_css(_merged(files), files)
    roles = table.get("paragraph", {})
    table["paragraph"] = {role: _resolved(roles, role) for role in (*ROLES, *roles)}
    table = named_colours(table, Style, table.get("colours", {}))
    table["name"] = name
    try:
        style = msgspec.convert(table, Style, dec_hook=decode_value)
    except msgspec.ValidationError as error:
        raise StyleError(f"{files[0].path}: {error}") from error
    if found := faults(style):
        lines = dict.fromkeys(_origin(misfit, files, roles) for misfit in found)
        raise StyleError("\n".join(lines))
    return style
