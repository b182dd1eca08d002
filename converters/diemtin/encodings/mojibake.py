"""Mojibake: UTF-8 that a program read as windows-1252, latin-1 or windows-1258, undone."""

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import product
from types import ModuleType

from diemtin.encodings.code_pages import windows_1252, windows_1258
from diemtin.encodings.evidence import is_regular_case, weigh
from diemtin.encodings.syllables import commonest, is_frequent, is_spelled_as_syllable

_CONTINUATION = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# The bytes of one character of UTF-8, read by one of the three; the first byte is looked for last,
# because it looks like a common letter.
_SUSPICIOUS = re.compile(
    f"{_CONTINUATION}(?:(?<=[\xc2-\xdfĂƠƯ].)|(?<=[\xe0-\xefăđ].){_CONTINUATION}"
    f"|(?<=[đðñòóô].){_CONTINUATION}{{2}})"
)
_SEQUENCE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# A line, or a run between tags, or so much of it as a list of its words may hold.
_SEGMENT = re.compile("[^\n<>]{1,65536}(?![^ \n<>])|[^\n<>]{1,65536}")
# A text about mojibake quotes it: `“Ã©” stands for “é”`.
_QUOTED = re.compile("(?<=[\"'`“‘«(])[^\\s\"'`“”‘’«»()]{2,6}(?=[\"'`”’»)])")
_PUNCTUATION = "\"'()[]{}.,;:!?…–—‘’“”•„‚‹›«»*_/|-0123456789"
_CLOSING = "".join(set(_PUNCTUATION) - set("([{‘“„‚‹«"))
_DEPTH = 4
# What the bytes of Vietnamese letters become that windows-1252 has no character for, or one that
# is easily lost: no-break space and soft hyphen.
_MADE_SPACES = "\x81\x8d\x8f\x90\x9d\xa0"
_LOSABLE = _MADE_SPACES + "\xad"
_TORN = re.compile("\xe1[\xba\xbb](?![\x80-\xbf])|[\xc3\xc4\xc6](?![\x80-\xbf])")
_MAYBE_TORN = re.compile("[ÃĂÄÆ]|á[º»]")
_BYTES = re.compile(f"({_SEQUENCE.pattern}|{_TORN.pattern})")
# Said by what is not rare: a class of so many characters takes longer to compile.
_RARE = re.compile(
    "[^\0-\u024f\u0300-\u036f\u1e00-\u2bff\ufb00-\ufb06\ufeff-\uffff\U0001f000-\U0010ffff]"
)
_C1 = re.compile("[\x80-\x9f]")
_MOST_TORN = 2
_SURE = 2
# Letters of Vietnamese and of the West, and the signs of typography.
_ORDINARY = re.compile("[\xa1-\u01b0\u1ea0-\u1ef9\u2010-\u2026\u2030-\u203a\u20ab\u20ac\u2122]")
_LONGEST_WORD = 40
# Characters of a damaged word to one of its reading, from where on that is no accident.
_NO_ACCIDENT = 4
# Characters that ftfy sees of one text at most; it may take three seconds for a million.
_FTFY_BUDGET = 1 << 21


def mend(text: str, counts: Counter[str]) -> str:
    """Undo mojibake, and add to `counts` how many lines (or runs between tags) it was in.

    Vietnamese is mended word by word, where words become syllables; ftfy sees all other lines.
    Where several lines were mended for sure, words of the others that are no syllables (`Plông`,
    `T.Thảo`) are, too.
    """
    if not _SUSPICIOUS.search(text):
        return text
    budget = _FTFY_BUDGET
    sure = 0

    def mend_segment(match: re.Match[str]) -> str:
        nonlocal budget, sure
        segment = match[0]
        if not _SUSPICIOUS.search(_QUOTED.sub("", segment)):
            return segment
        words = segment.split(" ")
        readings = [_peel(word) if _SUSPICIOUS.search(word) else word for word in words]
        if any(map(_is_gain, words, readings)):
            sure += 1
            mended = " ".join(_mend_torn(words, _settle(words, readings), counts))
        elif all(map(_is_consumed, words, readings)) and _is_likely(segment, "".join(readings)):
            mended = " ".join(readings)
        elif len(segment) <= budget:
            budget -= len(segment)
            mended = _mend_by_ftfy(segment)
        else:
            return segment
        counts["mojibake"] += mended != segment
        return mended

    mended = _SEGMENT.sub(mend_segment, text)
    if sure < _SURE or not _SUSPICIOUS.search(mended):
        return mended
    return _SEGMENT.sub(lambda match: _mend_rest(match[0], counts), mended)


