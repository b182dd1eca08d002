"""From the tree of a saved page to its article, with an account of all that was taken away."""

from diemtin.cleaning.markup.cleaning import clean_markup

__all__ = ["clean_markup"]
