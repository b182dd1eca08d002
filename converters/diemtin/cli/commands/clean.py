"""`diemtin clean`: captures to articles, as JSON, as text, or with an account of what went."""

import sys
from collections.abc import Sequence
from pathlib import Path

from diemtin.cli.article_text import article_json, article_lines
from diemtin.cli.commands.build import report
from diemtin.cli.explanation import explain
from diemtin.cli.progress import progress_bars
from diemtin.cli.terminal import printable
from diemtin.pipeline import CaptureInput, Cleaned, Cleaning, Unusable, clean_captures
from diemtin.workspace import limits_near, path_text


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
            sys.stdout.write(article_json(one.article, one.audit, indent=2 if alone else 0) + "\n")
        case "explain":
            explain(one)
        case _:
            gap = "" if first else "\n"
            lines = article_lines(one.article)
            sys.stdout.write(gap + "".join(f"{printable(line)}\n" for line in lines))
