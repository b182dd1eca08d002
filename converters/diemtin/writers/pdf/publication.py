"""The publication: pages with their margins, running heads and numbers, filled in one pass."""

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate, PageBegin, PageTemplate
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.frames import Frame

from diemtin.model import PageBreak, Text
from diemtin.style import Style
from diemtin.writers.pdf.canvas import PAGINATION, TaggedCanvas
from diemtin.writers.pdf.inlines import Inlines
from diemtin.writers.pdf.keeping import KeptTogether
from diemtin.writers.pdf.prose import Prose

PORTRAIT, LANDSCAPE = "portrait", "landscape"
_HEAD_GAP = 6.0


class TurnPage(ActionFlowable):
    """Goes to a new page of a kind, unless one is about to begin, which becomes of that kind."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.template = template

    def apply(self, doc: "Publication") -> None:
        """End the page."""
        doc.handle_nextPageTemplate(self.template)
        doc.handle_pageBreak()


class Publication(BaseDocTemplate):
    """A document template that knows which block every page begins in.

    Args:
        output: The file-like object to write to.
        style: The style of pages.
        inlines: Sets running heads and page numbers.
        titles: The running head of every section by its identifier.
        title: The running head of all pages where the style asks for the document's title.
    """

    def __init__(
        self, output: Any, style: Style, inlines: Inlines, titles: dict[str, str], title: str
    ) -> None:
        page = style.page
        super().__init__(
            output,
            pagesize=(page.width, page.height),
            keepTogetherClass=KeptTogether,
            pageTemplates=[
                _template(PORTRAIT, style, page.width, page.height, self._close_page),
                _template(LANDSCAPE, style, page.height, page.width, self._close_page),
            ],
        )
        self.style = style
        self.breaks: list[PageBreak] = []
        self._inlines, self._titles, self._title = inlines, titles, title
        self._block = ("", 0)

    def start(self, canvas: Callable[..., TaggedCanvas]) -> TaggedCanvas:
        """Begin: returns the canvas that the pages will be drawn on."""
        self._doSave = False
        self._startBuild(canvasmaker=canvas)
        self.canv._doctemplate = self
        started: TaggedCanvas = self.canv
        return started

    def fill(self, story: Iterable[list[Flowable]]) -> None:
        """Lay out a story that comes in batches: memory holds the flowables of one at a time.

        A document without text is one empty page, since a PDF has at least one.
        """
        for batch in story:
            self._place(batch)
        if not self.page:
            self._place([Spacer(0, 1)])
        self._endBuild()

    def _place(self, batch: list[Flowable]) -> None:
        while batch:
            if isinstance(batch[0], TurnPage) and self._hanging == [PageBegin]:
                self.handle_nextPageTemplate(batch.pop(0).template)
                self._setPageTemplate()
                continue
            self.clean_hanging()
            self.handle_flowable(batch)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Note the first block of each page."""
        if isinstance(flowable, (type, ActionFlowable)):
            return
        self._block = getattr(flowable, "block", self._block)
        if len(self.breaks) < self.page:
            self.breaks.append(PageBreak(self.page, *self._block))

    def _close_page(self, canvas: TaggedCanvas, _document: Any) -> None:
        """Draw the running head and the number of the page that is full."""
        if len(self.breaks) < self.page:
            self.breaks.append(PageBreak(self.page, *self._block))
        width, height = canvas._pagesize
        running = self.style.running
        if self.page > 1 or running.number_on_first_page:
            with canvas.artifact(PAGINATION.format("Footer")):
                self._draw_number(canvas, width, height)
        head = self._head()
        if head and self.page > 1:
            with canvas.artifact(PAGINATION.format("Header")):
                self._draw_head(canvas, width, height, head)

    def _head(self) -> str:
        match self.style.running.head:
            case "section":
                return self._titles.get(self.breaks[-1].section, "")
            case "title":
                return self._title
            case _:
                return ""

    def _line(self, text: str, role: str, width: float) -> Prose:
        """Set one line; what goes beyond it is cut off."""
        paragraph = self.style.of(role)
        while True:
            words = self._inlines.words((Text(text),), paragraph)
            line = Prose(words, paragraph, paragraph.size * paragraph.leading, None)
            line.wrap(width, paragraph.size)
            if len(line.lines) < 2:
                return line
            parts = text.removesuffix("…").split()
            kept = parts[: min(line.lines[0].end, len(parts) - 1)]
            text = (" ".join(kept) or parts[0][: len(parts[0]) // 2]) + "…"

    def _draw_number(self, canvas: TaggedCanvas, width: float, height: float) -> None:
        page, place = self.style.page, self.style.running.number
        room = width - page.margin_left - page.margin_right
        line = self._line(str(self.page), "page-number", room)
        line.alignment = "center"
        if place == "bottom-outside":
            line.alignment = "right" if self.page % 2 else "left"
        middle = page.margin_bottom / 2
        if place == "top-center":
            middle = height - page.margin_top / 2
        line.drawOn(canvas, page.margin_left, middle - line.height / 2)

    def _draw_head(self, canvas: TaggedCanvas, width: float, height: float, head: str) -> None:
        page = self.style.page
        room = width - page.margin_left - page.margin_right
        if self.style.running.number == "top-center":
            room = room / 2 - 2 * self.style.of("page-number").size
        line = self._line(head, "running-head", room)
        bottom = height - page.margin_top + _HEAD_GAP
        line.drawOn(canvas, page.margin_left, max(bottom, height - page.margin_top / 2 - 6))


def _template(
    name: str, style: Style, width: float, height: float, close: Callable[..., None]
) -> PageTemplate:
    page = style.page
    frame = Frame(
        page.margin_left,
        page.margin_bottom,
        width - page.margin_left - page.margin_right,
        height - page.margin_top - page.margin_bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], onPageEnd=close, pagesize=(width, height))
