"""The work of bringing articles together grows with their number, as counted comparisons show."""

import pytest

from diemtin.assembly import assemble, events, key_points, merging
from diemtin.model import Article, FrontMatter, Paragraph, Parts, Text


def article(number: int) -> Article:
    """An article on a day and a district of its own, in words that all of them share."""
    day = f"{number % 28 + 1}/{number // 28 % 12 + 1}/2024"
    blocks = tuple(
        Paragraph(
            (
                Text(
                    f"Sáng {day}, huyện Mẫu{number} khai mạc hội chợ thứ {part} với "
                    f"{number + part} gian hàng của hai nước."
                ),
            )
        )
        for part in range(4)
    )
    return Article(f"{number}.txt", f"Huyện số {number} mở hội chợ", blocks=blocks)


def comparisons(monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    """Return how often two wordings or articles are compared for so many articles."""
    done = 0

    with monkeypatch.context() as context:
        for module, name in ((events, "cosine"), (key_points, "cosine"), (merging, "contains")):
            compare = getattr(module, name)

            def counted(*arguments: object, compare: object = compare) -> object:
                nonlocal done
                done += 1
                assert callable(compare)
                return compare(*arguments)

            context.setattr(module, name, counted)
        assemble(
            [article(number) for number in range(count)],
            [],
            FrontMatter(title="Tin", language="vi"),
            Parts(),
        )
    return done


def test_four_times_the_articles_take_about_four_times_the_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, many = (comparisons(monkeypatch, count) for count in (60, 240))
    assert 0 < many < 6 * few
