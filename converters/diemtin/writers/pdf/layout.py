"""Laying out a document: from its tree to the bytes of a PDF, and where its pages fall."""

import io

from reportlab.platypus.doctemplate import LayoutError

from diemtin.errors import OutputError
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
    publication = Publication(output, style, inlines, titles, document.metadata.title)
    canvas = publication.start(TaggedCanvas)
    story = Story(document, style, typesetter, inlines, canvas.structure)
    try:
        publication.fill(story.batches())
    except LayoutError as error:
        raise OutputError(
            f'The PDF cannot be laid out on the pages of the style "{style.name}": {error}. '
            "Choose a style with larger pages."
        ) from error
    canvas.bind_loose_links()
    make_archivable(canvas, document.metadata)
    fonts.register(canvas._doc)
    canvas.save()
    pagination = Pagination(
        count=len(publication.breaks),
        anchors=dict(canvas.anchors),
        breaks=tuple(publication.breaks),
    )
    return output.getvalue(), pagination
