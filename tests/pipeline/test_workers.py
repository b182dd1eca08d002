"""A task that crashes, hangs or fails costs itself alone."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from diemtin.pipeline.workers import Done, Lost, Task, Workers


def double(number: int) -> int:
    return 2 * number


def crash(_number: int) -> None:
    ctypes.string_at(0)


def leave(_number: int) -> None:
    os._exit(3)


def hang(_number: int) -> None:
    time.sleep(1000)


def wait_long() -> None:
    time.sleep(0.2)


def fail(_number: int) -> None:
    raise KeyError("x")


def devour(_number: int) -> int:
    return len(bytearray(3_000_000_000))


def recurse(number: int) -> int:
    return recurse(number + 1) + 1


def give_a_function(_number: int) -> Any:
    return lambda: 1


def worker_id(_number: int) -> int:
    return os.getpid()


class Common:
    """An argument that counts how often it is sent."""

    sent = 0

    def __reduce__(self) -> tuple[type["Common"], tuple[()]]:
        Common.sent += 1
        return Common, ()


def ignore(_common: Common) -> None:
    pass


def results(*functions: Any, count: int = 2, seconds: float = 30) -> dict[int, Any]:
    tasks = [Task(function, (index,)) for index, function in enumerate(functions)]
    with Workers(count, seconds=seconds, megabytes=2000) as workers:
        return dict(workers.run(tasks))


def test_every_task_has_its_result() -> None:
    found = results(*[double] * 20)
    assert [found[index].value for index in range(20)] == [2 * index for index in range(20)]


def test_a_crash_is_named_by_its_signal_and_the_others_go_on() -> None:
    found = results(double, crash, double, leave, double)
    assert found[1] == Lost("crash", "SIGSEGV")
    assert found[3] == Lost("crash", "exit status 3")
    assert [found[index].value for index in (0, 2, 4)] == [0, 4, 8]


def test_a_task_that_hangs_is_given_up() -> None:
    found = results(hang, double, double, seconds=0.5)
    assert found[0] == Lost("time")
    assert found[2].value == 4


def test_memory_is_bounded() -> None:
    found = results(devour, double)
    assert found[0] == Lost("memory")
    assert found[1].value == 2


def test_an_error_is_told_with_its_traceback() -> None:
    lost = results(fail)[0]
    assert isinstance(lost, Lost)
    assert (lost.cause, lost.detail) == ("error", "KeyError: 'x'")
    assert "in fail" in lost.trace


def test_an_endless_recursion_is_an_error() -> None:
    lost = results(recurse, double)[0]
    assert isinstance(lost, Lost)
    assert lost.cause == "nesting"
    assert "RecursionError" in lost.trace


def test_a_result_that_cannot_be_sent_is_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    found = results(give_a_function, double)
    assert isinstance(found[0], Lost)
    assert "pickle" in found[0].detail
    assert found[1].value == 2
    assert capfd.readouterr().err == ""


def test_a_task_can_ask_for_its_worker() -> None:
    with Workers(2, seconds=30, megabytes=2000) as workers:
        first = dict(workers.run([Task(worker_id, (i,)) for i in range(8)]))
        homes = {i: done.worker for i, done in first.items() if isinstance(done, Done)}
        again = dict(workers.run([Task(worker_id, (i,), homes[i]) for i in range(8)]))
    assert {i: done.value for i, done in again.items() if isinstance(done, Done)} == {
        i: done.value for i, done in first.items() if isinstance(done, Done)
    }


def test_what_tasks_have_in_common_is_sent_once_for_several() -> None:
    common = Common()
    with Workers(2, seconds=30, megabytes=2000) as workers:
        found = list(workers.run([Task(ignore, (common,)) for _ in range(40)]))
    assert len(found) == 40
    assert Common.sent <= 10


def test_what_a_crashed_worker_had_still_to_do_is_done() -> None:
    found = results(*[double] * 3, crash, *[double] * 36)
    assert found.pop(3) == Lost("crash", "SIGSEGV")
    assert {index: done.value for index, done in found.items()} == {
        index: 2 * index for index in range(40) if index != 3
    }


def test_what_is_done_meanwhile_is_done_step_by_step_until_a_result_is_there() -> None:
    steps: list[int] = []
    meanwhile = [partial(steps.append, number) for number in range(3)]
    with Workers(1, seconds=30, megabytes=2000, meanwhile=meanwhile) as workers:
        results = workers.run([Task(wait_long, ()), Task(double, (1,))])
        assert steps == []
        next(results)
        assert steps == [0, 1, 2]


ORPHAN = """
import os, signal
import pytest

from diemtin.pipeline.workers import Workers
workers = Workers(2, seconds=1000, megabytes=2000)
print(*[worker.process.pid for worker in workers._workers], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_a_main_process_that_is_killed() -> None:
    run = subprocess.run([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
    assert run.returncode == -signal.SIGKILL
    for number in map(int, run.stdout.split()):
        while _alive(number):
            time.sleep(0.05)


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    return status.rpartition(")")[2].split()[0] != "Z"
