"""`diemtin init`: a new workspace, ready to build."""

import filecmp
import shutil
from contextlib import suppress
from pathlib import Path

from diemtin.cli.terminal import result, say
from diemtin.errors import ConfigurationError, OutputError

_TEMPLATE = Path(__file__).resolve().parents[1] / "workspace"
_SAMPLE = Path("sources", "mau.txt")


def run(folder: Path) -> int:
    """Copy the sample workspace to a folder that is new or empty; return the exit status."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder}: this is not an empty folder. Choose another name.")
    try:
        shutil.copytree(_TEMPLATE, folder, dirs_exist_ok=True)
        build = folder / "build"
        build.mkdir()
        (build / ".gitignore").write_text("*\n!.gitignore\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror or error}.") from error
    result(str(folder))
    say(
        "Put your captures into {} in the place of {}, then run: diemtin build {}",
        folder / _SAMPLE.parent,
        _SAMPLE.name,
        folder,
    )
    return 0


def is_sample(path: Path) -> bool:
    """Tell whether a capture is the sample that new workspaces have, as it came."""
    if path.name != _SAMPLE.name:
        return False
    with suppress(OSError):
        return filecmp.cmp(path, _TEMPLATE / _SAMPLE, shallow=False)
    return False
