"""The HTML page: it holds all that it shows, runs nothing, and follows the reader's settings."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import etree

from diemtin.assembly.specimen import specimen
from diemtin.model import Document, Figure, Link, Metadata, Pagination, Paragraph, Section, Text
from diemtin.style import load_style
from diemtin.writers.html import write

STYLE = load_style("bulletin")
DOCUMENT = specimen(STYLE)
NAMES = {"x": "http://www.w3.org/1999/xhtml"}


def page(document: Document) -> Any:
    return etree.fromstring(write(document, STYLE, Pagination()))


def find(root: Any, path: str) -> list[Any]:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return found


def hostile(text: str, target: str = "https://vi.example/") -> Document:
    blocks = (
        Paragraph((Text(text), Link(target, (Text("liên kết"),))), text, text),
        Figure((Text(text),), "p", text, text, text),
    )
    metadata = Metadata(text, creator=text, keywords=(text,), language="vi")
    return Document(metadata, (Section("article", text, text, blocks),), DOCUMENT.pictures)


def test_pictures_are_inside_the_page() -> None:
    [source] = find(page(DOCUMENT), "//x:img/@src")
    kind, _, data = source.partition(";base64,")
    assert kind == "data:image/png"
    assert b64decode(data) == DOCUMENT.pictures[0].data


def test_the_policy_allows_the_style_and_pictures_of_the_page_alone() -> None:
    """Content Security Policy, level 3."""
    root = page(DOCUMENT)
    path = '//x:meta[@http-equiv="Content-Security-Policy"]/@content'
    [policy] = find(root, path)
    [css] = find(root, "//x:style/text()")
    digest = b64encode(sha256(css.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = write(DOCUMENT, STYLE, Pagination()).decode()
    assert not re.search(r"<(script|iframe|object|embed|link|form|base)\b|@import|@font-face", text)
    assert not re.search(r"\son\w+\s*=", text)
    assert not re.search(r'\b(src|srcset|poster|data)="(?!data:image/)', text)
    assert "url(" not in text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]></style><script>",
        "&lt;b&gt; &amp; '",
        "\x00\x1b[31m\ufffe",
    ],
)
def test_text_is_never_markup(text: str) -> None:
    root = page(hostile(text))
    assert not find(root, "//x:script") + find(root, "//@onerror")
    [paragraph] = find(root, "//x:p")
    shown = "".join(character for character in text if character >= " " and character != "\ufffe")
    assert paragraph.text == shown


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//vi.example",
        "relative.html",
        "#missing",
        "http://",
        "https://user name@/",
    ],
)
def test_a_link_that_is_not_to_the_web_is_text(target: str) -> None:
    root = page(hostile("x", target))
    assert find(root, "//x:a") == []
    assert "liên kết" in "".join(root.itertext())


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://vi.example/tin tức?q=1#đầu", "https://vi.example/tin%20t%E1%BB%A9c?q=1#%C4%91%E1%BA%A7u"),
        ("HTTP://Vi.Example:80/A%20b", "http://vi.example:80/A%20b"),
        ("https://báo.vn/", "https://xn--bo-mia.vn/"),
        ("mailto:so@vi.example", "mailto:so@vi.example"),
        ('https://vi.example/"onclick="x', "https://vi.example/%22onclick=%22x"),
    ],
)  # fmt: skip
def test_a_link_to_the_web_is_spelled_as_the_standard_wants(target: str, href: str) -> None:
    """RFC 3986 and 5891."""
    assert find(page(hostile("x", target)), "//x:a/@href") == [href]


def test_the_page_follows_light_and_dark_and_prints_on_the_style_s_paper() -> None:
    [css] = find(page(DOCUMENT), "//x:style/text()")
    assert "color-scheme: light dark" in css
    assert "@media (prefers-color-scheme: dark)" in css
    assert "@page { size: 595.276pt 841.89pt" in css


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(DOCUMENT, STYLE, Pagination()) == write(DOCUMENT, STYLE, Pagination())
