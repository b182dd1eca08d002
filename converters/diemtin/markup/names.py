"""Read what the names of an element (class, id, role) say of its part in the page."""

import re
import tomllib
from importlib.resources import files
from operator import concat

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SMALL_PARTS = re.compile(r"[a-z]+")
# Names are read once and remembered: the pages of a site, and of its kind, share them.
_MOST_REMEMBERED = 50_000
_LONGEST_NAME = 200


def _load() -> tuple[tuple[str, ...], dict[str, int], dict[str, int]]:
    table = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    families = tuple(table["names"])
    words: dict[str, int] = {}
    for bit, family in enumerate(families):
        for word in table["names"][family].split():
            words[word] = words.get(word, 0) | 1 << bit
    tags = {tag: 1 << families.index(family) for tag, family in table["tags"].items()}
    return families, words, tags


FAMILIES, _WORDS, _TAGS = _load()
_KNOWN_WORDS = frozenset(_WORDS)
_HIDDEN = 1 << FAMILIES.index("hidden")
_NAMING = frozenset(("id", "role", "itemprop", "itemtype", "data-role", "data-testid"))


def flag(family: str) -> int:
    """Return the bit of a family of names."""
    return 1 << FAMILIES.index(family)


class _Remembered(dict[str, int]):
    """The flags of names that were seen before: a look-up in a dictionary for most names."""

    def __missing__(self, name: str) -> int:
        flags = _flags_of_name(name[:_LONGEST_NAME])
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        # A name of any length may come, but not stay.
        if len(name) <= _LONGEST_NAME:
            self[name] = flags
        return flags


def _flags_of_name(name: str) -> int:
    if name == name.lower():
        parts = _SMALL_PARTS.findall(name)
    else:
        parts = [part.lower() for part in _PARTS.findall(name)]
    flags = 0
    for word in _KNOWN_WORDS.intersection(parts + list(map(concat, parts, parts[1:]))):
        flags |= _WORDS[word]
    return flags


_FLAGS_OF_NAME = _Remembered()


def flags_of(tag: str, attributes: list[tuple[str, str]]) -> tuple[int, str | None]:
    """Return the families that an element's tag and names belong to, as bits, and its class.

    Compound names count as well: `tin-lien-quan` holds `lienquan`.
    """
    flags = _TAGS.get(tag, 0)
    class_name = None
    for key, value in attributes:
        if key == "class":
            class_name = value
            flags |= _FLAGS_OF_NAME[value]
        elif key in _NAMING:
            flags |= _FLAGS_OF_NAME[value]
        elif key == "style":
            if "none" in value and "display:none" in value.replace(" ", ""):
                flags |= _HIDDEN
        elif key == "hidden" or (key == "aria-hidden" and value == "true"):
            flags |= _HIDDEN
    return flags, class_name
