"""Documents as XHTML and CSS: what the EPUB and the HTML writer share."""

from diemtin.writers.xhtml.anchors import Anchors, Place
from diemtin.writers.xhtml.css import page_rules, stylesheet
from diemtin.writers.xhtml.escape import attribute, clean_text, css_string, escape, safe_address
from diemtin.writers.xhtml.outline import Branch, nest
from diemtin.writers.xhtml.render import Renderer, without_links

__all__ = [
    "Anchors",
    "Branch",
    "Place",
    "Renderer",
    "attribute",
    "clean_text",
    "css_string",
    "escape",
    "nest",
    "page_rules",
    "safe_address",
    "stylesheet",
    "without_links",
]
