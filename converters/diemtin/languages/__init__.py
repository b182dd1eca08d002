"""The words that the program looks for and prints, as data: one TOML file a language."""

from diemtin.languages.load import language_codes, load_language
from diemtin.languages.types import Calendar, DocumentStrings, Language

__all__ = ["Calendar", "DocumentStrings", "Language", "language_codes", "load_language"]
