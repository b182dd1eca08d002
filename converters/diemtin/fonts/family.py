"""Families: the four faces that text needs, found by the name that a style gives."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
import uharfbuzz

from diemtin.errors import StyleError
from diemtin.fonts.face import Axes, Face
from diemtin.fonts.folders import installed_files, packaged_files, plain_name
from diemtin.style import Style

REGULAR_WEIGHT, BOLD_WEIGHT = 400.0, 700.0

# The letters that only Vietnamese has: a family without one of them cannot set a briefing.
VIETNAMESE = "ăâđêôơưằầềồờừảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹắấếốớứạặậẹệịọộợụựỵ"


class Family(msgspec.Struct, frozen=True):
    """A family of faces; one that it lacks is replaced by its nearest."""

    name: str
    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def face(self, *, bold: bool = False, italic: bool = False) -> Face:
        """Return the face for a weight and a slope."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular

    def covers(self, text: str) -> bool:
        """Tell whether the family has a glyph for every character of a text."""
        return all(ord(character) in self.regular.characters for character in text)


def _styles_of(file: Path, family: str) -> dict[tuple[bool, bool], Face]:
    """Return the faces of a family that a file holds, keyed by (bold, italic)."""
    found: dict[tuple[bool, bool], Face] = {}
    for index in range(64 if file.suffix.lower() in {".ttc", ".otc"} else 1):
        face = Face(file, index)
        if not face.harfbuzz.glyph_count:
            break
        names = {face.harfbuzz.get_name(key) for key in (1, 16)}
        if plain_name(family) not in {plain_name(name) for name in names if name}:
            continue
        for bold, axes in _weights(face):
            italic = _is_italic(face)
            found.setdefault((bold, italic), Face(file, index, axes))
    return found


def _weights(face: Face) -> list[tuple[bool, Axes]]:
    """Return the regular and bold weights that a face has, with the axes that give them."""
    weight = next((axis for axis in face.harfbuzz.axis_infos if axis.tag == "wght"), None)
    if weight is not None:
        wanted = ((False, REGULAR_WEIGHT), (True, BOLD_WEIGHT))
        return [(bold, (("wght", min(value, weight.max_value)),)) for bold, value in wanted]
    style = face.harfbuzz.get_name(17) or face.harfbuzz.get_name(2) or "Regular"
    plain = plain_name(style).replace("italic", "").replace("oblique", "")
    bold = {"": False, "regular": False, "book": False, "roman": False, "bold": True}.get(plain)
    return [] if bold is None else [(bold, ())]


def _is_italic(face: Face) -> bool:
    """Tell whether a face slopes."""
    style = plain_name(face.harfbuzz.get_name(17) or face.harfbuzz.get_name(2) or "")
    return "italic" in style or "oblique" in style


@lru_cache(maxsize=128)
def find_family(name: str) -> Family | None:
    """Find a family among the font packages that are installed, then among the system's fonts.

    Returns:
        The family, or None where no file of that name holds its regular face.
    """
    for files in (packaged_files, installed_files):
        faces: dict[tuple[bool, bool], Face] = {}
        for file in files(name):
            try:
                faces = {**_styles_of(file, name), **faces}
            except uharfbuzz.HarfBuzzError:
                continue
        if (False, False) in faces:
            regular = faces[False, False]
            bold = faces.get((True, False), regular)
            italic = faces.get((False, True), regular)
            slanted = faces.get((True, True), italic if bold is regular else bold)
            return Family(name, regular, bold, italic, slanted)
    return None


def choose_family(stack: Iterable[str], needed: str = VIETNAMESE) -> Family | None:
    """Return the first family of a stack that is at hand and has every character of `needed`.

    Some builds of a family lack Vietnamese (Debian's Liberation Serif does): words pieced
    together from two families would be worse than the next family of the stack.
    """
    for name in stack:
        family = find_family(name)
        if family is not None and family.covers(needed):
            return family
    return None


def family_of_style(style: Style, stack: Literal["body", "heading"]) -> Family:
    """Return the family that sets a style's body or headings.

    Raises:
        StyleError: No family of the stack, nor of the style's fallback, is at hand.
    """
    names = style.fonts.body if stack == "body" else style.fonts.heading
    family = choose_family((*names, *style.fonts.fallback))
    if family is None:
        raise StyleError(
            f'The style "{style.name}": no family of fonts.{stack} ({", ".join(names)}) is at hand '
            "with all Vietnamese letters. Install one, or name another."
        )
    return family
