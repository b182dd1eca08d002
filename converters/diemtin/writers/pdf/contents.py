"""Lines of the table of contents: a leader, and a page number that is known only at the end."""

from collections.abc import Callable

from diemtin.writers.pdf.breaking import Line
from diemtin.writers.pdf.canvas import Code, TaggedCanvas
from diemtin.writers.pdf.prose import Prose
from diemtin.writers.pdf.structure import Element
from diemtin.writers.pdf.typesetting import Look

# Room for a number of four digits, and the distances of the leader's dots and ends, in ems.
_NUMBER_ROOM, _DOT_DISTANCE, _LEADER_GAP = 2.6, 0.4, 0.4


class ContentsLine(Prose):
    """A line of the contents; its height is final before its number is known.

    The number is written when the file is saved, in the place that it was laid out for.
    """

    target = ""
    number_look: Look

    def with_number(self, target: str, look: Look, element: Element) -> "ContentsLine":
        """Point the line at an identifier, whose page is printed in a look."""
        self.target, self.number_look, self._link = target, look, element
        # The glyphs of all digits are embedded now: fonts are complete before pages are.
        look.words("0123456789")
        return self

    def text_width(self, width: float) -> float:
        """Leave room for the number."""
        return max(super().text_width(width) - _NUMBER_ROOM * self.number_look.size, 1.0)

    def _following(self, line: Line) -> int | None:
        """Have a space before the number, too."""
        return min(line.end, len(self.text.words) - 1)

    def _code(self, canvas: TaggedCanvas, x: float, top: float) -> list[Code]:
        code = super()._code(canvas, x, top)
        line = self.lines[-1]
        baseline = top - self._ascent() - (len(self.lines) - 1) * self.leading
        start = x + self._start(line, len(self.lines) - 1) + line.width
        end = x + self.width - self.paragraph.indent_right
        begin = canvas.content(self._link)
        return [*code, self._numbered(canvas.anchors, begin, start, end, baseline)]

    def _numbered(
        self, anchors: dict[str, int], begin: str, start: float, end: float, baseline: float
    ) -> Callable[[], str]:
        """Return what writes the leader and the number, once the anchors have their pages."""
        look = self.number_look

        def code() -> str:
            word = look.set(str(anchors.get(self.target, "")))
            gap = _LEADER_GAP * look.size
            leader = _leader(start + gap, end - word.width - gap, baseline, look)
            place = f"{end - word.width:.2f} {baseline:.2f} Td"
            shown = f"BT {look.state} {place} [({word.pieces[0].code})]TJ ET"
            return f"{leader}\n{begin} {shown} EMC"

        return code


def _leader(start: float, end: float, baseline: float, look: Look) -> str:
    """Return a line of round dots, an artifact; dots of all lines stand below one another."""
    step = _DOT_DISTANCE * look.size
    last = end - end % step
    if last - start < step:
        return ""
    first = last - (last - start) // step * step
    pen = f"1 J {look.size / 14:.2f} w [0 {step:.2f}] 0 d {look.colour} RG"
    line = f"{first:.2f} {baseline + 0.5:.2f} m {last + 0.01:.2f} {baseline + 0.5:.2f} l S"
    return f"/Artifact BMC q {pen} {line} Q EMC"
