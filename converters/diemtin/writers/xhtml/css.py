"""A style as CSS: relative sizes, for the reader's own font size and a light or dark page."""

from collections.abc import Iterable, Iterator

from diemtin.style import (
    Colour,
    ParagraphStyle,
    Rule,
    Style,
    contrast,
    dark_background,
    dark_text,
    shipped_file,
)
from diemtin.style.types import ROLES
from diemtin.writers.xhtml.charts import chart_width
from diemtin.writers.xhtml.escape import class_name, css_string

# Roles that are elements of their own; every other role is a class.
SELECTORS = {
    "body": "p",
    **{f"heading-{level}": f"h{level}" for level in range(1, 7)},
    "list-item": "li, .list-item",
    "quote": "blockquote > p, .quote",
    "fact": "dl.facts, p.fact",
    "glossary": "dl.glossary, p.glossary",
    "source": "dl.sources, p.source",
    "table-text": "td, th",
    "table-heading": "th",
    "table-caption": "caption",
}
NOT_ON_SCREEN = ("running-head", "page-number")
_DEFINITIONS = ("fact", "glossary", "source")
_CELLS = ("table-text", "table-heading")
# Sizes above this multiple of the text's shrink on a narrow screen, by this share of the excess.
_LARGE, _KEPT_EXCESS = 1.4, 0.5
# Text of 12 points on paper is this much larger than a browser's own size on a screen.
_COMMON_SIZE, _SCREEN_SIZE = 12, 1.125
# Beyond this multiple of the text's size, cells of a narrow screen hold one word a line.
_NARROW_CELL = 0.85
_NARROW, _WIDE = "32em", "40em"


