"""The command line: `diemtin build`, `clean`, `convert`, `init`, `styles` and `formats`."""

from diemtin.cli.program import main

__all__ = ["main"]
