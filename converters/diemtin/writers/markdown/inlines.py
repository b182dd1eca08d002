"""Inlines as CommonMark: escaped text, emphasis that survives its neighbours, and links."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from diemtin.model import Citation, Inline, LineBreak, Link, Text
from diemtin.writers.xhtml import clean_text, safe_address

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|^$@{}#!])")
# What begins a heading, a list, a quotation, a rule or a table at the start of a line.
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d{1,9}[.)])", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_ASTERISK = "*"
# Stands for a forced line break until the ends of a text are known; no text holds it.
_BREAK = "\x00"
_NOT_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C"})


def escape_text(text: str) -> str:
    r"""Return text in which no character means anything but itself.

    >>> escape_text("5 * 3 [x] #1")
    '5 \\* 3 \\[x\\] \\#1'
    """
    return _MARKUP.sub(r"\\\1", _SPACE.sub(" ", clean_text(text)))


def escape_line(text: str) -> str:
    r"""Return rendered text so that its start begins no list, heading or rule.

    >>> escape_line("1. Mở đầu")
    '1\\. Mở đầu'
    """
    return _LINE_START.sub(_shield, text)


def _shield(found: re.Match[str]) -> str:
    """Escape the last character of what would begin something."""
    return f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _flanks(inside: str, outside: str) -> bool:
    """Say whether a run of asterisks opens or closes there (CommonMark 0.31.2, 6.2)."""
    if outside == _ASTERISK:
        return False
    if not _is_punctuation(inside):
        return True
    return not outside or outside.isspace() or _is_punctuation(outside)


class InlineRenderer:
    """Renders inlines.

    `link` turns a target inside the document into an address, `mark` an identifier into the
    element that links find; `newline` is a forced line break.
    """

    def __init__(
        self,
        link: Callable[[str], str | None],
        mark: Callable[[str], str],
        newline: str = "\\\n",
    ) -> None:
        self._link = link
        self._mark = mark
        self._newline = newline

    def render(self, content: tuple[Inline, ...]) -> str:
        """Render the contents of a block on one line, but for forced line breaks."""
        text = self._between(content, "", "")
        return text.strip(f" {_BREAK}").replace(_BREAK, self._newline)

    def _between(self, content: Sequence[Inline], before: str, after: str) -> str:
        """Render inlines, each with an eye on what stands before and after it."""
        beside = [before, *map(_neighbour, content), after]
        return "".join(
            self._inline(inline, beside[index][-1:], beside[index + 2][:1])
            for index, inline in enumerate(content)
        )

    def _inline(self, inline: Inline, before: str, after: str) -> str:
        match inline:
            case Text():
                return _run(inline, before, after)
            case Link(target=target, content=content):
                edge = "[" if self._reaches(target) else _ASTERISK
                return self._anchor(target, self._between(content, edge, edge))
            case Citation(target=target, label=label, identifier=identifier):
                link = self._anchor(target, f"\\[{escape_text(label)}\\]")
                return self._mark(identifier) + link
            case LineBreak():
                return _BREAK

    def _reaches(self, target: str) -> str | None:
        """Return the address of a target, or None where there is nowhere to go."""
        return self._link(target) if target.startswith("#") else safe_address(target)

    def _anchor(self, target: str, inner: str) -> str:
        """Return a link around rendered text, or the text alone where there is nowhere to go."""
        address = self._reaches(target)
        if not address or not inner.strip():
            return inner
        return f"[{inner}](<{address.translate(_NOT_IN_ADDRESS)}>)"


def _neighbour(inline: Inline) -> str:
    """Return what stands beside another inline: its characters, or the asterisk of its emphasis.

    A link or nothing counts as an asterisk: what is beyond the one, or becomes of the other, is
    not looked at.
    """
    match inline:
        case Text(text=text, strong=False, emphasis=False, script=None):
            return text or _ASTERISK
        case Text(text=text):
            lead, tail = text[:1].isspace(), text[-1:].isspace()
            return f"{' ' if lead else _ASTERISK}{' ' if tail else _ASTERISK}"
        case LineBreak():
            return "\n"
        case _:
            return _ASTERISK


def _run(run: Text, before: str, after: str) -> str:
    """Render a run; white space at its edges stays outside of its emphasis.

    Asterisks with a letter outside and punctuation inside are no emphasis in CommonMark, nor are
    those of two runs that touch; HTML elements stand in for them there.
    """
    edges = _EDGES.match(run.text)
    lead, core, tail = edges.groups() if edges else ("", run.text, "")
    text = escape_text(core)
    if not core or not (run.strong or run.emphasis or run.script):
        return escape_text(run.text)
    if run.script:
        name = "sup" if run.script == "superscript" else "sub"
        text = f"<{name}>{text}</{name}>"
    whole = not run.script and _flanks(core[0], lead or before) and _flanks(core[-1], tail or after)
    for wanted, marker, name in ((run.emphasis, "*", "em"), (run.strong, "**", "strong")):
        if wanted:
            text = f"{marker}{text}{marker}" if whole else f"<{name}>{text}</{name}>"
    return f"{' ' if lead else ''}{text}{' ' if tail else ''}"
