"""From a document to the bytes of every format: one layout, whose pages all writers are told."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from diemtin.errors import DiemtinError, OutputError
from diemtin.formats import formats, load_writer
from diemtin.model import Document, Pagination
from diemtin.style import Style

# These have no pages, and print no page numbers.
_UNPAGED = frozenset({"html", "md", "json"})

Result = TypeVar("Result")
Step = Callable[[str], None]


def render(
    document: Document, style: Style, endings: Sequence[str], step: Step = lambda _: None
) -> Mapping[str, bytes]:
    """Write a document in several formats.

    The pages are laid out once, even where no PDF is asked for: the other formats with page
    numbers are then the same, whatever they are written together with.

    Args:
        document: What to write.
        style: How it looks.
        endings: The writers to use, by file ending.
        step: Called with each ending before its writer runs.

    Raises:
        FormatError: There is no such writer.
        OutputError: A writer failed.
    """
    outputs: dict[str, bytes] = {}
    pagination = Pagination()
    if not _UNPAGED.issuperset(endings):
        step("pdf")
        pdf, pagination = _lay_out(document, style)
        if formats("writer")["pdf"].distribution == "diemtin":
            outputs["pdf"] = pdf
    for ending in endings:
        if ending not in outputs:
            step(ending)
            outputs[ending] = _write(ending, document, style, pagination)
    return {ending: outputs[ending] for ending in endings}


def load_writers(endings: Sequence[str]) -> None:
    """Import the writers before they are needed, and fail early where one is broken.

    Raises:
        FormatError: A writer cannot be imported.
    """
    for ending in (*endings, *(() if _UNPAGED.issuperset(endings) else ("pdf",))):
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
    except Exception as error:
        raise OutputError(
            f"the writer for {ending} failed ({type(error).__name__}: {error}). "
            f"Please report this to the makers of {formats('writer')[ending].distribution}."
        ) from error
