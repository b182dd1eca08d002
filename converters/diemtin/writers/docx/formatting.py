"""What a paragraph style of the house means in Word's properties."""

from typing import TYPE_CHECKING

import msgspec

from diemtin.style import Length, ParagraphStyle, Rule, Style
from diemtin.writers.docx.markup import add, colour, eighths, half_points, twips
from diemtin.writers.docx.metrics import line_height

if TYPE_CHECKING:
    from lxml.etree import _Element

_JUSTIFICATION = {"left": "left", "right": "right", "center": "center", "justify": "both"}
_NO_LINE = Rule(thickness=Length(0))
# A border's distance from the text is at most this many points (17.3.4, space).
_WIDEST_GAP = 31


class Look(msgspec.Struct, frozen=True):
    """All that can be said of how paragraphs look, each property ready to be compared."""

    font: str
    size: float
    bold: bool
    italic: bool
    capitals: bool
    colour: str
    background: str
    alignment: str
    left: float
    right: float
    first_line: float
    before: float
    after: float
    line: int
    solid: bool
    keep_with_next: bool
    keep_together: bool
    page_break_before: bool
    above: Rule
    below: Rule


def look_of(paragraph: ParagraphStyle, style: Style) -> Look:
    """Return how a role looks in Word.

    `leading` becomes a multiple of the typeface's own line height (`w:lineRule="auto"`), so that
    the lines stay in proportion when an editor changes the size. A rule that is shorter than the
    column is no part of the look: it is drawn by a paragraph of its own, which also takes the
    space after the text.
    """
    font = style.fonts.word_heading if paragraph.font == "heading" else style.fonts.word_body
    short = is_short(paragraph.rule_below)
    return Look(
        font=font,
        size=paragraph.size,
        bold=paragraph.bold,
        italic=paragraph.italic,
        capitals=paragraph.capitals,
        colour=paragraph.colour or style.colours.text,
        background=paragraph.background or "",
        alignment=paragraph.alignment,
        left=paragraph.indent_left,
        right=paragraph.indent_right,
        first_line=paragraph.first_line,
        before=0 if is_short(paragraph.rule_above) else paragraph.space_before,
        after=0 if short else paragraph.space_after,
        line=round(240 * paragraph.leading / line_height(font)),
        solid=paragraph.solid,
        keep_with_next=paragraph.keep_with_next or short,
        keep_together=paragraph.keep_together,
        page_break_before=paragraph.page_break_before,
        above=_line_along_column(paragraph.rule_above),
        below=_line_along_column(paragraph.rule_below),
    )


def is_short(rule: Rule | None) -> bool:
    """Tell whether a rule is drawn, and shorter than the column."""
    return rule is not None and rule.width != "column" and rule.thickness > 0 and rule.width != 0


def _line_along_column(rule: Rule | None) -> Rule:
    drawn = rule is not None and rule.thickness > 0 and not is_short(rule) and rule.width != 0
    return rule if drawn and rule is not None else _NO_LINE


def plain_look(look: Look) -> Look:
    """Return how text looks by the document's defaults, so that a style says all the rest."""
    return msgspec.structs.replace(
        look,
        bold=False,
        italic=False,
        capitals=False,
        colour="",
        background="",
        alignment="",
        left=-1,
        right=-1,
        first_line=0,
        before=-1,
        after=-1,
        line=0,
        solid=False,
        keep_with_next=False,
        keep_together=False,
        page_break_before=False,
        above=_NO_LINE,
        below=_NO_LINE,
    )


def add_paragraph_properties(
    properties: "_Element",
    look: Look,
    base: Look,
    style: Style,
    *,
    tab: float | None = None,
    number: str | None = None,
) -> None:
    """Write what differs from the look of the style beneath, in the schema's order (CT_PPr).

    Args:
        properties: A `w:pPr`.
        look: The look of the style.
        base: The look of the style that it is based on.
        style: The house style.
        tab: Where text behind a leader of dots ends, in points.
        number: The list that paragraphs of the style belong to.
    """
    for tag, attribute in (
        ("w:keepNext", "keep_with_next"),
        ("w:keepLines", "keep_together"),
        ("w:pageBreakBefore", "page_break_before"),
    ):
        _add_switch(properties, tag, getattr(look, attribute), getattr(base, attribute))
    if number:
        add(add(properties, "w:numPr"), "w:numId", val=number)
    if (look.above, look.below) != (base.above, base.below):
        add_borders(properties, look.above, look.below, style)
    if look.background != base.background:
        fill = colour(look.background) if look.background else "auto"
        add(properties, "w:shd", val="clear", color="auto", fill=fill)
    if tab is not None:
        tabs = add(properties, "w:tabs")
        add(tabs, "w:tab", val="right", leader="dot", pos=twips(tab))
    _add_spacing(properties, look, base)
    _add_indents(properties, look, base)
    _add_switch(properties, "w:contextualSpacing", look.solid, base.solid)
    if look.alignment != base.alignment:
        add(properties, "w:jc", val=_JUSTIFICATION[look.alignment])


def add_borders(properties: "_Element", above: Rule, below: Rule, style: Style) -> None:
    """Write the lines above and below a paragraph."""
    borders = add(properties, "w:pBdr")
    for tag, rule in (("w:top", above), ("w:bottom", below)):
        if rule.thickness <= 0:
            add(borders, tag, val="nil")
            continue
        add(
            borders,
            tag,
            val="single",
            sz=eighths(rule.thickness),
            space=str(min(round(rule.gap), _WIDEST_GAP)),
            color=colour(rule.colour or style.colours.rule),
        )


def _add_switch(properties: "_Element", tag: str, value: bool, below: bool) -> None:
    """Write a property that is on or off, if the style beneath says otherwise."""
    if value and not below:
        add(properties, tag)
    elif below and not value:
        add(properties, tag, val="0")


def _add_spacing(properties: "_Element", look: Look, base: Look) -> None:
    values = {}
    if look.before != base.before:
        values["before"] = twips(look.before)
    if look.after != base.after:
        values["after"] = twips(look.after)
    if look.line != base.line:
        values |= {"line": str(look.line), "lineRule": "auto"}
    if values:
        add(properties, "w:spacing", **values)


def _add_indents(properties: "_Element", look: Look, base: Look) -> None:
    values = {}
    if look.left != base.left:
        values["left"] = twips(look.left)
    if look.right != base.right:
        values["right"] = twips(look.right)
    if look.first_line != base.first_line:
        hangs = look.first_line < 0
        values["hanging" if hangs else "firstLine"] = twips(abs(look.first_line))
    if values:
        add(properties, "w:ind", **values)


def add_run_properties(properties: "_Element", look: Look, base: Look, language: str) -> None:
    """Write what differs from the style beneath, and the language, in the schema's order."""
    if look.font != base.font:
        add_font(properties, look.font)
    for tags, attribute in (
        (("w:b", "w:bCs"), "bold"),
        (("w:i", "w:iCs"), "italic"),
        (("w:caps",), "capitals"),
    ):
        for tag in tags:
            _add_switch(properties, tag, getattr(look, attribute), getattr(base, attribute))
    if look.colour != base.colour:
        add(properties, "w:color", val=colour(look.colour))
    if look.size != base.size:
        add(properties, "w:sz", val=half_points(look.size))
        add(properties, "w:szCs", val=half_points(look.size))
    add_language(properties, language)


def add_font(properties: "_Element", font: str) -> None:
    """Name one typeface for all scripts."""
    add(properties, "w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def add_language(properties: "_Element", language: str) -> None:
    """Name the language of the text for the proofing tools."""
    add(properties, "w:lang", val=language, eastAsia=language)
