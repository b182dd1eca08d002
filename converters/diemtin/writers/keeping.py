"""What stays with what follows it, alike in print and in Word."""

from diemtin.model import Block, Figure, List, Paragraph, Quote, Table, plain_text

# A longer introduction may part from what it introduces: to move it would leave too wide a gap.
_LONG = 240


def introduces(block: Block, following: Block) -> bool:
    """Tell whether a paragraph announces the list, table, quotation or picture behind it."""
    if not isinstance(block, Paragraph) or not isinstance(following, List | Table | Quote | Figure):
        return False
    text = plain_text(block.content).rstrip()
    return text.endswith(":") and len(text) <= _LONG
