"""Reading one file within its limits, with the reader that fits it."""

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import msgspec

from diemtin.errors import CaptureError
from diemtin.formats import ending_of, formats, load_reader
from diemtin.model import Capture, Document
from diemtin.workspace import Limits, contained
from diemtin.workspace.limits import MEGABYTE

# A page's head begins with one of these, after a byte-order mark, an XML declaration or comments.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]{0,400}>\s*){0,8}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
# Smaller members of an archive may be packed as tightly as they can: text of one word a thousand
# times, in a document like any other, is packed 100 to 1.
_SMALL_MEMBER = 1_048_576


class CaptureInput(msgspec.Struct, frozen=True):
    """One file to be read: its place among all, its path, and how messages call it.

    `root` is the workspace that the file must lie in; None if a person named it in the call.
    """

    index: int
    path: Path
    origin: str
    encoding: str | None = None
    root: Path | None = None


def read_input(item: CaptureInput, limits: Limits) -> Capture | Document:
    """Read a file with the reader that fits it, within the limits.

    Raises:
        CaptureError: The file cannot be read, or goes beyond a limit.
    """
    data = _read_bytes(item, limits)
    _check_archive(item, data, limits)
    read_format = load_reader(_ending_for(item, data))
    read = read_format(data, item.origin, encoding=item.encoding)
    if isinstance(read, Capture):
        _check_size(read, limits)
    return read


def _refuse_beyond(origin: str, reason: str, key: str) -> CaptureError:
    remedy = f'If it is a real article, raise "{key}" under [limits] in briefing.toml.'
    return CaptureError(origin, reason, remedy)


def _read_bytes(item: CaptureInput, limits: Limits) -> bytes:
    bound = int(limits.file_megabytes * MEGABYTE)
    try:
        if item.root is not None:
            contained(item.root, item.path.relative_to(item.root).as_posix())
        problem = _not_a_file(item.path)
        data = b"" if problem else _read_at_most(item.path, bound + 1)
    except ValueError as error:
        remedy = "Rename it, or put a copy of the file itself there."
        raise CaptureError(item.origin, str(error), remedy) from error
    except OSError as error:
        reason = f"the file cannot be read: {error.strerror or error}"
        raise CaptureError(item.origin, reason, "Check that you may read it.") from error
    if problem:
        raise CaptureError(item.origin, problem, "Check its name.")
    if len(data) > bound:
        reason = f"the file is larger than {limits.file_megabytes:g} MB"
        raise _refuse_beyond(item.origin, reason, "file-megabytes")
    if not data.strip():
        raise CaptureError(item.origin, "the file is empty", "Capture the page again.")
    return data


def _not_a_file(path: Path) -> str | None:
    if path.is_file():
        return None
    return "this is not a file" if path.exists() else "there is no such file"


def _read_at_most(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        # Python would set aside as much memory as it is asked to read.
        return file.read(min(size, os.fstat(file.fileno()).st_size + 1))


def _ending_for(item: CaptureInput, data: bytes) -> str:
    """Return the ending whose reader fits: a page that was saved as text is a page all the same.

    Names without a known ending (`tin.aspx`, or none at all) are judged by what they hold.
    """
    ending = ending_of(item.path.name)
    if ending in formats("reader") and ending != "txt":
        return ending
    return "html" if _PAGE.match(data) else "txt"


def _check_archive(item: CaptureInput, data: bytes, limits: Limits) -> None:
    """Refuse an archive (such as a DOCX) that would fill the memory when it is unpacked."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return  # its reader says what is wrong with it
    if len(members) > limits.archive_members:
        reason = f"it is an archive of more than {limits.archive_members:,} members"
        raise _refuse_beyond(item.origin, reason, "archive-members")
    size = sum(member.file_size for member in members)
    steep = any(
        member.file_size > _SMALL_MEMBER
        and member.file_size > limits.archive_ratio * member.compress_size
        for member in members
    )
    if steep or size > limits.archive_ratio * len(data):
        reason = (
            f"it is an archive that unpacks to more than {limits.archive_ratio:g} times its size"
        )
        raise _refuse_beyond(item.origin, reason, "archive-ratio")


def _check_size(capture: Capture, limits: Limits) -> None:
    """Refuse a capture that holds more than the rest of the program should bear."""
    bound = int(limits.text_megabytes * MEGABYTE)
    if sum(len(block.text) for block in capture.blocks) > bound:
        reason = f"it holds more than {limits.text_megabytes:g} million characters of text"
        raise _refuse_beyond(capture.origin, reason, "text-megabytes")
    if len(capture.blocks) > limits.blocks:
        reason = f"it holds more than {limits.blocks:,} blocks"
        raise _refuse_beyond(capture.origin, reason, "blocks")
    boxes = capture.tree.boxes if capture.tree is not None else ()
    if any(box.depth > limits.nesting for box in boxes):
        reason = f"its elements are nested deeper than {limits.nesting:,}"
        raise _refuse_beyond(capture.origin, reason, "nesting")
