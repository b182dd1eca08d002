"""Worker processes for hostile inputs: one that crashes or hangs costs its own task alone."""

import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Literal, Self

import msgspec

# Forking costs a few milliseconds and nothing is imported twice; other systems cannot do it.
if sys.platform == "linux":
    _CONTEXT = multiprocessing.get_context("fork")
else:
    _CONTEXT = multiprocessing.get_context("spawn")

# After so many new objects a worker looks for unused ones that refer to one another.
_COLLECTION = (10_000, 10, 10)

# A worker is sent at most so many tasks at once. It begins the next one without waiting for this
# process to wake up, and what the tasks have in common is sent once.
_MOST_SENT = 8

# Tasks by the worker that must do them; those under None are for any.
_Queues = dict[int | None, deque[int]]

Step = Callable[[], object]


class Task(msgspec.Struct, frozen=True):
    """A call of a module's function; `worker` is the number of the worker that must do it."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    worker: int | None = None


class Done(msgspec.Struct, frozen=True):
    """What a task gave, and which worker did it."""

    value: Any
    worker: int


class Lost(msgspec.Struct, frozen=True):
    """Why a task gave nothing.

    `detail` is the signal's name, or the error's type and text; `trace` its traceback.
    """

    cause: Literal["time", "crash", "memory", "nesting", "error"]
    detail: str = ""
    trace: str = ""


def _limit_memory(megabytes: int) -> None:
    """Bound the address space of this process, where the system can do that."""
    if sys.platform != "win32":
        import resource  # there is none on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = megabytes * 1_000_000
        if hard != resource.RLIM_INFINITY:
            bound = min(bound, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _perform(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    try:
        return function(*arguments)
    except MemoryError:
        return Lost("memory")
    except RecursionError:
        return Lost("nesting", trace=traceback.format_exc())
    except Exception as error:
        return Lost("error", f"{type(error).__name__}: {error}", traceback.format_exc())


def _answer(connection: Connection, value: Any) -> None:
    """Send a task's result; one that cannot be sent, such as a function, is a task that failed."""
    try:
        connection.send(value)
    except OSError:
        raise
    except Exception as error:
        connection.send(_perform(_fail, (error,)))


def _fail(error: Exception) -> None:
    raise error


def _serve(connection: Connection, megabytes: int) -> None:
    """Do tasks until the main process has no more of them, or is gone."""
    # The main process hears of an interruption too, and ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(megabytes)
    # What the main process has loaded stays, and need not be looked through for what is unused;
    # the trees of pages, which hold cycles, are.
    gc.freeze()
    gc.set_threshold(*_COLLECTION)
    parent = multiprocessing.parent_process()
    watched: list[Any] = [connection, *([parent.sentinel] if parent else [])]
    with contextlib.suppress(EOFError, BrokenPipeError):
        while connection in multiprocessing.connection.wait(watched):
            for function, arguments in connection.recv():
                _answer(connection, _perform(function, arguments))


class _Worker:
    """One process, and the tasks that it has in hand, the one that it is at first."""

    def __init__(self, megabytes: int) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, megabytes), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[int] = deque()
        self.deadline = float("inf")

    def begin(self, indices: Sequence[int], tasks: Sequence[Task], seconds: float) -> None:
        self.tasks.extend(indices)
        self.deadline = time.monotonic() + seconds
        calls = [(tasks[index].function, tasks[index].arguments) for index in indices]
        # A process that died meanwhile is noticed when its answer is waited for.
        with contextlib.suppress(BrokenPipeError):
            self.connection.send(calls)

    def answer(self) -> Any:
        """Return the result, or the `Lost` of a process that died or took too long."""
        if self.connection.poll():
            try:
                return self.connection.recv()
            except (EOFError, ConnectionResetError):
                return self._death()
        return Lost("time")

    def _death(self) -> Lost:
        self.process.join(1)
        code = self.process.exitcode or 0
        return Lost("crash", signal.Signals(-code).name if code < 0 else f"exit status {code}")

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers:
    """A few processes that do tasks; each task has its own time and cannot harm the others.

    Args:
        count: How many processes; they begin with the first task.
        seconds: The time that one task may take.
        megabytes: The address space that one process may take.
        meanwhile: What this process does, step by step, while it has no result to take.
    """

    def __init__(
        self, count: int, *, seconds: float, megabytes: int, meanwhile: Iterable[Step] = ()
    ) -> None:
        self._count, self._seconds, self._megabytes = count, seconds, megabytes
        self._meanwhile = deque(meanwhile)
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()

    def finish(self) -> None:
        """Do what of `meanwhile` is still to be done, when there are no more tasks."""
        while self._meanwhile:
            self._meanwhile.popleft()()

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Done | Lost]]:
        """Begin the tasks at once; yield the result of each with its index, as they come in."""
        if tasks and not self._workers:
            self._workers = [_Worker(self._megabytes) for _ in range(self._count)]
        queues: _Queues = {None: deque()}
        for index, task in enumerate(tasks):
            queues.setdefault(task.worker, deque()).append(index)
        self._begin(tasks, queues)
        return self._results(tasks, queues)

    def _begin(self, tasks: Sequence[Task], queues: _Queues) -> None:
        """Give every idle worker tasks, of its own ones first."""
        for number, worker in enumerate(self._workers):
            queue = queues.get(number) or queues[None]
            if queue and not worker.tasks:
                # Several are sent fewer towards the end, to come to it at about the same time.
                share = 1 + len(queue) // (2 * self._count) if self._count > 1 else len(queue)
                count = min(share, _MOST_SENT)
                indices = [queue.popleft() for _ in range(count)]
                worker.begin(indices, tasks, self._seconds)

    def _results(self, tasks: Sequence[Task], queues: _Queues) -> Iterator[tuple[int, Done | Lost]]:
        while busy := [number for number, one in enumerate(self._workers) if one.tasks]:
            for number in self._answered(busy):
                result = self._collect(number, queues)
                self._begin(tasks, queues)
                yield result

    def _answered(self, busy: list[int]) -> list[int]:
        """Wait until a worker has answered or died, or its time is over; return such workers."""
        while self._meanwhile:
            if found := self._ready(busy, 0):
                return found
            self._meanwhile.popleft()()
        rest = min(self._workers[number].deadline for number in busy) - time.monotonic()
        return self._ready(busy, max(rest, 0))

    def _ready(self, busy: list[int], seconds: float) -> list[int]:
        connections = [self._workers[number].connection for number in busy]
        ready = multiprocessing.connection.wait(connections, seconds)
        now = time.monotonic()
        return [
            number
            for number in busy
            if self._workers[number].connection in ready or self._workers[number].deadline <= now
        ]

    def _collect(self, number: int, queues: _Queues) -> tuple[int, Done | Lost]:
        """Take the result of the task that a worker was at; what a lost one had left is for any."""
        worker = self._workers[number]
        answer = worker.answer()
        index = worker.tasks.popleft()
        worker.deadline = time.monotonic() + self._seconds
        if isinstance(answer, Lost) and answer.cause not in ("error", "nesting"):
            worker.end()
            queues[None].extendleft(reversed(worker.tasks))
            self._workers[number] = _Worker(self._megabytes)
        return index, answer if isinstance(answer, Lost) else Done(answer, number)
