"""Charts: their geometry, computed once for all formats, and their picture for Word."""

from diemtin.charts.drawing import draw
from diemtin.charts.marks import Box, Dot, Drawing, Ink, Lettering, Mark, Stroke

__all__ = ["Box", "Dot", "Drawing", "Ink", "Lettering", "Mark", "Stroke", "draw"]
