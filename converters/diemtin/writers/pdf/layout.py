"""Laying out a document: from its tree to the bytes of a PDF, and where its pages fall."""

import io

from diemtin.model import Document, Pagination
from diemtin.style import Style
from diemtin.writers.pdf.archive import close_archive, make_archivable
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
    """
    fonts = EmbeddedFonts()
    typesetter = Typesetter(style, fonts)
    inlines = Inlines(typesetter, identifiers(document))
    titles = {section.identifier: section.title for section in document.sections}
    output = io.BytesIO()
    publication = Publication(output, style, inlines, titles, document.metadata.title)
    canvas = publication.start(TaggedCanvas)
    story = Story(document, style, typesetter, inlines, canvas.structure.root)
    publication.fill(story.batches())
    canvas.bind_loose_links()
    make_archivable(canvas, document.metadata)
    close_archive(canvas)
    fonts.register(canvas._doc)
    canvas.save()
    pagination = Pagination(
        count=len(publication.breaks),
        anchors=dict(canvas.anchors),
        breaks=tuple(publication.breaks),
    )
    return output.getvalue(), pagination
