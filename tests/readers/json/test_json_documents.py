"""JSON: a document comes back as it was, and anything else is refused with its reason."""

import json

import pytest

from diemtin.assembly.specimen import specimen
from diemtin.errors import CaptureError
from diemtin.model import Pagination
from diemtin.readers.json import read
from diemtin.style import load_style, style_names
from diemtin.writers.json import write

STYLE = load_style("bulletin")
DATA = write(specimen(STYLE), STYLE, Pagination())


@pytest.mark.parametrize("name", style_names())
def test_a_document_comes_back_without_loss(name: str) -> None:
    style = load_style(name)
    document = specimen(style)
    assert read(write(document, style, Pagination()), "x.json") == document


def test_the_file_says_what_it_is_and_can_be_read() -> None:
    table = json.loads(DATA)
    assert list(table) == ["format", "version", "document"]
    assert (table["format"], table["version"]) == ("diemtin-document", 1)
    assert "Bản mẫu các thành phần trình bày".encode() in DATA


def test_a_byte_order_mark_and_another_encoding_are_no_obstacle() -> None:
    document = specimen(STYLE)
    assert read(b"\xef\xbb\xbf" + DATA, "x.json") == document
    assert read(DATA.decode().encode("utf-16"), "x.json", encoding="utf-16") == document


def changed(path: str, value: object) -> bytes:
    """Return the file with one value of it changed."""
    table = json.loads(DATA)
    *way, last = path.split(".")
    place = table
    for key in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[last] = value
    return json.dumps(table).encode()


def with_block(**block: object) -> bytes:
    section = {"kind": "article", "identifier": "a", "title": "A", "blocks": [block]}
    return changed("document.sections", [section])


def with_cell(**cell: object) -> bytes:
    return with_block(type="table", rows=[[cell]])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no JSON document"),
        (b"\xff\xfe\x00", "no JSON document"),
        (b"[" * 100_000, "no JSON document"),
        (DATA.replace("Bản mẫu".encode(), b"\xff", 1), "damaged: .*utf-8"),
        (b'{"title": "x"}', 'no "format": "diemtin-document"'),
        (changed("version", 2), "version 2 of the format is later than 1"),
        (changed("document.sections", [{"kind": "poem"}]), r"damaged: .*sections\[0\]"),
        (changed("document.metadata.modified", "hôm nay"), "date is damaged"),
        (changed("document.metadata.date", "5/2/2024"), "date is damaged"),
        (changed("document.metadata.language", 'vi"><script>'), "no code of a language"),
        (with_block(type="heading", level=7, content=[]), r"damaged: .* <= 6 .*level"),
        (with_cell(column_span=10**9), r"damaged: .* <= 200 .*column_span"),
        (with_cell(row_span=0), r"damaged: .* >= 1 .*row_span"),
        (changed("document.pictures.0.width", 9), "it is no image/png of 9"),
        (changed("document.pictures.0.data", "AAAA"), "it is damaged"),
    ],
)
def test_anything_else_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(CaptureError, match=rf"^x\.json: .*{reason}"):
        read(data, "x.json")
