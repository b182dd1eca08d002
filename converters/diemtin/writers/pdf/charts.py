"""Charts: the shapes of a drawing, painted on reportlab's canvas as one figure.

Lettering is drawn as outlines. Its font is then the style's, with our own shaping, whatever
reportlab knows of it; and who copies the text of the page gets the document's words alone, of
which the lettering is none: the figure's alternative text and the table below it say the same.
"""

from functools import lru_cache
from hashlib import sha256

from reportlab.lib.colors import HexColor

from diemtin.charts import Box, Dot, Drawing, Lettering, Mark, Stroke, draw
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
            for mark in self._drawing.marks:
                _paint(canvas, mark, self._drawing.height, self._style)
            canvas.restoreState()


def _paint(canvas: TaggedCanvas, mark: Mark, height: float, style: Style) -> None:
    """Paint a mark of a drawing of a height, with the origin in the lower left corner."""
    colour = HexColor(getattr(style.colours, mark.ink))
    canvas.setFillColor(colour)
    match mark:
        case Stroke():
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(mark.thickness)
            canvas.line(mark.x1, height - mark.y1, mark.x2, height - mark.y2)
        case Box():
            bottom = height - mark.y - mark.height
            canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=0, fill=1)
        case Dot():
            canvas.circle(mark.x, height - mark.y, mark.radius, stroke=0, fill=1)
        case Lettering():
            _paint_lettering(canvas, mark, height)


def _paint_lettering(canvas: TaggedCanvas, line: Lettering, height: float) -> None:
    """Paint the glyphs of a line; each is in the file once."""
    size = f"{line.size / 1000:.5f}"
    for glyph in line.glyphs():
        outline = glyph_outline(glyph.face, glyph.glyph)
        if outline:
            name, form = _form(outline)
            place = f"{size} 0 0 {size} {glyph.x:.2f} {height - glyph.y:.2f}"
            canvas.external(name, form, place)


@lru_cache(maxsize=1 << 12)
def _form(outline: tuple[Segment, ...]) -> tuple[str, Stream]:
    """Return an outline as a form that is filled in the current colour, and its name."""
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
    return f"glyph-{sha256(code).hexdigest()[:16]}", Stream(code, entries)


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
