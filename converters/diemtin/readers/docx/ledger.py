"""The ledger that the DOCX writer leaves in a file, keyed by bookmark."""

from typing import TYPE_CHECKING

from diemtin.readers.docx.opening import WordFile
from diemtin.style.word import NAMESPACE

if TYPE_CHECKING:
    from lxml.etree import _Element


class Ledger:
    """What the writer noted; `present` is False for a file that another program made."""

    def __init__(self, file: WordFile) -> None:
        wanted = f"{{{NAMESPACE}}}document"
        root = next((node for node in file.custom if node is not None and node.tag == wanted), None)
        self.present = root is not None
        self._root = root
        self.identifiers = {
            note.get("bookmark", ""): note.get("identifier", "") for note in self.notes("anchor")
        }
        self.sections = {note.get("bookmark", ""): note for note in self.notes("section")}
        self.figures = {note.get("bookmark", ""): note for note in self.notes("figure")}
        self.definitions = {
            note.get("bookmark", ""): note.get("role", "") for note in self.notes("definitions")
        }
        self.pictures = {note.get("identifier", ""): note for note in self.notes("picture")}
        self.keywords = tuple(note.text or "" for note in self.notes("keyword"))

    def notes(self, kind: str) -> list["_Element"]:
        """Return the notes of a kind, in their order."""
        return self._root.findall(f"{{{NAMESPACE}}}{kind}") if self._root is not None else []

    def value(self, key: str) -> str:
        """Return what is noted of the document as a whole, or an empty text."""
        return self._root.get(key, "") if self._root is not None else ""

    def identifier(self, bookmark: str) -> str:
        """Return the identifier that a bookmark stands for."""
        known = self.identifiers.get(bookmark)
        if known is not None:
            return known
        return bookmark.replace("_", "-") if self.present else bookmark
