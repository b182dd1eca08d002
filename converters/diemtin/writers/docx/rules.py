"""Short rules: lines as long as a text, or a share of it, under or over a paragraph."""

import msgspec

from diemtin.model import LineBreak, Paragraph, plain_text
from diemtin.style import ParagraphStyle, Rule
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.formatting import is_short
from diemtin.writers.docx.metrics import text_width


def add_rule(
    paragraph: Paragraph, rule: Rule | None, place: Place, context: Context, *, above: bool
) -> None:
    """Draw a rule that is shorter than the column: an empty paragraph with a border and indents.

    A border of the text's own paragraph would be as wide as the column, and a drawing would stay
    behind when the text is edited. The rule is as long as the text is in the style's typeface.
    """
    if rule is None or not is_short(rule):
        return
    style = context.style.of(paragraph.role)
    room = place.width - style.indent_left - style.indent_right
    length = min(_length(paragraph, style, context), room)
    if isinstance(rule.width, float):
        length *= min(rule.width, 1)
    left, right = float(style.indent_left), float(style.indent_right)
    if style.alignment == "center":
        left, right = left + (room - length) / 2, right + (room - length) / 2
    elif style.alignment == "right":
        left += room - length
    else:
        right += room - length
    before, after = (style.space_before, rule.gap) if above else (rule.gap, style.space_after)
    drawn = msgspec.structs.replace(rule, gap=0)
    identifier = context.styles.short_rule(
        paragraph.role, drawn, (round(left, 1), round(right, 1)), (before, after)
    )
    context.paragraph(place, identifier)


def _length(paragraph: Paragraph, style: ParagraphStyle, context: Context) -> float:
    """Return the length of a text's longest line, in points."""
    fonts = context.style.fonts
    font = fonts.word_heading if style.font == "heading" else fonts.word_body
    lines: list[list[str]] = [[]]
    for inline in paragraph.content:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(plain_text((inline,)))
    texts = ["".join(line) for line in lines]
    if style.capitals:
        texts = [text.upper() for text in texts]
    return max(text_width(text, font, style.size, bold=style.bold) for text in texts)
