"""Finding a language's file, and checking what it says."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from diemtin.errors import ConfigurationError
from diemtin.languages.types import Language

_FOLDER = Path(__file__).resolve().parent


def language_codes() -> list[str]:
    """Return the codes of all languages that there are, in alphabetical order."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


@cache
def load_language(code: str) -> Language:
    """Load a language by its code; a region (`vi-VN`) is allowed and left aside.

    Raises:
        ConfigurationError: There is no such language, or its file says something unknown.
    """
    path = _FOLDER / f"{code.split('-')[0].lower()}.toml"
    if path.stem not in language_codes():
        known = ", ".join(language_codes())
        raise ConfigurationError(f'There is no language "{code}". Choose one of: {known}.')
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Language)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path.name}: {error}") from error


@cache
def month_numbers() -> dict[str, int]:
    """Return the number of every month, from 1, by its names in all languages, in lower case.

    >>> month_numbers()["tháng chạp"], month_numbers()["sept"]
    (12, 9)
    """
    calendars = [load_language(code).calendar for code in language_codes()]
    printed = {
        name: number for calendar in calendars for number, name in enumerate(calendar.months, 1)
    }
    return printed | {
        name: number for calendar in calendars for name, number in calendar.other_months.items()
    }
