"""All captures of a briefing, read and cleaned side by side, each isolated from the others."""

import difflib
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from diemtin.cleaning import learn_boilerplate, rule_names
from diemtin.errors import ConfigurationError
from diemtin.pipeline.reading import CaptureInput, Cleaned, Unusable, clean_task, read_task
from diemtin.pipeline.workers import Done, Lost, Task, Workers
from diemtin.workspace import Limits

# So many captures are cleaned in the time that one more process needs to start and import.
_WORTH_A_PROCESS = 12

Progress = Callable[[int, int], None]


class Cleaning(msgspec.Struct, frozen=True):
    """How captures are cleaned: their limits, the rules left out, the number of processes.

    `jobs` of None means as many as serve, up to the number of cores.
    """

    limits: Limits = Limits()
    without: frozenset[str] = frozenset()
    jobs: int | None = None


def check_rules(without: Iterable[str]) -> None:
    """See that every rule that is to be left out is one.

    Raises:
        ConfigurationError: A name is unknown; the message gives the nearest.
    """
    known = rule_names()
    for name in without:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(known)}."
            raise ConfigurationError(f'There is no cleaning rule "{name}". {hint}')


def _process_count(captures: int, jobs: int | None) -> int:
    wanted = (
        jobs if jobs is not None else min(os.cpu_count() or 1, 1 + captures // _WORTH_A_PROCESS)
    )
    return max(1, min(wanted, captures))


def explain_loss(item: CaptureInput, lost: Lost, limits: Limits) -> Unusable:
    """Say in a person's words why a capture's task gave nothing."""
    raise_limit = 'If it is a real article, raise "{}" under [limits] in briefing.toml.'
    match lost.cause:
        case "time":
            reason, remedy = (
                f"it takes longer than {limits.seconds:g} s",
                raise_limit.format("seconds"),
            )
        case "memory":
            reason = f"it needs more than {limits.memory_megabytes} MB of memory"
            remedy = raise_limit.format("memory-megabytes")
        case "crash":
            reason, remedy = f"the program that reads it crashed ({lost.detail})", ""
        case "error":
            reason, remedy = f"it cannot be cleaned ({lost.detail})", "Please report this capture."
    return Unusable(item.origin, reason, remedy, lost.trace)


def _outcome(item: CaptureInput, result: Done | Lost, limits: Limits) -> Any:
    return explain_loss(item, result, limits) if isinstance(result, Lost) else result.value


def clean_captures(
    items: Sequence[CaptureInput],
    cleaning: Cleaning,
    progress: Progress = lambda *_: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Cleaned | Unusable]:
    """Read all captures, learn what their sites repeat, and clean them.

    Args:
        items: The captures, with `index` their place in this sequence.
        cleaning: How to clean them.
        progress: Called with the number of captures done and of all, now and then.
        meanwhile: Called when the processes are at work and this one has nothing to do.

    Returns:
        What came of each capture, in their order.

    Raises:
        ConfigurationError: A rule that is to be left out is unknown.
    """
    check_rules(cleaning.without)
    if not items:
        return []
    limits = cleaning.limits
    count = _process_count(len(items), cleaning.jobs)
    outcomes: dict[int, Cleaned | Unusable] = {}
    read: dict[int, Done] = {}
    with Workers(count, seconds=limits.seconds, megabytes=limits.memory_megabytes) as workers:
        results = workers.run([Task(read_task, (item, limits)) for item in items])
        meanwhile()
        for index, result in results:
            one = _outcome(items[index], result, limits)
            if isinstance(result, Done) and not isinstance(one, Unusable):
                read[index] = result
            else:
                outcomes[index] = one
            progress(len(outcomes) + len(read), 2 * len(items))
        order = sorted(read)
        boilerplate = learn_boilerplate([read[index].value for index in order])
        tasks = [
            Task(clean_task, (items[i], limits, cleaning.without, boilerplate), read[i].worker)
            for i in order
        ]
        for number, result in workers.run(tasks):
            index = order[number]
            outcomes[index] = _outcome(items[index], result, limits)
            progress(len(items) + len(outcomes), 2 * len(items))
    return [outcomes[index] for index in range(len(items))]
