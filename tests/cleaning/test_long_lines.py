"""Lines that repeat a sign without end are cleaned as others are: no pattern tries all their parts.

On the capitals a pattern that does would not end within a lifetime.
"""

import pytest

from diemtin.cleaning import clean
from diemtin.cleaning.page import Page
from diemtin.cleaning.rules.doubles import contents
from diemtin.readers.text import read

LEAD = (
    "Sáng nay, huyện họp bàn về vụ mùa với các xã và doanh nghiệp cùng đông đảo người dân tham dự."
)
TEXT = "Các đại biểu đã nêu nhiều ý kiến về vụ mùa và thống nhất cách làm cho những tháng còn lại."


@pytest.mark.parametrize("sign", ["A", "Á", "A.", "1", "1.", "1,5 ", "![", "(a) ", "| ", "- "])
def test_a_line_of_one_sign_over_and_over_is_accounted_for(sign: str) -> None:
    run = sign * (100_000 // len(sign))
    lines = ["Huyện họp bàn về vụ mùa", f"{run}x", f"{run} {LEAD}", TEXT, f"{run}!"]
    article, audit = clean(read("\n".join(lines).encode(), "a.txt"))
    assert article.title == lines[0]
    kept = audit.words_kept + audit.words_removed + audit.words_as_metadata
    assert kept == audit.words_read == sum(len(line.split()) for line in lines)


def test_a_heading_of_contents_over_and_over_is_looked_at_once() -> None:
    page = Page(read(("Mục lục\n" * 1000).encode(), "a.txt").blocks)
    assert len(list(contents(page))) <= len(page.lines)
