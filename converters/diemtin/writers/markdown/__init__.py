"""The Markdown writer: CommonMark with pipe tables, in which text is never taken for markup."""

from diemtin.writers.markdown.write import write

__all__ = ["write"]
