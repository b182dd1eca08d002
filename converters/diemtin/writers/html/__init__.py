"""The HTML writer: one page that holds its style and its pictures, and reaches for nothing."""

from base64 import b64encode
from hashlib import sha256

from diemtin.model import Document, Pagination, Picture
from diemtin.style import Style
from diemtin.writers.xhtml import (
    Anchors,
    Renderer,
    attribute,
    escape,
    page_rules,
    stylesheet,
)

__all__ = ["write"]


def _embedded(picture: Picture) -> str:
    """Return a picture as a `data:` address."""
    return f"data:{picture.media_type};base64,{b64encode(picture.data).decode('ascii')}"


def _policy(css: str) -> str:
    """Return a policy that lets the page show itself, and load or run nothing (CSP level 3)."""
    digest = b64encode(sha256(css.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _head(document: Document, css: str) -> str:
    """Return the head of the page, with the style inside."""
    metadata = document.metadata
    described = (
        ("author", metadata.creator),
        ("description", metadata.subtitle or metadata.subject),
        ("keywords", ", ".join(metadata.keywords)),
        ("dcterms.date", metadata.date),
        ("generator", "diemtin"),
    )
    lines = [
        '<meta charset="utf-8"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{attribute(_policy(css))}"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        '<meta name="referrer" content="no-referrer"/>',
        *(
            f'<meta name="{name}" content="{attribute(value)}"/>'
            for name, value in described
            if value
        ),
        f"<title>{escape(metadata.title)}</title>",
        f"<style>{css}</style>",
    ]
    return "\n".join(lines)


def write(document: Document, style: Style, pagination: Pagination) -> bytes:  # noqa: ARG001
    """Render the document as one HTML page, in XML syntax, so that both kinds of parser read it.

    The page carries no script and refers to nothing outside but the addresses that its links
    lead to; its content security policy says so. It follows the reader's light or dark scheme,
    and prints on the style's paper. It has no pages of its own, so `pagination` is not used.
    """
    css = f"\n{stylesheet(style)}{page_rules(style)}"
    anchors = Anchors(document, [""] * len(document.sections))
    pictures = {picture.identifier: picture for picture in document.pictures}
    renderer = Renderer(anchors, pictures, _embedded, style, epub=False)
    body = "\n".join(renderer.section(section) for section in document.sections)
    tag = attribute(document.metadata.language)
    return (
        f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="{tag}">\n'
        f"<head>\n{_head(document, css)}\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()
