"""The program's messages in the person's language: English as written, Vietnamese as data."""

import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_VIETNAMESE_WINDOWS = 0x042A
# A text with so few letters of its own joins words, not sentences.
_CONJUNCTION = 2
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


@cache
def language() -> str:
    """Return the language of messages, `vi` or `en`, after the locale of the person."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "vi" if value.lower().startswith("vi") else "en"
    if sys.platform == "win32":
        import ctypes  # Windows keeps the person's language nowhere else

        if ctypes.windll.kernel32.GetUserDefaultUILanguage() == _VIETNAMESE_WINDOWS:
            return "vi"
    return "en"


@cache
def catalogue(code: str) -> Mapping[str, str]:
    """Return the translations by their English text, in which `{}` stands for what varies."""
    file = Path(__file__).resolve().parent / f"messages.{code}.toml"
    if not file.is_file():
        return {}
    import tomllib  # English needs no catalogue, so that the program starts faster

    table: Mapping[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["messages"]
    return table


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile the texts that have something to fill in, in the order in which they are tried."""
    texts = sorted((text for text in catalogue(code) if "{}" in text), key=_rank)
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, text.split("{}"))), re.DOTALL), text)
        for text in texts
    )


def _rank(text: str) -> tuple[bool, int, str]:
    """Rank the most words first, and last what stands within the parts of others: `{} or {}`."""
    own = text.replace("{}", "")
    letters = sum(map(str.isalpha, own))
    return 0 < letters <= _CONJUNCTION, -len(own), text


def translate(text: str, *values: object) -> str:
    """Return a text in the person's language, `{}` in it filled in with the values."""
    return catalogue(language()).get(text, text).format(*values) if values else _find(text)


def _find(text: str) -> str:
    """Translate a text that is filled in already: the catalogue's text that it follows is found.

    What was filled in is translated too, since errors tell of errors.
    """
    table = catalogue(language())
    if text in table:
        return table[text]
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", table.get(",", ","))
    for pattern, english in _patterns(language()):
        if match := pattern.fullmatch(text):
            return table[english].format(*map(_find, match.groups()))
    return text
