"""Putting outputs in their place: all of a build or nothing, whole, also when builds meet.

A build writes into a staging folder beside the outputs. One rename of that folder commits it;
only then the files move to their places. What a killed build left behind is taken up by the
next one: a staging folder is removed, a committed one is brought to its end.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from diemtin.errors import OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_STAGING = ".staging-"
_READY = ".ready-"
_NEW, _OLD, _OWNER = "new", "old", "owner"
_LOCK = ".diemtin.lock"


def _lock(file: IO[bytes], *, wait: bool) -> bool:
    """Lock an open file against other processes; the system unlocks it when its owner dies.

    Raises:
        OSError: The file system knows no locks, or (on Windows) the lock was held for too long.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        if wait:
            raise
        return False
    return True


def _still_there(file: IO[bytes], path: Path) -> bool:
    """Tell whether an open file still has its name, and no other build has removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _open_lock(path: Path) -> IO[bytes]:
    """Open the lock's file, and neither follow a link in its place nor wait for a pipe."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return open(path, "ab", opener=lambda name, mode: os.open(name, mode | flags, 0o666))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep every other build from moving files in a folder meanwhile."""
    path = folder / _LOCK
    while True:
        with _open_lock(path) as file:
            _lock(file, wait=True)
            if _still_there(file, path):
                try:
                    yield
                finally:
                    # Windows does not remove an open file; there the next build does.
                    with contextlib.suppress(PermissionError):
                        path.unlink()
                return


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let an interruption by hand wait for the end: a part of the files in place helps nobody."""
    if threading.current_thread() is not threading.main_thread():
        # The system interrupts the main thread only.
        yield
        return
    waiting: list[int] = []
    former = signal.signal(signal.SIGINT, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
    if waiting:
        signal.raise_signal(signal.SIGINT)


def _sync(path: Path) -> None:
    """Have a folder's entries written to the disk, where the system can do that."""
    if sys.platform != "win32":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def content_of(path: Path) -> bytes | None:
    """Return the content of a file that a build has put in its place; None if it is none.

    A link, a device or a pipe in its place is not read: it might have no end.
    """
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None


def _keep_old(target: Path, backup: Path) -> None:
    try:
        backup.hardlink_to(target)
    except OSError:
        shutil.copy2(target, backup)


def _move_into_place(ready: Path, folder: Path) -> None:
    """Move a committed build's files to their places; put the former ones back if one fails.

    Raises:
        OSError: A file cannot be replaced; all of the former ones are in their places.
    """
    new, old = ready / _NEW, ready / _OLD
    moved: list[Path] = []
    try:
        old.mkdir(exist_ok=True)
        for file in sorted(new.iterdir()) if new.is_dir() else ():
            target = folder / file.name
            if target.exists() and not (old / file.name).exists():
                _keep_old(target, old / file.name)
            file.replace(target)
            moved.append(target)
    except OSError:
        for target in moved:
            backup = old / target.name
            if backup.exists():
                backup.replace(target)
            else:
                target.unlink()
        raise
    finally:
        shutil.rmtree(ready, ignore_errors=True)


def _owner_is_gone(staging: Path) -> bool:
    """Tell whether the build that made a staging folder was killed."""
    try:
        with (staging / _OWNER).open("r+b") as file:
            return _lock(file, wait=False)
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _recover(folder: Path) -> None:
    """Finish or remove what killed builds left; call it while alone."""
    for ready in sorted(folder.glob(f"{_READY}*")):
        if _is_own(ready):
            _move_into_place(ready, folder)
    for staging in folder.glob(f"{_STAGING}*"):
        if _is_own(staging) and _owner_is_gone(staging):
            shutil.rmtree(staging, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    """Tell whether a build can have made a folder; what only looks like it is taken away.

    A workspace that came by mail may hold links under our names, which lead out of it.
    """
    if folder.is_symlink():
        folder.unlink()
    elif (folder / _NEW).is_symlink() or (folder / _OLD).is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    return folder.is_dir()


def _stage(staging: Path, outputs: Mapping[str, bytes]) -> None:
    """Write a build's files into its staging folder, through to the disk."""
    new = staging / _NEW
    new.mkdir()
    for name, data in outputs.items():
        with (new / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    _sync(new)


def _claim(folder: Path) -> tuple[Path, IO[bytes]]:
    """Make a staging folder, and hold the lock that shows that its build lives."""
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    owner = (staging / _OWNER).open("xb")
    _lock(owner, wait=False)
    return staging, owner


def _explain(error: OSError, folder: Path) -> str:
    place = error.filename2 or error.filename or folder
    return (
        f"{folder}: the outputs cannot be written: {error.strerror or error} "
        f"({Path(os.fsdecode(place)).name}). Free space, close the files in other programs, or "
        "choose another folder with --out; the former outputs are untouched."
    )


def publish(outputs: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder, all or none of them, each of them whole.

    The files get the usual permissions of new files.

    Args:
        outputs: The contents by file name.
        folder: Where they go; made if it is not there.

    Raises:
        OutputError: They cannot be written; the former files are untouched.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _alone(folder):
                _recover(folder)
                staging, owner = _claim(folder)
            stack.callback(shutil.rmtree, staging, ignore_errors=True)
            stack.enter_context(owner)
            _stage(staging, outputs)
            with _alone(folder), _undisturbed():
                # Windows moves no folder that holds an open file.
                owner.close()
                ready = staging.rename(staging.with_name(staging.name.replace(_STAGING, _READY)))
                _sync(folder)
                _move_into_place(ready, folder)
                _sync(folder)
        except OSError as error:
            raise OutputError(_explain(error, folder)) from error
