"""What a style says, what it takes from its bases, and the limits that it cannot leave."""

from pathlib import Path

import pytest

from diemtin.errors import StyleError
from diemtin.style import Length, Style, load_style, style_names


def load(folder: Path, text: str, name: str = "own") -> Style:
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_style(name, folder)


def test_a_style_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "nd30"\n[paragraph.body]\nsize = "14pt"')
    assert style.of("body").size == Length(14)
    assert style.of("body").alignment == "justify"
    assert style.page == load_style("nd30").page


def test_a_role_follows_the_role_that_it_is_based_on(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "bulletin"\n[paragraph.heading-3]\nsize = "12pt"')
    assert style.of("heading-4").size == Length(10.5)
    assert style.of("heading-4").font == "heading"
    assert style.of("attribution").leading == load_style("bulletin").of("body").leading


def test_a_role_that_no_style_knows_looks_like_the_body() -> None:
    style = load_style("bulletin")
    assert style.of("footnote") == style.of("body")


def test_a_name_of_the_palette_is_as_good_as_a_colour(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "bulletin"\n[colours]\naccent = "#003366"')
    assert style.of("heading-2").colour == "#003366"
    assert style.of("heading-1").rule_above is not None
    assert style.of("heading-1").rule_above.colour == "#003366"  # type: ignore[union-attr]
    assert style.reader.cover_background == "#003366"


def test_lengths_have_units(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "bulletin"\n[page]\nmargin-top = "1in"\nmargin-left = "3 cm"')
    assert style.page.margin_top == Length(72)
    assert style.page.margin_left == pytest.approx(85.04, abs=0.01)


def test_a_workspace_s_style_may_extend_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "bulletin"\ntitle = "Bản tin của Sở"', "bulletin")
    assert style.title == "Bản tin của Sở"
    assert style_names(tmp_path) == ["bulletin", "nd30", "plain", "pocket"]


def test_css_beside_the_style_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("h1 { letter-spacing: 0.02em }", encoding="utf-8")
    style = load(tmp_path, 'extends = "bulletin"\n[reader]\ncss = "own.css"')
    assert style.reader.css == "h1 { letter-spacing: 0.02em }"


@pytest.mark.parametrize(
    "text",
    [
        '[page]\nmargin-left = "29mm"',
        '[page]\nmargin-right = "21mm"',
        '[page]\nmargin-top = "26mm"',
        '[page]\nwidth = "148mm"',
        '[running]\nnumber = "bottom-center"',
        '[fonts]\nword-body = "Arial"',
        '[paragraph.body]\nsize = "12pt"',
        '[paragraph.body]\nfirst-line = "2cm"',
        '[paragraph.body]\nspace-after = "3pt"',
        "[paragraph.body]\nleading = 2",
        '[paragraph.national-name]\nsize = "14pt"',
        "[paragraph.motto]\nbold = false",
        "[paragraph.motto]\nrule-below = { width = 0.5 }",
        "[paragraph.agency]\nrule-below = { width = 0.6 }",
        '[paragraph.place-date]\nsize = "12pt"',
        "[paragraph.kind]\ncapitals = false",
        '[paragraph.recipient]\nsize = "12pt"',
        '[paragraph.signatory]\nalignment = "left"',
        '[paragraph.page-number]\nsize = "11pt"',
        '[paragraph.heading-2]\ncolour = "#9e1b32"',
        "closing = false",
    ],
)
def test_a_style_that_extends_the_report_keeps_to_the_decree(tmp_path: Path, text: str) -> None:
    """Decree 30/2020/NĐ-CP, Annex I."""
    with pytest.raises(StyleError, match=r"own\.toml:\d: .* was expected \(NĐ 30/2020"):
        load(tmp_path, f'extends = "nd30"\n{text}')


@pytest.mark.parametrize(
    "text",
    [
        '[page]\nmargin-left = "35mm"\nmargin-right = "15mm"\nmargin-top = "2.5cm"',
        '[paragraph.body]\nsize = "14pt"\nfirst-line = "1.27cm"\nleading = 1.5',
        '[paragraph.agency]\nsize = "13pt"\nrule-below = { width = 0.5 }',
    ],
)
def test_the_decree_leaves_room_to_choose(tmp_path: Path, text: str) -> None:
    load(tmp_path, f'extends = "nd30"\n{text}')


def test_a_limit_cannot_be_loosened(tmp_path: Path) -> None:
    loose = '[limits]\n"paragraph.body.size" = { least = "1pt" }\n'
    with pytest.raises(StyleError, match="13pt to 14pt"):
        load(tmp_path, f'extends = "nd30"\n{loose}[paragraph.body]\nsize = "9pt"')


def test_a_style_may_bind_those_that_extend_it(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text(
        'extends = "bulletin"\n[limits]\n"colours.accent" = { one-of = ["#9e1b32"] }\n'
    )
    with pytest.raises(StyleError, match=r"own\.toml:3: colours\.accent: #9e1b32 was expected"):
        load(tmp_path, 'extends = "house"\n[colours]\naccent = "#003366"')
