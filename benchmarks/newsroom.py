"""Make up captures and their Markdown, from a seed: as long as real articles, and as full of facts.

How many figures, people and bodies an article names decides how many pages of tables and indexes a
briefing has. `benchmarks/density.py` counts them in real captures and in these: 35 real ones had 8
to 10 figures in 850 words, 3 people, 3 bodies and 3 abbreviations, and so have these. Articles
stand in pairs that report one event: the same day and place, words of the title, and one sentence
in both.
"""

import random
from pathlib import Path
from typing import NamedTuple

_ONSETS = ("b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "nh", "ph", "s", "t", "th", "v")
_RIMES = ("a", "an", "anh", "ao", "ê", "inh", "o", "ông", "ơ", "u", "ương", "iêu", "ế", "ị", "ội")
_WORDS = tuple(onset + rime for onset in _ONSETS for rime in _RIMES)
_NOISE_ABOVE = ("image banner", "A- A A+ | Tăng tương phản Giảm tương phản", "Trang chủ / Tin tức")
_NOISE_BELOW = ("Họ tên no image", "Mã kiểm tra no image", "Ý kiến ()", "Lượt xem: 214", "In trang")
_UNITS = ("tỷ đồng", "triệu USD", "%", "dự án", "doanh nghiệp", "người", "xã", "km", "ha", "hộ")
_SUBJECTS = ("xuất khẩu", "thu ngân sách", "vốn đăng ký", "sản lượng", "tổng đầu tư")
_PLACES = ("An Bình", "Hà Sơn", "Vĩnh Lâm", "Tân Phước", "Đông Khê", "Mỹ Hòa", "Bình Sơn")
_OFFICES = ("Chủ tịch UBND tỉnh", "Phó Bí thư Tỉnh ủy", "Giám đốc Sở Công Thương", "Bộ trưởng")
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Hữu", "Ngọc", "Quốc", "Thanh", "Xuân", "Hồng")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Lâm", "Nam", "Phương", "Tú")
_BODIES = ("Sở Ngoại vụ tỉnh", "Sở Tài chính tỉnh", "Hội đồng nhân dân tỉnh", "Sở Y tế tỉnh")
_SHORT = (
    "Ủy ban nhân dân (UBND)",
    "đầu tư trực tiếp nước ngoài (FDI)",
    "hợp tác xã (HTX)",
    "Hội đồng nhân dân (HĐND)",
    "tổng sản phẩm trên địa bàn (GRDP)",
    "ngoại giao kinh tế (NGKT)",
    "khu công nghiệp (KCN)",
    "trung học cơ sở (THCS)",
)
# What a sentence tells, by its number in the article; the others are words alone.
_FIGURES, _PEOPLE = {1, 4, 7, 10, 13, 16}, {2, 9, 14}
_NAMED_BODIES, _ABBREVIATED = {3, 8, 12}, {0, 5, 11, 15}
_SUBHEADING = 9
_SENTENCES = 18
_EVENT = 2


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


class _Reporter:
    """Writes sentences, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)  # noqa: S311 - a benchmark, not a secret

    def words(self, count: int) -> str:
        return " ".join(self._source.choices(_WORDS, k=count))

    def figure(self) -> str:
        amount = f"{self._source.randint(2, 900)} {self._source.choice(_UNITS)}"
        if self._source.random() < 0.7:
            return f"đạt {amount}"
        return f"{self._source.choice(_SUBJECTS)} năm 2024 đạt {amount}"

    def person(self) -> str:
        name = map(self._source.choice, (_SURNAMES, _MIDDLE, _GIVEN))
        return f"đồng chí {' '.join(name)}, {self._source.choice(_OFFICES)}"

    def body(self) -> str:
        return f"{self._source.choice(_BODIES)} {self.place()}"

    def place(self) -> str:
        return self._source.choice(_PLACES)

    def sentence(self, number: int) -> str:
        """Return the article's sentence number `number`, of some 48 words."""
        told = []
        if number in _FIGURES:
            told.append(self.figure())
        if number in _PEOPLE:
            told.append(self.person())
        if number in _NAMED_BODIES:
            told.append(self.body())
        if number in _ABBREVIATED:
            told.append(self._source.choice(_SHORT))
        return ", ".join((self.words(21).capitalize(), *told, self.words(22))) + "."


def story(number: int) -> Story:
    """Make up story number `number`: about 850 words, as long as the mean of five real captures."""
    event, reporter = number // _EVENT, _Reporter(number)
    shared = _Reporter(-1 - event)
    day = f"Sáng {1 + event % 28}/{1 + event // 28 % 12}/2024, tại {shared.place()}"
    title = f"{shared.words(9).capitalize()} {reporter.words(4)} {number}"
    sentences = [reporter.sentence(index) for index in range(_SENTENCES)]
    sentences[0] = f"{day}, {sentences[0]}"
    sentences[-1] = shared.sentence(_SENTENCES)
    blocks = [" ".join(sentences[start : start + 2]) for start in range(0, _SENTENCES, 2)]
    subheading = f"## {reporter.words(_SUBHEADING).capitalize()}"
    return Story(title, (*blocks[:5], subheading, *blocks[5:]))


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
