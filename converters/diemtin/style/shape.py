"""The shape of a style file, read from the types: which keys there are, and what each may hold."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from diemtin.style.types import Colour, Colours, Length, Style, decode_value

PALETTE = tuple(field.encode_name for field in msgspec.structs.fields(Colours))
FROM_OUTSIDE = ("name",)
_EXPECTED = {
    Length: 'a length with its unit, such as "13pt" or "2 cm"',
    Colour: f'a colour such as "#1a2b3c", or the name of one of the palette: {", ".join(PALETTE)}',
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text in quotation marks",
}


class Misfit(NamedTuple):
    """A key (`("page", "width")`) that does not fit, and what is the matter with it.

    `other` is a key that it does not go together with, if there is one.
    """

    path: tuple[str, ...]
    message: str
    other: tuple[str, ...] | None = None


@cache
def keys(table: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the keys that a table of a style file may have, each with its type."""
    return {
        field.encode_name: field.type
        for field in msgspec.structs.fields(table)
        if field.encode_name not in FROM_OUTSIDE
    }


def alternatives(kind: Any) -> tuple[Any, ...]:
    """Return the types of which a value may be one; TOML has no null, so None is not among them."""
    choices = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return tuple(choice for choice in choices if choice is not NoneType)


def table_type(kind: Any) -> type[msgspec.Struct] | None:
    """Return the type of the table that a value may be, or None where it may not be one."""
    for choice in alternatives(kind):
        if isinstance(choice, type) and issubclass(choice, msgspec.Struct):
            return choice
    return None


def expected(kind: Any) -> str:
    """Say in words what a value of this type looks like."""
    wordings = []
    for choice in alternatives(kind):
        if get_origin(choice) is Literal:
            choices = ", ".join(f'"{value}"' for value in get_args(choice))
            wordings.append(f"one of {choices}")
        elif get_origin(choice) is tuple:
            wordings.append(f"a list, of which each entry is {expected(get_args(choice)[0])}")
        elif table_type(choice) or get_origin(choice) is dict:
            wordings.append("a table")
        else:
            wordings.append(_EXPECTED[choice])
    return ", or ".join(wordings)


def _fits(value: Any, kind: Any) -> bool:
    """Say whether a value that is no table can be read as this type."""
    if Colour in alternatives(kind) and value in PALETTE:
        return True
    try:
        msgspec.convert(value, kind, dec_hook=decode_value)
    except msgspec.ValidationError:
        return False
    return True


def misfits(
    table: dict[str, Any], kind: type[msgspec.Struct] = Style, path: tuple[str, ...] = ()
) -> Iterator[Misfit]:
    """Yield the unknown keys and the values of a wrong type, in the order of the file."""
    known = keys(kind)
    for key, value in table.items():
        here = (*path, key)
        if key not in known:
            yield Misfit(here, f"there is no such key; known here: {', '.join(sorted(known))}")
            continue
        inner = table_type(known[key])
        if isinstance(value, dict) and get_origin(known[key]) is dict:
            yield from _named_misfits(value, get_args(known[key])[1], here)
        elif isinstance(value, dict) and inner:
            yield from misfits(value, inner, here)
        elif not _fits(value, known[key]):
            yield Misfit(here, f"{expected(known[key])} was expected, not {value!r}")


def _named_misfits(
    tables: dict[str, Any], kind: type[msgspec.Struct], path: tuple[str, ...]
) -> Iterator[Misfit]:
    """Yield what does not fit in tables whose names are free, such as those of paragraphs."""
    for name, value in tables.items():
        if isinstance(value, dict):
            yield from misfits(value, kind, (*path, name))
        else:
            yield Misfit((*path, name), f"a table was expected, not {value!r}")


def named_colours(table: dict[str, Any], kind: Any, palette: dict[str, str]) -> dict[str, Any]:
    """Return the table with the names of the palette's colours replaced by the colours."""
    known = keys(kind)
    painted: dict[str, Any] = {}
    for key, value in table.items():
        inner = known.get(key)
        if isinstance(value, dict) and get_origin(inner) is dict:
            entry = get_args(inner)[1]
            painted[key] = {
                name: named_colours(each, entry, palette) for name, each in value.items()
            }
        elif isinstance(value, dict) and table_type(inner):
            painted[key] = named_colours(value, table_type(inner), palette)
        elif Colour in alternatives(inner) and value in PALETTE:
            painted[key] = palette.get(value, value)
        else:
            painted[key] = value
    return painted
