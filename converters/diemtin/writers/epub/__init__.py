"""The EPUB writer: EPUB 3.3 for phones and e-readers, accessible, and the same on every run."""

from diemtin.writers.epub.write import write

__all__ = ["write"]
