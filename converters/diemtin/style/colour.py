"""Colours: the contrast of text with its background, and their counterparts for a dark page."""

import colorsys

from diemtin.style.types import Colour

ENOUGH_CONTRAST = 4.5
ENOUGH_CONTRAST_LARGE = 3.0
DARK_PAPER_LIGHTNESS = 0.09
_STEPS = 100


def _channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2, definition of the term)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of the term).

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _with_lightness(colour: str, lightness: float) -> Colour:
    """Return the colour with its hue and saturation, and another lightness (0 to 1)."""
    hue, _, saturation = colorsys.rgb_to_hls(*_channels(colour))
    rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
    return Colour("#" + "".join(f"{round(value * 255):02x}" for value in rgb))


def dark_background(colour: str) -> Colour:
    """Return the background that stands for `colour` on a dark page: white becomes near black.

    A background that is dark already stays as it is.

    >>> dark_background("#ffffff")
    '#171717'
    """
    lightness = colorsys.rgb_to_hls(*_channels(colour))[1]
    if lightness < 0.5:
        return Colour(colour)
    return _with_lightness(colour, DARK_PAPER_LIGHTNESS + 0.5 * (1 - lightness))


def dark_text(colour: str, background: str, ratio: float = ENOUGH_CONTRAST) -> Colour:
    """Return `colour`, turned light enough to be read on a dark `background` where it is not.

    Hue and saturation stay, so that an accent is still known as itself.

    >>> dark_text("#000000", "#171717")
    '#e6e6e6'
    """
    if contrast(colour, background) >= ratio:
        return Colour(colour)
    lightness = min(0.9, 1 - colorsys.rgb_to_hls(*_channels(colour))[1])
    start = round(lightness * _STEPS)
    for step in range(start, _STEPS + 1):
        turned = _with_lightness(colour, step / _STEPS)
        if contrast(turned, background) >= ratio:
            return turned
    return Colour("#ffffff")
