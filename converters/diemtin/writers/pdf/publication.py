"""The publication: pages with their margins, running heads and numbers, filled in one pass."""

from collections import deque
from collections.abc import Iterable, Sequence

from diemtin.errors import OutputError
from diemtin.model import PageBreak, Pagination, Text
from diemtin.style import Style
from diemtin.writers.pdf.canvas import PAGINATION, TaggedCanvas
from diemtin.writers.pdf.flowables import FUZZ, Flowable, Room, TurnPage
from diemtin.writers.pdf.inlines import Inlines
from diemtin.writers.pdf.keeping import KeptTogether
from diemtin.writers.pdf.prose import Prose

_HEAD_GAP = 6.0


class Publication:
    """Puts flowables on pages, and knows which block every page begins in.

    Args:
        canvas: What the pages are drawn on.
        style: The style of pages.
        inlines: Sets running heads and page numbers.
        titles: The running head of every section by its identifier.
        title: The running head of all pages where the style asks for the document's title.
    """

    def __init__(
        self,
        canvas: TaggedCanvas,
        style: Style,
        inlines: Inlines,
        titles: dict[str, str],
        title: str,
    ) -> None:
        self._canvas, self._style, self._inlines = canvas, style, inlines
        self._titles, self._title = titles, title
        self._breaks: list[PageBreak] = []
        self._block = ("", 0)
        # What was printed of the block since its last page began, and its characters before.
        self._printed: list[Prose] = []
        self._offset = 0
        # Of which kind the page is, and of which what comes next wants to stand on.
        self._landscape = self._turned = self._open = False
        self._page = 0
        # The page's room for text, what is left of it, and the space after what stands above.
        self._width = self._height = self._left = self._after = 0.0

    def fill(self, story: Iterable[Sequence[Flowable]]) -> None:
        """Lay out a story that comes in batches: memory holds the flowables of one at a time.

        A document without text is one empty page, since a PDF has at least one.

        Raises:
            OutputError: A flowable cannot be brought onto an empty page.
        """
        for batch in story:
            waiting = deque(batch)
            while waiting:
                flowable = waiting.popleft()
                if flowable.keep_with_next:
                    flowable = _gathered(flowable, waiting)
                waiting.extendleft(reversed(self._put(flowable)))
        if not self._page:
            self._begin_page()
        if self._open:
            self._end_page()

    def pagination(self) -> Pagination:
        """Return where the pages of what was laid out fall."""
        anchors = dict(self._canvas.anchors)
        return Pagination(count=self._page, anchors=anchors, breaks=tuple(self._breaks))

    def _put(self, flowable: Flowable) -> Sequence[Flowable]:
        """Print a flowable as far as the page has room; returns what is to come next of it."""
        if isinstance(flowable, TurnPage):
            self._turned = flowable.landscape
            if self._open and flowable.ends_page:
                self._end_page()
            return ()
        if self._open and self._turned != self._landscape:
            self._end_page()
        if not self._open:
            self._begin_page()
        is_top = self._left == self._height
        before = 0.0 if is_top else max(flowable.space_before - self._after, 0.0)
        room = Room(self._width, self._left - before, self._height)
        if isinstance(flowable, KeptTogether):
            if not is_top and not (room.height > 0 and flowable.begins_in(room)):
                self._end_page()
            return flowable.content
        if room.height > 0:
            height = flowable.measure(room)
            if height <= room.height + FUZZ:
                self._print(flowable, before + height)
                return ()
            if parts := flowable.split(room):
                self._print(parts[0], before + parts[0].measure(room))
                return parts[1:]
        if is_top:
            where = f"page {self._page}, block {flowable.block[1]} of {flowable.block[0]!r}"
            raise OutputError(
                f'The PDF cannot be laid out on the pages of the style "{self._style.name}": '
                f"{where} is too large. Choose a style with larger pages."
            )
        self._end_page()
        return (flowable,)

    def _print(self, flowable: Flowable, height: float) -> None:
        """Draw a flowable so that its foot is so far below what stands above it."""
        page = self._style.page
        self._left -= height
        flowable.draw(self._canvas, page.margin_left, page.margin_bottom + self._left)
        self._left -= flowable.space_after
        self._after = flowable.space_after
        if flowable.block != self._block:
            self._block, self._offset = flowable.block, 0
            self._printed.clear()
        self._note_break()
        if isinstance(flowable, Prose):
            self._printed.append(flowable)

    def _note_break(self) -> None:
        """Note the first block of each page, and how much of it stands on those before."""
        if len(self._breaks) < self._page:
            self._offset += sum(prose.characters() for prose in self._printed)
            self._printed.clear()
            self._breaks.append(PageBreak(self._page, *self._block, self._offset))

    def _begin_page(self) -> None:
        page = self._style.page
        self._landscape = self._turned
        size = (page.height, page.width) if self._landscape else (page.width, page.height)
        self._canvas.setPageSize(size)
        self._width = size[0] - page.margin_left - page.margin_right
        self._height = self._left = size[1] - page.margin_top - page.margin_bottom
        self._after = 0.0
        self._page += 1
        self._open = True

    def _end_page(self) -> None:
        """Draw the running head and the number of a page, and close it."""
        self._note_break()
        canvas, running = self._canvas, self._style.running
        width, height = canvas._pagesize
        if self._page > 1 or running.number_on_first_page:
            with canvas.artifact(PAGINATION.format("Footer")):
                self._draw_number(width, height)
        head = self._head()
        if head and self._page > 1:
            with canvas.artifact(PAGINATION.format("Header")):
                self._draw_head(width, height, head)
        canvas.showPage()
        self._open = False

    def _head(self) -> str:
        match self._style.running.head:
            case "section":
                return self._titles.get(self._breaks[-1].section, "")
            case "title":
                return self._title
            case _:
                return ""

    def _line(self, text: str, role: str, width: float) -> Prose:
        """Set one line; what goes beyond it is cut off."""
        paragraph = self._style.of(role)
        room = Room(width, paragraph.size, paragraph.size)
        while True:
            words = self._inlines.words((Text(text),), paragraph)
            line = Prose(words, paragraph, paragraph.size * paragraph.leading, None)
            line.measure(room)
            if len(line.lines) < 2:
                return line
            parts = text.removesuffix("…").split()
            kept = parts[: min(line.lines[0].end, len(parts) - 1)]
            text = (" ".join(kept) or parts[0][: len(parts[0]) // 2]) + "…"

    def _draw_number(self, width: float, height: float) -> None:
        page, place = self._style.page, self._style.running.number
        room = width - page.margin_left - page.margin_right
        line = self._line(str(self._page), "page-number", room)
        line.alignment = "center"
        if place == "bottom-outside":
            line.alignment = "right" if self._page % 2 else "left"
        middle = page.margin_bottom / 2
        if place == "top-center":
            middle = height - page.margin_top / 2
        line.draw(self._canvas, page.margin_left, middle - line.height / 2)

    def _draw_head(self, width: float, height: float, head: str) -> None:
        page = self._style.page
        room = width - page.margin_left - page.margin_right
        if self._style.running.number == "top-center":
            room = room / 2 - 2 * self._style.of("page-number").size
        line = self._line(head, "running-head", room)
        bottom = height - page.margin_top + _HEAD_GAP
        line.draw(self._canvas, page.margin_left, max(bottom, height - page.margin_top / 2 - 6))


def _gathered(first: Flowable, waiting: deque[Flowable]) -> Flowable:
    """Take what is kept with the next, and that next, from what waits, as one."""
    content = [first]
    while content[-1].keep_with_next and waiting and not isinstance(waiting[0], TurnPage):
        content[-1].keep_with_next = False
        content.append(waiting.popleft())
    content[-1].keep_with_next = False
    return KeptTogether(content)
