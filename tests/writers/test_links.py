"""What addresses a link may have is one rule, which every writer follows."""

import io
import re
import zipfile
from typing import Any

import pikepdf
import pytest

from diemtin.formats import load_writer
from diemtin.model import Document, Link, Metadata, Pagination, Paragraph, Section, Text, is_address
from diemtin.style import load_style

ADDRESSES = {
    "https://vi.example/tin": True,
    "HTTP://vi.example": True,
    "mailto:so@vi.example": True,
    "tel:0200000222": False,
    "ftp://vi.example/tin": False,
    "mailto:nobody": False,
    "https:///path": False,
    "javascript:alert(1)//https://vi.example": False,
    "//vi.example/tin": False,
}


@pytest.mark.parametrize(("address", "followed"), ADDRESSES.items())
def test_only_the_web_and_mailboxes_are_addresses(address: str, *, followed: bool) -> None:
    assert is_address(address) is followed


def links_in(ending: str, data: bytes) -> list[str]:
    """Return the addresses that an output leads to when it is clicked."""
    if ending == "pdf":
        with pikepdf.open(io.BytesIO(data)) as file:
            marks: list[Any] = [mark for page in file.pages for mark in page.get("/Annots", [])]
            return [str(mark.A["/URI"]) for mark in marks if "/URI" in mark.get("/A", {})]
    if ending == "md":
        return re.findall(r"\]\(<([^#>][^>]*)>\)", data.decode())
    if ending == "html":
        return re.findall(r'<a href="([^#"]+)"', data.decode())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pattern = r'Target="(\w+:[^"]+)"' if ending == "docx" else r'<a href="([^#"]+:[^"]+)"'
        texts = (package.read(name).decode("utf-8", "replace") for name in package.namelist())
        return [address for text in texts for address in re.findall(pattern, text)]


@pytest.mark.parametrize("ending", ["html", "md", "pdf", "docx", "epub"])
def test_every_writer_makes_links_of_addresses_and_text_of_the_rest(ending: str) -> None:
    blocks = tuple(Paragraph((Link(address, (Text("Xem bài"),)),)) for address in ADDRESSES)
    section = Section("article", "article-1", "Tin", blocks)
    metadata = Metadata(
        "Tin", language="vi", identifier="urn:uuid:1", modified="2024-02-05T00:00:00Z"
    )
    data = load_writer(ending)(Document(metadata, (section,)), load_style("bulletin"), Pagination())
    found = [address.casefold().rstrip("/") for address in links_in(ending, data)]
    assert [address.casefold() for address in ADDRESSES if ADDRESSES[address]] == found
