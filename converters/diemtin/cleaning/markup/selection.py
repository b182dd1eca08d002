"""Choose the runs that are the article."""

from diemtin.cleaning.markup.names import flag
from diemtin.cleaning.markup.page import Page

_NOT_CONTENT = (
    flag("comment") | flag("related") | flag("navigation") | flag("footer") | flag("overlay")
)  # fmt: skip


def choose(page: Page) -> list[int]:
    """Return the numbers of the runs that are the article's body, in order."""
    good = [
        run.words
        if run.words > 8
        and run.linked * 3 < run.size
        and not page.boxes[run.box].flags & _NOT_CONTENT
        else 0
        for run in page.runs
    ]
    sums = [0] * len(page.boxes)
    for run, words in zip(page.runs, good, strict=True):
        sums[run.box] += words
    for number in range(len(page.boxes) - 1, 0, -1):
        sums[page.boxes[number].parent] += sums[number]
    if not sums or not sums[0]:
        return [
            n for n, run in enumerate(page.runs) if run.words > 15 and run.linked * 3 < run.size
        ]
    main = max((n for n in range(len(sums)) if sums[n] * 2 >= sums[0]))
    inside = {main}
    for number, box in enumerate(page.boxes):
        if box.parent in inside:
            inside.add(number)
    if not inside:
        return []
    return [
        n
        for n, run in enumerate(page.runs)
        if run.box in inside
        and run.linked * 2 < run.size
        and not page.boxes[run.box].flags & _NOT_CONTENT
    ]
