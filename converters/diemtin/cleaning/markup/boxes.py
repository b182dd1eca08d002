"""The boxes of a page that hold text, and how values pass between them and their runs.

A box holds a stretch of the runs. So what it adds up of them is a difference of two sums, and what
it tells them stands in a column side by side.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from diemtin.markup import Box, Page, Run


class Boxes(NamedTuple):
    """Boxes and runs in document order; boxes without text are left out, as a third are.

    The boxes are numbered anew, so it is `parents` and `own` that say which box is around another
    (the root is its own parent) and in which a run stands. A box holds the runs from its number in
    `starts` to before its number in `ends`. `copies` are how many boxes of its kind stand side by
    side, itself and those without text among them.
    """

    boxes: list[Box]
    runs: list[Run]
    parents: list[int]
    own: list[int]
    starts: list[int]
    ends: list[int]
    copies: list[int]

    def sums(self, values: Iterable[int]) -> list[int]:
        """Add up, for every box, a value that each run has.

        >>> body = Boxes([], [], [0, 0], [0, 1, 1], starts=[0, 1], ends=[3, 3], copies=[1, 1])
        >>> body.sums([5, 7, 8])
        [20, 15]
        """
        sums = [0, *accumulate(values)]
        return [sums[end] - sums[start] for start, end in zip(self.starts, self.ends, strict=True)]

    def told(self, values: Iterable[tuple[int, int]]) -> list[int]:
        """Give every run the value of the innermost box around it that has one, or 0.

        Boxes may lie in one another as deep as a page likes, but no run is told twice.

        Args:
            values: Numbers of boxes, in order, and the value of each.
        """
        column: list[int] = []
        waiting = [(len(self.own), 0)]
        for box, value in values:
            start = self.starts[box]
            while waiting[-1][0] <= start:
                end, outer = waiting.pop()
                column += [outer] * (end - len(column))
            column += [waiting[-1][1]] * (start - len(column))
            waiting.append((self.ends[box], value))
        for end, outer in reversed(waiting):
            column += [outer] * (end - len(column))
        return column

    def levels(self, boxes: Iterable[int]) -> list[int]:
        """Count for every run in how many of some boxes it lies."""
        steps = [0] * (len(self.own) + 1)
        for box in boxes:
            steps[self.starts[box]] += 1
            steps[self.ends[box]] -= 1
        return list(accumulate(steps))[:-1]


def boxes_with_text(page: Page) -> Boxes:
    """Return the boxes of a page that hold text; it must have some."""
    stretches = zip(page.starts, page.ends, strict=True)
    numbers = [number for number, (start, end) in enumerate(stretches) if start < end]
    places = dict(zip(numbers, range(len(numbers)), strict=True))
    boxes = [page.boxes[number] for number in numbers]
    # One number stands for the box around and the kind.
    kinds = [box.parent * len(page.kinds) + box.signature for box in page.boxes]
    copies = Counter(kinds)
    return Boxes(
        boxes=boxes,
        runs=page.runs,
        parents=[places[max(box.parent, 0)] for box in boxes],
        own=[places[run.box] for run in page.runs],
        starts=[page.starts[number] for number in numbers],
        ends=[page.ends[number] for number in numbers],
        copies=[copies[kinds[number]] for number in numbers],
    )
