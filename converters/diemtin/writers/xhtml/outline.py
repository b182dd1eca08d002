"""Nesting a flat list of headings: each belongs to the nearest one before it that is higher."""

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple, TypeVar

DEEPEST = 6
Entry = TypeVar("Entry")


class Branch(NamedTuple, Generic[Entry]):
    """An entry with all that is below it."""

    entry: Entry
    below: "list[Branch[Entry]]"


def nest(entries: Iterable[Entry], level: Callable[[Entry], int]) -> list[Branch[Entry]]:
    """Return the entries as a tree; a level that is left out opens no level of its own.

    >>> tree = nest([1, 3, 3, 2, 1], level=lambda entry: entry)
    >>> [(branch.entry, [below.entry for below in branch.below]) for branch in tree]
    [(1, [3, 3, 2]), (1, [])]
    """
    roots: list[Branch[Entry]] = []
    path: list[tuple[int, Branch[Entry]]] = []
    for entry in entries:
        depth = min(level(entry), DEEPEST)
        while path and path[-1][0] >= depth:
            path.pop()
        branch: Branch[Entry] = Branch(entry, [])
        (path[-1][1].below if path else roots).append(branch)
        path.append((depth, branch))
    return roots
