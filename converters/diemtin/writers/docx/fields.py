"""Fields: what Word computes, with the result that it last had."""

from typing import TYPE_CHECKING

from diemtin.writers.docx.markup import add, add_text

if TYPE_CHECKING:
    from lxml.etree import _Element


def add_field(parent: "_Element", instruction: str, result: str) -> None:
    """Write a whole field: what to compute, and what is shown until Word computes it."""
    add_text(add_open_field(parent, instruction), result)


def add_open_field(parent: "_Element", instruction: str) -> "_Element":
    """Write a field and return the run that its result is to stand in."""
    begin_field(parent, instruction)
    run = add(parent, "w:r")
    end_field(parent)
    return run


def begin_field(parent: "_Element", instruction: str) -> None:
    """Write the start of a field, its instruction, and the start of its result."""
    add(add(parent, "w:r"), "w:fldChar", fldCharType="begin")
    code = add(add(parent, "w:r"), "w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    add(add(parent, "w:r"), "w:fldChar", fldCharType="separate")


def end_field(parent: "_Element") -> None:
    """Write the end of a field."""
    add(add(parent, "w:r"), "w:fldChar", fldCharType="end")
