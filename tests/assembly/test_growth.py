"""The work of bringing articles together grows with their number, as counted comparisons show."""

import os
import random
import tracemalloc
from collections.abc import Iterable, Iterator

import pytest

from diemtin.assembly import assemble, briefing, events, key_points, merging, names, people
from diemtin.assembly import comparisons as comparisons_of_figures
from diemtin.assembly.briefing import WORTH_A_PROCESS, load_words
from diemtin.assembly.lexicon import load_lexicon
from diemtin.assembly.names import patterns_of
from diemtin.assembly.numbers import number_pattern
from diemtin.assembly.quantities import find_quantities
from diemtin.assembly.sentences import read_articles
from diemtin.assembly.words import words_of
from diemtin.languages.patterns import any_of
from diemtin.model import Article, Body, FrontMatter, Paragraph, Parts, Place, Text


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


class Watched(dict[Place, list[int]]):
    """Counts how often somebody walks through all of it."""

    walks = 0

    def __iter__(self) -> Iterator[Place]:
        self.walks += 1
        return super().__iter__()


def test_the_sentences_of_all_events_are_not_walked_through_for_each_of_them() -> None:
    readings = read_articles([article(number) for number in range(40)], "vi")
    found, _ = events.find_events(readings)
    said = Watched({one.place: [item.index] for item in readings for one in item.sentences()})
    key_points.find_key_points(readings, found, said, 5)
    assert len(found) > 5
    assert said.walks <= 1


def one_sentence(figures: int) -> Article:
    """An article of one endless sentence with so many figures, each of a subject of its own."""
    letters = "abcdefghijklmnopqrst"
    told = (f"sản lượng vùng {letters[n % 20]}{letters[n // 20]} tăng 5%" for n in range(figures))
    return Article("dài.txt", "Các vùng", blocks=(Paragraph((Text(", ".join(told)),)),))


def letters_compared(monkeypatch: pytest.MonkeyPatch, figures: int) -> int:
    """Return how many letters are folded to words to compare so many figures of one sentence."""
    told = read_articles([one_sentence(figures)], "vi")
    places = {sentence.place: [0] for sentence in told[0].sentences()}
    assert len(places) == 1
    quantities = find_quantities(told, places)
    assert len(quantities) == figures
    letters = 0

    def counted(text: str) -> tuple[str, ...]:
        nonlocal letters
        letters += len(text)
        return words_of(text)

    with monkeypatch.context() as context:
        context.setattr(comparisons_of_figures, "words_of", counted)
        assert comparisons_of_figures.find_comparisons(quantities, told)
    return letters


def test_four_times_the_figures_of_one_sentence_take_about_four_times_the_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, many = (letters_compared(monkeypatch, figures) for figures in (50, 200))
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


def test_what_is_loaded_ahead_is_not_made_again_for_the_articles() -> None:
    load_words("vi", Parts())
    before = [known.cache_info().misses for known in (load_lexicon, patterns_of, number_pattern)]
    assemble([article(1), article(2)], [], FrontMatter(language="vi"), Parts())
    after = [known.cache_info().misses for known in (load_lexicon, patterns_of, number_pattern)]
    assert after == before


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


def test_patterns_are_built_once_however_many_bodies_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = 0

    def counted(phrases: Iterable[str]) -> str:
        nonlocal built
        built += 1
        return any_of(phrases)

    def named(count: int) -> Article:
        told = ", ".join(f"Sở Tài chính tỉnh Mẫu {'ABCDEFGH'[n]}" for n in range(count))
        return Article("sở.txt", "Các sở", blocks=(Paragraph((Text(f"{told} đã họp."),)),))

    bodies = people.find_bodies(read_articles([named(1)], "vi"))
    monkeypatch.setattr(names, "any_of", counted)
    assert len(bodies) < len(people.find_bodies(read_articles([named(8)], "vi")))
    assert built == 0


def told_at_random(number: int) -> Article:
    """An article of 12 sentences, of which no two articles have one in common."""
    source = random.Random(number)  # noqa: S311 - a test, not a secret
    syllables = [onset + rime for onset in "bcdghklmnt" for rime in ("an", "inh", "ong", "uy")]
    told = (" ".join(source.choices(syllables, k=30)).capitalize() + "." for _ in range(12))
    return Article(f"{number}.txt", f"Tin {number}", blocks=(Paragraph((Text(" ".join(told)),)),))


def test_what_is_compared_is_kept_in_little_memory() -> None:
    articles = [told_at_random(number) for number in range(60)]
    tracemalloc.start()
    try:
        readings = read_articles(articles, "vi")
        read, _ = tracemalloc.get_traced_memory()
        grouped, _ = events.find_events(readings)
        _, grouping = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        places = {s.place: [one.index] for one in readings for s in one.sentences()}
        assert key_points.find_key_points(readings, grouped, places, 5)[0]
        _, choosing = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert grouping - read < 3.5 * read
    assert choosing - read < 3.5 * read
