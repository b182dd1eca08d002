"""From a document to the bytes of every format: one layout, whose pages all writers are told.

Pages are laid out on one core while what needs no page numbers is written on another.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from typing import Self, TypeVar, cast

import msgspec

from diemtin.errors import DiemtinError, OutputError
from diemtin.forking import Ask, ForkedCall, give_back_memory
from diemtin.formats import formats, load_writer
from diemtin.model import Document, PageBreak, Pagination
from diemtin.style import Style

# These have no pages, and print no page numbers.
_UNPAGED = frozenset({"html", "md", "json"})
# What takes longest to import of the layout.
_LAYOUT_LIBRARIES = ("PIL.Image", "uharfbuzz", "reportlab.pdfgen.canvas")
# These ask for page numbers when all else is written.
_ASKS_LATE = _UNPAGED | {"docx"}

Result = TypeVar("Result")
Step = Callable[[str], None]
Write = Callable[[], bytes]
# A packed document of so many bytes is large: what writes it gives memory back now and then.
_LARGE = 4_000_000


class PackedDocument(msgspec.Struct):
    """A document as bytes, which each process that writes makes one of its own from.

    Python counts the references to all that it looks at: a process that reads what another one has
    made copies nearly all of the memory that this had, and not the document alone.
    """

    data: bytes

    @classmethod
    def of(cls, document: Document) -> Self:
        """Pack a document."""
        return cls(msgspec.msgpack.encode(document))

    def unpack(self) -> Document:
        """Return the document, once: the bytes are let go of, whoever still holds this object."""
        data, self.data = self.data, b""
        return msgspec.msgpack.decode(data, type=Document)


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


# What another process that writes is told: the document, and then its pages.
_Told = Document | PackedDocument | Pagination


class Rendering(ExitStack):
    """The writing of one document in several formats.

    The pages are laid out once, even where no PDF is asked for: the other formats with page
    numbers are then the same, whatever they are written together with.

    Args:
        style: How the document looks.
        endings: The writers to use, by file ending.
        step: Called with each ending before its writer runs, or when it is known to have run.
        parallel: Whether all but the layout may run in a process of its own, at the same time.
    """

    def __init__(
        self,
        style: Style,
        endings: Sequence[str],
        step: Step = lambda _: None,
        *,
        parallel: bool = False,
    ) -> None:
        super().__init__()
        self._style, self._endings, self._step = style, endings, step
        self._unpaged = _UNPAGED.issuperset(endings)
        self._own = ["pdf"] if "pdf" in endings and _is_own("pdf") else []
        self._others = [ending for ending in endings if ending not in self._own]
        self._parallel = parallel and bool(self._others) and not self._unpaged
        self._process = os.getpid()
        self._call: ForkedCall[_Told, dict[str, bytes]] | None = None

    def begin(self) -> ForkedCall[_Told, dict[str, bytes]]:
        """Let the other process load its writers, be the document there or still to be made."""
        if self._call is None:
            self._call = self.enter_context(ForkedCall(self._write_others, apart=self._parallel))
        return self._call

    def render(
        self, document: Document | PackedDocument, further: dict[str, Write] | None = None
    ) -> Mapping[str, bytes]:
        """Write the document.

        Args:
            document: What to write; a packed one where it is large and nothing else holds it.
            further: What else is to be made, by name: functions that need no page numbers. They,
                and what they hold, are let go of as soon as they have run.

        Returns:
            The outputs by ending and by name.

        Raises:
            FormatError: There is no such writer.
            OutputError: A writer failed.
        """
        further = {} if further is None else further
        names = (*self._endings, *further)
        if self._unpaged:
            outputs = _make(further)
            outputs |= _write_all(
                _unpacked(document), self._style, self._endings, Pagination, self._step
            )
        else:
            outputs = self._render_paged(document, further)
        return {name: outputs[name] for name in names}

    def _render_paged(
        self, document: Document | PackedDocument, further: dict[str, Write]
    ) -> dict[str, bytes]:
        call = self.begin()
        large = isinstance(document, PackedDocument)
        if call.apart:
            call.tell(_packed(document))
        own = _unpacked(document)
        if not call.apart:
            call.tell(own)
        self._step("pdf")
        pdf, pagination = _lay_out(own, self._style)
        del own
        if large:
            give_back_memory()
        call.tell(pagination, wait=False)
        outputs = _make(further)
        outputs |= call.result(pagination)
        if call.apart:
            for ending in self._others:
                self._step(ending)
        return outputs | dict.fromkeys(self._own, pdf)

    def _write_others(self, ask: Ask[_Told]) -> dict[str, bytes]:
        """Write all but the PDF, mostly in another process; it is told the document, then pages."""
        for ending in self._others:
            load_writer(ending)
        told = cast("Document | PackedDocument", ask())
        large = isinstance(told, PackedDocument) and len(told.data) >= _LARGE

        def pages() -> Pagination:
            if large:
                give_back_memory()
            return cast("Pagination", ask())

        # Progress is shown by the main process alone.
        step = self._step if os.getpid() == self._process else lambda _: None
        return _write_all(_unpacked(told), self._style, self._others, pages, step)


def render(document: Document, style: Style, endings: Sequence[str]) -> Mapping[str, bytes]:
    """Write a document in several formats, in this process; see `Rendering`."""
    with Rendering(style, endings) as rendering:
        return rendering.render(document)


def _make(further: dict[str, Write]) -> dict[str, bytes]:
    made = {}
    while further:
        name, write = further.popitem()
        made[name] = write()
        del write
    return made


def _packed(document: Document | PackedDocument) -> PackedDocument:
    return document if isinstance(document, PackedDocument) else PackedDocument.of(document)


def _unpacked(document: Document | PackedDocument) -> Document:
    return document.unpack() if isinstance(document, PackedDocument) else document


def _write_all(
    document: Document,
    style: Style,
    endings: Sequence[str],
    ask: Ask[Pagination],
    step: Step,
) -> dict[str, bytes]:
    """Write what needs no page numbers first; a writer of another package is told real ones."""
    late = [ending for ending in endings if ending in _ASKS_LATE and _is_own(ending)]
    outputs = {}
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


def loading_steps(endings: Sequence[str]) -> list[Callable[[], object]]:
    """Return what imports the layout of pages, and the writers of other packages, step by step.

    diemtin's other writers are loaded in the process that they run in. A step raises `FormatError`
    where a writer, which may be broken, cannot be imported.
    """
    foreign = [partial(load_writer, ending) for ending in endings if not _is_own(ending)]
    if _UNPAGED.issuperset(endings):
        return [*foreign]
    libraries = [partial(import_module, name) for name in _LAYOUT_LIBRARIES]
    return [*foreign, *libraries, partial(load_writer, "pdf")]


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
