"""Fields: of what Word computes, only the last result is text."""

import re

import msgspec


class Field(msgspec.Struct):
    """A complex field (17.16.18): what it computes, and whether its result has begun."""

    group: int
    instruction: str = ""
    shown: bool = False

    @property
    def words(self) -> list[str]:
        """The instruction's words, quotation marks taken off."""
        found = re.findall(r'"([^"]*)"|(\S+)', self.instruction)
        return [quoted or bare for quoted, bare in found]


class Fields:
    """The fields that are open at a place of the text, the innermost last."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self.contents_instruction = ""

    def turn(self, kind: str | None, group: int) -> None:
        """Take in the start of a field, of its result, or its end."""
        if kind == "begin":
            self._open.append(Field(group))
        elif self._open and kind == "separate":
            self._open[-1].shown = True
            if self._open[-1].words[:1] == ["TOC"]:
                self.contents_instruction = self._open[-1].instruction
        elif self._open and kind == "end":
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Take in a part of the innermost field's instruction."""
        if self._open:
            self._open[-1].instruction += text

    @property
    def hide_text(self) -> bool:
        """Whether text here is part of an instruction, and not of a result."""
        return any(not field.shown for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether text here is an entry of the contents."""
        return any(field.shown and field.words[:1] == ["TOC"] for field in self._open)

    @property
    def link(self) -> tuple[str, int] | None:
        """Where the result of a HYPERLINK or REF field leads, with the field's group."""
        for field in reversed(self._open):
            words = field.words
            if len(words) < 2 or not field.shown:
                continue
            if words[0] == "HYPERLINK":
                return _address(words[1:]), field.group
            if words[0] == "REF" and "\\h" in words:
                return f"#{words[1]}", field.group
        return None


def _address(words: list[str]) -> str:
    r"""Return the target of a HYPERLINK field; `\l` stands before a place in the document."""
    place = ""
    address = ""
    at = 0
    while at < len(words):
        if words[at] == "\\l" and at + 1 < len(words):
            place = f"#{words[at + 1]}"
            at += 1
        elif words[at].startswith("\\"):
            # \o and \t are followed by a word of their own.
            at += words[at] in {"\\o", "\\t"}
        elif not address:
            address = words[at]
        at += 1
    return address + place
