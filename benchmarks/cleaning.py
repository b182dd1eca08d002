"""Measures the cleaning of text captures on one core: megabytes a second, and growth with size."""

import argparse
import random
import resource
import time

from diemtin.cleaning import clean
from diemtin.model import Capture, CaptureBlock

_SYLLABLES = (  # noqa: SIM905 - a list of 90 words is harder to read
    "hội nghị tỉnh huyện xã kinh tế phát triển nông dân doanh nghiệp đầu tư xuất khẩu thị trường "
    "giải pháp chính quyền người dân đường cầu trường học bệnh viện nước sạch lúa chè cà phê rừng "
    "biển tàu cá công trình ngân sách tỷ đồng năm tháng ngày theo cho biết đề nghị yêu cầu thống "
    "nhất tổ chức thực hiện tăng giảm so với cùng kỳ đạt kế hoạch"
).split()
_HEAD = ("Trang chủ", "Tin tức", "Cổng thông tin điện tử tỉnh Hà Sơn", "Cỡ chữ: A- A A+")
_TAIL = ("Chia sẻ", "Lượt xem: 1.204", "Từ khóa:", "chè", "Tin liên quan", "Ý kiến (0)", "Gửi")


def sentence(source: random.Random, words: int) -> str:
    """Return a sentence of Vietnamese-looking words."""
    text = " ".join(source.choice(_SYLLABLES) for _ in range(words))
    return f"{text[0].upper()}{text[1:]}."


def capture(source: random.Random, size: int) -> Capture:
    """Return a capture of about `size` bytes: an article within a portal's frame."""
    lines = [*_HEAD, sentence(source, 12).rstrip("."), "05/06/2024 09:12"]
    written = 0
    while written < size:
        paragraph = " ".join(sentence(source, source.randint(12, 40)) for _ in range(3))
        lines.append(paragraph)
        written += len(paragraph.encode())
        if source.random() < 0.2:
            lines += ["Anh-tin-bai", f"Quang cảnh {sentence(source, 8).lower()}"]
    lines += _TAIL
    blocks = tuple(CaptureBlock(text, number) for number, text in enumerate(lines, 1))
    return Capture("generated.txt", "text", "utf-8", 1.0, blocks)


def size_of(one: Capture) -> int:
    """Return the size of a capture in bytes of UTF-8."""
    return sum(len(block.text.encode()) + 1 for block in one.blocks)


def seconds(captures: list[Capture]) -> float:
    """Return how long it takes to clean captures, in seconds of processor time."""
    started = time.process_time()
    for one in captures:
        clean(one)
    return time.process_time() - started


def main() -> None:
    """Print a row for each size of capture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--total", type=float, default=8, help="megabytes for each row")
    parser.add_argument("--largest", type=float, default=8, help="megabytes of the largest capture")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)  # noqa: S311 - nothing here is secret
    seconds([capture(source, 10_000)])
    print(f"{'capture':>10} {'captures':>9} {'MB':>7} {'seconds':>8} {'MB/s':>6} {'peak MB':>8}")
    for size in (3_000, 30_000, 300_000, int(arguments.largest * 1e6)):
        count = max(1, int(arguments.total * 1e6 / size))
        captures = [capture(source, size) for _ in range(count)]
        megabytes = sum(map(size_of, captures)) / 1e6
        taken = seconds(captures)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:>10,} {count:>9,} {megabytes:>7.1f} {taken:>8.2f} "
            f"{megabytes / taken:>6.2f} {peak:>8.0f}"
        )


if __name__ == "__main__":
    main()
