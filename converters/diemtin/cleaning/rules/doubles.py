"""What a page prints twice: the title as alternative text, a lead or a caption in two places."""

import re
from collections.abc import Iterator
from functools import cache

from diemtin.cleaning.folding import fold, fold_words
from diemtin.cleaning.page import Cut, Mark, Page, whole
from diemtin.cleaning.phrases import clues
from diemtin.languages.patterns import any_of

_SLUG = re.compile(r"[A-Za-z][A-Za-z0-9 ,_-]*")
_LEAST_TITLE_WORDS = 3
_LONG_WORDS = 8
_SENTENCE_WORDS = 12
_FAR = 30
_FOLDED_WORDS = 40
# As long as a title's alternative text can go on: ` - Ảnh số 12.`
_TAIL = 24
_NEAR = 4
_HEADING_WORDS = 5
_LEAST_ENTRIES = 2


def alternative_text(page: Page) -> Iterator[Mark]:
    """The title again, with or without accents, as the alternative text of a picture.

    >>> taken(alternative_text, "# Mùa vàng Nậm Tốc", "mua vang nam toc", "Mùa vàng Nậm Tốc ảnh "
    ...       "2Ruộng bậc thang. Ảnh: Hoài Thu")
    ['mua vang nam toc', 'Mùa vàng Nậm Tốc ảnh 2']
    >>> taken(alternative_text, "# Mùa vàng Nậm Tốc", "mua vang nam toc Bà con gặt lúa")
    ['mua vang nam toc']
    """
    at = page.find_role("title")
    if at is None or page.lines[at].words < _LEAST_TITLE_WORDS:
        return
    title = page.lines[at].folded
    bare = " ".join(fold_words(title))
    title_is_plain = page.lines[at].text.isascii()
    for index, line in page.kept():
        if index == at:
            continue
        head = fold(line.text[: len(title) + _TAIL])
        if not head.startswith(title):
            if line.words <= page.lines[at].words + 2 and _same_words(line.text, bare):
                yield whole(index, line, "alternative.title")
            continue
        if line.text[: len(title)].isascii() and not title_is_plain and len(head) > len(title):
            yield Cut(index, 0, len(title), "alternative.title")
            continue
        match = _numbered().match(head, len(title))
        if match:
            yield Cut(index, 0, match.end(), "alternative.title")
        elif head.strip(" .") == title.strip(" ."):
            yield whole(index, line, "alternative.title")


@cache
def _numbered() -> re.Pattern[str]:
    """Return the folded pattern of the number of a picture, behind a title."""
    picture = any_of(clues(accents=False).picture)
    return re.compile(rf"\s*(?:[-–:(]\s*)?(?:{picture}\s*)?\d{{1,3}}\s*[.)]?\s*")


def _same_words(text: str, bare: str) -> bool:
    """Tell whether a text has the words of the title, or those and the number of a picture."""
    words = " ".join(fold_words(text))
    return words == bare or (
        words.startswith(bare) and bool(_numbered().fullmatch(words, len(bare)))
    )


def unaccented(page: Page) -> Iterator[Mark]:
    """Vietnamese without accents in an accented text: a file's name as alternative text.

    >>> taken(unaccented, "Bàn giao nhà ở xã Tân Lập", "nha dai doan ket", "Trao chìa khóa")
    ['nha dai doan ket']
    """
    if not page.accented:
        return
    for index, line in page.kept():
        if line.words < _LEAST_TITLE_WORDS or line.words > 40 or not line.text.isascii():
            continue
        if (line.text.islower() or line.text.isupper()) and _SLUG.fullmatch(line.text):
            yield whole(index, line, "alternative.unaccented")


def contents(page: Page) -> Iterator[Mark]:
    """The list of an article's own headings, which stand again above their parts.

    >>> taken(contents, "Mục lục", "1. Mức chuẩn mới", "2. Thủ tục", "1. Mức chuẩn mới",
    ...       "Mức chuẩn là 500.000 đồng mỗi tháng.", "2. Thủ tục", "Hồ sơ nộp tại xã.")
    ['Mục lục', '1. Mức chuẩn mới', '2. Thủ tục']
    """
    known = clues(accents=False).contents
    kept = list(page.kept())
    headings = [
        at
        for at, (_, line) in enumerate(kept)
        if line.words <= _HEADING_WORDS and line.folded.strip(" :") in known
    ]
    last = {line.folded: at for at, (_, line) in enumerate(kept)} if headings else {}
    end = 0
    for at in headings:
        if at < end:
            continue
        below = range(at + 1, len(kept))
        # The first line that does not come again; above it stands the list.
        end = next((number for number in below if last[kept[number][1].folded] == number), at + 1)
        entries = kept[at + 1 : end]
        texts = {line.folded for _, line in entries}
        if len(entries) >= _LEAST_ENTRIES and kept[end][1].folded in texts:
            for index, line in kept[at:end]:
                yield whole(index, line, "doubled.contents")


def doubled_line(page: Page) -> Iterator[Mark]:
    """A line that stands twice: the first stays.

    Short lines count as doubled only when near each other with no text between: a cell of a
    table, a refrain and what announces a list may come again.

    >>> taken(doubled_line, "Toàn cảnh buổi lễ.", "Toàn cảnh buổi lễ.", "Hết giờ")
    ['Toàn cảnh buổi lễ.']
    >>> taken(doubled_line, "# Lịch đấu", "Vòng 3", "Sân Hòa Xuân", "Hải gặp Lâm", "Sân Hòa Xuân")
    []
    """
    seen: dict[str, int] = {}
    for index, line in page.kept():
        if line.words < 2:
            continue
        key = line.folded if line.words <= _FOLDED_WORDS else line.text
        before = seen.get(key)
        if before is not None and _doubles(page, before, index):
            yield whole(index, line, "doubled.line")
        else:
            seen[key] = index


def _doubles(page: Page, before: int, index: int) -> bool:
    """Tell whether a line that stood before is doubled here, and does not come again."""
    line = page.lines[index]
    if line.words >= _LONG_WORDS and line.text[-1] != ":":
        return line.words >= _SENTENCE_WORDS or index - before <= _FAR
    if index - before > _NEAR:
        return False
    between = (other for _, other in page.kept(before + 1, index) if other.folded != line.folded)
    title = page.find_role("title")
    return (title is not None and before <= title + 1) or not any(between)
