"""Charts: a picture for Word, in which the chart itself is kept for whoever reads the file."""

from hashlib import sha256

from diemtin.charts.picture import RESOLUTION, chart_picture
from diemtin.model import Chart, Picture
from diemtin.writers.docx.context import Context, Place
from diemtin.writers.docx.figures import add_picture, room_at
from diemtin.writers.docx.inlines import add_content

# A page that is too low for a drawing gets it smaller: so much of its height at most.
_HIGHEST = 0.8


def add_chart(chart: Chart, place: Place, context: Context) -> None:
    """Write a chart as a picture as wide as the text, and its caption below."""
    data, drawing = chart_picture(chart, context.style, room_at(place, context))
    width, height = (round(side * RESOLUTION / 72) for side in drawing[:2])
    name = f"chart-{sha256(data).hexdigest()[:32]}"
    picture = Picture(name, "image/png", width, height, data)
    page = context.style.page
    text_height = page.height - page.margin_top - page.margin_bottom
    scale = min(1.0, _HIGHEST * text_height / drawing.height)
    style = context.styles.variant("figure-captioned" if chart.caption else "figure")
    node = context.paragraph(place, style)
    with context.bookmarked(node, chart.identifier):
        size = (drawing.width * scale, drawing.height * scale)
        add_picture(node, picture, size, chart.alternative, context)
    if chart.caption:
        caption = context.paragraph(place, context.styles.role("caption"))
        add_content(caption, chart.caption, context)
