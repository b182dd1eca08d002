"""All captures of a briefing, read and cleaned side by side, each isolated from the others."""

import difflib
import os
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from diemtin.errors import ConfigurationError
from diemtin.model import Capture
from diemtin.pictures import PictureLimits
from diemtin.pipeline.cache import CaptureCache, Entry, settings_digest
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.tasks import (
    Cleaned,
    Unusable,
    clean_task,
    learn_task,
    load_cleaning,
    read_task,
)
from diemtin.pipeline.workers import Done, Lost, Step, Task, Workers
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


def check_rules(without: Collection[str]) -> None:
    """See that every rule that is to be left out is one.

    Raises:
        ConfigurationError: A name is unknown; the message gives the nearest.
    """
    if not without:
        return
    from diemtin.cleaning import rule_names

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
            reason = f"it needs more than {limits.memory_megabytes:,} MB of memory"
            remedy = raise_limit.format("memory-megabytes")
        case "crash":
            reason = f"the program that reads it crashed ({lost.detail})"
            remedy = "Please report this capture."
        case "nesting":
            reason, remedy = "it is nested too deeply", "Simplify its structure."
        case "error":
            reason, remedy = f"it cannot be cleaned ({lost.detail})", "Please report this capture."
    return Unusable(item.origin, reason, remedy, lost.trace)


def clean_captures(
    items: Sequence[CaptureInput],
    cleaning: Cleaning,
    progress: Progress = lambda *_: None,
    meanwhile: Iterable[Step] = (),
    cache: CaptureCache | None = None,
) -> list[Cleaned | Unusable]:
    """Read all captures, learn what their sites repeat, and clean them.

    Args:
        items: The captures, with `index` their place in this sequence.
        cleaning: How to clean them.
        progress: Called with the number of captures done and of all, now and then.
        meanwhile: What this process does while the others are at work, step by step.
        cache: What an earlier build has cleaned; it is brought up to date.

    Returns:
        What came of each capture, in their order.

    Raises:
        ConfigurationError: A rule that is to be left out is unknown.
    """
    check_rules(cleaning.without)
    limits = cleaning.limits
    count = _process_count(len(items), cleaning.jobs)
    if count > 1:
        # Once for all the processes that are forked from this one. A single one loads it itself.
        load_cleaning()
    with Workers(
        count, seconds=limits.seconds, megabytes=limits.memory_megabytes, meanwhile=meanwhile
    ) as workers:
        run = _Run(items, cleaning, workers, progress, alone=count == 1)
        if cache is not None:
            run.recall(cache)
        run.read()
        run.clean()
        workers.finish()
    if cache is not None:
        run.keep(cache)
    return [run.outcomes[index] for index in range(len(items))]


class _Run:
    """The way of all captures through reading and cleaning; all tables are by `index`."""

    def __init__(
        self,
        items: Sequence[CaptureInput],
        cleaning: Cleaning,
        workers: Workers,
        progress: Progress,
        *,
        alone: bool,
    ) -> None:
        self.outcomes: dict[int, Cleaned | Unusable] = {}
        self._items, self._cleaning, self._workers = items, cleaning, workers
        self._progress, self._alone = progress, alone
        self._captures: dict[int, Capture] = {}
        self._homes: dict[int, int] = {}
        self._keys: dict[int, str] = {}
        self._known: dict[int, Entry] = {}
        self._settings = ""

    def recall(self, cache: CaptureCache) -> None:
        """Take from the cache what it knows of the captures."""
        for item in self._items:
            if key := cache.key(item):
                self._keys[item.index] = key
            if entry := cache.find(key):
                self._known[item.index] = entry
                self._captures[item.index] = entry.capture

    def read(self) -> None:
        """Read the captures that are not known."""
        limits = self._cleaning.limits
        order = [item.index for item in self._items if item.index not in self._captures]
        tasks = [Task(read_task, (self._items[index], limits)) for index in order]
        for number, result in self._workers.run(tasks):
            index = order[number]
            if isinstance(result, Done) and isinstance(result.value, Capture):
                self._captures[index] = result.value
                self._homes[index] = result.worker
            else:
                self.outcomes[index] = _outcome(self._items[index], result, limits)
            self._progress(len(self.outcomes) + len(self._captures), 2 * len(self._items))

    def clean(self) -> None:
        """Clean what was read, but for captures that are known to come out the same."""
        cleaning = self._cleaning
        indices = sorted(self._captures)
        boilerplate = self._learn([self._captures[index] for index in indices])
        shared = (cleaning.limits, cleaning.without, boilerplate, cleaning.pictures)
        self._settings = settings_digest(
            boilerplate, cleaning.limits, sorted(cleaning.without), cleaning.pictures
        )
        order = []
        for index in indices:
            entry = self._known.get(index)
            if entry and entry.settings == self._settings:
                self._finish(index, entry.cleaned)
            else:
                order.append(index)
        tasks = [
            Task(clean_task, (self._items[index], *shared), self._homes.get(index))
            for index in order
        ]
        for number, result in self._workers.run(tasks):
            index = order[number]
            self._finish(index, _outcome(self._items[index], result, cleaning.limits))

    def _learn(self, captures: Sequence[Capture]) -> bytes:
        """Learn what sites repeat: in the one worker, which has loaded what cleans, or here."""
        if self._alone:
            for _, result in self._workers.run([Task(learn_task, (captures,))]):
                if isinstance(result, Done):
                    learnt: bytes = result.value
                    return learnt
        return learn_task(captures)

    def _finish(self, index: int, one: Cleaned | Unusable) -> None:
        if isinstance(one, Cleaned):
            one = msgspec.structs.replace(one, lines=self._captures[index].blocks)
        self.outcomes[index] = one
        self._progress(len(self._items) + len(self.outcomes), 2 * len(self._items))

    def keep(self, cache: CaptureCache) -> None:
        """Bring the cache up to date with what came out."""
        entries = []
        for index, key in self._keys.items():
            one = self.outcomes[index]
            if isinstance(one, Cleaned):
                # The lines stand in the capture already.
                bare = msgspec.structs.replace(one, lines=())
                entries.append((key, Entry(self._captures[index], self._settings, bare)))
        cache.keep(entries)


def _outcome(item: CaptureInput, result: Done | Lost, limits: Limits) -> Cleaned | Unusable:
    if isinstance(result, Lost):
        return explain_loss(item, result, limits)
    outcome: Cleaned | Unusable = result.value
    return outcome
