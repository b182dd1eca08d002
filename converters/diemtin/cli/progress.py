"""Progress bars, on a terminal alone."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from diemtin.cli.messages import translate
from diemtin.cli.terminal import settings

_STEPS = {"clean": "Cleaning captures", "write": "Writing outputs"}

Advance = Callable[[str, int, int], None]


def _nothing(step: str, done: int, count: int) -> None:
    """Show nothing."""


@contextlib.contextmanager
def progress_bars() -> Iterator[Advance]:
    """Yield what shows that `done` of `count` are done in a step: bars, or nothing."""
    if settings.quiet or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console  # rich is slow to import, and most calls show no bar
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(step: str, done: int, count: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(translate(_STEPS[step]), total=count)
            bars.update(tasks[step], completed=done, total=count)

        yield advance
