"""Every message that a person may meet has its Vietnamese, and says the same things in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import diemtin
from diemtin import errors
from diemtin.cli import messages
from diemtin.cli.messages import catalogue, translate
from diemtin.cli.terminal import complain
from diemtin.errors import CaptureError, ManifestError
from diemtin.style import Colours, Fonts, Page, Running, Style
from diemtin.style.shape import expected, keys
from diemtin.workspace import read_manifest

PACKAGE = Path(diemtin.__file__).parent
SPEAKERS = {
    "translate", "_", "say", "complain", "Unusable", "Misfit", "refuse", "_refusal",
    "_refuse_beyond",
}  # fmt: skip
# What Python asks for is raised to a programmer, and not told to a person.
PYTHON = {"AttributeError", "KeyError", "TypeError", "ImportError"}
VARIABLES = {"no_utf8", "reason", "remedy", "hint", "problem", "raise_limit"}


def template(node: ast.expr | None) -> str | None:
    """Return a text of the source with `{}` for what is filled in; None if it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(template(part) or "{}" for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return (template(left) or "{}") + (template(right) or "{}")
    return None


def branches(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    elif isinstance(node, ast.Tuple):
        for element in node.elts:
            yield from branches(element)
    elif text := template(node):
        yield text


def is_error(name: str) -> bool:
    return name.endswith("Error") and name not in PYTHON


def is_sentence(text: str) -> bool:
    return text.endswith(".") and " " in text


def spoken(tree: ast.AST) -> Iterator[str]:
    """Yield the texts that a module says to a person, as far as its source shows them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SPEAKERS or is_error(name):
                for argument in node.args:
                    yield from branches(argument)
        elif isinstance(node, ast.Return):
            yield from filter(is_sentence, branches(node.value))
        elif isinstance(node, ast.Assign):
            names = {getattr(target, "id", "") for target in node.targets}
            names |= {
                getattr(element, "id", "")
                for target in node.targets
                if isinstance(target, ast.Tuple)
                for element in target.elts
            }
            if names & VARIABLES or any(name.endswith("_REMEDY") for name in names):
                yield from branches(node.value)


def all_texts() -> dict[str, str]:
    """Return every text with the module that says it, but for joins of other texts and keys."""
    return {
        text: str(file.relative_to(PACKAGE))
        for file in sorted(PACKAGE.rglob("*.py"))
        for text in spoken(ast.parse(file.read_text(encoding="utf-8")))
        if " " in text and any(letter.isalpha() for letter in text.replace("{}", ""))
    }


def test_every_text_has_its_vietnamese() -> None:
    known = catalogue("vi")
    missing = {text: module for text, module in all_texts().items() if text not in known}
    assert missing == {}


# Errors of one input, and how many arguments they have with a remedy.
OF_INPUTS = {"CaptureError": 3, "EncodingError": 2, "Unusable": 3, "_refusal": 4}


def test_every_error_of_an_input_says_what_to_do() -> None:
    """One that passes on what another error says has its remedy from there."""
    silent = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and len(call.args) < OF_INPUTS.get(getattr(call.func, "id", ""), 0)
        and ast.unparse(call.args[-1]) != "str(error)"
    ]
    assert silent == []


def test_the_errors_are_one_tree() -> None:
    """Every exception that is raised under a name of ours descends from one root."""
    classes = [one for one in vars(errors).values() if isinstance(one, type)]
    assert all(issubclass(one, errors.DiemtinError) for one in classes)
    raised = {
        getattr(call.exc.func, "id", "")
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Raise) and isinstance(call.exc, ast.Call)
    }
    named = {name for name in raised if is_error(name) and not name.startswith("_")}
    assert named - {"ValueError", "TypeError"} <= {one.__name__ for one in classes}


def test_the_table_of_errors_is_not_empty() -> None:
    assert len(all_texts()) > 50


@pytest.mark.parametrize("english", sorted(catalogue("vi")))
def test_a_translation_fills_in_as_much(english: str) -> None:
    assert catalogue("vi")[english].count("{}") == english.count("{}")
    assert not english or catalogue("vi")[english]


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    messages.language.cache_clear()
    yield
    messages.language.cache_clear()


@pytest.mark.usefixtures("vietnamese")
def test_an_error_is_translated_with_what_it_tells_of() -> None:
    error = CaptureError("tin.txt", "the file is empty", "Capture the page again.")
    assert translate(str(error)) == "tin.txt: tệp rỗng. Hãy thu thập lại trang."


def told_of_inputs() -> set[tuple[str, str]]:
    """Return what is wrong with inputs and what to do about it, where the source says both."""
    return {
        (problem, remedy)
        for file in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in OF_INPUTS
        for problem in branches(call.args[-2] if len(call.args) > 1 else None)
        for remedy in branches(call.args[-1])
        if problem in catalogue("vi") and remedy in catalogue("vi")
    }


@pytest.mark.usefixtures("vietnamese")
def test_a_problem_and_its_remedy_are_translated_apart_from_each_other() -> None:
    """Words that stand in one of them ("or", "to") do not part the message there."""
    table = catalogue("vi")
    told = {pair for pair in told_of_inputs() if "{}" not in "".join(pair)}
    assert len(told) > 10
    for problem, remedy in told:
        error = CaptureError("tin.txt", problem, remedy)
        assert translate(str(error)) == f"tin.txt: {table[problem]}. {table[remedy]}"


@pytest.mark.usefixtures("vietnamese")
def test_what_a_style_may_say_is_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    """Each fault of a style is translated by itself, whatever stands in the others."""
    kinds = {
        kind for table in (Style, Page, Running, Fonts, Colours) for kind in keys(table).values()
    }
    faults = sorted(
        f"nhà.toml:{n}: a.b: {expected(kind)} was expected, not 7" for n, kind in enumerate(kinds)
    )
    complain("\n".join(faults))
    told = capsys.readouterr().err
    assert told.count("cần ") == told.count(", không phải 7") == len(faults)
    for word in (" or ", "expected", "such as", "one of", "a list", "a table", "number", "text in"):
        assert word not in told, word


@pytest.mark.usefixtures("vietnamese")
def test_numbers_are_written_as_in_vietnamese(tmp_path: Path) -> None:
    file = tmp_path / "briefing.toml"
    file.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ManifestError) as caught:
        read_manifest(file)
    assert "1,000,000 bytes" in str(caught.value)
    assert "1.000.000 byte" in translate(str(caught.value))


@pytest.mark.usefixtures("vietnamese")
def test_an_unknown_text_stays_as_it_is() -> None:
    assert translate("no such message at all") == "no such message at all"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "vi_VN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "vi", "LANG": "de_DE"}, "vi"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], code: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    messages.language.cache_clear()
    assert messages.language() == code
    messages.language.cache_clear()


@pytest.mark.usefixtures("vietnamese")
@pytest.mark.parametrize(
    "mistake",
    [
        "a =", "= 1", "a", "a = 1 b = 2", 'a = "x', "a = [1", "a = {b = 1", "[a", "[[a]",
        "a = 1\na = 2", "[a]\n[a]", "a = 2024-99-01", r'a = "\q"', r'a = "\uZZZZ"', r'a = "\ud800"',
        "a = {b = 1, b = 2}", "a = {b = 1}\na.c = 2", "a = [1]\n[[a]]", "# \0", 'a = "x" # \0',
    ],
)  # fmt: skip
def test_a_mistake_of_toml_is_told_in_vietnamese(tmp_path: Path, mistake: str) -> None:
    file = tmp_path / "briefing.toml"
    file.write_text(mistake, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_manifest(file)
    told = translate(str(caught.value))
    assert told.startswith(f"{file}: không đúng cú pháp TOML: ")
    assert re.search(r"\((dòng \d+, cột \d+|ở cuối tệp)\)$", told)
    for word in ("Invalid", "Expected", "Cannot", "Un", "Illegal", "Found", "character", "key"):
        assert word not in told, told
