"""Writing numbers as PDF, CSS and SVG have them: short, and with a point whatever the language."""


def short_decimal(value: float) -> str:
    """Write a number with at most two decimals.

    >>> short_decimal(12.50), short_decimal(3.0), short_decimal(0.001)
    ('12.5', '3', '0')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
