"""The text of a page in the order of reading: its tree, flattened into boxes and runs.

The reader walks over the tree once; what it finds serves the cleaning as well, which is why this
room lies below both.
"""

from diemtin.markup.page import Box, Image, Page, Piece, Run, read_page

__all__ = ["Box", "Image", "Page", "Piece", "Run", "read_page"]
