"""Read what the names of an element (class, id, role) say of its part in the page."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Names are read once and remembered: the pages of a site, and of its kind, share them.
_REMEMBERED = 50_000
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
_HIDDEN = 1 << FAMILIES.index("hidden")
_NAMING = frozenset(("class", "id", "role", "itemprop", "itemtype", "data-role", "data-testid"))


def flag(family: str) -> int:
    """Return the bit of a family of names."""
    return 1 << FAMILIES.index(family)


@lru_cache(_REMEMBERED)
def _flags_of_name(name: str) -> int:
    parts = [part.lower() for part in _PARTS.findall(name)]
    flags = 0
    for part in parts:
        flags |= _WORDS.get(part, 0)
    for first, second in pairwise(parts):
        flags |= _WORDS.get(first + second, 0)
    return flags


def flags_of(tag: str, attributes: list[tuple[str, str]]) -> tuple[int, str | None]:
    """Return the families that an element's tag and names belong to, as bits, and its class.

    Compound names count as well: `tin-lien-quan` holds `lienquan`.
    """
    flags = _TAGS.get(tag, 0)
    class_name = None
    for key, value in attributes:
        if key in _NAMING:
            flags |= _flags_of_name(value[:_LONGEST_NAME])
            if key == "class":
                class_name = value
        elif key == "style":
            if "none" in value and "display:none" in value.replace(" ", ""):
                flags |= _HIDDEN
        elif key == "hidden" or (key == "aria-hidden" and value == "true"):
            flags |= _HIDDEN
    return flags, class_name
