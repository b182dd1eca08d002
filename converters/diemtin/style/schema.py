"""The JSON Schema of style files, for editors that complete and check TOML while it is written."""

import json
import sys
from typing import Any, Literal, get_args, get_origin

import msgspec

from diemtin.style.shape import PALETTE, alternatives, keys, table_type
from diemtin.style.types import ROLES, Colour, Length, Style

_LEAVES: dict[Any, dict[str, Any]] = {
    Length: {"type": "string", "pattern": r"^\s*-?\d+(\.\d+)?\s*(pt|mm|cm|in)\s*$"},
    Colour: {"type": "string", "pattern": f"^(#[0-9a-fA-F]{{6}}|{'|'.join(PALETTE)})$"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
}


def _description(kind: type[msgspec.Struct]) -> str:
    """Return a table's description: its docstring on one line."""
    return " ".join((kind.__doc__ or "").split())


def _of_table(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the schema of a table; no key is required, since a style may extend another."""
    return {
        "type": "object",
        "description": _description(kind),
        "additionalProperties": False,
        "properties": {key: _of(value) for key, value in keys(kind).items()},
    }


def _of_choice(kind: Any) -> dict[str, Any]:
    """Return the schema of one of the types that a value may have."""
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0])}
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _of(get_args(kind)[1])}
    if table := table_type(kind):
        return {"$ref": f"#/$defs/{table.__name__}"}
    return _LEAVES[kind]


def _of(kind: Any) -> dict[str, Any]:
    """Return the schema of a value."""
    choices = [_of_choice(choice) for choice in alternatives(kind)]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _tables(kind: Any, found: dict[str, type[msgspec.Struct]]) -> dict[str, type[msgspec.Struct]]:
    """Collect the types of all tables below a type, by name."""
    for choice in alternatives(kind):
        if get_origin(choice) is dict:
            _tables(get_args(choice)[1], found)
        elif (table := table_type(choice)) and table.__name__ not in found:
            found[table.__name__] = table
            for value in keys(table).values():
                _tables(value, found)
    return found


def style_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a style file, made from the types.

    `styles/style.schema.json` is its shipped copy, written by `python -m diemtin.style.schema`.
    """
    tables = {name: table for name, table in _tables(Style, {}).items() if table is not Style}
    schema = _of_table(Style)
    paragraph = {"$ref": "#/$defs/ParagraphStyle"}
    schema["properties"]["paragraph"] = {
        "type": "object",
        "properties": dict.fromkeys(ROLES, paragraph),
        "additionalProperties": paragraph,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A style of diemtin",
        **schema,
        "$defs": {name: _of_table(table) for name, table in tables.items()},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(style_schema(), ensure_ascii=False, indent=2) + "\n")
