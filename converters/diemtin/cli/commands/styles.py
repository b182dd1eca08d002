"""`diemtin styles`: the styles there are, and a specimen of one."""

from pathlib import Path

from diemtin.cli.terminal import result
from diemtin.formats import check_writers, ending_of
from diemtin.style import load_style, style_names


def _folder(workspace: Path) -> Path | None:
    folder = workspace / "styles"
    return folder if folder.is_dir() else None


def list_styles(workspace: Path) -> int:
    """Print name and description of every style; return the exit status."""
    folder = _folder(workspace)
    for name in style_names(folder):
        style = load_style(name, folder)
        result(f"{name:<12} {style.title}. {style.description}".rstrip())
    return 0


def show_style(name: str, output: Path, workspace: Path) -> int:
    """Write a specimen of a style; return the exit status."""
    from diemtin.assembly.specimen import specimen  # the list of styles needs no document
    from diemtin.pipeline.outputs import publish
    from diemtin.pipeline.rendering import render

    ending = ending_of(output.name)
    check_writers((ending,))
    style = load_style(name, _folder(workspace))
    rendered = render(specimen(style), style, (ending,))
    publish({output.name: rendered[ending]}, output.parent)
    result(str(output))
    return 0
