"""Who wrote, photographed and published: the lines that close an article, or stand at its head."""

import re
from collections.abc import Iterator

from diemtin.cleaning.neighbours import among_contacts, announced, is_official_signature
from diemtin.cleaning.page import Line, Mark, Page, whole
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.shapes import (
    FIGURE,
    ITEM,
    LIVE_ENTRY,
    SIGNATURE_WORDS,
    is_caption,
    is_name,
    is_official,
    is_signature,
    labelled,
)

_ADDRESS = re.compile(r"(?:e-?mail\s*:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+")
_LABEL_WORDS = 16
# Below the first line, what is longer than this behind `PV:` is a question of an interview.
_BYLINE_WORDS = 12
_LAST_LINES = 8
_SENTENCE_WORDS = 3
_HEAD_LINES = 8
_VERSE_WORDS = 8
_VERSES = 6
_ROWS = 5
# `Hạn nộp hồ sơ: 15/3/2024`
_LABELLED = re.compile(r"[^\W\d_][^:]{1,40}:\s*\S")


def labelled_credit(page: Page) -> Iterator[Mark]:
    """Lines with a label: the author, the photographer, the source.

    >>> taken(labelled_credit, "Hội nghị bế mạc chiều cùng ngày.", "Tin, ảnh: HỮU NGHĨA")
    ['Tin, ảnh: HỮU NGHĨA']
    """
    near = _head_and_tail(page)
    for index, line in page.kept():
        if line.words > _LABEL_WORDS or index not in near or line.roles:
            continue
        if _ADDRESS.fullmatch(line.text):
            if not (announced(page, index) or among_contacts(page, index)):
                yield whole(index, line, "closing.contact")
            continue
        field = field_of(line)
        if field == "byline" and index > 0 and line.words > _BYLINE_WORDS:
            continue
        if field and not (field != "credit" and _between_text(page, index)):
            yield whole(index, line, f"closing.{field}", field)


def field_of(line: Line) -> str | None:
    """Return the metadata that a labelled line holds: `byline`, `credit` or `site`.

    >>> field_of(line("(Nguồn: Cổng thông tin điện tử tỉnh Cửa Giang)"))
    'site'
    >>> field_of(line("PV: Thời hạn tối đa bao lâu?"))
    """
    if labelled(line.text, "credit"):
        return "credit"
    if (author := labelled(line.text, "byline")) and _is_author(author):
        return "byline"
    if labelled(line.text, "source"):
        return "site"
    bare = line.text.strip("()[]* ")
    if line.words > SIGNATURE_WORDS or line.stops:
        return None
    if begins(bare, "source"):
        return "site"
    if by := begins(bare, "by"):
        author = bare[len(by) :].lstrip()
        return "byline" if is_name(author) or begins(author, "desk") else None
    return None


def _is_author(value: str) -> bool:
    """Tell whether what follows a label names somebody, and is no sentence."""
    if value[-1] in "?!:;" or (value[-1] == "." and value.count(" ") >= _SENTENCE_WORDS):
        return False
    return not value[:1].islower() or "." in value


def _between_text(page: Page, index: int) -> bool:
    """Tell whether sentences stand right above and below a line."""
    if not 0 < index < len(page.lines) - 1:
        return False
    sides = (page.lines[index - 1], page.lines[index + 1])
    return all(line.gone is None and (line.prose or line.stops) for line in sides)


def _head_and_tail(page: Page) -> set[int]:
    """Return the indices of the lines just below the title, and of those that close the text."""
    kept = [index for index, _ in page.kept()]
    start = page.find_role("title")
    head = [index for index in kept if start is not None and start < index <= start + _HEAD_LINES]
    last = next((index for index in reversed(kept) if page.lines[index].prose), -1)
    tail = [index for index in kept if index >= last]
    return {*head[:4], *kept[-_LAST_LINES:], *tail[:_LAST_LINES]}


def signature(page: Page) -> Iterator[Mark]:
    """The name of an author or an office on a line of its own, below the text or the title.

    >>> taken(signature, "# Nắng mới", "Đoàn đề nghị huyện sớm chi trả cho dân trong quý này.",
    ...       "Thu Hương")
    ['Thu Hương']
    """
    last = _last_text(page)
    start = page.find_role("title")
    for index, line in page.kept(0 if start is None else start + 1):
        if line.roles or not is_signature(line) or announced(page, index):
            continue
        if is_official(line) or is_official_signature(page, index):
            continue
        below_title = start is not None and _below_title(page, start, index)
        if index > last or below_title:
            yield whole(index, line, "closing.byline", "byline")


