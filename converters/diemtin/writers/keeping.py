"""What stays with what follows it, alike in print and in Word."""

from diemtin.model import Block, Figure, List, Paragraph, Quote, Section, Table, plain_text

# A longer introduction may part from what it introduces: to move it would leave too wide a gap.
_LONG = 240
# A longer last paragraph may part from the signature.
_LONG_LAST = 1500


def introduces(block: Block, following: Block) -> bool:
    """Tell whether a paragraph announces the list, table, quotation or picture behind it."""
    if not isinstance(block, Paragraph) or not isinstance(following, List | Table | Quote | Figure):
        return False
    text = plain_text(block.content).rstrip()
    return text.endswith(":") and len(text) <= _LONG


def goes_with_signature(section: Section, following: Section | None) -> bool:
    """Tell whether the last paragraph of a section stays with the signature behind it.

    Offices do not let a signature stand on a page without any of the text that it signs.
    """
    if following is None or following.kind != "closing" or not section.blocks:
        return False
    last = section.blocks[-1]
    return (
        isinstance(last, Paragraph)
        and last.role == "body"
        and len(plain_text(last.content)) <= _LONG_LAST
    )
