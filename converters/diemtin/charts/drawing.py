"""Drawing a chart: from its data to marks in points."""

import msgspec

from diemtin.charts.bars import draw_bars
from diemtin.charts.lettering import Type
from diemtin.charts.marks import Drawing
from diemtin.charts.timeline import draw_timeline
from diemtin.model import Chart
from diemtin.style import Style

# A drawing shows so many things; a chart that another program made may have any number.
MOST = 24


def draw(chart: Chart, style: Style, width: float) -> Drawing:
    """Draw a chart as wide as given, in points; its height follows from its points.

    No lettering overlaps another. Labels that are too long end in an ellipsis.

    Raises:
        StyleError: No font family that the style names is at hand.
    """
    chart = msgspec.structs.replace(chart, points=chart.points[:MOST])
    drawn = draw_timeline if chart.kind == "timeline" else draw_bars
    return drawn(chart, Type(style), width)
