"""A call in a forked process: half of the work on a second core, with what is in memory here."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
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
        act: What is done there. It is given a function that waits for what is told here, so
            that it can do first what it needs no answer for.
        apart: Whether there is another process: where the system cannot fork or has one core
            only, the call is made in this one, when its result is wanted.
    """

    def __init__(self, act: Callable[[Ask[Told]], Result], *, apart: bool) -> None:
        self._act = act
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

    def result(self, told: Told) -> Result:
        """Tell the call what it asks for, and return its result.

        Raises:
            Exception: What the call raised.
            DiemtinError: The other process died.
        """
        if self._process is None:
            return self._act(lambda: told)
        try:
            while (answer := self._ours.recv()) is _QUESTION:
                self._ours.send(told)
        except (EOFError, ConnectionError) as error:
            self._process.join()
            raise DiemtinError(_death(self._process.exitcode or 0)) from error
        done, value = answer
        if not done:
            raise value
        result: Result = value
        return result


def _death(code: int) -> str:
    how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
    return f"A process of this program ended early ({how}); nothing was written. Try it again."


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
