"""Checks of a whole style: its limits, the room that it leaves for text, and its contrast."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from diemtin.style.colour import ENOUGH_CONTRAST, ENOUGH_CONTRAST_LARGE, contrast
from diemtin.style.shape import Misfit
from diemtin.style.types import Length, Limit, ParagraphStyle, Style

LEAST_ROOM = Length.parse("50mm")
_LARGE, _LARGE_BOLD = 18, 14
# Points; units written in a style convert to numbers with a remainder.
_TOLERANCE = 1e-3


def _general_limits() -> dict[str, Limit]:
    """Return the limits that bind every style."""
    text = Path(__file__).with_name("limits.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Limit])


def _values(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value of a style with its key, in the spelling of style files."""
    if isinstance(table, msgspec.Struct):
        spellings = zip(table.__struct_fields__, table.__struct_encode_fields__, strict=True)
        for name, key in spellings:
            yield from _values(getattr(table, name), (*path, key))
    elif isinstance(table, dict):
        for name, value in table.items():
            yield from _values(value, (*path, name))
    elif table is not None:
        yield path, table


def _as(value: Any, bound: Any) -> Any:
    """Read a bound as what the value is: a length where the value is one."""
    return Length.parse(bound) if isinstance(value, Length) and isinstance(bound, str) else bound


def _equal(one: Any, other: Any) -> bool:
    """Say whether two values are equal; lengths may differ by a thousandth of a point."""
    if isinstance(one, Length) and isinstance(other, Length):
        return abs(one - other) < _TOLERANCE
    return bool(one == other)


def _broken(value: Any, limit: Limit) -> str | None:
    """Say what was expected, or None where the value keeps to the limit.

    Raises:
        TypeError: The limit and the value cannot be compared.
        ValueError: The limit of a length is no length.
    """
    if limit.one_of:
        wanted = [_as(value, choice) for choice in limit.one_of]
        near = any(_equal(value, choice) for choice in wanted)
        return None if near else " or ".join(_spelled(choice) for choice in limit.one_of)
    if not isinstance(value, (int, float)):
        return None
    low = limit.least is not None and value < _as(value, limit.least) - _TOLERANCE
    high = limit.most is not None and value > _as(value, limit.most) + _TOLERANCE
    return _range(limit) if low or high else None


def _spelled(value: str | float | bool) -> str:
    """Write a value as a style file would."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else value


def _range(limit: Limit) -> str:
    """Say a range in words."""
    if limit.least is None:
        return f"at most {_spelled(limit.most or 0)}"
    least = _spelled(limit.least)
    return f"at least {least}" if limit.most is None else f"{least} to {_spelled(limit.most)}"


def _applicable(limits: list[tuple[str, Limit]]) -> Callable[[str], list[Limit]]:
    """Return the function that finds the limits of a key; `*` stands for any name or part of one.

    Patterns are rare among the limits, so that most keys cost a look into a table.
    """
    exact: dict[str, list[Limit]] = {}
    patterns: list[tuple[re.Pattern[str], Limit]] = []
    for key, limit in limits:
        if "*" in key:
            patterns.append((re.compile(re.escape(key).replace(r"\*", r"[^.]*")), limit))
        else:
            exact.setdefault(key, []).append(limit)

    def of(key: str) -> list[Limit]:
        return [
            *exact.get(key, ()),
            *(limit for pattern, limit in patterns if pattern.fullmatch(key)),
        ]

    return of


def _out_of_limits(style: Style) -> Iterator[Misfit]:
    """Yield the values that leave the general limits, or those of the style or its bases."""
    limits_of = _applicable([*_general_limits().items(), *style.limits.items()])
    for path, value in _values(msgspec.structs.replace(style, limits={})):
        for limit in limits_of(".".join(path)):
            try:
                wanted = _broken(value, limit)
            except (TypeError, ValueError):
                wanted = "a limit of the same kind as the value"
            if wanted:
                source = f" ({limit.reason})" if limit.reason else ""
                yield Misfit(path, f"{wanted} was expected{source}")


def _without_room(style: Style) -> Iterator[Misfit]:
    """Yield the margins and indents that leave no room for text."""
    page = style.page
    if page.width - page.margin_left - page.margin_right < LEAST_ROOM:
        yield Misfit(("page", "margin-left"), "the margins leave less than 50mm for the text")
    if page.height - page.margin_top - page.margin_bottom < LEAST_ROOM:
        yield Misfit(("page", "margin-top"), "the margins leave less than 50mm for the text")
    room = page.width - page.margin_left - page.margin_right
    for role, look in style.paragraph.items():
        if look.indent_left + look.indent_right + max(look.first_line, 0) > room / 2:
            yield Misfit(("paragraph", role, "indent-left"), "half the line at most was expected")
        if look.first_line + look.indent_left < 0:
            yield Misfit(
                ("paragraph", role, "first-line"),
                "a first line that begins on the page was expected: at least minus indent-left",
            )


def _is_large(look: ParagraphStyle) -> bool:
    """Say whether text counts as large (WCAG 2.2, success criterion 1.4.3)."""
    return look.size >= (_LARGE_BOLD if look.bold else _LARGE)


def _unreadable(style: Style) -> Iterator[Misfit]:
    """Yield the colours that cannot be read on their background (WCAG 2.2, 1.4.3)."""
    colours, cover = style.colours, style.reader
    paper = colours.paper
    pairs: list[tuple[tuple[str, ...], str, str, bool]] = [
        (("colours", "text"), colours.text, paper, False),
        (("colours", "muted"), colours.muted, paper, False),
        (("colours", "link"), colours.link, paper, False),
        (("reader", "cover-text"), cover.cover_text, cover.cover_background, True),
    ]
    for role, look in style.paragraph.items():
        grounds = {look.background or paper}
        if role == "table-text" and style.table.stripe_background:
            grounds.add(style.table.stripe_background)
        if role == "table-heading" and style.table.header_background:
            grounds = {style.table.header_background}
        key = ("paragraph", role, "colour" if look.colour else "background")
        text = look.colour or colours.text
        pairs += [(key, text, ground, _is_large(look)) for ground in sorted(grounds)]
    others: dict[tuple[str, ...], tuple[str, ...]] = {
        ("reader", "cover-text"): ("reader", "cover-background"),
        **{("colours", name): ("colours", "paper") for name in ("text", "muted", "link")},
    }
    for place, front, ground, large in pairs:
        wanted = ENOUGH_CONTRAST_LARGE if large else ENOUGH_CONTRAST
        if (ratio := contrast(front, ground)) < wanted:
            yield Misfit(
                place,
                f"{front} on {ground} has a contrast of {ratio:.1f} to 1; "
                f"at least {wanted} to 1 was expected (WCAG 2.2, 1.4.3)",
                others.get(place),
            )


def _without_number(style: Style) -> Iterator[Misfit]:
    """Yield a format of list numbers that has no place for the number, or several."""
    if style.list.number_format.count("{}") != 1:
        message = f'one "{{}}" for the number was expected, not "{style.list.number_format}"'
        yield Misfit(("list", "number-format"), message)


def faults(style: Style) -> list[Misfit]:
    """Return all that a style says and that no page can follow."""
    return [
        *_out_of_limits(style),
        *_without_room(style),
        *_without_number(style),
        *_unreadable(style),
    ]
