"""The words that the program looks for and prints, as data: one TOML file a language."""

from diemtin.languages.load import language_codes, load_language, month_numbers
from diemtin.languages.types import Calendar, Clues, DocumentStrings, Language, Noise

__all__ = [
    "Calendar",
    "Clues",
    "DocumentStrings",
    "Language",
    "Noise",
    "language_codes",
    "load_language",
    "month_numbers",
]
