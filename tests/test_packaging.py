"""What is shipped: everything that the program reads, under the names that it looks for."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "converters" / "diemtin"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from it, as `python -m build` does."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def wheel(folder: Path) -> Path:
    [path] = folder.glob("*.whl")
    return path


def files_of(folder: Path, base: Path) -> set[str]:
    return {
        path.relative_to(base).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_its_data_and_the_styles(distributions: Path) -> None:
    with zipfile.ZipFile(wheel(distributions)) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    styles = {f"diemtin/{name}" for name in files_of(ROOT / "styles", ROOT)}
    assert names == files_of(PACKAGE, PACKAGE.parent) | styles
    assert {"diemtin/py.typed", "diemtin/styles/nd30.toml", "diemtin/languages/vi.toml"} <= names


def test_the_wheel_says_what_it_is(distributions: Path) -> None:
    with zipfile.ZipFile(wheel(distributions)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode("utf-8"))
        [entries] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        points = archive.read(entries).decode("utf-8")
    assert (metadata["Name"], metadata["License-Expression"]) == ("diemtin", "MIT")
    assert metadata["Requires-Python"] == ">=3.11"
    for line in ("diemtin = diemtin.cli:main", "pdf = diemtin.writers.pdf:write"):
        assert line in points


def test_the_source_archive_builds_and_tests_on_its_own(distributions: Path) -> None:
    [path] = distributions.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "Makefile", "briefing.toml"}
    for folder in ("converters", "styles", "sources", "tests"):
        wanted |= files_of(ROOT / folder, ROOT)
    assert wanted <= names
    outputs = {name for name in names if name.startswith("build/")}
    assert outputs == {"build/.gitignore"}


def test_the_wheel_alone_builds_a_briefing(distributions: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(wheel(distributions), tmp_path / "site", "zip")
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    where = [sys.executable, "-c", "import diemtin; print(diemtin.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert found.stdout.strip() == str(tmp_path / "site" / "diemtin" / "__init__.py")
    for arguments in (["init", "ws"], ["build", "ws"]):
        command = [sys.executable, "-m", "diemtin", *arguments]
        run = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "ws" / "build" / "briefing.pdf").is_file()


def locked(name: str) -> dict[str, str]:
    """Return the pinned versions of a lock file by package."""
    pins: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith(("#", " ")):
            package, _, version = line.partition("==")
            pins[canonicalize_name(package.partition("[")[0])] = version.split()[0]
    return pins


@pytest.mark.parametrize(
    ("name", "extras"), [("requirements.lock", []), ("requirements-dev.lock", ["test", "release"])]
)
def test_the_lock_serves_every_dependency(name: str, extras: list[str]) -> None:
    pins = locked(name)
    wanted = [*PROJECT["dependencies"]]
    for extra in extras:
        wanted += PROJECT["optional-dependencies"][extra]
    for line in wanted:
        requirement = Requirement(line)
        pin = pins.get(canonicalize_name(requirement.name))
        assert pin is not None, f"{line} is not locked: make lock"
        assert requirement.specifier.contains(pin), f"{line} is locked at {pin}: make lock"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    for entry in entries:
        if "==" in entry and not entry.startswith("#"):
            assert "--hash=sha256:" in entry
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_bill_of_materials_is_valid_and_names_what_is_locked(tmp_path: Path) -> None:
    """`make dist` draws it up in the same way, where nothing else is installed."""
    file = tmp_path / "bill.json"
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--validate"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    run = subprocess.run(
        [*command, *options, "--output-file", str(file), sys.executable],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    bill = json.loads(file.read_bytes())
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "diemtin")
    parts: dict[str, Any] = {canonicalize_name(part["name"]): part for part in bill["components"]}
    for name, version in locked("requirements.lock").items():
        assert Version(parts[name]["version"]) == Version(version)
        assert parts[name]["purl"].startswith(f"pkg:pypi/{name}@")
        # uharfbuzz says its licence in free words alone; docs/licences.md has it.
        assert parts[name].get("licenses") or name == "uharfbuzz", name
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in bill["dependencies"]}
    direct = {canonicalize_name(ref.partition("==")[0]) for ref in needs["root-component"]}
    assert direct >= {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    assert str(ROOT) not in file.read_text(encoding="utf-8")


def test_every_dependency_has_a_lower_bound() -> None:
    for line in PROJECT["dependencies"]:
        assert any(bound.operator == ">=" for bound in Requirement(line).specifier), line


def test_no_code_hides_in_the_build_folder() -> None:
    assert not (ROOT / "build" / "__init__.py").exists()
