"""Changing a block's inlines without touching what they say."""

from collections.abc import Iterable

import msgspec

from diemtin.model import Inline, Text


def join_runs(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Make one run of neighbouring runs that look alike, and drop empty ones.

    >>> join_runs((Text("Hội "), Text("nghị"), Text(" lớn", strong=True)))
    (Text(text='Hội nghị'), Text(text=' lớn', strong=True))
    """
    joined: list[Inline] = []
    for inline in content:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and not inline.text:
            continue
        if isinstance(inline, Text) and isinstance(last, Text) and _alike(inline, last):
            joined[-1] = msgspec.structs.replace(last, text=last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _alike(one: Text, other: Text) -> bool:
    looks = (one.strong, one.emphasis, one.script)
    return looks == (other.strong, other.emphasis, other.script)
