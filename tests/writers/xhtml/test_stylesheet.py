"""The style as CSS: relative, readable in the dark, and closed to what a style's texts say."""

import re
from pathlib import Path

import msgspec
import pytest

from diemtin.style import Style, contrast, load_style, style_names
from diemtin.style.types import ROLES
from diemtin.writers.xhtml import stylesheet
from diemtin.writers.xhtml.escape import class_name
from diemtin.writers.xhtml.render import SEMANTICS


def rule(css: str, name: str) -> str:
    """Return the declarations of the rules of a selector, those for all media."""
    found = re.findall(rf"^{re.escape(name)} {{ (.*?) }}", css, re.MULTILINE)
    assert found, name
    return "; ".join(found)


def dark_part(css: str) -> str:
    return css.partition("@media (prefers-color-scheme: dark)")[2]


@pytest.mark.parametrize("name", style_names())
def test_no_size_is_fixed(name: str) -> None:
    """The reader's font size and the width of the screen decide (WCAG 2.2, 1.4.4 and 1.4.10)."""
    css = stylesheet(load_style(name))
    for size in re.findall(r"font-size: ([^;}]+)", css):
        assert size.strip().endswith("em"), size
    lines = re.sub(r"border[\w-]*: [^;}]+", "", css)
    assert not re.search(r"\d(px|pt|cm|mm)\b", lines)
    assert "!important" not in css


def test_sizes_are_multiples_of_the_text() -> None:
    style = load_style("bulletin")
    css = stylesheet(style)
    assert "font-size: 3.167em" in rule(css, ".masthead")
    assert "font-size: 1.167em" in rule(css, "h2")
    assert '"Be Vietnam Pro", sans-serif' in rule(css, "h2")
    assert '"Crimson Text", serif' in rule(css, "body")
    assert "text-transform: uppercase" in rule(stylesheet(load_style("nd30")), ".agency")


def test_a_change_of_the_style_shows(tmp_path: Path) -> None:
    text = 'extends = "bulletin"\n[paragraph.note]\nsize = "24pt"\ncolour = "accent"\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    css = stylesheet(load_style("own", tmp_path))
    assert "font-size: 2em" in rule(css, ".note")
    assert "color: #9e1b32" in rule(css, ".note")


def test_narrow_screens_have_headings_without_indent_and_small_cells() -> None:
    css = stylesheet(load_style("nd30"))
    wide, _, narrow = css.partition("@media (max-width: 32em)")
    assert "text-indent: 2.18em" in rule(wide, "h1")
    narrow = narrow.partition("\n}")[0]
    assert "h1 { text-indent: 0 }" in narrow
    assert "td, th { font-size: 0.85em }" in narrow


def test_text_is_justified_only_where_lines_are_long() -> None:
    css = stylesheet(load_style("nd30"))
    assert "text-align: left" in rule(css, "p")
    assert "text-align: justify" in css.partition("@media (min-width: 40em)")[2]


@pytest.mark.parametrize("name", style_names())
def test_every_colour_of_text_can_be_read_on_a_dark_page(name: str) -> None:
    dark = dark_part(stylesheet(load_style(name)))
    [paper] = re.findall(r"html, body { background-color: (#\w{6})", dark)
    rules = [
        dict(part.split(": ") for part in declarations.split("; ") if ": " in part)
        for declarations in re.findall(r"{ ([^{}]*) }", dark)
    ]
    coloured = [said for said in rules if said.get("color", "inherit") != "inherit"]
    assert coloured
    for said in coloured:
        assert contrast(said["color"], said.get("background-color", paper)) >= 4.5


def with_bullet(style: Style, bullet: str) -> Style:
    return msgspec.structs.replace(style, list=msgspec.structs.replace(style.list, bullet=bullet))


@pytest.mark.parametrize("text", ['"; } body { display: none', "</style><script>", "a\nb", "\\"])
def test_a_text_of_the_style_stays_a_text(text: str) -> None:
    style = load_style("bulletin")
    css = stylesheet(with_bullet(style, text))
    assert "display: none" not in css.replace(r"\22 ; } body { display: none", "")
    assert "</style" not in css
    assert css.count("\n") == stylesheet(style).count("\n")


def test_the_style_s_own_rules_come_last(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("h1 { letter-spacing: 1em }", encoding="utf-8")
    text = 'extends = "bulletin"\n[reader]\ncss = "own.css"\n'
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    assert stylesheet(load_style("own", tmp_path)).endswith("h1 { letter-spacing: 1em }\n")


def test_no_section_looks_like_a_paragraph_that_has_its_name() -> None:
    """Sections have their kind as a class, paragraphs their role."""
    assert not set(SEMANTICS) & {class_name(role) for role in ROLES}
