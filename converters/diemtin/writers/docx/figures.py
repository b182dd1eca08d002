"""Figures: a picture in a paragraph of its own, and its caption below."""

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.shared import Pt

from diemtin.model import Figure, Picture, Text, plain_text
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.inlines import add_content
from diemtin.writers.docx.markup import add, add_text, printable

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = {"image/jpeg": ("jpg", CT.JPEG), "image/png": ("png", CT.PNG)}


def add_figure(figure: Figure, place: Place, context: Context) -> None:
    """Write a figure; the caption of a missing picture stands alone, in a style that says so."""
    picture = context.pictures.get(figure.picture or "")
    identifier = figure.identifier
    if picture:
        captioned = bool(figure.caption or figure.label)
        style = context.styles.variant("figure-captioned" if captioned else "figure")
        node = context.paragraph(place, style)
        with context.bookmarked(node, identifier):
            size = _size(picture, place, context)
            told = figure.alternative or plain_text(figure.caption)
            add_picture(node, picture, size, told, context)
        identifier = ""
        if not captioned:
            return
    mark = None
    if not picture and (figure.picture or figure.alternative):
        mark = context.begin_range("figure")
        context.ledger.note(
            "figure", bookmark=mark[1], picture=figure.picture, alternative=figure.alternative
        )
    node = context.paragraph(
        place, context.styles.role("caption" if picture else "caption-missing")
    )
    with context.bookmarked(node, identifier):
        _add_caption(node, figure, context)
    if mark:
        context.end_range(mark)


def _add_caption(node: "_Element", figure: Figure, context: Context) -> None:
    if figure.label:
        run = add(node, "w:r")
        style = context.styles.character(Text(""), "label")
        add(add(run, "w:rPr"), "w:rStyle", val=style or "")
        add_text(run, f"{figure.label} " if figure.caption else figure.label)
    add_content(node, figure.caption, context, figure.comments)


def add_picture(
    node: "_Element",
    picture: Picture,
    size: tuple[float, float],
    alternative: str,
    context: Context,
) -> None:
    """Write a picture in its size in points, with its text for those who cannot see it."""
    context.drawings += 1
    part = _picture_part(picture, context)
    inline = CT_Inline.new_pic_inline(context.drawings, part, "", *map(Pt, size))
    for side in "TBLR":
        # LibreOffice takes an eighth of an inch where nothing is said, and shrinks the picture.
        inline.set(f"dist{side}", "0")
    inline.docPr.set("name", printable(picture.identifier))
    inline.docPr.set("descr", printable(alternative))
    add(add(node, "w:r"), "w:drawing").append(inline)


def _picture_part(picture: Picture, context: Context) -> str:
    """Add the file of a picture, once; returns its relationship with the document."""
    key = f"picture:{picture.identifier}"
    if key not in context.relations:
        ending, content_type = _FORMS[picture.media_type]
        number = sum(1 for known in context.relations if known.startswith("picture:")) + 1
        path = f"/word/media/image{number}.{ending}"
        part = Part(PackURI(path), content_type, picture.data)
        context.relations[key] = context.package.relate(RT.IMAGE, part)
    return context.relations[key]


def room_at(place: Place, context: Context) -> float:
    """Return the width that a list leaves for a picture, in points."""
    indent = context.numbering.indent(place.level) if place.level >= 0 else 0
    return place.width - indent


def _size(picture: Picture, place: Place, context: Context) -> tuple[float, float]:
    """Return a picture's width and height in points: as large as its pixels and the page allow."""
    limits = context.style.figure
    width = picture.width * 72 / limits.resolution
    height = picture.height * 72 / limits.resolution
    room = room_at(place, context)
    scale = min(1, room / width, limits.max_height / height) if width and height else 1
    return max(width * scale, 1), max(height * scale, 1)
