"""Tells from its words alone what a short line is: a name, a caption, an item, a live entry."""

import re
from functools import cache

from diemtin.cleaning.dates import HOUR_MARK
from diemtin.cleaning.folding import CAPITALS, SMALL_LETTERS, fold, spell
from diemtin.cleaning.page import Line
from diemtin.cleaning.phrases import begins, clues, clues_for
from diemtin.languages.patterns import any_of

ITEM = re.compile(
    r"(?P<marker>[-–—•+*▪●◦■►✓·]|\(?(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-zđ])\))\s+(?=\S)",
    re.IGNORECASE,
)
# A figure alone, as in the cell of a table: `-0,4`, `41 %`.
FIGURE = re.compile(r"[-+]?\d[\d.,]*\s?%?")
LIVE_ENTRY = re.compile(rf"\d{{1,2}}\s?{HOUR_MARK}\s?\d{{0,2}}'?\s*[:–—-]?\s+(?=\S)", re.IGNORECASE)
_NAME_WORDS = range(1, 6)
_NAME = re.compile(rf"[{CAPITALS}][\w.'’-]*")
_ROMAN = re.compile(r"[IVX]{1,5}")
_CAPTION_WORDS = 42
_SENTENCE_CAPTION_WORDS = 26
_CREDIT_WORDS = 9
_SHORT_CLUE = 3
SIGNATURE_WORDS = 9
_WHOLE_SIGNATURE = 14
_LABEL_CHARACTERS = 40
_PERSON_WORDS = range(2, 5)
_INITIALS = re.compile(
    rf"(?:[{CAPITALS}]\.\s?){{1,3}}[{CAPITALS}][{SMALL_LETTERS}]*\.?|[{CAPITALS}]['’]\w+"
)


def is_name(text: str) -> bool:
    """Tell whether a text can be a signature: a few words, each with a capital.

    Of a line in capitals, every word must be one that names are made of.

    >>> is_name("Kim Oanh"), is_name("HỮU NGHĨA - Thu Hà"), is_name("Quyết định")
    (True, True, False)
    >>> is_name("QUỐC THÁI"), is_name("ĐẶT PHÒNG")
    (True, False)
    """
    bare = text.strip("()[]*. ")
    words = [word for word in re.split(rf"[\s,;/&–-]+|\b{_between_names()}\b", bare) if word]
    if not words or len(words) > 10 or any(character.isdigit() for character in bare):
        return False
    if bare.isupper() and not _of_name_parts(words):
        return False
    if _ROMAN.fullmatch(words[-1]) or begins(bare, "official"):
        return False
    people = re.split(rf"\s*[,;/&]\s*|\s+(?:[–-]|{_between_names()})\s+", bare)
    return (
        all(
            len(person.split()) in _NAME_WORDS
            and all(_NAME.fullmatch(word) for word in person.split())
            for person in people
        )
        and len(words) >= 2
    )


@cache
def _between_names() -> str:
    return any_of(clues(accents=True).between_names)


def _of_name_parts(words: list[str]) -> bool:
    written, known = clues_for(" ".join(words))
    return set(written.split()) <= set(known.name_part)


@cache
def _person_and_verb() -> re.Pattern[str]:
    verbs = "|".join(re.escape(fold(verb)) for verb in clues(accents=True).caption_verb)
    return re.compile(rf"\W(?:{verbs})(?!\w)")


def is_caption(line: Line) -> bool:
    """Tell whether a line speaks of what a picture shows, or ends with a photographer's credit.

    >>> is_caption(line("Bí thư Tỉnh ủy Trần An phát biểu chỉ đạo"))
    True
    >>> is_caption(line("Thiếu vốn, thiếu cả người làm"))
    False
    """
    if line.words > _CAPTION_WORDS or line.words < 2:
        return False
    if has_credit(line):
        return True
    if line.words > _SENTENCE_CAPTION_WORDS or line.text[-1] in ":;,":
        return False
    if line.text[-1] in "?!" or line.prose:
        return False
    if line.ends and re.search(r"[.!?]\s", line.text):
        return False
    clue = begins(line.text, "caption")
    return (clue is not None and len(clue) > _SHORT_CLUE) or _shows_person(line)


def _shows_person(line: Line) -> bool:
    """Tell whether an office or a name stands before a verb of what people do in pictures."""
    match = _person_and_verb().search(line.folded, 3)
    if not match or len(line.folded) != len(line.text):
        return False
    before = line.text[: match.start()].split()
    capitals = 0
    for word in reversed(before):
        if not word[:1].isupper():
            break
        capitals += 1
    office = begins(line.text, "office") is not None
    return capitals >= 3 or (office and capitals >= 2)


