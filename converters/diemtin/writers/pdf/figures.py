"""Pictures: embedded as they come where PDF can hold them, scaled to the page, never enlarged."""

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from diemtin.model import Picture
from diemtin.style import FigureStyle
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.flowables import FUZZ, Flowable, Room
from diemtin.writers.pdf.objects import Stream
from diemtin.writers.pdf.prose import Prose
from diemtin.writers.pdf.structure import Element

# To what share of its size a picture may shrink to stand on the page that it is told of.
_SMALLEST = 0.65
_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


def picture_stream(picture: Picture) -> Stream | None:
    """Return the image object of a picture, or None where its data cannot be read.

    A JPEG in RGB or grey goes in as it stands; all else is decoded, and transparency is laid
    on white (CMYK has no place beside an sRGB output intent: ISO 19005-2, 6.2.4.3).
    """
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.size != (picture.width, picture.height):
                return None
            if image.format == "JPEG" and image.mode in _SPACES:
                image.load()
                return Stream(picture.data, _entries(image) + "/Filter/DCTDecode", packed=True)
            opaque = _on_white(image)
            return Stream(opaque.tobytes(), _entries(opaque))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError,
            SyntaxError):  # fmt: skip
        return None


def _entries(image: Image.Image) -> str:
    size = f"/Width {image.width}/Height {image.height}"
    space = f"/ColorSpace/{_SPACES[image.mode]}/BitsPerComponent 8"
    return f"/Type/XObject/Subtype/Image{size}{space}"


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture in RGB or grey without transparency."""
    if image.mode in _SPACES and "transparency" not in image.info:
        return image.copy()
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")


class PictureFlowable(Flowable):
    """A picture, aligned as its caption, at most as wide as its page and as high as allowed.

    It becomes a little smaller where it would else leave much of a page empty before it.
    """

    space_before, space_after = 6.0, 4.0

    def __init__(
        self,
        picture: Picture,
        stream: Stream,
        style: FigureStyle,
        element: Element,
        caption: Prose | None,
    ) -> None:
        self._picture, self._stream = picture, stream
        self._style = style
        self._caption = caption
        self.element = element
        self.alignment = "center"

    def measure(self, room: Room) -> float:
        """Return the height of the scaled picture, below which its caption has room too."""
        scale = 72 / self._style.resolution
        width, height = self._picture.width * scale, self._picture.height * scale
        tallest = min(self._style.max_height, room.page * 0.8)
        fit = min(1.0, room.width / width, tallest / height)
        left = room.height - self._below(room) - FUZZ
        if height * fit * _SMALLEST <= left < height * fit:
            fit = left / height
        self._size = (width * fit, height * fit)
        self._width = room.width
        return height * fit

    def _below(self, room: Room) -> float:
        """Return the height of the caption with the space above it."""
        if self._caption is None:
            return 0.0
        return max(self.space_after, self._caption.space_before) + self._caption.measure(room)

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner of the page's width at (x, y)."""
        width, height = self._size
        left = x + (self._width - width) * {"center": 0.5, "right": 1.0}.get(self.alignment, 0.0)
        canvas.anchor(self.identifier, left, y + height)
        canvas.anchor(self.section, left, y + height)
        box = (
            *canvas.absolutePosition(left, y),
            *canvas.absolutePosition(left + width, y + height),
        )
        told = " ".join(f"{value:.2f}" for value in box)
        self.element.attributes = f"/O/Layout/Placement/Block/BBox[{told}]"
        name = hashlib.sha256(self._picture.data).hexdigest()[:24]
        with canvas.tagged(self.element):
            canvas.picture(name, self._stream, (left, y, width, height))
