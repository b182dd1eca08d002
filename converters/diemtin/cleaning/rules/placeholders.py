"""What a capture prints where pictures stood: file names, Markdown of pictures, tags."""

import re
from collections.abc import Iterator

from diemtin.cleaning.page import Cut, Mark, Page, whole
from diemtin.cleaning.phrases import begins, tile

_FILE = re.compile(
    r"[\w\-.,%()+~@&\s]{1,150}\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|heic|avif|mp4|mp3|flv|m4a)"
    r"(?:\?\S*)?",
    re.IGNORECASE,
)
# Where brackets are opened again and again, no search for their end may go to that of the line.
_MARKDOWN = re.compile(r"\[?!\[[^\]]{0,2000}\]\([^()]*\)(?:\]\([^()]*\))?")
_BRACKETS = re.compile(r"\[([^\]\n]{1,160})\]")
_DRAFT_NUMBER = re.compile(r" \d{6,}\s*")
_SHORTCODE = re.compile(r"\[/?[a-z][a-z_-]{2,20}(?: [^\]\n]{0,120}=[^\]\n]*)?\]")
_TAG = re.compile(r"<(?:img|figure|picture|iframe|video|embed|source)\b[^<>]*/?>", re.IGNORECASE)
_MOST_WORDS_OF_FILE = 8
_DOCUMENT = re.compile(
    r"(?:(?P<label>[^:]{2,30}):\s*)?[\w\-.,()+\s]{1,120}\.(?:pdf|docx?|xlsx?|pptx?|odt|rtf|zip|rar)"
    r"(?:\s*\(?[\d.,]+\s?[KMG]?B\)?)?",
    re.IGNORECASE,
)


def image_file(page: Page) -> Iterator[Mark]:
    """A bare file name of a picture or a film, or a picture's place in brackets, or a shortcode.

    >>> taken(image_file, "W_toan-canh (2).jpg", "[Image: le-hoi.png]", "Ảnh: Minh Hà", "[gallery]")
    ['W_toan-canh (2).jpg', '[Image: le-hoi.png]', '[gallery]']
    """
    for index, line in page.kept():
        file = line.words <= _MOST_WORDS_OF_FILE and "." in line.text and _FILE.fullmatch(line.text)
        bracket = line.text[0] == "["
        if file or (bracket and _stands_for_picture(line.text)):
            yield whole(index, line, "placeholder.image")


def _stands_for_picture(text: str) -> bool:
    """Tell whether a text in brackets is a picture's place, or a shortcode."""
    inside = _BRACKETS.fullmatch(text)
    named = inside is not None and (
        begins(inside[1], "picture") is not None or _FILE.fullmatch(inside[1]) is not None
    )
    return named or _SHORTCODE.fullmatch(text) is not None


def draft_name(page: Page) -> Iterator[Mark]:
    """The name that an editing system gives a picture, before a caption or a title.

    >>> taken(draft_name, "tin nhap 20160813085511 Lớp học trên núi", "Tin nhập khẩu gạo")
    ['tin nhap 20160813085511']
    """
    for index, line in page.kept():
        draft = begins(line.text, "draft")
        if draft and (match := _DRAFT_NUMBER.match(line.text, len(draft))):
            yield Cut(index, 0, match.end(), "placeholder.image")


def image_markup(page: Page) -> Iterator[Mark]:
    """Markdown or a tag of a picture that was left in plain text.

    >>> taken(image_markup, "![](anh.jpg)", "Lễ khai giảng <img src='a.png'> năm học mới")
    ['![](anh.jpg)', "<img src='a.png'>"]
    """
    for index, line in page.kept():
        if "![" not in line.text and "<" not in line.text:
            continue
        for pattern in (_MARKDOWN, _TAG):
            for match in reversed(list(pattern.finditer(line.text))):
                yield Cut(index, match.start(), match.end(), "placeholder.image")


def attachment(page: Page) -> Iterator[Mark]:
    """The file name of a document that hangs on the page, with the label of its button.

    >>> taken(attachment, "Tải về: CT19.pdf", "1874-qd-ubnd.pdf (1,2 MB)", "Xem Phụ lục.pdf.")
    ['Tải về: CT19.pdf', '1874-qd-ubnd.pdf (1,2 MB)']
    >>> taken(attachment, "Đặt tên tệp: lop-7a2.docx")
    []
    """
    for index, line in page.kept():
        if line.words > _MOST_WORDS_OF_FILE or "." not in line.text:
            continue
        match = _DOCUMENT.fullmatch(line.text)
        if match and (not match["label"] or tile(match["label"], page.without)):
            yield whole(index, line, "attachment")


def image_block(page: Page) -> Iterator[Mark]:
    """A picture of a Markdown capture without alternative text.

    >>> page = Page([block("", image="anh.jpg"), block("Lúa chín")])
    >>> [mark.at for mark in image_block(page)]
    [0]
    """
    for index, line in page.kept():
        if line.image is not None and not line.text:
            yield whole(index, line, "placeholder.image")
