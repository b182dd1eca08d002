"""Contrast of colours, and what becomes of them on a dark page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diemtin.style import contrast, dark_background, dark_text

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ff0000", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    """Values known from WCAG 2.2 and the tools built on it."""
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_every_colour_can_be_read_on_a_dark_page(colour: str) -> None:
    paper = dark_background("#ffffff")
    assert contrast(dark_text(colour, paper), paper) >= 4.5


def test_an_accent_keeps_its_hue_on_a_dark_page() -> None:
    red, green, blue = (int(dark_text("#9e1b32", "#171717")[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 1.5 * green
    assert red > 1.5 * blue


def test_a_dark_background_stays() -> None:
    assert dark_background("#0f4c5c") == "#0f4c5c"
