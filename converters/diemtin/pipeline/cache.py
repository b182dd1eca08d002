"""What the last build has cleaned: a capture that has not changed is not cleaned again.

One file beside the outputs holds the captures of the last build, each under a digest of all that
its result depends on. It is read as data and never run, and it is replaced as a whole, so that
builds at the same time at worst do work again.
"""

import contextlib
import stat
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

from diemtin.errors import OutputError
from diemtin.model import Capture
from diemtin.pipeline.outputs import content_of, publish
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.tasks import Cleaned

_FILE = "captures.msgpack"
_PACKAGE = Path(__file__).resolve().parents[1]
# All that a cleaned capture depends on, besides the capture itself.
_ROOMS = ("cleaning", "encodings", "languages", "markup", "model", "readers", "pipeline")
_LIBRARIES = ("beautifulsoup4", "ftfy", "lxml", "python-docx")


class Entry(msgspec.Struct, frozen=True):
    """A capture of an earlier build: as it was read, and as it was cleaned under `settings`."""

    capture: Capture
    settings: str
    cleaned: Cleaned


@cache
def _program_digest() -> bytes:
    """Return a digest of the code and the data that read and clean."""
    digest = sha256()
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(_PACKAGE).as_posix().encode())
                digest.update(sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()


def settings_digest(boilerplate: bytes, *settings: object) -> str:
    """Return a digest of what all captures of a build are cleaned with."""
    return sha256(boilerplate + repr(settings).encode()).hexdigest()


class CaptureCache:
    """The cleaned captures of the last build; an empty one if its file cannot be used.

    Args:
        folder: Where its file lies; it is made when something is to be kept.
        most_bytes: Larger captures are not looked up.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._entries: Mapping[str, Entry] = {}
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            data = content_of(folder / _FILE) or b""
            self._entries = msgspec.msgpack.decode(data, type=dict[str, Entry])

    def key(self, item: CaptureInput) -> str | None:
        """Return the digest of a capture, its name and this program; None if it is unreadable.

        The file's place and time on this disk are part of it. Nobody can choose them for files
        that they send, so that a cache that came with a workspace never fits its captures.
        """
        try:
            found = item.path.stat()
            if not stat.S_ISREG(found.st_mode) or found.st_size > self._most_bytes:
                return None
            data = item.path.read_bytes()
        except OSError:
            return None
        facts = (item.origin, item.encoding, found.st_dev, found.st_ino, found.st_ctime_ns)
        return sha256(_program_digest() + repr(facts).encode() + b"\0" + data).hexdigest()

    def find(self, key: str | None) -> Entry | None:
        """Return what is known of a capture."""
        return self._entries.get(key) if key else None

    def keep(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Replace the file by these entries, unless it has them already.

        Captures with pictures are left out, since their pictures may change without them.
        """
        kept = {
            key: entry
            for key, entry in entries
            if not entry.cleaned.pictures and not entry.cleaned.notes
        }
        same = kept.keys() == self._entries.keys() and all(
            entry.settings == self._entries[key].settings for key, entry in kept.items()
        )
        if not same:
            # A cache that cannot be written costs time at the next build, and nothing else.
            with contextlib.suppress(OutputError):
                publish({_FILE: msgspec.msgpack.encode(kept)}, self._folder)
