"""Finding the line of a key in the text of a TOML file, which `tomllib` does not tell."""

import re

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(
    r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def _parts(dotted: str) -> tuple[str, ...]:
    """Split a dotted key, taking the quotes off its parts."""
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def line_of(text: str, path: tuple[str, ...]) -> int | None:
    r"""Return the line (from 1) that sets `path`, or the nearest table around it, or None.

    A key inside an inline table is found at the line of that table.

    >>> line_of('[page]\nwidth = "210mm"\n', ("page", "width"))
    2
    >>> line_of('[page]\nwidth = "210mm"\n', ("page", "height"))
    1
    """
    table: tuple[str, ...] = ()
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            table = found = _parts(header[1])
        elif assignment := _ASSIGNMENT.match(line):
            found = table + _parts(assignment[1])
        else:
            continue
        if found == path[: len(found)] and (best is None or len(found) > best[0]):
            best = (len(found), number)
    return best[1] if best else None
