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
    effects = [(name, effect.parts, columns[name]) for name, effect in model.effects.items()]
    weights = [columns[name].translate(effect.weights) for name, effect in model.effects.items()]
    weights_of_runs = list(zip(*weights, strict=True))

    def against(number: int) -> tuple[str, ...]:
        reasons = [effects[place] for place in _strongest(weights_of_runs[number])]
        return tuple(
            [
                _put_in_words(name, column[number], parts[column[number]])
                for name, parts, column in reasons
            ]
        )

    return against


@lru_cache(_REMEMBERED)
def _strongest(weights: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places of the largest weights; most runs of a page share theirs with others."""
    speaking = [place for place, weight in enumerate(weights) if weight]
    return tuple(sorted(speaking, key=weights.__getitem__, reverse=True)[:_REASONS])


@lru_cache(_REMEMBERED)
def _put_in_words(name: str, value: int, part: int) -> str:
    return f"{name} {value} ({part / 100:+.2f})"
