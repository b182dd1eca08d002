"""Put in words why the model left a run out: the features that spoke most against it."""

from collections.abc import Callable, Mapping

from diemtin.cleaning.markup.model import Model

_REASONS = 3
# In hundredths of log-odds: what speaks less against a run than this is no reason.
_LEAST = -10


def reasons_against(model: Model, columns: Mapping[str, bytes]) -> Callable[[int], tuple[str, ...]]:
    """Return a function that names, for a run, what spoke against it most, strongest first.

    A reason is a feature with its value (0 to 255, as `features` scales it) and its mean part in
    the log-odds: `link density 255 (-1.20)`.
    """
    effects = [(name, model.effects[name], columns[name]) for name in model.effects]

    def against(number: int) -> tuple[str, ...]:
        spoke = sorted(
            (parts[column[number]], name, column[number]) for name, parts, column in effects
        )
        return tuple(
            f"{name} {value} ({part / 100:+.2f})"
            for part, name, value in spoke[:_REASONS]
            if part <= _LEAST
        )

    return against
