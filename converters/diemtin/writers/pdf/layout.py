"""Laying out a document: from its tree to the bytes of a PDF, and where its pages fall."""

import io

from diemtin.model import Document, Pagination
from diemtin.style import Style
from diemtin.writers.pdf.archive import make_archivable
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.embedding import EmbeddedFonts
from diemtin.writers.pdf.inlines import Inlines
from diemtin.writers.pdf.publication import Publication
from diemtin.writers.pdf.story import Story, identifiers
from diemtin.writers.pdf.typesetting import Typesetter


def lay_out(document: Document, style: Style) -> tuple[bytes, Pagination]:
    """Return the PDF file of a document, and the pages of its identifiers and blocks.

    Raises:
        StyleError: No font family that the style names is at hand.
        OutputError: A block cannot be brought onto a page of the style.
    """
    fonts = EmbeddedFonts()
    typesetter = Typesetter(style, fonts)
    inlines = Inlines(typesetter, identifiers(document))
    titles = {section.identifier: section.title for section in document.sections}
    output = io.BytesIO()
    canvas = TaggedCanvas(output)
    publication = Publication(canvas, style, inlines, titles, document.metadata.title)
    story = Story(document, style, typesetter, inlines, canvas.structure)
    publication.fill(story.batches())
    canvas.bind_loose_links()
    make_archivable(canvas, document.metadata)
    fonts.register(canvas._doc)
    canvas.save()
    return output.getvalue(), publication.pagination()
