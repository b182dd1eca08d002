"""Put in words why the model left a run out: the features that spoke most against it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import compress

from diemtin.cleaning.markup.model import Model

_REASONS = 3
_REMEMBERED = 10_000


def reasons_against(model: Model, columns: Mapping[str, bytes]) -> Callable[[int], tuple[str, ...]]:
    """Return a function that names, for a run, what spoke against it most, strongest first.

    A reason is a feature with its value (0 to 255, as `features` scales it) and its mean part in
    the log-odds: `link density 255 (-1.20)`.
    """
    spoke: list[list[tuple[int, str, int]]] = [[] for _ in next(iter(columns.values()))]
    for name, effect in model.effects.items():
        column = columns[name]
        against = column.translate(effect.against)
        for number, value in compress(enumerate(column), against):
            spoke[number].append((effect.parts[value], name, value))

    def strongest(number: int) -> tuple[str, ...]:
        reasons = sorted(spoke[number])[:_REASONS]
        return tuple([_put_in_words(*reason) for reason in reasons])

    return strongest


@lru_cache(_REMEMBERED)
def _put_in_words(part: int, name: str, value: int) -> str:
    return f"{name} {value} ({part / 100:+.2f})"
