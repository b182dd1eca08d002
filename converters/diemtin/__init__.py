"""Clean captures of news portals and publish them as one briefing: PDF, Word and EPUB."""

__version__ = "0.1.0"