def _mend_rest(segment: str, counts: Counter[str]) -> str:
    """Undo what is left in a line of a text that is damaged for sure."""
    if not _SUSPICIOUS.search(_QUOTED.sub("", segment)):
        return segment
    words = segment.split(" ")
    mended = " ".join(_trusted(word) if _SUSPICIOUS.search(word) else word for word in words)
    counts["mojibake"] += mended != segment
    return mended


def _trusted(word: str) -> str:
    """Return the reading of a word, if it has but letters and signs that Vietnamese texts have."""
    reading = _peel(word)
    made = set(reading) - set(word)
    ordinary = made and all(map(_ORDINARY.match, made)) and not _SUSPICIOUS.search(reading)
    return reading if ordinary and (not _is_sound(word) or any(map(_is_common, made))) else word


def _peel(word: str) -> str:
    """Undo all layers of a word: every run of characters that were the bytes of one of UTF-8."""
    return _peel_word(word) if len(word) <= _LONGEST_WORD else _peel_layers(word)


@lru_cache(maxsize=1 << 14)
def _peel_word(word: str) -> str:
    return _peel_layers(word)


def _peel_layers(word: str) -> str:
    for _ in range(_DEPTH):
        image = word.translate(_byte_image())
        parts = []
        end = 0
        for match in _SEQUENCE.finditer(image):
            character = match[0].encode("latin-1").decode("utf-8", "ignore")
            if character:
                parts += [word[end : match.start()], character]
                end = match.end()
        if not parts:
            break
        word = "".join([*parts, word[end:]])
    return word


def _is_gain(word: str, reading: str) -> bool:
    if word == reading or not _is_sound(reading):
        return False
    # `Sá»‘:` is `Số:`, though `Sá` is a syllable, too.
    return not _is_sound(word) or any(map(_is_common, set(reading) - set(word)))


def _is_consumed(word: str, reading: str) -> bool:
    """Tell whether a long run of bytes became few characters, with none left: no accident."""
    made = sum(not character.isascii() for character in reading)
    return word == reading or sum(not c.isascii() for c in word) >= _NO_ACCIDENT * made > 0


def _settle(words: list[str], readings: list[str]) -> list[str]:
    """Choose between each word and its reading, in a line that has been damaged for sure.

    A word that is sound as it stands (`ĐÃ…`) is only given up for a common character (`lá»…`).
    """
    return [
        word if _is_sound(word) and not any(map(_is_common, reading)) else reading
        for word, reading in zip(words, readings, strict=True)
    ]


def _is_common(character: str) -> bool:
    """Tell whether a character of three bytes in UTF-8 is one that Vietnamese texts have."""
    return "\u1ea0" <= character <= "\u1ef9"


def _is_sound(word: str) -> bool:
    """Tell whether a word, apart from its punctuation, is a marked Vietnamese syllable."""
    if len(word) > _LONGEST_WORD:
        return False
    # An opening mark ends no word: `PHÃ“` is `PHÓ`, though `PHÃ` is a syllable.
    bare = word.lstrip(_PUNCTUATION).rstrip(_CLOSING)
    return not bare.isascii() and is_regular_case(bare) and is_spelled_as_syllable(bare.lower())


