import subprocess
import sys
from types import ModuleType

import pytest

from diemtin.encodings import repair


def rules(text: str) -> dict[str, int]:
    return {found.rule: found.count for found in repair(text)[1]}


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Cá»™ng hÃ²a xÃ£ há»™i", "Cộng hòa xã hội"),
        ("Há»£p tĂ¡c quá»‘c táº¿", "Hợp tác quốc tế"),
        ("TÃ¡Â»Å¸ Ã„â€˜Ã¡Â»â€œng", "Tở đồng"),
        ("â€œÄ‘Ãªâ€\x9d â€“ 24Â°C", "“đê” – 24°C"),
        ("Le cafÃ© est fermÃ©", "Le café est fermé"),
        ("donâ€™t", "don’t"),
        ("don\x92t", "don’t"),
    ],
)
def test_mojibake_is_undone(damaged: str, sound: str) -> None:
    assert repair(damaged)[0] == sound


def test_only_the_damaged_words_of_a_line_change() -> None:
    line = "Ông nói: má»™t phần ĐÃ… và má»›i"
    assert repair(line)[0] == "Ông nói: một phần ĐÃ… và mới"
    assert rules(line) == {"mojibake": 1}


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Ná»™i lÃ  má»™t ngÃ y", "Nội là một ngày"),  # a no-break space became a space
        ("Ná»™i vÃ\xa0 HÃ  Ná»™i", "Nội và Hà Nội"),
        ("HÄND tá»‰nh", "HĐND tỉnh"),  # code 90 was dropped
        ("ThÃ´ng tÆ° vá»", "Thông tư về"),
    ],
)
def test_lost_bytes_are_found_where_one_word_fits(damaged: str, sound: str) -> None:
    assert repair(damaged)[0] == sound
    assert rules(damaged)["mojibake-lossy"] >= 1


@pytest.mark.parametrize(
    ("image", "sound", "rule"),
    [
        ("Céng hßa x· héi", "Cộng hòa xã hội", "tcvn3"),
        ("C«ng an tØnh n\xad\xedc ngoµi", "Công an tỉnh nước ngoài", "tcvn3"),
        ("Coäng hoøa xaõ hoäi", "Cộng hòa xã hội", "vni"),
        ("THÔNG BAÙO CUÛA UÛY BAN", "THÔNG BÁO CỦA ỦY BAN", "vni"),
    ],
)
def test_legacy_text_as_characters_is_read_again(image: str, sound: str, rule: str) -> None:
    image = image.replace("THÔNG", "THOÂNG")
    assert repair(image)[0] == sound
    assert rules(image) == {rule: 1}
    assert repair(f"Tiếng Việt còn nguyên.\n{image}")[0] == f"Tiếng Việt còn nguyên.\n{sound}"


def test_a_run_of_lost_bytes_without_end_is_no_trap() -> None:
    torn = "Ná»™i " + "Ã á»" * 15
    assert repair(f"{torn} {torn}Ã {torn}")[0].startswith("Nội")


def test_legacy_text_read_as_utf_8_of_windows_1252_takes_two_steps(encoders: ModuleType) -> None:
    image = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
    twice = encoders.mojibake("windows-1252")(image).decode()
    assert repair(twice)[0] == "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_clean_text_does_not_load_ftfy() -> None:
    program = (
        "import sys; from diemtin.encodings import decode;"
        "decode('Việt Nam “đổi mới”…\\r\\n\\xa0É'.encode()); assert 'ftfy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
