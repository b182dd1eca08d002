"""Memory for reading and cleaning a capture is a few times its size, however large it is."""

import tracemalloc

import pytest

from diemtin.cleaning import clean
from diemtin.formats import load_reader
from diemtin.model import Capture

# So many times its bytes a capture may need: of a page, every element has its features.
MOST = {"txt": 20, "html": 45}


def paragraphs(count: int) -> list[str]:
    return [
        f"Sáng {number % 28 + 1}/3/2025, huyện số {number} khai mạc hội chợ biên giới lần thứ "
        f"{number % 9 + 1} với {number + 20} gian hàng; đồng chí Nguyễn Văn {number} dự và phát "
        "biểu ý kiến về kết nối tiêu thụ nông sản, đào tạo nghề và du lịch của các địa phương."
        for number in range(count)
    ]


def capture(ending: str, count: int) -> bytes:
    title = "Các huyện mở hội chợ biên giới để tiêu thụ nông sản"
    if ending == "txt":
        return "\n\n".join(["no image", title, *paragraphs(count), "Ý kiến ()"]).encode()
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(count))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title></head><body>'
        f"<nav><a href='/'>Trang chủ</a></nav><article><h1>{title}</h1>{body}</article></body>"
    ).encode()


def peak(ending: str, data: bytes) -> int:
    """Return the most bytes that were in use while a capture was read and cleaned."""
    read = load_reader(ending)
    tracemalloc.start()
    try:
        found = read(data, f"a.{ending}", encoding=None)
        assert isinstance(found, Capture)
        article, _ = clean(found)
        assert len(article.blocks) > 100
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("ending", MOST)
def test_memory_grows_no_faster_than_the_capture_and_stays_a_few_times_its_size(
    ending: str,
) -> None:
    small, large = capture(ending, 300), capture(ending, 1200)
    peak(ending, small)  # loads what reads and cleans
    needed = peak(ending, large)
    assert needed < 1.2 * peak(ending, small) * len(large) / len(small)
    assert needed < MOST[ending] * len(large)