def _mend_torn(words: list[str], readings: list[str], counts: Counter[str]) -> list[str]:
    """Restore letters whose last byte was lost or made a space, where one common word fits.

    `lÃ  má»™t` is `là một`, `ngÃ y` is `ngày`.
    """
    mended: list[str] = []
    index = 0
    while index < len(words):
        following = words[index + 1] if index + 1 < len(words) else None
        restored, taken = None, 0
        if _MAYBE_TORN.search(words[index]) and len(words[index]) <= _LONGEST_WORD:
            restored, taken = _restore(words[index], following)
        counts["mojibake-lossy"] += restored is not None
        mended.append(readings[index] if restored is None else restored)
        index += 1 + taken
    return mended


def _restore(word: str, following: str | None) -> tuple[str | None, int]:
    """Return the word made whole, if it can be, and how many of the next words were parts of it."""
    image = word.translate(_byte_image())
    torn = list(_TORN.finditer(image))
    if not 0 < len(torn) <= _MOST_TORN or _is_common_word(word):
        return None, 0
    ends_torn = torn[-1].end() == len(image)
    if ends_torn and following == "":
        whole = _only_candidate(image, "\xa0") or _only_candidate(image, _MADE_SPACES)
        return whole, int(whole is not None)
    whole = _only_candidate(image, _LOSABLE)
    if ends_torn and following and len(following) <= _LONGEST_WORD:
        joined = _only_candidate(image + following.translate(_byte_image()), _MADE_SPACES)
        if joined and (whole is None or not _is_sound(_peel(following))):
            return joined, 1
    return whole, 0


def _is_common_word(word: str) -> bool:
    return _is_sound(word) and is_frequent(word.strip(_PUNCTUATION).lower())


def _only_candidate(image: str, lost: str) -> str | None:
    """Return the one common syllable (or else the one possible) that lost bytes can make."""
    if len(_TORN.findall(image)) > _MOST_TORN:
        return None
    choices = [_choices(part, lost) for part in _BYTES.split(image)]
    words = ["".join(choice) for choice in product(*choices)]
    sound = [word for word in words if _is_sound(word)]
    small = {word.strip(_PUNCTUATION).lower(): word for word in sound}
    if common := commonest(list(small)):
        return small[common]
    if len(sound) == 1:
        return sound[0]
    # Of the letters that C4 begins, Vietnamese has one with a losable byte: HÄND is HĐND.
    only_stroke = image.replace("\xc4", "Đ")
    acronym = only_stroke.isupper() and len(only_stroke) > 1 and not _TORN.search(only_stroke)
    return only_stroke if acronym else None


def _choices(part: str, lost: str) -> list[str]:
    if _SEQUENCE.fullmatch(part):
        return [part.encode("latin-1").decode("utf-8", "replace")]
    if _TORN.fullmatch(part):
        return [(part + byte).encode("latin-1").decode("utf-8") for byte in lost]
    return [part]


def _mend_by_ftfy(segment: str) -> str:
    ftfy, settings = _ftfy()
    mended: str = ftfy.fix_text(segment, settings)
    remaining = set(mended.split(" "))
    sound_stay = all(word in remaining for word in segment.split(" ") if _is_sound(word))
    better = sound_stay and weigh(mended).score >= weigh(segment).score
    return mended if better and _is_likely(segment, mended) else segment


def _is_likely(before: str, after: str) -> bool:
    """Tell whether the new characters are Latin, signs or emoji, or more than one of a script.

    `“Ý”` are the bytes of an Arabic letter, too, and no text has just one. But no sound text has
    C1 controls, which are bytes of UTF-8 for sure when they become a character.
    """
    if _C1.search(before) and not _C1.search(after):
        return True
    rare = [character for character in set(after) - set(before) if _RARE.match(character)]
    return len(rare) != 1


@cache
def _ftfy() -> tuple[ModuleType, object]:
    """Load ftfy (70 ms) when a text needs it, set to change nothing but wrong decoding."""
    import ftfy

    return ftfy, ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )


@cache
def _byte_image() -> dict[int, str]:
    """Map the characters of the two Windows pages to those of latin-1 that have the same codes."""
    return {
        ord(character): chr(code)
        for page in (windows_1258(), windows_1252())
        for code, character in enumerate(page)
        if ord(character) > 255
    }
