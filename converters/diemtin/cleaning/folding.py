"""Folds accents and capitals away, so that `Ý KIẾN`, `ý kiến` and `y kien` compare equal."""

import re
from unicodedata import combining, normalize


class _Folding(dict[int, str]):
    """The folded form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        bases = (part for part in normalize("NFD", chr(code).casefold()) if not combining(part))
        # One character for one, so that places in the folded text are places in the text.
        self[code] = folded = "".join(bases).replace("đ", "d")[:1] or chr(code)
        return folded


_FOLDING = _Folding()
_WORD = re.compile(r"[^\W\d_]+|\d+")


# For character classes of regular expressions: a range would mix capitals and small letters.
CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
SMALL_LETTERS = CAPITALS.lower()

# The two ways to place the tone mark: `hoà` is written `hòa`, `uỷ` is written `ủy`.
_PLACED = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LATE_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")


def spell(text: str) -> str:
    """Return the text in lower case with the tone mark in its older place: `hòa`, `ủy`.

    >>> spell("UỶ BAN Hoà Bình")
    'ủy ban hòa bình'
    """
    return _LATE_TONE.sub(lambda match: _PLACED[match[0]], text.casefold())


def fold(text: str) -> str:
    """Return the text in lower case and without accents.

    >>> fold("Ý KIẾN đóng góp")
    'y kien dong gop'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def spell_words(text: str) -> list[str]:
    """Return the words and numbers of a text as `spell` writes them."""
    return _WORD.findall(spell(text))


def fold_words(text: str) -> list[str]:
    """Return the folded words and numbers of a text, without what stands between them.

    >>> fold_words("Lượt xem: 2.715 | A-")
    ['luot', 'xem', '2', '715', 'a']
    """
    return words_in(fold(text))


def words_in(folded: str) -> list[str]:
    """Return the words and numbers of a text that is folded already."""
    return _WORD.findall(folded)
