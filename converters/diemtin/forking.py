"""A call in a forked process: half of the work on a second core, with what is in memory here."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from diemtin.errors import DiemtinError

Told = TypeVar("Told")
Result = TypeVar("Result")

Ask = Callable[[], Told]

# What the other process sends before its result, where it asks for what is told.
_QUESTION = None


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def give_back_memory() -> None:
    """Let the system have what is free of this process's memory, where the C library can do that.

    The GNU C library keeps what is between blocks that are in use, which other processes lack.
    """
    import ctypes  # only large builds need it

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


class ForkedCall(Generic[Told, Result]):
    """A call that another process works on while this one goes on.

    Args:
        act: What is done there. It is given a function that waits for what is told here next, so
            that it can do first what it needs no answer for.
        apart: Whether there is another process: where the system cannot fork or has one core
            only, the call is made in this one, when its result is wanted.
    """

    def __init__(self, act: Callable[[Ask[Told]], Result], *, apart: bool) -> None:
        self._act = act
        self._told: deque[Told] = deque()
        # What came last from the other process: its result, or a question.
        self._answer: tuple[bool, Any] | None = _QUESTION
        self._process: multiprocessing.process.BaseProcess | None = None
        if apart and sys.platform == "linux":
            context = multiprocessing.get_context("fork")
            self._ours, theirs = context.Pipe()
            arguments = (act, theirs, self._ours)
            # It may have such calls of its own, which no daemon may.
            self._process = context.Process(target=_perform, args=arguments)
            self._process.start()
            theirs.close()
            # What it holds may be large, and is needed there alone.
            del self._act

    @property
    def apart(self) -> bool:
        """Whether another process works on the call."""
        return self._process is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._ours.close()

    def tell(self, told: Told, *, wait: bool = True) -> None:
        """Tell the call what it asks for next: wait until it asks, or leave it if it does not yet.

        It is told nothing more when it has ended.

        Raises:
            DiemtinError: The other process died.
        """
        if self._process is None:
            if wait:
                self._told.append(told)
        elif self._answer is _QUESTION and (wait or self._ours.poll()):
            self._exchange(self._process, told)

    def result(self, told: Told) -> Result:
        """Tell the call what it asks for from now on, and return its result.

        Raises:
            Exception: What the call raised.
            DiemtinError: The other process died.
        """
        if self._process is None:
            return self._act(lambda: self._told.popleft() if self._told else told)
        while self._answer is _QUESTION:
            self._exchange(self._process, told)
        done, value = self._answer
        if not done:
            raise value
        result: Result = value
        return result

    def _exchange(self, process: multiprocessing.process.BaseProcess, told: Told) -> None:
        """Hear a question and answer it, or hear the result."""
        try:
            self._answer = self._ours.recv()
            if self._answer is _QUESTION:
                self._ours.send(told)
        except (EOFError, ConnectionError) as error:
            process.join()
            raise _death(process.exitcode or 0) from error


def _death(code: int) -> DiemtinError:
    """Return the error of a process that ended with a code; one below 0 is that of a signal."""
    how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
    return DiemtinError(
        f"A process of this program ended early ({how}); nothing was written. Try it again."
    )


def _perform(act: Callable[[Ask[Any]], Any], ours: Connection, theirs: Connection) -> None:
    """Make the call in the new process, and send its result or its error."""
    # The main process hears of an interruption too, and ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # So that this process notices the end of the other one.
    theirs.close()
    gc.freeze()

    def ask() -> Any:
        ours.send(_QUESTION)
        return ours.recv()

    # Nobody is left to hear of it where the main process has gone.
    with contextlib.suppress(EOFError, ConnectionError):
        ours.send(_outcome(act, ask))


def _outcome(act: Callable[[Ask[Any]], Any], ask: Ask[Any]) -> tuple[bool, Any]:
    try:
        return True, act(ask)
    except (EOFError, ConnectionError):
        raise
    except Exception as error:
        return False, error
