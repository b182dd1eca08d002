"""Put in words why the model left a run out: the features that spoke most against it."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from diemtin.cleaning.markup.model import Model

_REASONS = 3
_REMEMBERED = 10_000
# In hundredths of log-odds: what speaks less against a run than this is no reason.
_LEAST = -10


def reasons_against(model: Model, columns: Mapping[str, bytes]) -> Callable[[int], tuple[str, ...]]:
    """Return a function that names, for a run, what spoke against it most, strongest first.

    A reason is a feature with its value (0 to 255, as `features` scales it) and its mean part in
    the log-odds: `link density 255 (-1.20)`.
    """
    effects = [(name, model.effects[name], columns[name]) for name in model.effects]

    def against(number: int) -> tuple[str, ...]:
        spoke = [
            (part, name, column[number])
            for name, parts, column in effects
            if (part := parts[column[number]]) <= _LEAST
        ]
        spoke.sort()
        return tuple([_put_in_words(*reason) for reason in spoke[:_REASONS]])

    return against


@lru_cache(_REMEMBERED)
def _put_in_words(part: int, name: str, value: int) -> str:
    return f"{name} {value} ({part / 100:+.2f})"
