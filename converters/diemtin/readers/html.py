"""Read a saved HTML or XHTML page: decode it, parse it with lxml, and note what it says of itself."""

from typing import Any

from lxml import etree

from diemtin.encodings import decode
from diemtin.errors import CaptureError
from diemtin.model import Capture
from diemtin.readers.html_metadata import page_metadata


def read(data: bytes, origin: str, *, encoding: str | None = None) -> Capture:
    """Read one page; its tree is handed on to the cleaning, its text is not cut into blocks yet.

    Args:
        data: The whole file.
        origin: Its path as the user wrote it.
        encoding: The charset that the user insists on, or None to detect it.

    Raises:
        CaptureError: The file holds no text, or no element with text in it.
    """
    decoded = decode(data, encoding=encoding, markup=True)
    tree = _parse(decoded.text, origin)
    return Capture(
        origin=origin,
        form="markup",
        charset=decoded.charset,
        confidence=decoded.confidence,
        blocks=(),
        repairs=decoded.repairs,
        metadata=page_metadata(tree),
        tree=tree,
    )


def _parse(text: str, origin: str) -> Any:
    """Parse markup of any quality: nothing is fetched, and no entity but a character is expanded.

    The HTML parser serves XHTML as well, as browsers do for pages that say `text/html`.
    """
    # Control characters end libxml2's input; an XML declaration would name another charset.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.ParserError:
        tree = None
    if tree is None:
        raise CaptureError(
            origin, "the page is empty", "Save the page again, with its text on the screen."
        )
    return tree
