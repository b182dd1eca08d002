"""The examples in the docstrings of the cleaning are true."""

import doctest
import importlib
import pkgutil
from collections.abc import Callable, Iterable

import pytest

import diemtin.cleaning
import diemtin.cleaning.rules
from diemtin.cleaning.page import Line, Mark, Page, Role
from diemtin.cleaning.ruler import RULES
from diemtin.cleaning.rules.titles import title
from diemtin.model import CaptureBlock

Find = Callable[[Page], Iterable[Mark]]

MODULES = [
    name
    for package in (diemtin.cleaning, diemtin.cleaning.rules)
    for _, name, is_package in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    if not is_package
]


def page_before(find: Find, lines: tuple[str, ...]) -> Page:
    """Return a page of lines on which all rules that stand before one have run.

    A line that begins with `# ` is the title.
    """
    page = Page(CaptureBlock(text.removeprefix("# "), n) for n, text in enumerate(lines, 1))
    page.apply(Role(index, "title") for index, text in enumerate(lines) if text[:2] == "# ")
    titled = any(text.startswith("# ") for text in lines)
    for rule in RULES:
        if rule.find is find:
            break
        if not (titled and rule.find is title):
            page.apply(rule.find(page))
    return page


def taken(find: Find, *lines: str) -> list[str]:
    """Return the texts that a rule takes from a page of these lines."""
    page = page_before(find, lines)
    removed, metadata = len(page.removed), len(page.metadata)
    page.apply(find(page))
    gone = [removal.text for removal in page.removed[removed:]]
    return gone + [kept.text for kept in page.metadata[metadata:]]


def named(find: Find, *lines: str) -> dict[str, list[str]]:
    """Return the texts to which a rule gives a role, by role."""
    page = page_before(find, lines)
    found: dict[str, list[str]] = {}
    roles: list[Role] = [mark for mark in find(page) if isinstance(mark, Role)]
    for role in roles:
        found.setdefault(role.role, []).append(page.lines[role.at].text)
    return found


def block(text: str, image: str | None = None) -> CaptureBlock:
    return CaptureBlock(text, 1, image=image)


def line(text: str) -> Line:
    return Line(CaptureBlock(text, 1), gap=False)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    module = importlib.import_module(name)
    globs = {"taken": taken, "named": named, "line": line, "block": block}
    result = doctest.testmod(module, extraglobs=globs)
    assert result.failed == 0


def test_every_rule_shows_an_example() -> None:
    for rule in RULES:
        assert ">>>" in (rule.find.__doc__ or ""), rule.find.__name__
