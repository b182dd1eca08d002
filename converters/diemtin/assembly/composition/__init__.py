"""From a briefing to the document tree that every writer renders."""

from diemtin.assembly.composition.document import compose

__all__ = ["compose"]
