"""Says what an editor should know of a text capture: a list of titles, a stub, two articles."""

from collections.abc import Iterator

from diemtin.cleaning.dates import find_date
from diemtin.cleaning.page import Page
from diemtin.cleaning.phrases import begins
from diemtin.cleaning.structure import Body
from diemtin.errors import CaptureError
from diemtin.model import Suggestion

_LEAST_TITLES, _LEAST_KEPT = 6, 3
_DATED_SHARE = 0.6
# An article of fewer words above a request to log in or to pay is only its beginning.
STUB_WORDS = 150
_PROSE_SPACES = 10
_DATE_SPACES = 6
_TITLE_WORDS = range(4, 31)


def refuse_listing(origin: str, page: Page) -> None:
    """Refuse a capture of nothing but titles with their dates.

    Raises:
        CaptureError: It is a list of articles.
    """
    kept = list(page.kept())
    if len(kept) < _LEAST_KEPT or any(line.prose or line.stops for _, line in kept):
        return
    # Behind a button such as `Xem tiếp` the titles look like those beside an article.
    beside = sum(
        removal.rule == "related.list" and _is_title(removal.text) for removal in page.removed
    )
    if len(kept) + beside < _LEAST_TITLES:
        return
    dated = sum(_is_dated(page, index) for index, _ in kept)
    if dated >= _DATED_SHARE * len(kept):
        raise listing_error(origin)


def listing_error(origin: str) -> CaptureError:
    """Return the error of a capture that lists articles."""
    return CaptureError(
        origin,
        "the page is a list of articles, not an article",
        "Open the article itself and save that page.",
    )


def doubts(page: Page, body: Body) -> Iterator[Suggestion]:
    """Yield what is doubtful of the whole capture, at its last block; there is no proposal."""
    last = len(body.blocks) - 1
    words = page.words_read - page.words_removed - page.words_as_metadata
    asked = next((r.text for r in page.removed if begins(r.text.lstrip("*>•-( "), "paywall")), None)
    if asked and words < STUB_WORDS:
        yield Suggestion(last, 0, asked, None, "page.paywall")
    if second := _second_title(page):
        yield Suggestion(last, 0, second, None, "page.two-articles")


def _is_title(text: str) -> bool:
    return text.count(" ") + 1 in _TITLE_WORDS and find_date(text) is None


def _is_dated(page: Page, index: int) -> bool:
    """Tell whether a date that went stands right above or below a line."""
    sides = page.lines[max(0, index - 1) : index + 2]
    return any(line.gone == "meta.date" for line in sides)


def _second_title(page: Page) -> str | None:
    """Return a title with a date of its own that stands between two texts.

    The second one may have gone as what stands behind the first one's signature.
    """
    behind = {r.line: r.text for r in page.removed if r.rule == "closing.leftover"}
    texts = [line.text or behind.get(line.number, "") for line in page.lines]
    begun = False
    for index, text in enumerate(texts[:-2]):
        words = text.count(" ") + 1
        title = words in _TITLE_WORDS and text[-1:] not in ".;:" and text != texts[0]
        below = texts[index + 1]
        dated = page.lines[index + 1].gone == "meta.date" or (
            below.count(" ") < _DATE_SPACES and find_date(below) is not None
        )
        if begun and title and dated and texts[index + 2].count(" ") >= _PROSE_SPACES:
            return text
        begun = begun or page.lines[index].prose
    return None
