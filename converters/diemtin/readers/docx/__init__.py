"""The DOCX reader: an edited briefing, or any Word file, becomes a document again."""

from diemtin.errors import CaptureError
from diemtin.model import Document
from diemtin.readers.docx.body import read_body
from diemtin.readers.docx.grouping import Grouping
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.metadata import metadata_of
from diemtin.readers.docx.opening import open_word_file
from diemtin.readers.docx.outline import listing_of, with_outline
from diemtin.readers.docx.pictures import PictureTable
from diemtin.readers.docx.remarks import Remarks
from diemtin.readers.docx.sections import sections_of
from diemtin.readers.docx.story import Story
from diemtin.readers.docx.stylesheet import StyleTable

__all__ = ["read"]


def read(data: bytes, origin: str, *, encoding: str | None = None) -> Document:  # noqa: ARG001
    """Read a Word file by its styles.

    A file that `diemtin.writers.docx` wrote and nobody edited gives the document that it was
    written from. After edits the text wins: tracked insertions are taken and deletions dropped,
    new paragraphs are what their styles say, and the contents are made anew from the headings.
    In files from elsewhere headings begin sections, and unknown styles mean what they are based on.

    Args:
        data: The file.
        origin: Its path, for messages.
        encoding: Ignored: the parts of a Word file declare their own.

    Raises:
        CaptureError: It is no Word file, a damaged one, or one without any text.
    """
    try:
        return _read(data, origin)
    except RecursionError as error:
        raise CaptureError(origin, "is nested too deeply", "Simplify its structure.") from error


def _read(data: bytes, origin: str) -> Document:
    file = open_word_file(data, origin)
    ledger = Ledger(file)
    pictures = PictureTable(file.part, ledger, origin)
    story = Story(file, StyleTable(file.styles), pictures)
    if file.body is not None:
        read_body(file.body, story)
    remarks = Remarks(file.comments)
    grouping = Grouping(story.lines, story.bookmarks, story.lists, ledger, remarks)
    blocks = grouping.blocks()
    sections = sections_of(
        blocks, story.bookmarks, grouping.new_headings, grouping.contents_headings, ledger
    )
    listing = listing_of(ledger, story.contents_instruction, grouping.identifiers)
    sections = with_outline(sections, listing)
    if not any(section.blocks for section in sections):
        raise CaptureError(origin, "holds no text", "Check that it is the right file.")
    metadata = metadata_of(file, ledger, sections, origin)
    return Document(metadata, sections, pictures.finish())
