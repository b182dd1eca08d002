"""Draws the specimen of a style as one picture, pages side by side.

`python -m tests.specimen_pictures` draws the pictures anew that tests compare with; look at them
before they are committed.
"""

from pathlib import Path

import msgspec
import pypdfium2
from PIL import Image

from diemtin.assembly.specimen import specimen
from diemtin.fonts.folders import packaged_files
from diemtin.style import Style, load_style
from diemtin.writers.pdf import lay_out

FOLDER = Path(__file__).parent / "specimens"
STYLES = ("bulletin", "nd30", "plain", "pocket")
RESOLUTION = 36


def with_packaged_fonts(style: Style) -> Style:
    """Leave out families that are not among the dependencies: a machine may have them or not."""
    packaged = {
        name: tuple(family for family in getattr(style.fonts, name) if packaged_files(family))
        for name in ("body", "heading", "fallback")
    }
    return msgspec.structs.replace(style, fonts=msgspec.structs.replace(style.fonts, **packaged))


def draw(name: str) -> Image.Image:
    """Draw the specimen of a style in grey."""
    style = with_packaged_fonts(load_style(name))
    data, _ = lay_out(specimen(style), style)
    pages = [
        page.render(scale=RESOLUTION / 72, grayscale=True).to_pil().convert("L")
        for page in pypdfium2.PdfDocument(data)
    ]
    width = sum(page.width for page in pages)
    sheet = Image.new("L", (width, max(page.height for page in pages)), 128)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    return sheet


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for style_name in STYLES:
        draw(style_name).quantize(16).save(FOLDER / f"{style_name}.png", optimize=True)
