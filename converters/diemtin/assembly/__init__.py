"""From articles to one briefing, and from the briefing to the document that is printed."""

from diemtin.assembly.briefing import assemble
from diemtin.assembly.composition import compose

__all__ = ["assemble", "compose"]
