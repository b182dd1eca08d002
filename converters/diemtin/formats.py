"""The readers and writers there are: found through entry points, loaded when they are used."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import Distribution, EntryPoint, EntryPoints, entry_points
from typing import Any, Literal

from diemtin.errors import FormatError
from diemtin.readers import Reader
from diemtin.writers import Writer

Kind = Literal["reader", "writer"]


@dataclasses.dataclass(frozen=True)
class Format:
    """One reader or writer: the file ending that it serves and the distribution it came with."""

    ending: str
    distribution: str
    version: str
    entry: EntryPoint

    def load(self) -> Callable[..., Any]:
        """Import the function behind the entry point.

        Raises:
            FormatError: Its module cannot be imported, or holds no such function.
        """
        try:
            function = self.entry.load()
        except (ImportError, AttributeError) as error:
            raise FormatError(
                f'"{self.ending}" cannot be used: {error}. '
                f'Install the package "{self.distribution}" again, with all that it needs.'
            ) from error
        if not callable(function):
            raise FormatError(f'"{self.ending}" cannot be used: {self.entry.value} is no function.')
        return function  # type: ignore[no-any-return]


@cache
def _entry_points() -> Mapping[str, EntryPoints]:
    """Return the entry points of all packages by kind; each package is looked through once."""
    found = entry_points()
    return {kind: found.select(group=f"diemtin.{kind}s") for kind in ("reader", "writer")}


@cache
def _identity(distribution: Distribution) -> tuple[str, str]:
    """Return the name and version of a package, which reads its metadata whenever it is asked."""
    metadata = distribution.metadata
    return metadata["Name"], metadata["Version"]


@cache
def formats(kind: Kind) -> Mapping[str, Format]:
    """Return all readers or all writers by file ending, in alphabetical order.

    Where two packages serve one ending, another package's entry goes before diemtin's own, so
    that a user can replace a writer by installing one; among others the last by name counts.
    """
    found = {}
    for entry in _entry_points()[kind]:
        if (dist := entry.dist) is not None:
            name, version = _identity(dist)
            ending = entry.name.lower()
            found[ending, name != "diemtin", name] = Format(ending, name, version, entry)
    return {ending: found[ending, foreign, name] for ending, foreign, name in sorted(found)}


def ending_of(name: str) -> str:
    """Return the file ending of a path, in lower case and without its dot.

    >>> ending_of("tin/Bai 1.HTML"), ending_of("tin.v2/bai")
    ('html', '')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[2].lower() if "." in last.lstrip(".") else ""


def _find(kind: Kind, ending: str) -> Format:
    known = formats(kind)
    if ending not in known:
        choice = ", ".join(known)
        raise FormatError(f'There is no {kind} for the ending "{ending}". Choose one of: {choice}.')
    return known[ending]


def load_reader(ending: str) -> Reader:
    """Return the reader of a file ending.

    Raises:
        FormatError: No installed package reads it, or the package is broken.
    """
    return _find("reader", ending).load()


def load_writer(ending: str) -> Writer:
    """Return the writer of a file ending.

    Raises:
        FormatError: No installed package writes it, or the package is broken.
    """
    return _find("writer", ending).load()


def check_writers(endings: tuple[str, ...]) -> None:
    """See that every ending has a writer, before any work is done.

    Raises:
        FormatError: One has none.
    """
    for ending in endings:
        _find("writer", ending)
