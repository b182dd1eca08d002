"""Talking to a person: results to standard output, all else to standard error, escapes to none."""

import re
import sys
from dataclasses import dataclass

from diemtin.cli.messages import translate

# Controls but tab and new line, and the characters that turn the direction of writing around:
# a terminal would obey what a capture holds.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass
class Settings:
    """What holds for the whole call."""

    quiet: bool = False
    debug: bool = False


settings = Settings()


def printable(text: str) -> str:
    r"""Show characters that a terminal would obey as escapes.

    >>> printable("tin\x1b[31m đỏ")
    'tin\\x1b[31m đỏ'
    """
    return _UNSAFE.sub(lambda match: ascii(match[0])[1:-1], text)


def result(text: str) -> None:
    """Write one line of results to standard output."""
    sys.stdout.write(printable(text) + "\n")


def say(text: str, *values: object) -> None:
    """Tell the person something that is no error, unless they asked for quiet."""
    if not settings.quiet:
        sys.stderr.write(printable(translate(text, *values)) + "\n")


def complain(text: str, trace: str = "") -> None:
    """Write one error as one line, after its traceback if the person is debugging.

    A line of `text` tells of one fault, and is translated by itself.
    """
    if trace and settings.debug:
        sys.stderr.write(printable(trace))
    line = " ".join(translate(fault) for fault in text.split("\n"))
    sys.stderr.write(f"diemtin: {printable(line)}\n")


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says, and show what it cannot hold as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
