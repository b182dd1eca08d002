"""The specimen of each style looks as it did when somebody last looked at it."""

import pytest
from PIL import Image, ImageChops, ImageStat
from tests.specimen_pictures import FOLDER, STYLES, draw

# Of 255: a heading that moves by its height, a rule or a margin that changes makes more.
ALIKE = 1.5


@pytest.mark.parametrize("name", STYLES)
def test_the_specimen_looks_as_it_did(name: str) -> None:
    now, before = draw(name), Image.open(FOLDER / f"{name}.png").convert("L")
    assert now.size == before.size
    difference = ImageStat.Stat(ImageChops.difference(now, before)).mean[0]
    assert difference < ALIKE, "look at it, and draw anew: python -m tests.specimen_pictures"
