"""Short rules: lines as long as a text, or a share of it, under or over a paragraph."""

import msgspec

from diemtin.model import LineBreak, Paragraph, plain_text
from diemtin.style import Length, Rule, Style
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.formatting import is_short
from diemtin.writers.docx.metrics import text_width


def add_rule(
    paragraph: Paragraph,
    rule: Rule | None,
    place: Place,
    context: Context,
    *,
    above: bool,
    room_below: float = 0,
) -> None:
    """Draw a rule that is shorter than the column: an empty paragraph with a border and indents.

    A border of the text's own paragraph would be as wide as the column, and a drawing would stay
    behind when the text is edited. The rule is as long as the text is in the style's typeface.
    """
    if rule is None or not is_short(rule):
        return
    style = context.style.of(paragraph.role)
    room = place.width - style.indent_left - style.indent_right
    length = min(longest_line(paragraph, context.style), room)
    if isinstance(rule.width, float):
        length *= min(rule.width, 1)
    left, right = float(style.indent_left), float(style.indent_right)
    if style.alignment == "center":
        left, right = left + (room - length) / 2, right + (room - length) / 2
    elif style.alignment == "right":
        left += room - length
    else:
        right += room - length
    space = (rule.gap, style.space_after + round(room_below, 1))
    if above:
        space = (style.space_before, rule.gap)
    drawn = msgspec.structs.replace(rule, gap=Length(0))
    indents = (round(left, 1), round(right, 1))
    identifier = context.styles.short_rule(paragraph.role, drawn, indents, space)
    context.paragraph(place, identifier, wordless=True)


def longest_line(paragraph: Paragraph, style: Style) -> float:
    """Return the length of a text's longest line, before any is broken, in points."""
    look = style.of(paragraph.role)
    font = style.fonts.word_heading if look.font == "heading" else style.fonts.word_body
    lines = [""]
    for inline in paragraph.content:
        if isinstance(inline, LineBreak):
            lines.append("")
        else:
            lines[-1] += plain_text((inline,))
    if look.capitals:
        lines = [line.upper() for line in lines]
    return max(text_width(line, font, look.size, bold=look.bold) for line in lines)