def _number(value: float) -> str:
    """Write a number with three decimals at most."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _em(points: float, size: float) -> str:
    """Write a length as a multiple of the font size that it goes with."""
    return f"{_number(points / size)}em" if abs(points) > 1e-6 else "0"


def selector(role: str, suffix: str = "") -> str:
    """Return what a role is called in CSS, each name with the suffix."""
    names = SELECTORS.get(role, f".{class_name(role)}").split(", ")
    return ", ".join(name + suffix for name in names)


def _family(style: Style, font: str) -> str:
    """Return a stack of families, with the class that stands in for all."""
    names = style.fonts.body if font == "body" else style.fonts.heading
    generic = style.fonts.body_class if font == "body" else style.fonts.heading_class
    return ", ".join([*map(css_string, names), generic])


def _declarations(style: Style, role: str) -> Iterator[str]:
    """Yield the declarations of a role, but its alignment and its rules."""
    look, body = style.of(role), style.of("body")
    if role != "body":
        yield f"font-size: {_em(look.size, body.size)}"
    if look.font != "body":
        yield f"font-family: {_family(style, look.font)}"
    yield f"line-height: {_number(look.leading)}"
    yield f"font-weight: {'bold' if look.bold else 'normal'}"
    yield f"font-style: {'italic' if look.italic else 'normal'}"
    if look.capitals:
        yield "text-transform: uppercase"
    left, right = _em(look.indent_left, look.size), _em(look.indent_right, look.size)
    above, below = _em(look.space_before, look.size), _em(look.space_after, look.size)
    if role not in (*_DEFINITIONS, *_CELLS):
        yield f"margin: {above} {right} {below} {left}"
    yield f"text-indent: {_em(look.first_line, look.size)}"
    if look.colour:
        yield f"color: {look.colour}"
    if look.background:
        yield f"background-color: {look.background}"
        yield "padding: 0.2em 0.4em"
    if look.keep_with_next:
        yield "page-break-after: avoid; break-after: avoid"
    if look.keep_together:
        yield "page-break-inside: avoid; break-inside: avoid"
    if look.page_break_before:
        yield "page-break-before: always; break-before: page"


def _rule_of_role(style: Style, role: str) -> Iterator[str]:
    """Yield the CSS rules of a role."""
    look = style.of(role)
    aligned = "left" if look.alignment == "justify" else look.alignment
    said = [*_declarations(style, role), f"text-align: {aligned}"]
    yield f"{selector(role)} {{ {'; '.join(said)} }}"
    if look.solid and role not in _DEFINITIONS:
        pulled = _em(-look.space_after, look.size)
        yield f"{selector(role)} + {selector(role)} {{ margin-top: {pulled} }}"
    for side, rule in (("before", look.rule_above), ("after", look.rule_below)):
        if rule and rule.thickness:
            yield from _line(style, role, rule, side)


def _line(style: Style, role: str, rule: Rule, side: str) -> Iterator[str]:
    """Yield the CSS of a line above or below a paragraph."""
    look, edge = style.of(role), "top" if side == "before" else "bottom"
    colour = rule.colour or look.colour or style.colours.text
    line = f"{_number(max(rule.thickness, 0.75))}pt solid {colour}"
    gap = _em(rule.gap, look.size)
    if rule.width == "column":
        yield f"{selector(role)} {{ border-{edge}: {line}; padding-{edge}: {gap} }}"
        return
    share = 100.0 if rule.width == "text" else float(rule.width) * 100
    auto = {"center": "auto auto", "right": "auto 0"}.get(look.alignment, "0 auto")
    right_left = f"margin-left: {auto.split()[0]}; margin-right: {auto.split()[1]}"
    yield f"{selector(role)} {{ width: fit-content; max-width: 100%; {right_left} }}"
    yield (
        f'{selector(role, f"::{side}")} {{ content: ""; display: block; '
        f"width: {_number(share)}%; {right_left}; border-{edge}: {line}; "
        f"margin-{'bottom' if side == 'before' else 'top'}: {gap} }}"
    )


def _list_rules(style: Style) -> Iterator[str]:
    """Yield the rules of lists and tables."""
    body, table = style.of("body"), style.table
    indent = _em(style.list.indent + body.size / 2, body.size)
    yield f"ul, ol {{ margin: 0 0 {_em(body.space_after, body.size)}; padding-left: {indent} }}"
    yield f"ul {{ list-style-type: {css_string(f'{style.list.bullet} ')} }}"
    head, tail = style.list.number_format.split("{}")
    if (head, tail) != ("", "."):
        before, after = css_string(head), css_string(f"{tail} ")
        yield f"ol > li::marker {{ content: {before} counter(list-item) {after} }}"
    yield "nav ol.contents { padding-left: 0 }"
    yield "li li, li .list-item { font-size: 1em }"
    for role in _DEFINITIONS:
        look = style.of(role)
        above = _em(0 if look.solid else look.space_before, look.size)
        below = _em(0 if look.solid else look.space_after, look.size)
        yield f"{selector(role, ' > div')} {{ margin: {above} 0 {below} }}"
        behind = look.space_after if look.solid else 1.5 * body.space_after
        yield f"{selector(role)} {{ margin-bottom: {_em(behind, look.size)} }}"
    size = style.of("table-text").size
    padding = _em(table.padding, size)
    border = f"{_number(max(table.border, 0.75))}pt solid {style.colours.rule}"
    yield f"td, th {{ padding: {padding}; border: {border if table.border else 'none'} }}"
    if table.header_background:
        yield f"thead th {{ background-color: {table.header_background} }}"
    if table.stripe_background:
        yield f"tbody tr:nth-child(even) {{ background-color: {table.stripe_background} }}"
    yield f"a {{ color: {style.colours.link} }}"
    yield "nav a { color: inherit }"
    centred = style.of("caption").alignment == "center"
    placed = f"margin: 0 {'auto' if centred else '0'}"
    yield f".chart {{ max-width: {_em(chart_width(style), body.size)}; {placed} }}"
    yield from (f".chart-{ink} {{ color: {colour} }}" for ink, colour in _inks(style).items())


def _inks(style: Style) -> dict[str, Colour]:
    """Return the colours of a chart but that of its text, which is the one of the text around."""
    return {"muted": style.colours.muted, "accent": style.colours.accent}


def _narrow(style: Style) -> Iterator[str]:
    """Yield what narrow screens need: room for long words, and headings with one edge.

    A heading fills several lines there, and an indent of the first would look like a mistake.
    """
    body = style.of("body")
    for role in _roles(style):
        look = style.of(role)
        share = look.size / body.size
        if share > _LARGE:
            size = _number(_LARGE + (share - _LARGE) * _KEPT_EXCESS)
            yield f"{selector(role)} {{ font-size: {size}em }}"
        elif role in _CELLS and share > _NARROW_CELL:
            yield f"{selector(role)} {{ font-size: {_NARROW_CELL}em }}"
        if role.startswith("heading-") and look.first_line:
            yield f"{selector(role)} {{ text-indent: 0 }}"


def _justified(style: Style) -> Iterator[str]:
    """Yield what is justified where lines are long enough to have no rivers."""
    for role in _roles(style):
        if style.of(role).alignment == "justify":
            yield f"{selector(role)} {{ text-align: justify }}"


def _dark(style: Style) -> Iterator[str]:
    """Yield the colours of a dark page: each keeps its hue, and is readable."""
    paper = dark_background(style.colours.paper)
    text = dark_text(style.colours.text, paper, 7)
    yield f"html, body {{ background-color: {paper}; color: {text} }}"
    yield f"a {{ color: {dark_text(style.colours.link, paper)} }}"
    yield "nav a { color: inherit }"
    for role in _roles(style):
        look = style.of(role)
        ground = dark_background(look.background) if look.background else paper
        if look.background:
            yield f"{selector(role)} {{ background-color: {ground} }}"
        if look.colour or look.background:
            colour = dark_text(look.colour or style.colours.text, ground)
            yield f"{selector(role)} {{ color: {colour} }}"
        yield from _dark_lines(style, role, look, paper)
    for ink, colour in _inks(style).items():
        yield f".chart-{ink} {{ color: {dark_text(colour, paper)} }}"
    table = style.table
    yield f"td, th {{ border-color: {_dark_line(style.colours.rule, paper)} }}"
    for name, ground_colour in (
        ("thead th", table.header_background),
        ("tbody tr:nth-child(even)", table.stripe_background),
    ):
        if ground_colour:
            ground = dark_background(ground_colour)
            yield f"{name} {{ background-color: {ground}; color: {dark_text(text, ground)} }}"


def _dark_lines(style: Style, role: str, look: ParagraphStyle, paper: Colour) -> Iterator[str]:
    """Yield the colours of a role's lines on a dark page."""
    sides = ((look.rule_above, "top", "before"), (look.rule_below, "bottom", "after"))
    for rule, edge, side in sides:
        if rule and rule.thickness:
            colour = _dark_line(rule.colour or look.colour or style.colours.text, paper)
            name = selector(role, "" if rule.width == "column" else f"::{side}")
            yield f"{name} {{ border-{edge}-color: {colour} }}"


