"""All captures of a briefing, read and cleaned side by side, each isolated from the others."""

import difflib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from diemtin.cleaning import learn_boilerplate, rule_names
from diemtin.errors import ConfigurationError
from diemtin.model import Capture
from diemtin.pictures import PictureLimits
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.tasks import Cleaned, Unusable, clean_task, read_task
from diemtin.pipeline.workers import Done, Lost, Task, Workers
from diemtin.style import Style
from diemtin.workspace import Limits
from diemtin.workspace.limits import MEGABYTE

# So many captures are cleaned in the time that one more process needs to start and import.
_WORTH_A_PROCESS = 12

Progress = Callable[[int, int], None]


class Cleaning(msgspec.Struct, frozen=True):
    """How captures are cleaned: their limits, the rules left out, the number of processes.

    `jobs` of None means as many as serve, up to the number of cores; `pictures` of None that
    pictures are not wanted.
    """

    limits: Limits = Limits()
    without: frozenset[str] = frozenset()
    jobs: int | None = None
    pictures: PictureLimits | None = None


def picture_limits(style: Style, limits: Limits) -> PictureLimits:
    """Return what pictures may be, and the size at which a style shows them."""
    page = style.page
    return PictureLimits(
        width=page.width - page.margin_left - page.margin_right,
        height=style.figure.max_height,
        resolution=style.figure.resolution,
        quality=style.figure.quality,
        most_bytes=int(limits.picture_megabytes * MEGABYTE),
        most_pixels=int(limits.picture_megapixels * MEGABYTE),
    )


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
            if isinstance(result, Done) and isinstance(result.value, Capture):
                read[index] = result
            else:
                outcomes[index] = _outcome(items[index], result, limits)
            progress(len(outcomes) + len(read), 2 * len(items))
        order = sorted(read)
        for number, result in workers.run(_clean_tasks(items, order, read, cleaning)):
            index = order[number]
            one = _outcome(items[index], result, limits)
            if isinstance(one, Cleaned):
                one = msgspec.structs.replace(one, lines=read[index].value.blocks)
            outcomes[index] = one
            progress(len(items) + len(outcomes), 2 * len(items))
    return [outcomes[index] for index in range(len(items))]


def _clean_tasks(
    items: Sequence[CaptureInput],
    order: Sequence[int],
    read: Mapping[int, Done],
    cleaning: Cleaning,
) -> list[Task]:
    """Return the task of every capture that was read, for the worker that has read it."""
    boilerplate = learn_boilerplate([read[index].value for index in order])
    shared = (cleaning.limits, cleaning.without, boilerplate, cleaning.pictures)
    return [Task(clean_task, (items[index], *shared), read[index].worker) for index in order]


def _outcome(item: CaptureInput, result: Done | Lost, limits: Limits) -> Cleaned | Unusable:
    if isinstance(result, Lost):
        return explain_loss(item, result, limits)
    outcome: Cleaned | Unusable = result.value
    return outcome
