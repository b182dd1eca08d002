"""The words that an EPUB says of its own accord: names of its lists, and of its accessibility."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec


class Strings(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """The words in one language."""

    cover: str
    contents: str
    landmarks: str
    start: str
    pages: str
    page_source: str
    accessible: str
    pictured: str
    undescribed: str
    paged: str


@cache
def _all() -> dict[str, Strings]:
    text = Path(__file__).with_name("strings.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Strings])


def strings(language: str) -> Strings:
    """Return the words in a language (a BCP 47 tag), or in English where there are none."""
    return _all().get(language.split("-")[0].lower()) or _all()["en"]
