"""Finding a language's file, and checking what it says."""

import tomllib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from diemtin.errors import ConfigurationError
from diemtin.languages.types import CleaningWords, Language

_FOLDER = Path(__file__).resolve().parent

Table = TypeVar("Table")


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
    return _read(path, Language)


@cache
def load_cleaning_words(code: str) -> CleaningWords:
    """Load what the cleaning looks for in one of the languages that there are.

    They have a file of their own, since they are many, and a process that cleans nothing does
    without them.

    Raises:
        ConfigurationError: Its file says something unknown.
    """
    return _read(_FOLDER / "cleaning" / f"{code}.toml", CleaningWords)


def _read(path: Path, kind: type[Table]) -> Table:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        name = path.relative_to(_FOLDER).as_posix()
        raise ConfigurationError(f"{name}: {error}") from error


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
