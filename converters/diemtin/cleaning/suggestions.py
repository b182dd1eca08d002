"""Finds mistakes of the text that an editor should see: nothing is mended here."""

from diemtin.cleaning.structure import Body
from diemtin.model import Suggestion


def suggest(body: Body, language: str) -> tuple[Suggestion, ...]:
    """Return what an editor should look at, in the order of the text."""
    return ()