def _dark_line(colour: Colour, paper: Colour) -> Colour:
    """Return the colour of a line on a dark page: a faint one stays faint."""
    faint = contrast(colour, "#ffffff") < 3
    return dark_background(colour) if faint else dark_text(colour, paper, 3)


def _roles(style: Style) -> list[str]:
    """Return the roles that a screen shows, in a fixed order."""
    own = sorted(role for role in style.paragraph if role not in ROLES)
    return [role for role in (*ROLES, *own) if role not in NOT_ON_SCREEN]


def _block(condition: str, rules: Iterable[str]) -> str:
    """Return rules under a media condition."""
    inner = "\n".join(f"  {rule}" for rule in rules)
    return f"@media {condition} {{\n{inner}\n}}" if inner else ""


def stylesheet(style: Style) -> str:
    """Return the style as CSS, after the rules that hold for every style.

    Font sizes, spaces and indents are multiples of the reader's font size; nothing fixes the
    width of lines, the size of the text or the colour of a light page. Long lines are justified
    where the style says so, large type is smaller on narrow screens and headings have no indent
    there, and a dark page gets the same hues, light enough to be read.
    """
    parts = [
        shipped_file("reader.css").read_text(encoding="utf-8"),
        f"body {{ font-family: {_family(style, 'body')} }}",
        *(rule for role in _roles(style) for rule in _rule_of_role(style, role)),
        *_list_rules(style),
        _block(f"(max-width: {_NARROW})", _narrow(style)),
        _block(f"(min-width: {_WIDE})", _justified(style)),
        _block("(prefers-color-scheme: dark)", _dark(style)),
        style.reader.css or "",
    ]
    return "\n".join(part.rstrip() for part in parts if part) + "\n"


def page_rules(style: Style) -> str:
    """Return what a page of its own needs beside the stylesheet: its frame, colours and paper."""
    page, body, colours = style.page, style.of("body"), style.colours
    measure = (page.width - page.margin_left - page.margin_right) / body.size
    margins = (page.margin_top, page.margin_right, page.margin_bottom, page.margin_left)
    size = max(1.0, _SCREEN_SIZE * body.size / _COMMON_SIZE)
    paper = dark_background(colours.paper)
    text = dark_text(colours.text, paper, 7)
    sheet = " ".join(f"{_number(margin)}pt" for margin in margins)
    rules = [
        ":root { color-scheme: light dark }",
        f"html, body {{ background-color: {colours.paper}; color: {colours.text} }}",
        f"body {{ max-width: {_number(measure)}em; font-size: {_number(size)}em }}",
        "body { margin: 0 auto; padding: 2em 1.2em 4em }",
        "section + section { margin-top: 1.5em }",
        _block(
            "(prefers-color-scheme: dark)",
            [f"html, body {{ background-color: {paper}; color: {text} }}"],
        ),
        f"@page {{ size: {_number(page.width)}pt {_number(page.height)}pt; margin: {sheet} }}",
        _block(
            "print",
            [
                f"body {{ font-size: {_number(body.size)}pt; max-width: none; padding: 0 }}",
                "section + section { page-break-before: always; margin: 0 }",
                "a { color: inherit }",
            ],
        ),
    ]
    return "\n".join(rules) + "\n"
