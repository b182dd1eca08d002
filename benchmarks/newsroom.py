"""Make up captures and their Markdown, from a seed: as long as real articles, with their noise."""

import random
from pathlib import Path
from typing import NamedTuple

_ONSETS = ("b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "nh", "ph", "s", "t", "th", "v")
_RIMES = ("a", "an", "anh", "ao", "ê", "inh", "o", "ông", "ơ", "u", "ương", "iêu", "ế", "ị", "ội")
_WORDS = tuple(onset + rime for onset in _ONSETS for rime in _RIMES)
_NOISE_ABOVE = ("image banner", "A- A A+ | Tăng tương phản Giảm tương phản", "Trang chủ / Tin tức")
_NOISE_BELOW = ("Họ tên no image", "Mã kiểm tra no image", "Ý kiến ()", "Lượt xem: 214", "In trang")
_UNITS = ("tỷ đồng", "triệu USD", "%", "dự án", "doanh nghiệp", "người")


class Story(NamedTuple):
    """An article: its title, and its paragraphs and subheadings (`## …`)."""

    title: str
    blocks: tuple[str, ...]

    def capture(self) -> str:
        """Return the text capture, with the noise of a portal around the article."""
        body = [block.removeprefix("## ") for block in self.blocks]
        return "\n\n".join((*_NOISE_ABOVE, self.title, *body, "Kim Oanh", *_NOISE_BELOW)) + "\n"

    def markdown(self) -> str:
        """Return what the other programs are given: the article alone, as rough Markdown."""
        return "\n\n".join((f"# {self.title}", *self.blocks)) + "\n"


def story(number: int) -> Story:
    """Make up story number `number`: about 850 words, as long as the mean of five real captures."""
    source = random.Random(number)  # noqa: S311 - a benchmark, not a secret

    def words(count: int) -> str:
        return " ".join(source.choices(_WORDS, k=count)).capitalize()

    def sentence() -> str:
        figure = f"{source.randint(2, 900)} {source.choice(_UNITS)}"
        return f"{words(14)} đạt {figure}, {words(12).lower()}."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(source.randint(2, 4)))

    day = f"Sáng {1 + number % 28}/{1 + number // 28 % 12}/2024, {sentence()}"
    blocks = [day, *(paragraph() for _ in range(4)), f"## {words(9)}"]
    blocks += [paragraph() for _ in range(4)]
    return Story(f"{words(13)} {number}", tuple(blocks))


def write_workspace(folder: Path, count: int) -> None:
    """Lay out a workspace of `count` captures, and `briefing.md`, the same as one Markdown file."""
    (folder / "sources").mkdir(parents=True)
    stories = [story(number) for number in range(count)]
    for number, one in enumerate(stories):
        (folder / "sources" / f"{number:05}.txt").write_text(one.capture(), encoding="utf-8")
    header = "---\ntitle: Briefing\nlang: vi\n---\n\n"
    (folder / "briefing.md").write_text(
        header + "\n".join(one.markdown() for one in stories), encoding="utf-8"
    )
