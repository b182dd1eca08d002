"""Embedding fonts: composite fonts whose codes are glyph numbers (ISO 32000-1, 9.7)."""

import hashlib
import re
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from diemtin.fonts import Face, Run
from diemtin.writers.decimals import short_decimal
from diemtin.writers.pdf.objects import RawObject, Stream

# Text that ToUnicode maps to the glyph of another character without loss: spaces look alike.
_SAME = {"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "}

# The bytes of literal strings (ISO 32000-1, 7.3.4.2), which take half the room of hexadecimal
# ones and are compressed in two thirds of the time.
_BYTES = [
    {"\n": "\\n", "\r": "\\r", "(": "\\(", ")": "\\)", "\\": "\\\\"}.get(chr(byte), chr(byte))
    for byte in range(256)
]

# Tables that serve shaping, hinting and variation, which are done with.
_UNNEEDED = (b"GSUB", b"GPOS", b"GDEF", b"kern", b"STAT", b"DSIG", b"MATH")


class EmbeddedFont:
    """A face in a PDF: encodes runs of glyphs, and embeds the glyphs that were used.

    `name` is the font's name in the resources of pages.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._texts: dict[int, str] = {}
        self._advances: dict[int, float] = {}

    def encode(self, run: Run) -> tuple[str, bool]:
        """Return the inside of a TJ array's literal string for a run of one rise.

        The flag tells whether the codes alone give back the run's text; where they do not, an
        `/ActualText` must (ISO 14289-1, 7.2).
        """
        parts: list[str] = []
        faithful = not run.stand_in
        for glyph in run.glyphs:
            own = self._advance(glyph.number)
            text = _SAME.get(glyph.text, glyph.text)
            faithful &= self._texts.setdefault(glyph.number, text) == text and bool(text)
            high, low = divmod(glyph.number, 256)
            code = _BYTES[high] + _BYTES[low]
            if glyph.x:
                code = f") {-glyph.x:.0f} ({code}"
            rest = glyph.advance - glyph.x - own
            if abs(rest) >= 0.5:
                code = f"{code}) {-rest:.0f} ("
            parts.append(code)
        return "".join(parts), faithful

    @property
    def used(self) -> bool:
        """Whether any text was encoded in the font."""
        return bool(self._texts)

    def _advance(self, glyph: int) -> float:
        advance = self._advances.get(glyph)
        if advance is None:
            advance = self._advances[glyph] = self.face.advance(glyph)
        return advance

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:  # noqa: N802 - reportlab calls it
        """Add the font's objects to a document that is about to be saved."""
        data = self._subset()
        tag = hashlib.sha256(data).hexdigest()
        letters = "".join(chr(ord("A") + int(digit, 16)) for digit in tag[:6])
        name = f"{letters}+{re.sub(r'[^A-Za-z0-9-]', '', self.face.postscript_name) or 'Font'}"
        outlines = data[:4] == b"OTTO"
        program = Stream(data, "/Subtype/OpenType" if outlines else f"/Length1 {len(data)}")
        file = document.Reference(program)
        descriptor = document.Reference(RawObject(self._descriptor(name), file=file))
        descendant = document.Reference(
            RawObject(self._descendant(name, outlines=outlines), descriptor=descriptor)
        )
        unicode = document.Reference(Stream(self._to_unicode()))
        font = RawObject(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            "/DescendantFonts[{descendant}]/ToUnicode {unicode}>>",
            descendant=descendant,
            unicode=unicode,
        )
        fonts = document.idToObject[pdfdoc.BasicFonts].dict
        fonts[self.name] = document.Reference(font)

    def _subset(self) -> bytes:
        """Return the font file with only the glyphs that were used, under their own numbers."""
        subset = uharfbuzz.SubsetInput()
        subset.glyph_set.update(self._texts)
        flags = uharfbuzz.SubsetFlags
        subset.flags = (
            flags.RETAIN_GIDS
            | flags.NO_HINTING
            | flags.NOTDEF_OUTLINE
            | flags.NO_LAYOUT_CLOSURE
            | flags.DOWNGRADE_CFF2
            | flags.CFF_IDENTITY_CHARSET
        )
        subset.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _UNNEEDED)
        if self.face.harfbuzz.axis_infos:
            subset.pin_all_axes_to_default(self.face.harfbuzz)
        for axis, value in self.face.axes:
            subset.pin_axis_location(self.face.harfbuzz, axis, value)
        return bytes(subset.subset(self.face.harfbuzz).blob.data)

    def _descriptor(self, name: str) -> str:
        face = self.face
        key = (
            "FontFile3"
            if "CFF " in face.harfbuzz.table_tags or ("CFF2" in face.harfbuzz.table_tags)
            else "FontFile2"
        )
        box = f"0 {face.descent:.0f} 1000 {face.ascent:.0f}"
        slant = -12 if "Italic" in face.postscript_name else 0
        return (
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]"
            f"/ItalicAngle {slant}/Ascent {face.ascent:.0f}/Descent {face.descent:.0f}"
            f"/CapHeight {face.cap_height:.0f}/StemV 80/{key} {{file}}>>"
        )

    def _descendant(self, name: str, *, outlines: bool) -> str:
        widths = " ".join(
            f"{glyph}[{short_decimal(self._advance(glyph))}]" for glyph in sorted(self._texts)
        )
        kind = "CIDFontType0" if outlines else "CIDFontType2/CIDToGIDMap/Identity"
        system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        return (
            f"<</Type/Font/Subtype/{kind}/BaseFont/{name}{system}"
            f"/FontDescriptor {{descriptor}}/DW 1000/W[{widths}]>>"
        )

    def _to_unicode(self) -> bytes:
        """Return the CMap from glyph numbers to text; astral characters as surrogates."""
        pairs = [
            f"<{glyph:04X}><{(text or ' ').encode('utf-16-be', 'replace').hex().upper()}>"
            for glyph, text in sorted(self._texts.items())
        ]
        # A section of a CMap holds at most 100 entries (Adobe Technical Note 5014).
        sections = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "\n".join(
            f"{len(section)} beginbfchar\n" + "\n".join(section) + "\nendbfchar"
            for section in sections
        )
        return _CMAP.replace("BODY", body).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
BODY
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFonts:
    """The fonts of one document, each face once."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def of(self, face: Face) -> EmbeddedFont:
        """Return the font that embeds a face."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = EmbeddedFont(face, f"T{len(self._fonts) + 1}")
        return font

    def register(self, document: Any) -> None:
        """Have the fonts added when the document is saved, those that encoded anything."""
        document.delayedFonts.extend(font for font in self._fonts.values() if font.used)