def has_credit(line: Line) -> bool:
    """Tell whether a line ends with the credit of a picture: `(Ảnh: Nam Phong)`, `Ảnh: TTX`.

    >>> has_credit(line("Cầu treo Nậm Tốc. Ảnh: Hoài Thu - TTX"))
    True
    """
    if ":" not in line.text:
        return False
    written, known = clues_for(line.text)
    written = written.replace(" :", ":")
    position = max(written.rfind(f"{label}:") for label in known.caption_credit)
    if position <= 0:
        return False
    before, after = written[position - 1], written[position:]
    return not before.isalnum() and len(after.split()) <= _CREDIT_WORDS


def is_signature(line: Line) -> bool:
    """Tell whether a short line is a name, an editorial desk, or an office that signs.

    >>> [is_signature(line(text)) for text in ("PV", "Phòng Hợp tác quốc tế", "Đặt phòng")]
    [True, True, False]
    """
    return not line.stops and is_signature_text(line.text)


def is_signature_text(text: str) -> bool:
    """Tell of a text what `is_signature` tells of a line."""
    bare = _bare_signature(text)
    words = len(bare.split())
    if words > SIGNATURE_WORDS or text.count(" ") > _WHOLE_SIGNATURE or ITEM.match(text):
        return False
    if begins(bare, "desk") and words <= 6:
        return True
    if _INITIALS.fullmatch(bare) or is_person(bare) or is_name(bare):
        return True
    return " " in text and begins(bare, "unit") is not None


def _bare_signature(text: str) -> str:
    """Return a signature without what stands around its names: titles, tasks, papers.

    >>> [_bare_signature(text) for text in ("Hải Yến (tổng hợp)", "An/VOV-Tây Bắc", "ThS. Lò Ơn")]
    ['Hải Yến', 'An', 'Lò Ơn']
    """
    bare = text.strip("()[]*–—-. ")
    for pattern in (_signature_tail(), _signature_head()):
        bare = pattern.sub("", bare)
    return bare or text


@cache
def _signature_head() -> re.Pattern[str]:
    """Return the pattern of what stands before a name; behind a full stop no space is needed."""
    heads = (
        re.escape(head) + (r"\s*" if head[-1] == "." else r"\s+")
        for head in clues(accents=True).before_name
    )
    return re.compile(rf"^(?:{'|'.join(heads)})+", re.IGNORECASE)


@cache
def _signature_tail() -> re.Pattern[str]:
    """Return the pattern of what stands behind a name: a remark, a paper, a task."""
    tasks = "|".join(map(re.escape, clues(accents=True).behind_name))
    paper = rf"/\s?[{CAPITALS}\d+]{{2,10}}(?:[-–][\w ]{{2,20}})?"
    return re.compile(
        rf"\s*(?:[(\[][^()\[\]]{{1,40}}[)\]]?|{paper}|\b(?:{tasks}))$",
        re.IGNORECASE,
    )


def is_person(text: str) -> bool:
    """Tell whether all of two to four words with capitals are such as names are made of.

    >>> is_person("Thu Trang"), is_person("MÙA THỊ SUA"), is_person("Quốc Tế")
    (True, True, False)
    """
    words = text.split()
    if len(words) not in _PERSON_WORDS or not all(_NAME.fullmatch(word) for word in words):
        return False
    middle = {spell(word) for word in words[1:-1]}
    return not middle.isdisjoint(clues(accents=True).middle_name) or _of_name_parts(words)


def is_capitals(text: str) -> bool:
    """Tell whether all letters are capitals, as in `QUYẾT ĐỊNH:`."""
    return text.isupper() and sum(character.isalpha() for character in text) >= 2


def is_official(line: Line) -> bool:
    """Tell whether a line belongs to an administrative text, such as `Nơi nhận:`.

    >>> is_official(line("Nơi nhận:")), is_official(line("- Lưu: VT."))
    (True, True)
    """
    if _INITIALS.fullmatch(line.text):
        return False
    return begins(line.text, "official") is not None and (
        line.text[-1] in ":;.," or line.text[:1] == "-" or is_capitals(line.text)
    )


def labelled(text: str, name: str) -> str | None:
    """Return what follows a label that the clue called `name` lists, and its colon; else None.

    >>> labelled("Tin, ảnh: HỮU NGHĨA", "byline")
    'HỮU NGHĨA'
    """
    label, colon, value = text.strip("()[]* ").partition(":")
    if not (colon and value.strip()) or len(label) > _LABEL_CHARACTERS:
        return None
    written, known = clues_for(" ".join(label.split()).replace(" ,", ","))
    return value.strip() if written in getattr(known, name) else None
