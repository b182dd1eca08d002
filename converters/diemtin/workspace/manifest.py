"""The manifest `briefing.toml`: what it may say, and errors that name the file, line and key."""

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from diemtin.errors import ManifestError
from diemtin.model import Parts
from diemtin.toml_files import line_of, read_toml
from diemtin.workspace.limits import Limits

# A manifest of a thousand captures, each with a title and an address, has a third of this.
_PATHS = frozenset(("file", "sources"))
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_TYPES = {
    "str": "text in quotation marks",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list in square brackets",
    "object": "a table",
    "null": "nothing",
}


class _Table(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """A table of the manifest: keys in kebab case, unknown ones refused."""


def _check_date(date: str | None, kind: type[datetime.date] = datetime.date) -> None:
    if date is not None:
        try:
            kind.fromisoformat(date)
        except ValueError as error:
            raise ValueError(f'date must be a date such as 2024-02-05, not "{date}"') from error


class SourceTable(_Table, frozen=True, kw_only=True):
    """One entry of `sources` that says more than a file's name.

    What it says goes before what the capture says. `source` is the name of the site; `date` an
    ISO date, or date and time.
    """

    file: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    byline: str | None = None
    encoding: str | None = None

    def __post_init__(self) -> None:
        """Refuse a date that is none."""
        _check_date(self.date, datetime.datetime)


class Signature(_Table, frozen=True):
    """Who signs: `authority` is capacity and office, one line each."""

    authority: tuple[str, ...] = ()
    signatory: str | None = None


class Manifest(_Table, frozen=True, kw_only=True):
    """All that a manifest can say; every key is optional.

    `sources` of None means: the captures of the folder `sources`, by name. `without` names
    cleaning rules to leave out. `name` is the outputs' file name without its ending.
    """

    title: str | None = None
    subtitle: str | None = None
    kind: str | None = None
    agency: str | None = None
    agency_above: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None
    language: str = "vi"
    style: str = "nd30"
    name: str = "briefing"
    to: tuple[str, ...] = ("pdf", "docx", "epub")
    recipients: tuple[str, ...] = ()
    signature: Signature = Signature()
    sources: tuple[str | SourceTable, ...] | None = None
    parts: Parts = Parts()
    limits: Limits = Limits()
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a date that is none."""
        _check_date(self.date)


def _dotted(path: Iterable[str | int]) -> str:
    """Write a path of keys as people write it: `sources[2].title` (entries count from 1)."""
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".")


def _fail(file: Path, text: str, path: tuple[str | int, ...], problem: str) -> ManifestError:
    line = line_of(text, path)
    place = f"{file}, line {line}" if line else str(file)
    return ManifestError(f"{place}: {_dotted(path)}: {problem}")


def _keys_of(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(name.replace("_", "-") for name in struct.__struct_fields__)


def _tables(table: Mapping[str, Any]) -> Iterable[tuple[tuple[str | int, ...], Any, type]]:
    """Yield the manifest's tables with their paths and what each may hold."""
    yield (), table, Manifest
    yield ("signature",), table.get("signature"), Signature
    yield ("parts",), table.get("parts"), Parts
    yield ("limits",), table.get("limits"), Limits
    entries = table.get("sources")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        yield ("sources", index), entry, SourceTable


def _check_keys(file: Path, text: str, table: Mapping[str, Any]) -> None:
    """Refuse unknown keys, with the known key that is nearest."""
    for path, inner, struct in _tables(table):
        if not isinstance(inner, dict):
            continue
        known = _keys_of(struct)
        for key in inner:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(known)}."
                raise _fail(file, text, (*path, key), f"there is no such key. {hint}")


def _plain(value: Any, key: str = "") -> Any:
    """Return a TOML value as the model keeps it: dates as ISO text, and text that can be printed.

    Controls, and marks that turn the direction of writing around, are taken out of all but the
    names of files, as they are taken out of captures: no title has need of them.
    """
    if isinstance(value, dict):
        return {name: _plain(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, key) for inner in value]
    if isinstance(value, str):
        return value if key in _PATHS else _UNPRINTABLE.sub("", value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _problem(message: str) -> tuple[tuple[str | int, ...], str]:
    """Take msgspec's message apart: the path of keys, and the problem in plain words.

    >>> _problem("Expected `str`, got `int` - at `$.sources[0].title`")
    (('sources', 0, 'title'), 'expected text in quotation marks, not a whole number')
    """
    problem, _, place = message.rpartition(" - at `$")
    problem, place = (problem, place.rstrip("`")) if problem else (message, "")
    steps = re.findall(r"\[(\d+)\]|([\w-]+)", place)
    path = tuple(int(index) if index else key.replace("_", "-") for index, key in steps)
    if named := re.match(r"([a-z-]+) (must be .+)", problem):
        return (*path, named[1]), named[2]
    if missing := re.fullmatch(r"Object missing required field `(.+)`", problem):
        return (*path, missing[1]), "this key must be given"
    if types := re.fullmatch(r"Expected `(.+)`, got `(.+)`", problem):
        names = types[1].split(" | ")
        wanted = " or ".join(_TYPES.get(name, name) for name in names if name != "null")
        return path, f"expected {wanted}, not {_TYPES.get(types[2], types[2])}"
    return path, problem


def read_manifest(file: Path) -> Manifest:
    """Read a manifest.

    Raises:
        ManifestError: The file cannot be read, is no TOML, has an unknown key, or a value of a
            wrong type; the message names the file, the line and the key, and what was expected.
    """
    text, table = read_toml(file, ManifestError)
    table = _plain(table)
    _check_keys(file, text, table)
    parts = table.get("parts")
    if isinstance(parts, dict):
        table["parts"] = {key.replace("-", "_"): value for key, value in parts.items()}
    try:
        return msgspec.convert(table, Manifest)
    except msgspec.ValidationError as error:
        raise _fail(file, text, *_problem(str(error))) from error
