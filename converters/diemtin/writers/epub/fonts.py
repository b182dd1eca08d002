"""The fonts that a publication carries, where its style asks for that."""

from pathlib import Path
from typing import NamedTuple

from diemtin.fonts import Family, choose_family
from diemtin.fonts.folders import packaged_files
from diemtin.style import Style
from diemtin.writers.xhtml import css_string

_MEDIA_TYPES = {".ttf": "font/ttf", ".otf": "font/otf"}


class EmbeddedFont(NamedTuple):
    """A font file, and the part of a family that it is."""

    family: str
    path: Path
    weight: str
    italic: bool

    @property
    def media_type(self) -> str:
        """The media type (EPUB 3.3, 3.2: core media types)."""
        return _MEDIA_TYPES[self.path.suffix.lower()]

    def rule(self, file: str) -> str:
        """Return the CSS that makes the file known under the family's name."""
        return (
            f"@font-face {{ font-family: {css_string(self.family)}; src: url({file}); "
            f"font-weight: {self.weight}; "
            f"font-style: {'italic' if self.italic else 'normal'} }}"
        )


def _faces(family: Family) -> list[EmbeddedFont]:
    """Return the four faces of a family, each file once; a variable one serves all weights."""
    faces = (
        (family.regular, "normal", False),
        (family.bold, "bold", False),
        (family.italic, "normal", True),
        (family.bold_italic, "bold", True),
    )
    found: dict[Path, EmbeddedFont] = {}
    for face, weight, italic in faces:
        font = EmbeddedFont(family.name, face.path, "100 900" if face.axes else weight, italic)
        if face.path.suffix.lower() in _MEDIA_TYPES and face.index == 0:
            found.setdefault(face.path, font)
    return list(found.values())


def embedded_fonts(style: Style) -> list[EmbeddedFont]:
    """Return the fonts of body and headings that may be carried.

    Only those that come with font packages, whose licence (SIL OFL) allows that; a font of the
    operating system, such as Times New Roman, is named in the CSS, but stays at home.
    """
    fonts: dict[Path, EmbeddedFont] = {}
    for stack in (style.fonts.body, style.fonts.heading):
        family = choose_family(stack)
        if family is not None and family.regular.path in packaged_files(family.name):
            fonts.update((font.path, font) for font in _faces(family))
    return list(fonts.values())
