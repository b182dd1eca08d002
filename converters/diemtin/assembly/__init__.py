"""From articles to one briefing, and from the briefing to the document that is printed."""

from diemtin.assembly.briefing import assemble, load_words
from diemtin.assembly.composition import compose

__all__ = ["assemble", "compose", "load_words"]
