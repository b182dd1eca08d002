"""`diemtin clean`: captures to articles, as JSON, as text, or with an account of what went."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from diemtin.cleaning.account import article_lines, as_json
from diemtin.cli.commands.build import report
from diemtin.cli.progress import progress_bars
from diemtin.cli.terminal import printable
from diemtin.pipeline import CaptureInput, Cleaned, Cleaning, Unusable, clean_captures
from diemtin.workspace import limits_near, path_text

# JSON may hold these as they are, but a terminal would obey them.
_UNSAFE = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def run(
    files: Sequence[Path],
    form: str,
    *,
    without: frozenset[str],
    encoding: str | None,
    jobs: int | None,
) -> int:
    """Clean the captures and print them in the form asked for; return the exit status.

    The limits are those of the workspace that the first of them lies in.
    """
    items = [CaptureInput(i, path, path_text(str(path)), encoding) for i, path in enumerate(files)]
    with progress_bars() as advance:
        outcomes = clean_captures(
            items,
            Cleaning(limits=limits_near(files[0]), without=without, jobs=jobs),
            lambda done, count: advance("clean", done, count),
        )
    cleaned = [one for one in outcomes if isinstance(one, Cleaned)]
    for number, one in enumerate(cleaned):
        _print(one, form, alone=len(files) == 1, first=number == 0)
    sys.stdout.flush()
    for outcome in outcomes:
        if isinstance(outcome, Unusable):
            report(outcome)
    return 0 if len(cleaned) == len(outcomes) else 1


def _print(one: Cleaned, form: str, *, alone: bool, first: bool) -> None:
    match form:
        case "json":
            sys.stdout.write(_json(one, indent=2 if alone else 0) + "\n")
        case "explain":
            from diemtin.cli.explanation import explain  # only here is anything drawn

            explain(one)
        case _:
            gap = "" if first else "\n"
            lines = article_lines(one.article)
            sys.stdout.write(gap + "".join(f"{printable(line)}\n" for line in lines))


def _json(one: Cleaned, *, indent: int) -> str:
    data = msgspec.json.encode(as_json(one.article, one.audit))
    text = (msgspec.json.format(data, indent=indent) if indent else data).decode("utf-8")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
