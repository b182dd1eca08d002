"""`diemtin formats`: the readers and writers there are."""

from typing import get_args

from diemtin.cli.messages import translate
from diemtin.cli.terminal import result
from diemtin.formats import Kind, formats


def run() -> int:
    """Print kind, ending and package, a line each; return the exit status."""
    for kind in get_args(Kind):
        for ending, one in formats(kind).items():
            result(f"{translate(kind):<8} {ending:<8} {one.distribution} {one.version}")
    return 0
