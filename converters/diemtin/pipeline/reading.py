"""Reading one capture within its limits, and cleaning it: what a worker process does."""

from pathlib import Path

import msgspec

from diemtin.cleaning import SiteBoilerplate, clean
from diemtin.errors import CaptureError, DiemtinError
from diemtin.formats import ending_of, load_reader
from diemtin.model import Article, Audit, Capture, CaptureBlock, Document
from diemtin.model.document import block_words
from diemtin.workspace import Limits, contained
from diemtin.workspace.limits import MEGABYTE

# A worker keeps what it has read for the cleaning that follows, but no more than this many
# characters, so that a thousand captures need no more memory than a few.
_KEPT_CHARACTERS = 20_000_000


class CaptureInput(msgspec.Struct, frozen=True):
    """One capture to be read: its place among all, its file, and how messages call it.

    `root` is the workspace that the file must lie in; None if a person named it in the call.
    """

    index: int
    path: Path
    origin: str
    encoding: str | None = None
    root: Path | None = None


class Cleaned(msgspec.Struct, frozen=True):
    """One capture after cleaning; `lines` is what was read, for the account of what went."""

    article: Article
    audit: Audit
    lines: tuple[CaptureBlock, ...]


class Unusable(msgspec.Struct, frozen=True):
    """Why one capture is left out; `trace` is the traceback of an error that was not foreseen."""

    origin: str
    reason: str
    remedy: str = ""
    trace: str = ""


_kept: dict[int, Capture] = {}


def read_input(item: CaptureInput, limits: Limits) -> Capture | Document:
    """Read a file with the reader of its ending, within the limits.

    Raises:
        CaptureError: The file cannot be read, or goes beyond a limit.
        FormatError: No reader serves its ending.
    """
    data = _read_bytes(item, limits)
    read = load_reader(ending_of(item.path.name) or "txt")(
        data, item.origin, encoding=item.encoding
    )
    if isinstance(read, Capture):
        _check_size(read, limits)
    return read


def _read_bytes(item: CaptureInput, limits: Limits) -> bytes:
    bound = int(limits.file_megabytes * MEGABYTE)
    try:
        if item.root is not None:
            contained(item.root, item.origin)
        if not item.path.is_file():
            there = item.path.exists()
            raise CaptureError(
                item.origin, "this is not a file" if there else "there is no such file"
            )
        with item.path.open("rb") as file:
            data = file.read(bound + 1)
    except ValueError as error:
        raise CaptureError(item.origin, str(error), "Copy the file itself.") from error
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        raise CaptureError(item.origin, reason) from error
    if len(data) > bound:
        reason = f"the file is larger than {limits.file_megabytes:g} MB"
        raise CaptureError(item.origin, reason, _raise_limit("file-megabytes"))
    if not data.strip():
        raise CaptureError(item.origin, "the file is empty", "Capture the page again.")
    return data


def _raise_limit(key: str) -> str:
    return f'If it is a real article, raise "{key}" under [limits] in briefing.toml.'


def _check_size(capture: Capture, limits: Limits) -> None:
    bound = int(limits.text_megabytes * MEGABYTE)
    if sum(len(block.text) for block in capture.blocks) > bound:
        reason = f"it holds more than {limits.text_megabytes:g} million characters of text"
        raise CaptureError(capture.origin, reason, _raise_limit("text-megabytes"))
    if len(capture.blocks) > limits.blocks:
        reason = f"it holds more than {limits.blocks} blocks"
        raise CaptureError(capture.origin, reason, _raise_limit("blocks"))


def _read_capture(item: CaptureInput, limits: Limits) -> Capture:
    read = read_input(item, limits)
    if isinstance(read, Document):
        remedy = "Use: diemtin convert."
        raise CaptureError(item.origin, "this is a finished document, not a capture", remedy)
    return read


def read_task(item: CaptureInput, limits: Limits) -> Capture | Unusable:
    """Read a capture, and keep it in this process for `clean_task`; return it without its tree."""
    try:
        capture = _read_capture(item, limits)
    except CaptureError as error:
        return Unusable(item.origin, error.reason, error.remedy)
    except DiemtinError as error:
        return Unusable(item.origin, str(error))
    size = sum(len(block.text) for other in _kept.values() for block in other.blocks)
    if size < _KEPT_CHARACTERS:
        _kept[item.index] = capture
    return msgspec.structs.replace(capture, tree=None)


def clean_task(
    item: CaptureInput,
    limits: Limits,
    without: frozenset[str],
    boilerplate: SiteBoilerplate | None,
) -> Cleaned | Unusable:
    """Clean a capture that this process has read; if it does not have it, read it again."""
    try:
        capture = _kept.pop(item.index, None) or _read_capture(item, limits)
        article, audit = clean(capture, without=without, boilerplate=boilerplate)
    except CaptureError as error:
        return Unusable(item.origin, error.reason, error.remedy)
    if not _has_text(article):
        reason = "nothing of it is left after the cleaning"
        return Unusable(item.origin, reason, "See what went and why: diemtin clean --explain.")
    return Cleaned(article, audit, capture.blocks)


def open_task(
    item: CaptureInput, limits: Limits, without: frozenset[str]
) -> Document | Cleaned | Unusable:
    """Read a file alone: a finished document as it is, a capture cleaned."""
    try:
        read = read_input(item, limits)
    except CaptureError as error:
        return Unusable(item.origin, error.reason, error.remedy)
    if isinstance(read, Document):
        return read
    _kept[item.index] = read
    return clean_task(item, limits, without, None)


def _has_text(article: Article) -> bool:
    """Tell whether anything of an article's body or standfirst is left."""
    return bool(article.standfirst) or any(block_words(block) for block in article.blocks)
