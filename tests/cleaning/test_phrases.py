"""The interface words that the languages list: each is read, and under one rule."""

from collections import defaultdict

from diemtin.cleaning.folding import fold, fold_words, spell
from diemtin.languages import language_codes, load_cleaning_words


def test_no_phrase_stands_twice() -> None:
    """Of two entries that are told apart by nothing, the second would never be read.

    Accents count in a phrase of one word alone; counters and beginnings are looked for apart.
    """
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for code in language_codes():
        for rule, noise in load_cleaning_words(code).noise.items():
            for text in (*noise.phrases, *noise.shy):
                words = " ".join(fold_words(text))
                places["phrase", words, "" if " " in words else spell(text)].append(rule)
            for text in noise.counters:
                places["counter", fold(text), ""].append(rule)
            for text in noise.starts:
                places["start", fold(text), ""].append(rule)
    assert {text: rules for text, rules in places.items() if len(rules) > 1} == {}
