"""VIQR (RFC 1456): Vietnamese in ASCII, its marks written after the vowels."""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from unicodedata import normalize

from diemtin.encodings.evidence import plain_share, weigh
from diemtin.encodings.syllables import is_frequent, is_spelled_as_syllable

_WORD = re.compile(r"(?:\\[^\w\s]|\\(?=[dD])|[A-Za-z][\^(+*]?['`?~.]?)+")
_UNIT = re.compile(r"\\([^\w\s]|(?=[dD]))|([dD][dD])|([A-Za-z])([\^(+*]?)(['`?~.]?)")
_ESCAPE = re.compile(r"\\(?:[\^(+*'`?~.\\]|(?=[dD]))")
_SHAPED = re.compile(r"[aeoAEO]\^|[aA]\(|[ouOU]\+")
# No other text has such a mark within a word: `E^ban`, `Bhro+'t`.
_NAME = re.compile(r"(?:[aeoAEO]\^|[ouOU]\+)['`?~.]?[a-z]")
_BEARERS = {"^": "aeo", "(": "a", "+": "ou", "*": "ou"}
_VOWELS = "aeiouy"
_TONE_MARKS = "'`?~."
_MANY = 10
_SAMPLE = 1 << 16


def is_viqr(text: str) -> bool:
    """Tell whether a text is VIQR: few others put `^`, `(` and `+` behind so many vowels."""
    sample = text[:_SAMPLE]
    marks = sum(map(sample.count, "^(+"))
    words = len(sample.split()) if marks else 0
    if not words or marks < 0.1 * words or len(_SHAPED.findall(sample)) < 0.1 * words:
        return False
    decoded = decode_viqr(sample)
    evidence = weigh(decoded)
    return (
        evidence.valid >= 2
        and evidence.share > 0.9
        and evidence.valid >= 0.25 * words
        and (evidence.valid >= _MANY or plain_share(decoded) >= 0.4)
    )


def decode_viqr(text: str) -> str:
    r"""Decode VIQR word by word; a word that does not become a syllable stays as it is.

    >>> decode_viqr(r"Co^.ng ho`a, www.gov.vn, Vie^.t Nam")
    'Cộng hòa, www.gov.vn, Việt Nam'
    """
    strict = bool(_ESCAPE.search(text))
    return _WORD.sub(lambda match: _decode_word(match, strict), text)


def _decode_word(match: re.Match[str], strict: bool) -> str:
    word = match[0]
    decoded = _compose(word)
    if strict or _is_text(decoded):
        # "ra." may be "rạ", or "ra" and a full stop that its writer did not escape.
        if not strict and word[-1] in ".?" and not is_frequent(decoded.lower()):
            plain = _compose(word[:-1])
            if _ends_sentence(match) and is_spelled_as_syllable(plain.lower()):
                return plain + word[-1]
        return decoded
    plain = _compose(word[:-1])
    if word[-1] in _TONE_MARKS and plain and _is_text(plain):
        return plain + word[-1]
    if word == "dd":
        return "đ"
    if _NAME.search(word):
        return decoded
    return word.replace("DD", "Đ") if word.isupper() else word


@lru_cache(maxsize=1 << 14)
def _is_text(decoded: str) -> bool:
    letters = re.findall(r"[^\W\d_]+", decoded)
    return all(part.isascii() or is_spelled_as_syllable(part.lower()) for part in letters)


def _ends_sentence(match: re.Match[str]) -> bool:
    following = match.string[match.end() : match.end() + 2]
    if not following.strip() or following[0] == "\n":
        return True
    return match[0][-1] == "." and following[1:].isupper()


@lru_cache(maxsize=1 << 14)
def _compose(word: str) -> str:
    shapes, tones = _marks()
    parts = []
    end = 0
    for match in _UNIT.finditer(word):
        # A mark that no vowel bears is a mark of punctuation: `DD.H` is `Đ.H`.
        parts.append(word[end : match.start()])
        end = match.end()
        escaped, stroke, letter, shape, tone = match.groups(default="")
        if stroke:
            parts.append("đ" if stroke[0] == "d" else "Đ")
            continue
        small = letter.lower()
        combined = letter or escaped
        if shape:
            combined += shapes[shape] if small in _BEARERS[shape] else shape
        if tone:
            combined += tones[tone] if small and small in _VOWELS else tone
        parts.append(normalize("NFC", combined))
    return "".join([*parts, word[end:]])


@cache
def _marks() -> tuple[dict[str, str], dict[str, str]]:
    source = resources.files(__package__).joinpath("code_pages.toml")
    data = tomllib.loads(source.read_text("utf-8"))["viqr"]
    return data["shapes"], data["tones"]
