"""A style that cannot be followed: the message names the file, the line, the key, the remedy."""

from pathlib import Path

import pytest

from diemtin.errors import StyleError
from diemtin.style import load_style


def load(folder: Path, text: str, name: str = "own") -> str:
    """Write a style, load it, and return what is wrong with it."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StyleError) as raised:
        load_style(name, folder)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "line", "key", "expected"),
    [
        ('extends = "nd30"\n[page]\nmargin = "2cm"', 3, "page.margin", "no such key"),
        ('extends = "nd30"\n[papre]\nx = 1', 2, "papre", "no such key"),
        ('extends = "nd30"\n[page]\nmargin-top = "2"', 3, "page.margin-top", "with its unit"),
        ('extends = "nd30"\n[page]\nmargin-top = 20', 3, "page.margin-top", "with its unit"),
        ('extends = "nd30"\n\npage.width = true', 3, "page.width", "with its unit"),
        ('extends = "nd30"\n[colours]\naccent = "red"', 3, "colours.accent", "#1a2b3c"),
        (
            'extends = "nd30"\n[paragraph.body]\nbold = "yes"',
            3,
            "paragraph.body.bold",
            "true or false",
        ),
        (
            'extends = "nd30"\n[paragraph.body]\nalignment = "full"',
            3,
            "paragraph.body.alignment",
            '"justify"',
        ),
        (
            'extends = "nd30"\n[paragraph]\nbody = { size = "13pt", siez = "1pt" }',
            3,
            "paragraph.body.siez",
            "known here",
        ),
        ('extends = "nd30"\n[fonts]\nbody = "Arial"', 3, "fonts.body", "a list, of"),
        ('extends = "nd30"\npage = 3', 2, "page", "a table"),
        ('extends = "nd30"\nname = "x"', 2, "name", "no such key"),
        ('extends = "bulletin"\n[list]\nnumber-format = ")"', 3, "list.number-format", '"{}"'),
    ],
)
def test_a_key_that_does_not_fit_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, key: str, expected: str
) -> None:
    message = load(tmp_path, text)
    assert message.startswith(f"{tmp_path / 'own.toml'}:{line}: {key}: ")
    assert expected in message


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('[page]\nmargin-left = "-1cm"', "page.margin-left", "at least 0mm"),
        ('[page]\nwidth = "5mm"', "page.width", "70mm to 900mm"),
        ('[page]\nmargin-left = "140mm"', "page.margin-left", "leave less than 50mm"),
        ('[paragraph.body]\nsize = "2pt"', "paragraph.body.size", "5pt to 144pt"),
        ("[paragraph.quote]\nleading = 0.5", "paragraph.quote.leading", "0.9 to 3"),
        ('[paragraph.body]\nfirst-line = "-9mm"', "paragraph.body.first-line", "on the page"),
        ('[paragraph.body]\nindent-left = "90mm"', "paragraph.body.indent-left", "half the line"),
        ("[figure]\nquality = 101", "figure.quality", "1 to 95"),
    ],
)
def test_a_value_that_no_page_can_follow_is_named(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    message = load(tmp_path, f'extends = "bulletin"\n{text}')
    assert f"own.toml:3: {key}: " in message
    assert expected in message


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[paragraph.heading-2]\ncolour = "#f4c6ce"', "paragraph.heading-2.colour"),
        ('[paragraph.note]\nbackground = "#625d57"', "paragraph.note.background"),
        ('[table]\nheader-background = "#333333"', "table.header-background"),
        ('[reader]\ncover-text = "accent"', "reader.cover-text"),
        ('[colours]\nlink = "#eeeeee"', "colours.link"),
    ],
)
def test_a_colour_that_cannot_be_read_on_its_background_is_refused(
    tmp_path: Path, text: str, key: str
) -> None:
    """WCAG 2.2, success criterion 1.4.3."""
    message = load(tmp_path, f'extends = "bulletin"\n{text}')
    assert "has a contrast of" in message
    assert key.rpartition(".")[0] in message or "table-heading" in message


def test_a_fault_that_a_base_set_is_found_there(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('extends = "bulletin"\n[table]\npadding = "4pt"\n')
    (tmp_path / "base.toml").write_text(
        'extends = "bulletin"\n[paragraph.note]\nsize = "9pt"\n[paragraph.caption]\nsize = "1pt"\n'
    )
    message = load(tmp_path, 'extends = "base"\n[page]\nmargin-top = "30mm"')
    assert f"{tmp_path / 'base.toml'}:5: paragraph.caption.size: 5pt to 144pt" in message
    assert message.count("\n") == 0


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    message = load(tmp_path, 'extends = "nd30"\n[page]\nx = 1\ny = 2\n')
    assert len(message.splitlines()) == 2


def test_a_style_that_extends_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('extends = "a"', encoding="utf-8")
    assert "a → b → a" in load(tmp_path, 'extends = "b"', "a")


def test_an_unknown_style_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(StyleError, match=r'no style "nd31"\. Choose one of: bulletin, nd30'):
        load_style("nd31")


@pytest.mark.parametrize("name", ["../styles/nd30", "/etc/passwd", "", "nd30.toml"])
def test_a_style_s_name_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(StyleError, match="There is no style"):
        load_style(name, tmp_path)


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    assert "own.toml: " in load(tmp_path, "[page\n")


def test_a_style_that_extends_nothing_must_say_everything(tmp_path: Path) -> None:
    assert "own.toml" in load(tmp_path, 'title = "x"\nfront = "masthead"\n')


@pytest.mark.parametrize(
    "css",
    [
        "@import 'x.css';",
        "p { background: url(https://bao.example/a.png) }",
        "p { background: URL ('x') }",
        "</style><script>",
        "p { content: '\\75rl' }",
    ],
)
def test_css_that_reaches_out_is_refused(tmp_path: Path, css: str) -> None:
    (tmp_path / "own.css").write_text(css, encoding="utf-8")
    message = load(tmp_path, 'extends = "bulletin"\n[reader]\ncss = "own.css"')
    assert "own.toml:3: reader.css: " in message
    assert "may not reach outside of itself" in message


@pytest.mark.parametrize("name", ["../x.css", "/etc/x.css", "own.toml", "missing.css"])
def test_css_stands_beside_its_style(tmp_path: Path, name: str) -> None:
    message = load(tmp_path, f'extends = "bulletin"\n[reader]\ncss = "{name}"')
    assert "own.toml:3: reader.css: " in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[reader]\ncover-background = "#ffffff"\n', "3: reader.cover-background"),
        ('[colours]\npaper = "#202020"\n', "3: colours.paper"),
        (
            '[reader]\ncover-background = "#ffffff"\ncover-text = "#eeeeee"\n',
            "4: reader.cover-text",
        ),
    ],
)
def test_of_two_colours_that_do_not_go_together_the_own_one_is_named(
    tmp_path: Path, text: str, place: str
) -> None:
    message = load(tmp_path, f'extends = "bulletin"\n{text}')
    assert f"{tmp_path / 'own.toml'}:{place}: " in message
    assert "contrast" in message


def test_a_fault_is_told_on_one_line_whatever_its_value_holds(tmp_path: Path) -> None:
    message = load(tmp_path, 'extends = "bulletin"\n[list]\nnumber-format = "\\r\\n"')
    assert message.splitlines() == [message]
    assert r'not "\r\n"' in message
