"""Inlines: the text of a block, cut where its appearance or its destination changes."""

import re
from typing import Literal

import msgspec

_ADDRESS = re.compile(r"https?://[^\s/?#]|mailto:[^\s@][^@]*@[^\s@]", re.IGNORECASE)


class Text(msgspec.Struct, frozen=True, tag="text", omit_defaults=True, gc=False):
    """A run of characters that look alike.

    Neighbouring runs that look alike are always one run, so that equal texts are equal values.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    script: Literal["superscript", "subscript"] | None = None


class Link(msgspec.Struct, frozen=True, tag="link", omit_defaults=True, gc=False):
    """Text that leads somewhere: `#identifier` inside the document, else an absolute address."""

    target: str
    content: tuple[Text, ...]


class Citation(msgspec.Struct, frozen=True, tag="citation", omit_defaults=True):
    """A reference to the entry of a source, printed as its label in square brackets: `[1]`.

    `identifier` names the place of the reference itself, so that the source can point back to it.
    """

    target: str
    label: str
    identifier: str = ""


class LineBreak(msgspec.Struct, frozen=True, tag="break", gc=False):
    """A forced new line inside a block."""


Inline = Text | Link | Citation | LineBreak


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the characters that a reader sees; a line break counts as one space.

    >>> plain_text((Text("Theo "), Citation("#source-1", "1"), LineBreak(), Text("hết.")))
    'Theo [1] hết.'
    """
    parts = []
    for inline in content:
        match inline:
            case Text(text=text):
                parts.append(text)
            case Link(content=runs):
                parts.extend(run.text for run in runs)
            case Citation(label=label):
                parts.append(f"[{label}]")
            case LineBreak():
                parts.append(" ")
    return "".join(parts)


def is_address(target: str) -> bool:
    """Tell whether a link out of the document may be followed: to the web or to a mailbox.

    Everything else is no link in any format: `javascript:`, `data:`, `file:`, a part of the page
    that was captured, an address without its host.

    >>> is_address("https://vi.example/tin"), is_address("mailto:so@vi.example")
    (True, True)
    >>> is_address("javascript:alert(1)"), is_address("/tin/1")
    (False, False)
    """
    return _ADDRESS.match(target) is not None
