"""Every package that is installed with diemtin has a licence that was looked at."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PERMISSIVE = {
    "Apache-2.0", "Apache-2.0 OR BSD-2-Clause", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT",
    "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0",
}  # fmt: skip
COPYLEFT = {"ebooklib": "AGPL-3.0-or-later"}
# How packages that give no SPDX expression say the same.
WORDINGS = {
    "AGPL-3.0-or-later": "Affero",
    "Apache-2.0": "Apache",
    "BSD-3-Clause": "BSD",
    "ISC": "ISC",
    "MIT": "MIT",
}
TABLE = {
    row[0]: row[1]
    for line in (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").splitlines()
    if len(row := [cell.strip() for cell in line.strip("|").split("|")]) == 3
    and re.fullmatch(r"[a-z0-9-]+", row[0])
    and row[0] != "package"
    and set(row[0]) != {"-"}
}


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", text))


def test_the_table_lists_what_is_locked() -> None:
    assert set(TABLE) == set(locked())


@pytest.mark.parametrize("package", sorted(TABLE))
def test_the_licence_is_allowed_and_is_what_the_package_says(package: str) -> None:
    licence = TABLE[package]
    assert licence in PERMISSIVE or COPYLEFT.get(package) == licence
    try:
        found = distribution(package)
    except PackageNotFoundError:
        pytest.skip("not installed on this system")
    if found.version != locked()[package]:
        pytest.skip("another version than the locked one is installed")
    metadata = found.metadata
    if expressions := metadata.get_all("License-Expression"):
        assert expressions == [licence]
    else:
        said = [*(metadata.get_all("License") or []), *(metadata.get_all("Classifier") or [])]
        assert any(WORDINGS[licence] in text for text in said)
