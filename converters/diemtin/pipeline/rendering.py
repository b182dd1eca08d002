"""From a document to the bytes of every format: one layout, whose pages all writers are told.

Pages are laid out on one core while what needs no page numbers is written on another.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Self, TypeVar

import msgspec

from diemtin.errors import DiemtinError, OutputError
from diemtin.forking import Ask, ForkedCall, give_back_memory
from diemtin.formats import formats, load_writer
from diemtin.model import Document, PageBreak, Pagination
from diemtin.style import Style

# These have no pages, and print no page numbers.
_UNPAGED = frozenset({"html", "md", "json"})
# These ask for page numbers when all else is written.
_ASKS_LATE = _UNPAGED | {"docx"}

Result = TypeVar("Result")
Step = Callable[[str], None]
Write = Callable[[], bytes]


class PackedDocument(msgspec.Struct, frozen=True):
    """A document as bytes, which each process that writes makes one of its own from.

    Python counts the references to all that it looks at: a process that reads what another one has
    made copies nearly all of the memory that this had, and not the document alone.
    """

    data: bytes

    @classmethod
    def of(cls, document: Document) -> Self:
        """Pack a document."""
        return cls(msgspec.msgpack.encode(document))

    def document(self) -> Document:
        """Return the document."""
        return msgspec.msgpack.decode(self.data, type=Document)


class AwaitedPagination(Pagination, frozen=True):
    """The pages that are still being laid out: whoever asks for one of its fields waits."""

    await_pages: Ask[Pagination] = Pagination

    @property  # type: ignore[misc]
    def count(self) -> int:
        """The number of pages."""
        return self.await_pages().count

    @property  # type: ignore[misc]
    def anchors(self) -> dict[str, int]:
        """The page of every identifier."""
        return self.await_pages().anchors

    @property  # type: ignore[misc]
    def breaks(self) -> tuple[PageBreak, ...]:
        """What each page begins with."""
        return self.await_pages().breaks


def render(
    document: Document | PackedDocument,
    style: Style,
    endings: Sequence[str],
    step: Step = lambda _: None,
    further: dict[str, Write] | None = None,
    *,
    parallel: bool = False,
) -> Mapping[str, bytes]:
    """Write a document in several formats.

    The pages are laid out once, even where no PDF is asked for: the other formats with page
    numbers are then the same, whatever they are written together with.

    Args:
        document: What to write; a packed one where it is large and nothing else holds it.
        style: How it looks.
        endings: The writers to use, by file ending.
        step: Called with each ending before its writer runs, or when it is known to have run.
        further: What else is to be made, by name: functions that need no page numbers. They, and
            what they hold, are let go of as soon as they have run or another process has them.
        parallel: Whether all but the layout may run in a process of its own, at the same time.

    Returns:
        The outputs by ending and by name.

    Raises:
        FormatError: There is no such writer.
        OutputError: A writer failed.
    """
    further = {} if further is None else further
    names = (*endings, *further)
    if _UNPAGED.issuperset(endings):
        return _write_all(_unpacked(document), style, endings, Pagination, further, step)
    own = ["pdf"] if "pdf" in endings and _is_own("pdf") else []
    others = [ending for ending in endings if ending not in own]

    large = isinstance(document, PackedDocument)
    process = os.getpid()

    def noted(ending: str) -> None:
        # Progress is shown by this process alone.
        if os.getpid() == process:
            step(ending)

    def act(ask: Ask[Pagination]) -> dict[str, bytes]:
        def pages() -> Pagination:
            if large:
                give_back_memory()
            return ask()

        return _write_all(_unpacked(document), style, others, pages, further, noted)

    with ForkedCall(act, apart=parallel and bool(others or further)) as call:
        if call.apart:
            further.clear()
        step("pdf")
        pdf, pagination = _lay_out(_unpacked(document), style)
        if large:
            give_back_memory()
        outputs = call.result(pagination)
    if call.apart:
        for ending in others:
            step(ending)
    outputs |= dict.fromkeys(own, pdf)
    return {name: outputs[name] for name in names}


def _unpacked(document: Document | PackedDocument) -> Document:
    return document.document() if isinstance(document, PackedDocument) else document


def _write_all(
    document: Document,
    style: Style,
    endings: Sequence[str],
    ask: Ask[Pagination],
    further: dict[str, Write],
    step: Step,
) -> dict[str, bytes]:
    """Write what needs no page numbers first; a writer of another package is told real ones."""
    late = [ending for ending in endings if ending in _ASKS_LATE and _is_own(ending)]
    outputs = {}
    while further:
        # What they hold is let go of before a whole file is in memory.
        name, write = further.popitem()
        outputs[name] = write()
        del write
    known: list[Pagination] = []

    def pages() -> Pagination:
        if not known:
            known.append(ask())
        return known[0]

    for ending in (*late, *(ending for ending in endings if ending not in late)):
        step(ending)
        pagination = AwaitedPagination(await_pages=pages) if ending in late else pages()
        outputs[ending] = _write(ending, document, style, pagination)
    return outputs


def _is_own(ending: str) -> bool:
    return formats("writer")[ending].distribution == "diemtin"


def load_writers(endings: Sequence[str]) -> None:
    """Import what lays out pages, and the writers of other packages, which may be broken.

    diemtin's other writers are loaded in the process that they run in.

    Raises:
        FormatError: A writer cannot be imported.
    """
    layout = () if _UNPAGED.issuperset(endings) else ("pdf",)
    for ending in (*(ending for ending in endings if not _is_own(ending)), *layout):
        load_writer(ending)


def _lay_out(document: Document, style: Style) -> tuple[bytes, Pagination]:
    from diemtin.writers.pdf import lay_out  # reportlab loads when something is laid out

    return _guard("pdf", lambda: lay_out(document, style))


def _write(ending: str, document: Document, style: Style, pagination: Pagination) -> bytes:
    write = load_writer(ending)

    def act() -> bytes:
        # A writer of another package was not type-checked with this one.
        return memoryview(write(document, style, pagination)).tobytes()

    return _guard(ending, act)


def _guard(ending: str, act: Callable[[], Result]) -> Result:
    """Run a writer, and name it if it fails in a way that it has not foreseen."""
    try:
        return act()
    except (DiemtinError, OSError):
        raise
    except RecursionError as error:
        raise OutputError(
            f"the document is nested too deeply for {ending}. Simplify its structure."
        ) from error
    except Exception as error:
        raise OutputError(
            f"the writer for {ending} failed ({type(error).__name__}: {error}). "
            f"Please report this to the makers of {formats('writer')[ending].distribution}."
        ) from error
