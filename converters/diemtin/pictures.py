"""Pictures of captures: found inside the workspace, checked, made upright and small, never fetched.

A picture is hostile until it is decoded: its size is looked at before its pixels are, it is
decoded by a few well-tried plugins only, and it is always encoded anew, so that neither its
metadata (places, names of cameras) nor anything hidden behind it reaches an output.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes

import msgspec

from diemtin.errors import CaptureError
from diemtin.file_names import is_device
from diemtin.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SVG = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE|<svg)", re.IGNORECASE)
_FEW_COLOURS = 256
_ANEW = "Save it as JPEG or PNG."
_WITH_PICTURES = "Save the page together with its pictures."
_SMALLER = 'Save it smaller, or raise "{}" under [limits] in briefing.toml.'
_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")


class PictureLimits(msgspec.Struct, frozen=True):
    """What a picture may be, and what becomes of it.

    Args:
        width: The widest that a page can show, in points.
        height: The highest that a page can show, in points.
        resolution: Pixels an inch at that size; a picture is never made larger than it is.
        quality: Of JPEG, 1 to 95.
        most_bytes: The largest file that is read.
        most_pixels: The largest picture that is decoded.
    """

    width: float
    height: float
    resolution: int = 150
    quality: int = 82
    most_bytes: int = 32_000_000
    most_pixels: int = 60_000_000


def load_picture(reference: str, capture: Path, root: Path, limits: PictureLimits) -> Picture:
    """Load what a capture refers to: a file beside it, or a picture that it holds itself.

    Args:
        reference: As the capture gives it: a relative path, percent-encoded or not, or a `data:`
            address. Nothing is ever fetched.
        capture: The file of the capture.
        root: The folder that no reference may leave, by `..` or by a symbolic link.
        limits: What the picture may be.

    Raises:
        CaptureError: There is no such picture, it may not be read, or it cannot be decoded.
    """
    origin = str(capture)
    if _DATA.match(reference):
        return decode_picture(_data_of(reference, origin, limits), origin, "data:", limits)
    path = _file_of(reference, capture, root)
    try:
        size = path.stat().st_size
        if size > limits.most_bytes:
            reason = f"it has {size:,} bytes, more than {limits.most_bytes:,}"
            raise _refusal(origin, reference, reason, _SMALLER.format("picture-megabytes"))
        data = path.read_bytes()
    except OSError as error:
        raise _refusal(origin, reference, f"it cannot be read ({error.strerror})", _ANEW) from error
    return decode_picture(data, origin, reference, limits)


def _refusal(origin: str, reference: str, reason: str, remedy: str) -> CaptureError:
    """Return the error of a picture that cannot be used."""
    name = reference if len(reference) <= 80 else f"{reference[:79]}…"
    return CaptureError(origin, f'picture "{name}": {reason}', remedy)


def _data_of(reference: str, origin: str, limits: PictureLimits) -> bytes:
    """Return the bytes of a `data:` address (RFC 2397)."""
    found = _DATA.match(reference)
    if found is None or not found[1].lower().startswith("image/"):
        raise _refusal(origin, reference[:40], "it is no picture", _ANEW)
    if len(reference) > 4 * limits.most_bytes:
        reason = f"it has more than {limits.most_bytes:,} bytes"
        raise _refusal(origin, reference[:40], reason, _SMALLER.format("picture-megabytes"))
    body = reference[found.end() :]
    try:
        if ";base64" in found[2].lower():
            return b64decode("".join(unquote(body).split()), validate=True)
        return unquote_to_bytes(body)
    except (Base64Error, ValueError) as error:
        raise _refusal(origin, reference[:40], "its data are damaged", _ANEW) from error


def _file_of(reference: str, capture: Path, root: Path) -> Path:
    """Return the file that a reference means, inside the folder that it may not leave."""
    origin = str(capture)
    if _SCHEME.match(reference) or reference.startswith("//"):
        reason = "it is not in the workspace, and nothing is fetched from the network"
        raise _refusal(origin, reference, reason, _WITH_PICTURES)
    name = unquote(re.split("[?#]", reference, maxsplit=1)[0]).replace("\\", "/")
    parts = name.split("/")
    forbidden = (
        not name.strip()
        or name.startswith("/")
        or any(ord(character) < 32 or character == ":" for character in name)
        or any(map(is_device, parts))
    )
    if forbidden:
        raise _refusal(origin, reference, "it is no path beside the capture", _WITH_PICTURES)
    try:
        path = (capture.parent / name).resolve(strict=True)
        inside = path.is_relative_to(root.resolve(strict=True))
    except (OSError, RuntimeError) as error:
        raise _refusal(origin, reference, "there is no such file", _WITH_PICTURES) from error
    if not inside:
        raise _refusal(
            origin, reference, "it is outside of the workspace", "Copy it into the workspace."
        )
    if not path.is_file():
        raise _refusal(origin, reference, "this is not a file", _WITH_PICTURES)
    return path


def decode_picture(data: bytes, origin: str, reference: str, limits: PictureLimits) -> Picture:
    """Decode a picture, turn it upright, scale it to what the page shows, and encode it anew.

    Colours become sRGB or grey, transparency becomes white, an animation its first frame. The
    same bytes and limits give the same picture; its identifier is a digest of the result.

    Raises:
        CaptureError: It is in a form that is not read, damaged, or larger than the limits.
    """
    if _SVG.match(data[:200]):
        raise _refusal(origin, reference, "SVG drawings are not read", "Save it as PNG.")
    try:
        return _encoded(_decoded(data, limits), limits)
    except _TooLargeError as error:
        remedy = _SMALLER.format("picture-megapixels")
        raise _refusal(origin, reference, str(error), remedy) from error
    # A damaged file makes Pillow's plugins raise whatever their parsing stumbles over.
    except Exception as error:
        reason = "it is damaged, or in a form that is not read"
        raise _refusal(origin, reference, reason, _ANEW) from error


def verify_picture(picture: Picture, origin: str, most_pixels: int = 60_000_000) -> None:
    """Check that a picture which somebody else encoded is what it says.

    Raises:
        CaptureError: It cannot be decoded, or is not of the kind or size that it says.
    """
    limits = PictureLimits(width=1e9, height=1e9, most_pixels=most_pixels)
    try:
        image = _decoded(picture.data, limits)
        kind = picture.media_type.partition("/")[2].upper()
        as_said = _opened(picture.data).format in (kind, "MPO")
    except Exception as error:
        reason = "it is damaged, or too large"
        raise _refusal(origin, picture.identifier, reason, _ANEW) from error
    if not as_said or image.size != (picture.width, picture.height):
        reason = f"it is no {picture.media_type} of {picture.width} × {picture.height} pixels"
        raise _refusal(origin, picture.identifier, reason, _ANEW)


class _TooLargeError(ValueError):
    """A picture has more pixels than may be decoded."""


def _opened(data: bytes) -> "Image":
    """Open a picture without decoding its pixels."""
    from PIL import Image

    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _TooLargeError("it has far too many pixels") from error


def _decoded(data: bytes, limits: PictureLimits) -> "Image":
    """Return a picture upright, in grey or RGB, at the size that the page shows."""
    from PIL import ImageOps

    with _opened(data) as image:
        width, height = image.size
        if width * height > limits.most_pixels:
            most = f"{limits.most_pixels:,}"
            raise _TooLargeError(f"it has {width:,} × {height:,} pixels, more than {most}")
        image.draft("RGB", _size(image, limits))
        return _scaled(_opaque(ImageOps.exif_transpose(image)), limits)


def _size(image: "Image", limits: PictureLimits) -> tuple[int, int]:
    """Return the size in pixels at which the page shows a picture, no larger than it is."""
    width, height = image.size
    room = (limits.width * limits.resolution / 72, limits.height * limits.resolution / 72)
    # A picture that EXIF will turn is measured by its longer room either way.
    if image.getexif().get(0x0112, 1) >= 5:
        room = room[::-1]
    scale = min(1.0, room[0] / width, room[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _opaque(image: "Image") -> "Image":
    """Return a picture in grey or RGB, on white where it is transparent."""
    from PIL import Image

    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode in _ALPHA or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("L" if image.mode in ("1", "L", "F") else "RGB")


def _scaled(image: "Image", limits: PictureLimits) -> "Image":
    """Return a picture at the size that the page shows."""
    from PIL import Image

    size = _size(image, limits)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: "Image", limits: PictureLimits) -> Picture:
    """Encode a drawing as PNG and a photograph as JPEG, without metadata."""
    image.info.clear()
    target = BytesIO()
    drawing = image.getcolors(_FEW_COLOURS) is not None
    if drawing:
        image.save(target, "PNG", optimize=True)
    else:
        image.save(target, "JPEG", quality=limits.quality, optimize=True)
    data = target.getvalue()
    identifier = f"picture-{sha256(data).hexdigest()[:32]}"
    kind = "image/png" if drawing else "image/jpeg"
    return Picture(identifier, kind, image.width, image.height, data)  # type: ignore[arg-type]
