"""A call in a forked process gives what it would give here, and never outlives what asks for it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from diemtin.errors import CaptureError, DiemtinError
from diemtin.forking import ForkedCall

Ask = Callable[[], int]

# Waits for an answer in another process, and dies before it gives one.
ORPHAN = """
import os
from diemtin.forking import ForkedCall
call = ForkedCall(lambda ask: ask(), apart=True)
print(call._process.pid, flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("apart", [True, False])
def test_a_call_gives_its_result_from_what_it_is_told(apart: bool) -> None:
    def act(ask: Ask) -> tuple[int, int]:
        return ask() + ask(), os.getpid()

    with ForkedCall(act, apart=apart) as call:
        total, process = call.result(21)
    assert (total, process == os.getpid()) == (42, not apart)


@pytest.mark.parametrize("apart", [True, False])
def test_a_call_is_told_one_thing_after_the_other(apart: bool) -> None:
    with ForkedCall[int, tuple[int, int, int]](
        lambda ask: (ask(), ask(), ask()), apart=apart
    ) as call:
        call.tell(1)
        call.tell(2)
        assert call.result(3) == (1, 2, 3)


def test_a_call_that_does_not_ask_yet_is_not_waited_for() -> None:
    def act(ask: Ask) -> int:
        time.sleep(0.3)
        return ask()

    with ForkedCall(act, apart=True) as call:
        call.tell(1, wait=False)
        assert call.result(2) == 2


@pytest.mark.parametrize("apart", [True, False])
def test_a_call_that_has_ended_hears_no_more(apart: bool) -> None:
    with ForkedCall[int, str](lambda _: "done", apart=apart) as call:
        call.tell(1)
        assert call.result(2) == "done"


def test_a_result_that_fills_the_pipe_does_not_wait_for_what_nobody_asks() -> None:
    size = 5_000_000
    with ForkedCall[bytes, bytes](lambda _: bytes(size), apart=True) as call:
        assert call.result(bytes(size)) == bytes(size)


@pytest.mark.parametrize("apart", [True, False])
def test_an_error_of_the_call_is_raised_here_as_it_is(apart: bool) -> None:
    def act(_: Ask) -> int:
        raise CaptureError("tin.txt", "it is empty", "Capture it again.")

    with (
        ForkedCall(act, apart=apart) as call,
        pytest.raises(CaptureError, match=r"tin.txt: it is empty\. Capture it again\."),
    ):
        call.result(0)


def test_a_process_that_dies_is_told_by_its_signal() -> None:
    with (
        ForkedCall[int, None](lambda _: os.kill(os.getpid(), signal.SIGTERM), apart=True) as call,
        pytest.raises(DiemtinError, match=r"ended early \(SIGTERM\)"),
    ):
        call.result(0)


def test_a_call_that_nobody_wants_any_more_is_ended() -> None:
    with ForkedCall[int, None](lambda _: time.sleep(1000), apart=True) as call:
        process = call._process
    assert process is not None
    assert process.exitcode == -signal.SIGKILL


def test_a_process_ends_when_the_one_that_would_answer_it_has_died() -> None:
    run = subprocess.run([sys.executable, "-c", ORPHAN], capture_output=True, text=True, check=True)
    orphan = int(run.stdout)
    for _ in range(200):
        try:
            os.kill(orphan, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the process still waits")
