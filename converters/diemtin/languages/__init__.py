"""The words that the program looks for and prints, as data: TOML files, one a language."""

from diemtin.languages.load import language_codes, load_cleaning_words, load_language, month_numbers
from diemtin.languages.types import Calendar, CleaningWords, Clues, DocumentStrings, Language, Noise

__all__ = [
    "Calendar",
    "CleaningWords",
    "Clues",
    "DocumentStrings",
    "Language",
    "Noise",
    "language_codes",
    "load_cleaning_words",
    "load_language",
    "month_numbers",
]
