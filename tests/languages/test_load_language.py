"""The language files say everything that the program prints, in every language."""

import doctest
import string
from types import ModuleType

import msgspec
import pytest

from diemtin.errors import ConfigurationError
from diemtin.languages import DocumentStrings, language_codes, load, load_language, patterns


@pytest.mark.parametrize("module", [load, patterns])
def test_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_vietnamese_prints_the_national_name_as_the_decree_writes_it() -> None:
    strings = load_language("vi").document
    assert strings.national_name == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert strings.motto == "Độc lập - Tự do - Hạnh phúc"


def test_a_region_is_left_aside() -> None:
    assert load_language("vi-VN").code == "vi"


def test_every_language_fills_the_same_places_of_every_string() -> None:
    vietnamese = load_language("vi").document
    for code in language_codes():
        strings = load_language(code).document
        for field in msgspec.structs.fields(DocumentStrings):
            here, there = getattr(strings, field.name), getattr(vietnamese, field.name)
            assert here.strip(), (code, field.name)
            assert _fields(here) == _fields(there), (code, field.name)


def test_every_language_names_twelve_months() -> None:
    for code in language_codes():
        calendar = load_language(code).calendar
        assert len(calendar.months) == 12


def test_an_unknown_language_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(ConfigurationError, match=r'no language "xx".*en, vi'):
        load_language("xx")
