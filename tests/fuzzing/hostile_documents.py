"""Documents of every kind of block, with any text in every place that a text can have."""

from itertools import cycle

from diemtin.errors import DiemtinError
from diemtin.model import (
    Cell,
    Citation,
    Columns,
    Comment,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Metadata,
    Paragraph,
    Quote,
    Section,
    Table,
    Text,
)
from diemtin.readers.json import read as read_json


def document_of(data: bytes) -> Document | None:
    """Return the document that bytes stand for: JSON as it is, else lines of text in its places.

    None means JSON that is no document. Surrogates are not among the text: every way into a
    document (decoding, XML, JSON, TOML, names of files) refuses or replaces them.
    """
    if data.startswith(b"{"):
        try:
            return read_json(data, "fuzzed.json")
        except DiemtinError:
            return None
    return document_with(data.decode("utf-8", "replace").split("\n"))


def document_with(texts: list[str]) -> Document:
    """Return a document with these texts in its places, one after another, over and over."""
    given = cycle(texts)

    def text() -> tuple[Inline, ...]:
        return (Text(next(given)),)

    def line(role: str = "body") -> Paragraph:
        return Paragraph(text(), role)

    rich: tuple[Inline, ...] = (
        Text(next(given), strong=True),
        Link(next(given), (Text(next(given)),)),
        Citation("#source", next(given), "place"),
        LineBreak(),
        Text(next(given), emphasis=True, script="superscript"),
    )
    comment = Comment(0, 3, next(given), next(given), next(given))
    front = (
        Columns("letterhead", (line("agency"),), (line("motto"), line("place-date"))),
        Contents((ContentsEntry(1, text(), "heading"),)),
    )
    article = (
        Heading(1, text(), "heading"),
        Paragraph(rich, comments=(comment,)),
        List(((line(), List(((line(),),), ordered=True)), (line(),))),
        Quote((line(),), text()),
        Table(((Cell(text(), header=True), Cell(text())), (Cell(text(), column_span=2),)), 1),
        Figure(text(), None, next(given), next(given)),
        Definitions((Definition(text(), text(), "source"),), "sources"),
    )
    sections = (
        Section("front", "front", next(given), front),
        Section("article", "article", next(given), article),
    )
    return Document(Metadata(next(given), subject=next(given), keywords=(next(given),)), sections)
