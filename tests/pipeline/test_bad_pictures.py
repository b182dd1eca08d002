"""A picture that nobody can print leaves its caption; one of any size stays within the page."""

from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZipFile
from zlib import compress, crc32

import docx
import pikepdf
import pytest
from docx.shared import Emu
from PIL import Image
from tests.pipeline.conftest import article, build
from tests.tagged_pdf import code_of


def png(width: int, height: int) -> bytes:
    buffer = BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", compress(bytes(1000))), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


PICTURES = {
    "corrupt": png(600, 400)[:900],
    "a bomb": bomb(60_000, 60_000),
    "40,000 pixels wide": png(40_000, 900),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_bad_picture_never_harms_the_files(name: str, workspace: Path) -> None:
    (workspace / "anh.png").write_bytes(PICTURES[name])
    title, first, second = article(9).splitlines()[1:4]
    (workspace / "sources" / "009.html").write_text(
        f'<html><meta charset="utf-8"><body><article><h1>{title}</h1><p>{first}</p>'
        '<figure><img src="../anh.png"><figcaption>Quang cảnh hội chợ</figcaption></figure>'
        f"<p>{second}</p></article></body></html>",
        encoding="utf-8",
    )
    run = build(workspace, "--to", "pdf,docx,epub")
    assert run.returncode == 0, run.stderr
    is_shown = name == "40,000 pixels wide"
    assert ('picture "../anh.png": ' in run.stderr) != is_shown

    published = workspace / "build"
    with pikepdf.open(published / "briefing.pdf") as pdf:
        drawn = [
            (operands, page.mediabox)
            for page in pdf.pages
            for operands, operator in code_of(page)
            if operator == "cm"
        ]
        pictures = [image for page in pdf.pages for image in page.get_images().values()]
    assert len(drawn) == len(pictures) == is_shown
    for (width, _, _, height, left, bottom), box in drawn:
        assert 0 <= float(left) < float(left + width) <= float(box[2])
        assert 0 <= float(bottom) < float(bottom + height) <= float(box[3])

    word = docx.Document(str(published / "briefing.docx"))
    assert len(word.inline_shapes) == is_shown
    section = word.sections[0]
    room = Emu(section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert all(shape.width <= room + 1 for shape in word.inline_shapes)
    assert any("Quang cảnh hội chợ" in paragraph.text for paragraph in word.paragraphs)

    book = ZipFile(published / "briefing.epub")
    held = [name for name in book.namelist() if name.startswith("EPUB/pictures/")]
    assert len(held) == is_shown
    for picture in held:
        with Image.open(BytesIO(book.read(picture))) as image:
            assert image.width <= 2_000
    text = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xhtml"))
    assert "Quang cảnh hội chợ".encode() in text
