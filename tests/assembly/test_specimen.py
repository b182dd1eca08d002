"""The specimen of a style: every element, every inline and every role, in Vietnamese."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from diemtin.assembly.specimen import specimen
from diemtin.model import Block, Columns, Document, Figure, Heading, Paragraph
from diemtin.style import load_style, style_names
from diemtin.style.types import ROLES


def everything(value: Any) -> Iterator[Any]:
    """Yield a value and all that it holds."""
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from everything(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from everything(item)


def roles(document: Document) -> set[str]:
    """Return the roles of the paragraphs, and those that other blocks are known to have."""
    found = {item.role for item in everything(document) if isinstance(item, Paragraph)}
    return found | {
        f"heading-{item.level}" for item in everything(document) if isinstance(item, Heading)
    }


@pytest.mark.parametrize("name", style_names())
def test_it_shows_every_kind_of_block_and_inline(name: str) -> None:
    document = specimen(load_style(name))
    kinds = {type(item).__name__ for item in everything(document)}
    assert {kind.__name__ for kind in Block.__args__} <= kinds
    assert {"Text", "Link", "Citation", "LineBreak", "Definition", "Picture"} <= kinds
    assert {None} < {item.picture for item in everything(document) if isinstance(item, Figure)}


@pytest.mark.parametrize("name", style_names())
def test_it_shows_every_role(name: str) -> None:
    of_other_blocks = {
        *("contents-1", "contents-2", "contents-3", "fact", "glossary", "source"),
        *("attribution", "caption", "caption-missing", "running-head", "page-number"),
        *("table-text", "table-heading", "table-caption"),
    }
    assert set(ROLES) - of_other_blocks <= roles(specimen(load_style(name)))


def test_the_front_is_that_of_the_style() -> None:
    report, letter = (specimen(load_style(name)) for name in ("nd30", "bulletin"))
    assert isinstance(report.sections[0].blocks[0], Columns)
    assert isinstance(letter.sections[0].blocks[0], Paragraph)


def test_the_same_style_gives_the_same_specimen() -> None:
    assert specimen(load_style("plain")) == specimen(load_style("plain"))
