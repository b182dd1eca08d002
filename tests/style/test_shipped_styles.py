"""The styles that ship: each loads, fills every role, and keeps what it promises."""

import json
from pathlib import Path

import pytest

from diemtin.style import Length, contrast, load_style, shipped_file, style_names
from diemtin.style.schema import style_schema
from diemtin.style.types import ROLES

SHIPPED = ["bulletin", "nd30", "plain", "pocket"]
REPOSITORY = Path(__file__).parents[2]


def test_four_styles_ship() -> None:
    assert style_names() == SHIPPED
    assert shipped_file("nd30.toml").is_file()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_role_has_its_looks(name: str) -> None:
    style = load_style(name)
    assert style.name == name
    assert set(ROLES) <= set(style.paragraph)
    assert all(look.size > 0 and look.leading > 0 for look in style.paragraph.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_headings_never_grow_with_their_level(name: str) -> None:
    style = load_style(name)
    sizes = [style.of(f"heading-{level}").size for level in range(1, 7)]
    assert sizes == sorted(sizes, reverse=True)
    assert all(style.of(f"heading-{level}").keep_with_next for level in range(1, 7))


def test_the_decree_s_report_is_black_on_a4() -> None:
    """Decree 30/2020/NĐ-CP, Annex I."""
    style = load_style("nd30")
    assert (style.page.width, style.page.height) == (Length.parse("210mm"), Length.parse("297mm"))
    assert {look.colour for look in style.paragraph.values()} <= {None, "#000000"}
    assert style.of("recipient").size == Length(11)
    assert style.of("recipients-heading").size == Length(12)
    assert style.of("motto").rule_below is not None
    assert style.of("motto").rule_below.width == "text"  # type: ignore[union-attr]
    assert style.of("national-name").rule_below is None


def test_large_print_has_no_small_text_and_nothing_slanted_or_justified() -> None:
    style = load_style("plain")
    for role, look in style.paragraph.items():
        assert look.size >= (14 if role == "running-head" else 18), role
        assert not look.italic, role
        assert look.alignment != "justify", role
        assert contrast(look.colour or style.colours.text, style.colours.paper) > 7


def test_the_pocket_style_is_a5_and_otherwise_the_bulletin() -> None:
    style, base = load_style("pocket"), load_style("bulletin")
    assert (style.page.width, style.page.height) == (Length.parse("148mm"), Length.parse("210mm"))
    assert style.front == base.front
    assert style.fonts == base.fonts


def test_the_shipped_schema_is_made_from_the_types() -> None:
    """After a change of the types: `python -m diemtin.style.schema > styles/style.schema.json`."""
    shipped = (REPOSITORY / "styles" / "style.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == style_schema()


def test_the_schema_refuses_unknown_keys_and_requires_none() -> None:
    schema = style_schema()
    assert schema["additionalProperties"] is False
    assert all("required" not in table for table in (schema, *schema["$defs"].values()))
    assert set(ROLES) <= set(schema["properties"]["paragraph"]["properties"])
    assert "margin-top" in schema["$defs"]["Page"]["properties"]
    assert "name" not in schema["properties"]
