"""Charts: the shapes of a drawing, painted by reportlab's graphics as one figure.

Lettering is drawn as outlines. Its font is then the style's, with our own shaping, whatever
reportlab knows of it; and who copies the text of the page gets the document's words alone, of
which the lettering is none: the figure's alternative text and the table below it say the same.
"""

from functools import lru_cache
from hashlib import sha256

from reportlab.graphics import renderPDF, shapes
from reportlab.lib.colors import HexColor

from diemtin.charts import Box, Dot, Drawing, Lettering, Stroke, draw
from diemtin.fonts import Segment, glyph_outline
from diemtin.model import Chart
from diemtin.style import Style
from diemtin.writers.pdf.canvas import TaggedCanvas
from diemtin.writers.pdf.flowables import Flowable, Room
from diemtin.writers.pdf.objects import Stream
from diemtin.writers.pdf.structure import Element

_OPERATORS = {"move": "m", "line": "l", "quadratic": "c", "cubic": "c", "close": "h"}


class ChartFlowable(Flowable):
    """A drawing as wide as its page; on a page that is too low for it, it is scaled down."""

    space_before, space_after = 8.0, 6.0

    def __init__(self, chart: Chart, style: Style, element: Element) -> None:
        self._chart, self._style = chart, style
        self._drawing = Drawing(0, 0, ())
        self.element = element

    def measure(self, room: Room) -> float:
        """Return the height of the drawing."""
        if self._drawing.width != room.width:
            self._drawing = draw(self._chart, self._style, room.width)
        self._scale = min(1.0, room.page * 0.8 / self._drawing.height)
        self.height = self._drawing.height * self._scale
        return self.height

    def draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner at (x, y)."""
        canvas.anchor(self.identifier, x, y + self.height)
        canvas.anchor(self.section, x, y + self.height)
        if not self._drawing.marks:
            return
        corners = (
            *canvas.absolutePosition(x, y),
            *canvas.absolutePosition(x + self._drawing.width * self._scale, y + self.height),
        )
        told = " ".join(f"{value:.2f}" for value in corners)
        self.element.attributes = f"/O/Layout/Placement/Block/BBox[{told}]"
        with canvas.whole(self.element):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.scale(self._scale, self._scale)
            renderPDF.draw(shapes_of(self._drawing, self._style), canvas, 0, 0)
            for mark in self._drawing.marks:
                if isinstance(mark, Lettering):
                    _paint_lettering(canvas, mark, self._drawing.height, self._style)
            canvas.restoreState()


def shapes_of(drawing: Drawing, style: Style) -> shapes.Drawing:
    """Return all of a drawing but its lettering, with the origin in the lower left corner."""
    painted = shapes.Drawing(drawing.width, drawing.height)
    for mark in drawing.marks:
        colour, height = HexColor(getattr(style.colours, mark.ink)), drawing.height
        match mark:
            case Stroke():
                ends = (mark.x1, height - mark.y1, mark.x2, height - mark.y2)
                painted.add(shapes.Line(*ends, strokeColor=colour, strokeWidth=mark.thickness))
            case Box():
                place = (mark.x, height - mark.y - mark.height, mark.width, mark.height)
                painted.add(shapes.Rect(*place, fillColor=colour, strokeColor=None))
            case Dot():
                y = height - mark.y
                painted.add(
                    shapes.Circle(mark.x, y, mark.radius, fillColor=colour, strokeColor=None)
                )
            case _:
                pass
    return painted


def _paint_lettering(canvas: TaggedCanvas, line: Lettering, height: float, style: Style) -> None:
    """Paint the glyphs of a line; each is in the file once."""
    canvas.setFillColor(HexColor(getattr(style.colours, line.ink)))
    size = f"{line.size / 1000:.5f}"
    for glyph in line.glyphs():
        outline = glyph_outline(glyph.face, glyph.glyph)
        if outline:
            name, code, entries = _form(outline)
            place = f"{size} 0 0 {size} {glyph.x:.2f} {height - glyph.y:.2f}"
            canvas.external(name, Stream(code, entries), place)


@lru_cache(maxsize=1 << 12)
def _form(outline: tuple[Segment, ...]) -> tuple[str, bytes, str]:
    """Return name, code and dictionary of an outline as a form filled in the current colour."""
    parts: list[str] = []
    reach = [0.0]
    at: tuple[float, ...] = (0.0, 0.0)
    for operator, values in outline:
        points = values
        if operator == "quadratic":
            points = _cubic(at, values[:2], values[2:])
        parts.append(" ".join([*(f"{value:g}" for value in points), _OPERATORS[operator]]))
        at = points[-2:] if points else at
        reach += points
    code = f"{' '.join(parts)} f".encode()
    low, high = min(reach), max(reach)
    entries = f"/Type/XObject/Subtype/Form/BBox[{low:g} {low:g} {high:g} {high:g}]/Resources<<>>"
    return f"glyph-{sha256(code).hexdigest()[:16]}", code, entries


def _cubic(
    start: tuple[float, ...], control: tuple[float, ...], end: tuple[float, ...]
) -> tuple[float, ...]:
    """Return the cubic curve, without its start, that runs as a quadratic one does.

    >>> _cubic((0, 0), (3, 3), (6, 0))
    (2.0, 2.0, 4.0, 2.0, 6, 0)
    """
    controls = [
        round(near + (control[axis] - near) * 2 / 3, 1)
        for point in (start, end)
        for axis, near in enumerate(point)
    ]
    return (*controls, *end)
