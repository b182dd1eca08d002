"""Cleans a capture by its form: text, or markup."""

from diemtin.cleaning.boilerplate import SiteBoilerplate
from diemtin.cleaning.text import clean_text
from diemtin.model import Article, Audit, Capture


def clean(
    capture: Capture,
    *,
    without: frozenset[str] = frozenset(),
    boilerplate: SiteBoilerplate | None = None,
) -> tuple[Article, Audit]:
    """Take the article out of a capture, with an account of every line that went.

    Args:
        capture: What a reader gave.
        without: Names of rules that are switched off.
        boilerplate: What was learnt from other captures of the site.

    Raises:
        CaptureError: The capture is empty, or holds no article.
    """
    if capture.form == "markup":
        # lxml and Beautiful Soup are only needed here.
        from diemtin.cleaning.markup import clean_markup

        return clean_markup(capture, without=without, boilerplate=boilerplate)
    return clean_text(capture, without=without, boilerplate=boilerplate)
