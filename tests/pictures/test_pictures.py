"""Pictures of captures: what is loaded, what becomes of it, and what is refused."""

import io
import zlib
from base64 import b64encode
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from PIL import Image

from diemtin.errors import CaptureError
from diemtin.model import Picture
from diemtin.pictures import PictureLimits, decode_picture, load_picture, verify_picture

PAGE = PictureLimits(width=360, height=240, resolution=150)


def photograph(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Return a picture of many colours."""
    width, height = size
    ramp = Image.linear_gradient("L").resize((width, height))
    layers = [ramp, ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT), ramp.rotate(90).resize(size)]
    return Image.merge("RGB", layers).convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def decoded(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def decode(data: bytes, limits: PictureLimits = PAGE) -> Picture:
    return decode_picture(data, "trang.html", "anh.jpg", limits)


def test_a_photograph_becomes_a_jpeg_no_larger_than_the_page_shows() -> None:
    picture = decode(encoded(photograph((3000, 1000))))
    assert picture.media_type == "image/jpeg"
    assert (picture.width, picture.height) == (750, 250)
    assert decoded(picture).size == (750, 250)


def test_a_small_picture_is_never_made_larger() -> None:
    picture = decode(encoded(photograph((200, 100))))
    assert (picture.width, picture.height) == (200, 100)


def test_a_high_picture_is_bound_by_the_height() -> None:
    picture = decode(encoded(photograph((500, 2000))))
    assert (picture.width, picture.height) == (125, 500)


def test_a_drawing_of_few_colours_stays_without_loss() -> None:
    image = Image.new("RGB", (120, 60), "#9e1b32")
    image.paste("#ffffff", (10, 10, 60, 50))
    picture = decode(encoded(image, "PNG"))
    assert picture.media_type == "image/png"
    assert decoded(picture).convert("RGB").tobytes() == image.tobytes()


@pytest.mark.parametrize(("orientation", "corner"), [(3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_the_camera_s_orientation_is_honoured(orientation: int, corner: tuple[int, int]) -> None:
    """EXIF 2.32, tag 0x0112: 3 is upside down, 6 and 8 lie on a side."""
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = decoded(decode(encoded(image, "JPEG", exif=exif, quality=95))).convert("L")
    width, height = upright.size
    assert (width > height) == (orientation == 3)
    x, y = (20 + corner[0] * (width - 40), 20 + corner[1] * (height - 40))
    assert upright.getpixel((x, y)) < 60  # type: ignore[operator]
    assert not upright.getexif()


def test_inks_become_colours_of_a_screen() -> None:
    picture = decoded(decode(encoded(photograph((100, 60), "CMYK"))))
    assert picture.mode == "RGB"


def test_transparency_becomes_white() -> None:
    image = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    picture = decoded(decode(encoded(image, "PNG"))).convert("RGB")
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_sixteen_bits_of_grey_become_eight() -> None:
    image = Image.new("I;16", (30, 30), 32896)
    picture = decoded(decode(encoded(image, "PNG"))).convert("L")
    assert picture.getpixel((3, 3)) == 128


def test_an_animation_shows_its_first_frame() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("#ff0000", "#00ff00")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert decoded(decode(data)).convert("RGB").getpixel((3, 3)) == (255, 0, 0)


def test_the_places_that_a_camera_notes_do_not_come_along() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Hãng máy ảnh"
    data = encoded(photograph((90, 60)), "JPEG", exif=exif, comment=b"bi mat")
    picture = decode(data)
    assert b"Exif" in data
    assert b"Exif" not in picture.data
    assert b"bi mat" not in picture.data


def test_the_same_bytes_give_the_same_picture() -> None:
    data = encoded(photograph((900, 700)))
    assert decode(data) == decode(data)
    assert decode(data).identifier != decode(encoded(photograph((901, 700)))).identifier


def test_a_very_wide_picture_is_scaled_to_the_page() -> None:
    picture = decode(encoded(Image.new("L", (40_000, 50), 90), "PNG"))
    assert (picture.width, picture.height) == (750, 1)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


@pytest.mark.parametrize("size", [(40_000, 30_000), (9_000, 8_000)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(CaptureError, match="pixels"):
        decode(bomb(*size))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x00\x01\x02 no picture",
        encoded(photograph((60, 60)))[:400],
        bomb(100, 100),
        b"%PDF-1.7",
    ],
    ids=["empty", "header", "junk", "cut", "short", "other"],
)
def test_a_damaged_picture_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(CaptureError, match=r'trang\.html: picture "anh\.jpg": it is damaged'):
        decode(data)


@pytest.mark.parametrize("start", ["<svg xmlns='x'/>", "  <?xml version='1.0'?><svg/>"])
def test_drawings_that_can_hold_scripts_are_refused(start: str) -> None:
    with pytest.raises(CaptureError, match="SVG"):
        decode(start.encode())


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    (root / "sources" / "trang_files").mkdir(parents=True)
    (root / "sources" / "trang.html").write_text("<p>", encoding="utf-8")
    (root / "sources" / "trang_files" / "ảnh 1.jpg").write_bytes(encoded(photograph((50, 40))))
    (root / "pictures").mkdir()
    (root / "pictures" / "b.png").write_bytes(encoded(photograph((50, 40)), "PNG"))
    (tmp_path / "secret.png").write_bytes(encoded(photograph((50, 40)), "PNG"))
    return root


def load(workspace: Path, reference: str) -> Picture:
    return load_picture(reference, workspace / "sources" / "trang.html", workspace, PAGE)


@pytest.mark.parametrize(
    "reference",
    [
        "trang_files/ảnh 1.jpg",
        "trang_files/%E1%BA%A3nh%201.jpg",
        "./trang_files/ảnh 1.jpg?v=2#x",
        "trang_files\\ảnh 1.jpg",
        "../pictures/b.png",
    ],
)
def test_a_file_beside_the_capture_is_loaded(workspace: Path, reference: str) -> None:
    assert load(workspace, reference).width == 50


def test_a_picture_inside_the_page_is_loaded(workspace: Path) -> None:
    data = b64encode(encoded(photograph((50, 40)))).decode()
    assert load(workspace, f"data:image/jpeg;base64,{data}").width == 50
    with pytest.raises(CaptureError, match="damaged"):
        load(workspace, "data:image/png;base64,@@@")
    with pytest.raises(CaptureError, match="no picture"):
        load(workspace, "data:text/html;base64,PGI+")


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret.png",
        "..\\..\\secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "/etc/passwd",
        "\\\\server\\share\\a.png",
        "C:/Windows/a.png",
        "a.png:stream",
        "file:///etc/passwd",
        "NUL",
        "trang_files/con.png",
        "com1 .jpg",
        "trang_files",
        "missing.png",
        "a\x00b.png",
        "",
        "?x",
    ],
)
def test_nothing_but_a_file_of_the_workspace_is_read(workspace: Path, reference: str) -> None:
    with pytest.raises(CaptureError, match="picture"):
        load(workspace, reference)


def test_a_link_that_leaves_the_workspace_is_not_followed(workspace: Path) -> None:
    (workspace / "sources" / "a.png").symlink_to(workspace.parent / "secret.png")
    with pytest.raises(CaptureError, match="outside of the workspace"):
        load(workspace, "a.png")


@pytest.mark.parametrize("reference", ["https://bao.example/a.jpg", "//bao.example/a.jpg"])
def test_nothing_is_fetched(workspace: Path, reference: str) -> None:
    with pytest.raises(CaptureError, match="nothing is fetched"):
        load(workspace, reference)


def test_a_file_that_is_too_large_is_not_read(workspace: Path) -> None:
    limits = PictureLimits(width=360, height=240, most_bytes=100)
    with pytest.raises(CaptureError, match="more than 100"):
        load_picture("../pictures/b.png", workspace / "sources" / "x", workspace, limits)


def test_a_picture_that_somebody_else_encoded_is_checked() -> None:
    data = encoded(photograph((50, 40)), "PNG")
    verify_picture(Picture("a", "image/png", 50, 40, data), "x.json")
    for wrong in (
        Picture("a", "image/jpeg", 50, 40, data),
        Picture("a", "image/png", 51, 40, data),
        Picture("a", "image/png", 50, 40, data[:90]),
    ):
        with pytest.raises(CaptureError, match='picture "a"'):
            verify_picture(wrong, "x.json")
