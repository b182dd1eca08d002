"""Mojibake: UTF-8 that a program read by another code page, undone."""

import re
from collections import Counter

# A lead byte of UTF-8 and what follows it, read as windows-1252, windows-1258 or latin-1.
_SUSPICIOUS = re.compile(
    "[\xc2-\xdfĂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|[\xe0-\xef][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
)


def mend(text: str, counts: Counter[str]) -> str:
    """Undo mojibake, line by line, and add the number of mended lines to `counts`."""
    if not _SUSPICIOUS.search(text):
        return text
    # 70 ms of import, for the few texts that need it.
    import ftfy

    settings = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _SUSPICIOUS.search(line):
            mended = ftfy.fix_text(line, settings)
            if mended != line:
                lines[index] = mended
                counts["mojibake"] += 1
    return "\n".join(lines)
