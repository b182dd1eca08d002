"""Reading the TOML files that people write, and finding the line on which a key of one stands."""

import collections
import re
import tomllib
from pathlib import Path
from typing import Any

from diemtin.errors import DiemtinError

_MOST_BYTES = 1_000_000
_MOST_LEVELS = 50  # of tables and lists in each other; no file that is meant has ten
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(rf"\s*((?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*)\s*=")


def _check_levels(file: Path, table: dict[str, Any], error: type[DiemtinError]) -> None:
    """Refuse tables and lists that lie so deep in each other that to walk them would fail."""
    level: list[Any] = [table]
    for _ in range(_MOST_LEVELS):
        values = (value.values() if isinstance(value, dict) else value for value in level)
        level = [inner for held in values for inner in held if isinstance(inner, dict | list)]
    if level:
        raise error(f"{file}: the tables are nested too deeply. Take the innermost ones out.")


def read_toml(file: Path, error: type[DiemtinError]) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and the table that it writes.

    Raises:
        DiemtinError: An `error`: the file cannot be read, is too large, is not UTF-8 or no TOML.
            The message names the file and what to do.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise error(f"{file}: this file is larger than {_MOST_BYTES:,} bytes. Shorten it.")
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except OSError as problem:
        raise error(f"{file}: this file cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise error(f"{file}: this file is not UTF-8 text. Save it as UTF-8.") from problem
    except tomllib.TOMLDecodeError as problem:
        raise error(f"{file}: this is not TOML: {problem}") from problem
    except RecursionError as problem:
        raise error(
            f"{file}: the tables are nested too deeply. Take the innermost ones out."
        ) from problem
    _check_levels(file, table, error)
    return text, table


def _parts(dotted: str) -> tuple[str, ...]:
    """Split a dotted key, taking the quotes off its parts."""
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def line_of(text: str, path: tuple[str | int, ...]) -> int | None:
    r"""Return the line (from 1) that sets `path`, or the nearest table around it, or None.

    A number in the path (from 0) is that of an entry of a list. What stands inside an inline
    table or list is found at the line of that table or list.

    >>> line_of('[page]\nwidth = "210mm"\n', ("page", "width"))
    2
    >>> line_of('[page]\nwidth = "210mm"\n', ("page", "height"))
    1
    >>> line_of('[[sources]]\nfile = "a"\n[[sources]]\nfile = "b"\n', ("sources", 1, "file"))
    4
    """
    table: tuple[str | int, ...] = ()
    entries: collections.Counter[tuple[str | int, ...]] = collections.Counter()
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            *outer, last = _parts(header[2])
            table = ()
            for part in outer:
                table += (part,)
                table += (entries[table] - 1,) if table in entries else ()
            table += (last,)
            if header[1] == "[[":
                entries[table] += 1
                table += (entries[table] - 1,)
            found = table
        elif assignment := _ASSIGNMENT.match(line):
            found = table + _parts(assignment[1])
        else:
            continue
        if found == path[: len(found)] and (best is None or len(found) > best[0]):
            best = (len(found), number)
    return best[1] if best else None
