"""What a Word file of a briefing calls its styles and bookmarks, for its writer and its reader."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

NAMESPACE = "urn:diemtin:word:1"
"""Namespace of the custom XML part that keeps what Word itself has no place for."""

AUTHOR = "diemtin"
"""Author of the comments; a rule's name follows after a slash: `diemtin/glued-words`."""

UNKNOWN = "Diemtin "
"""What the style of a role begins with that no table names; the role itself follows."""


class Variant(msgspec.Struct, frozen=True):
    """A style that looks `like` a role, and is read back as `role`."""

    name: str
    like: str
    role: str


class Bare(msgspec.Struct, frozen=True):
    """Roles whose bare paragraphs get a style of their own, and how its name ends."""

    suffix: str
    roles: tuple[str, ...]


class BuiltIn(msgspec.Struct, frozen=True):
    """The styles that Word knows by itself."""

    names: frozenset[str]


class WordNames(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """The tables of `word.toml`."""

    roles: dict[str, str]
    variants: dict[str, Variant]
    bare: Bare
    definitions: dict[str, str]
    character: dict[str, str]
    table: dict[str, str]
    furniture: dict[str, str]
    bookmarks: dict[str, str]
    built_in: BuiltIn
    aliases: dict[str, str]

    def of(self, role: str) -> str:
        """Return the name of a role's style, also of a role that no table names."""
        return self.roles.get(role) or f"{UNKNOWN}{role}"

    def of_bare(self, role: str) -> str:
        """Return the name of the style of a paragraph that stands for nothing but its role."""
        name = self.of(role)
        return f"{name} {self.bare.suffix}" if role in self.bare.roles else name


@cache
def word_names() -> WordNames:
    """Return the tables of `word.toml`, which is read once."""
    text = files("diemtin.style").joinpath("word.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), WordNames)
