"""`diemtin convert`: one file to another format."""

from pathlib import Path

from diemtin.cli.instant import present_instant
from diemtin.cli.terminal import result
from diemtin.pipeline import convert


def run(source: Path, output: Path, *, style: str | None, encoding: str | None) -> int:
    """Convert and print the output's path; return the exit status."""
    convert(source, output, modified=present_instant(), style=style, encoding=encoding)
    result(str(output))
    return 0
