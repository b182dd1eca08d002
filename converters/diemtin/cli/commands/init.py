"""`diemtin init`: a new workspace, ready to build."""

import shutil
from pathlib import Path

from diemtin.cli.terminal import result, say
from diemtin.errors import ConfigurationError, OutputError

_TEMPLATE = Path(__file__).resolve().parents[1] / "workspace"


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
    say("Put your captures into {}, then run: diemtin build {}", folder / "sources", folder)
    return 0
