"""Manifests: every mistake is an error of configuration, and nothing outside is chosen."""

from pathlib import Path
from tempfile import TemporaryDirectory

from diemtin.errors import DiemtinError
from diemtin.workspace import open_workspace

_HOME = TemporaryDirectory()
_ROOT = Path(_HOME.name) / "workspace"
(_ROOT / "sources").mkdir(parents=True)
(_ROOT / "sources" / "a.txt").write_text("Tin")
(_ROOT / "sources" / "b.html").write_text("Tin")
(_ROOT.parent / "outside.txt").write_text("Tin")
(_ROOT / "sources" / "link.txt").symlink_to(_ROOT.parent / "outside.txt")


def check(data: bytes) -> None:
    """Open a workspace of two captures, and of a link to a third outside, with this manifest."""
    (_ROOT / "briefing.toml").write_bytes(data)
    try:
        workspace = open_workspace(_ROOT)
    except DiemtinError:
        return
    for source in workspace.sources:
        assert source.path.parent.resolve().is_relative_to(_ROOT.resolve())
    assert workspace.output == _ROOT / "build"
    assert workspace.front.title
