"""Bookmarks: names that Word accepts for the identifiers of a document."""

import re

# Word takes letters, digits and underscores, 40 at most, the first one a letter; an underscore in
# front hides a bookmark. Names that differ in case alone are the same.
_LONGEST = 40


class Bookmarks:
    """Gives every identifier one name, and remembers those that the name does not tell.

    >>> bookmarks = Bookmarks()
    >>> bookmarks.name("article-1-title"), bookmarks.name("7 giờ"), bookmarks.name("7 giờ")
    ('article_1_title', 'a_7_gi', 'a_7_gi')
    >>> bookmarks.untold
    {'a_7_gi': '7 giờ'}
    """

    def __init__(self) -> None:
        self.untold: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}
        self._number = 0

    def name(self, identifier: str) -> str:
        """Return the name of the bookmark that stands for an identifier."""
        known = self._names.get(identifier)
        if known:
            return known
        name = self._free(_acceptable(identifier))
        self._names[identifier] = name
        if name.replace("_", "-") != identifier:
            self.untold[name] = identifier
        return name

    def hidden(self, stem: str) -> str:
        """Return a new name for a bookmark that no link leads to, `_quote_3`."""
        return self._free(f"{stem}_1")

    def stand_in(self, identifier: str, name: str) -> None:
        """Let a bookmark that is there anyway stand for an identifier that has none of its own."""
        self._names.setdefault(identifier, name)

    def number(self) -> str:
        """Return the next number, by which the end of a bookmark finds its start."""
        self._number += 1
        return str(self._number)

    def _free(self, wanted: str) -> str:
        """Return a name that nobody has; one that is taken gets the next number of its stem."""
        stem, _, ending = wanted.rpartition("_")
        if not (stem and ending.isdigit()):
            stem = wanted
        name = wanted
        while name.lower() in self._used:
            count = self._counts.get(stem, 1) + 1
            self._counts[stem] = count
            name = f"{stem[: _LONGEST - 1 - len(str(count))]}_{count}"
        self._used.add(name.lower())
        return name


def _acceptable(identifier: str) -> str:
    name = re.sub("[^A-Za-z0-9]+", "_", identifier).strip("_")[:_LONGEST]
    return name if name[:1].isalpha() else f"a_{name}"[:_LONGEST]