def _below_title(page: Page, start: int, index: int) -> bool:
    """Tell whether a line stands between the title and the text, alone among what is kept."""
    below = page.lines[index + 1] if index + 1 < len(page.lines) else None
    alone = below is not None and (below.gone is not None or below.prose or bool(below.date))
    return (
        alone
        and index <= start + _HEAD_LINES
        and not _after_image(page, index)
        and not any(line.prose or line.stops for _, line in page.kept(start + 1, index))
    )


def _after_image(page: Page, index: int) -> bool:
    return index > 0 and page.lines[index - 1].gone == "placeholder.image"


def _last_text(page: Page) -> int:
    """Return the index of the last line that surely is text, or -1."""
    last = -1
    for index, line in page.kept():
        # A courtesy (`Trân trọng!`) closes the text right above it.
        least = 2 if line.ends and index and page.lines[index - 1].gone is None else _SENTENCE_WORDS
        sentence = line.stops and line.words >= least and not _is_question(line)
        if line.prose or sentence or line.text.endswith("./.") or is_official(line):
            last = index
    return last


def _is_question(line: Line) -> bool:
    """Tell whether a line is a bare question, as many titles of other articles are."""
    return line.text[-1] == "?" and line.text[0] not in '"“‘-–*•'


def leftover(page: Page) -> Iterator[Mark]:
    """Short lines behind the end of the text that are no caption, no item and no sentence.

    Verses, the cells of a table and lines with a label go on with the text right above them.

    >>> taken(leftover, "# Ngày hội trồng rừng", "Sở được giao chuẩn bị cây giống cho ngày hội "
    ...       "trồng rừng năm sau./.", "QUÀ TẶNG", "Ưu đãi mùa hè")
    ['QUÀ TẶNG', 'Ưu đãi mùa hè']
    """
    last = _last_text(page)
    if last < 0:
        return
    ended = page.lines[last].text.endswith("./.")
    attached = set() if ended else _attached(page, last)
    follows_colon = page.lines[last].text[-1] in ":;"
    for index in range(last + 1, len(page.lines)):
        line = page.lines[index]
        if line.gone is not None:
            ended = ended or not line.gone.startswith(("placeholder.", "layout.", "doubled."))
            follows_colon = False
            continue
        if follows_colon or line.roles or ITEM.match(line.text) or LIVE_ENTRY.match(line.text):
            continue
        if is_official_signature(page, index):
            # The name below the office closes an official text.
            ended = ended or is_name(line.text)
            attached = set() if is_name(line.text) else attached
            continue
        if among_contacts(page, index):
            continue
        if index in attached or (_is_remark(line) and page.lines[index - 1].gone is None):
            continue
        if not ended and (is_caption(line) or _URL.fullmatch(line.text)):
            continue
        if _after_image(page, index) and not ended and line.words >= 3:
            continue
        yield whole(index, line, "closing.leftover")


def _is_remark(line: Line) -> bool:
    """Tell whether a line stands in brackets: `(Tư vấn của luật gia Sầm Thị Yến)`."""
    return line.text[0] == "(" and line.text[-1] == ")" and line.words > _SENTENCE_WORDS


def _attached(page: Page, last: int) -> set[int]:
    """Return the short lines right below the text that go on with it: verses, cells, labels.

    Titles of other articles have more words, and each begins with a capital.
    """
    run = []
    for index in range(last + 1, len(page.lines)):
        line = page.lines[index]
        part = ITEM.match(line.text) or ":" in line.text
        if line.gone is not None or (page.tiling(line) and not part):
            break
        run.append(index)
    lines = [page.lines[index] for index in run]
    values = [i for i, line in zip(run, lines, strict=True) if _is_value(line)]
    if 2 * len(values) >= len(lines) > 0:
        return {index for index in run if index <= values[-1]}
    wrapped = any(line.text[:1].islower() for line in lines)
    short = all(line.words <= _VERSE_WORDS for line in lines)
    return set(run) if wrapped or len(lines) >= (_VERSES if short else _ROWS) else set()


def _is_value(line: Line) -> bool:
    """Tell whether a line is a figure, or has a value behind a label."""
    return bool(FIGURE.fullmatch(line.text) or _LABELLED.match(line.text))
