"""Put in words why the model left a run out: the features that spoke most against it."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from diemtin.cleaning.markup.model import Model

_REASONS = 3
_REMEMBERED = 10_000


def reasons_against(model: Model, columns: Mapping[str, bytes]) -> Callable[[int], tuple[str, ...]]:
    """Return a function that names, for a run, what spoke against it most, strongest first.

    A reason is a feature with its value (0 to 255, as `features` scales it) and its mean part in
    the log-odds: `link density 255 (-1.20)`.
    """
    effects = [(name, effect, columns[name]) for name, effect in sorted(model.effects.items())]
    weights = [column.translate(effect.weights) for _, effect, column in effects]
    weights_of_runs = list(zip(*weights, strict=True))

    def against(number: int) -> tuple[str, ...]:
        rest = list(weights_of_runs[number])
        reasons: list[str] = []
        while len(reasons) < _REASONS and (most := max(rest)):
            place = rest.index(most)
            rest[place] = 0
            name, effect, column = effects[place]
            value = column[number]
            reasons.append(_put_in_words(effect.parts[value], name, value))
        return tuple(reasons)

    return against


@lru_cache(_REMEMBERED)
def _put_in_words(part: int, name: str, value: int) -> str:
    return f"{name} {value} ({part / 100:+.2f})"
