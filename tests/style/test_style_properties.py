"""Any style is followed or refused with its file's name; what extends a decree's keeps to it."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from diemtin.errors import StyleError
from diemtin.style import Length, Style, load_style
from diemtin.style.types import ROLES

LENGTHS = st.tuples(st.integers(-20, 400), st.sampled_from(["mm", "pt", "cm", "in", ""])).map(
    lambda parts: f"{parts[0]}{parts[1]}"
)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
VALUES = st.one_of(
    LENGTHS,
    COLOURS,
    st.floats(),
    st.integers(-5, 10**9),
    st.booleans(),
    st.text(max_size=10),
    st.sampled_from(["accent", "top-center", "bottom-outside", "justify", "center", "none", "{})"]),
    st.sampled_from(["own.css", "../outside.css", "/etc/passwd", "away.css", "</style><script>"]),
)
PLACES = {
    "page": ["width", "height", "margin-top", "margin-bottom", "margin-left", "margin-right"],
    "running": ["head", "number", "number-on-first-page"],
    "fonts": ["body", "word-body", "body-class"],
    "colours": ["paper", "text", "muted", "accent", "rule", "link"],
    "paragraph.body": ["size", "leading", "alignment", "first-line", "based-on", "bold"],
    "paragraph.quote": ["size", "indent-left", "rule-above", "colour", "background", "based-on"],
    "table": ["border", "padding", "header-background"],
    "figure": ["max-height", "resolution", "quality"],
    "list": ["bullet", "indent", "number-format"],
    "reader": ["css", "cover-background", "cover-text", "embed-fonts"],
    "limits": ["page.width", "paragraph.*.size"],
}


def toml(value: object) -> str:
    return str(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


ENTRIES = st.sampled_from(sorted(PLACES)).flatmap(
    lambda table: st.tuples(st.just(table), st.sampled_from([*PLACES[table], "x"]), VALUES)
)
BASES = st.sampled_from(["nd30", "bulletin", "plain", "own", "x"])


def loaded(text: str) -> Style | None:
    """Load a style with a sheet beside it, and others outside that it must not get."""
    with TemporaryDirectory() as home:
        folder = Path(home) / "styles"
        folder.mkdir()
        (folder / "own.css").write_text("p { margin: 0 }")
        (folder.parent / "outside.css").write_text("outside {}")
        (folder / "away.css").symlink_to(folder.parent / "outside.css")
        (folder / "own.toml").write_text(text, encoding="utf-8", errors="replace")
        try:
            return load_style("own", folder)
        except StyleError as error:
            told = str(error).splitlines()
        # A fault may stand in a base, whose file is then the one that is named.
        assert all(re.match(r".+\.toml:|The style |There is no style ", line) for line in told), (
            told
        )
        return None


@settings(deadline=None)
@given(BASES, st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry[0]))
def test_any_style_is_followed_or_refused_with_its_name(
    base: str, entries: list[tuple[str, str, object]]
) -> None:
    lines = (f'[{table}]\n"{key}" = {toml(value)}' for table, key, value in entries)
    style = loaded("\n".join([f'extends = "{base}"', *lines]))
    if style is None:
        return
    assert set(ROLES) <= style.paragraph.keys()
    assert style.reader.css is None or "outside" not in style.reader.css
    if base == "nd30":
        assert Length.parse("30mm") - 0.01 <= style.page.margin_left <= Length.parse("35mm") + 0.01
        assert style.colours.text == "#000000"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_refused_as_a_style(text: str) -> None:
    assert loaded(text) is None
