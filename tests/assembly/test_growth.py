"""The work of bringing articles together grows with their number, as counted comparisons show."""

import os

import pytest

from diemtin.assembly import assemble, briefing, events, key_points, merging
from diemtin.assembly.briefing import WORTH_A_PROCESS
from diemtin.model import Article, Body, FrontMatter, Paragraph, Parts, Text


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


def test_many_articles_give_the_same_briefing_in_one_process_and_in_two() -> None:
    articles = [article(number) for number in range(WORTH_A_PROCESS)]
    one, two = (
        assemble(articles, [], FrontMatter(language="vi"), Parts(), parallel=parallel)
        for parallel in (False, True)
    )
    assert one == two
    assert one.key_points
    assert one.timeline


def test_half_of_the_analyses_runs_in_a_process_of_its_own_where_that_is_worth_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(briefing, "find_bodies", lambda _: [Body(str(os.getpid()), ())])
    apart = []
    for count in (WORTH_A_PROCESS - 1, WORTH_A_PROCESS):
        articles = [article(number) for number in range(count)]
        [body] = assemble(articles, [], FrontMatter(), Parts(), parallel=True).bodies
        apart.append(body.name != str(os.getpid()))
    assert apart == [False, True]
