"""Any manifest is followed or refused with its file's name, and chooses nothing from outside."""

import datetime
import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.harmless_outputs import CONTROLS

from diemtin.errors import CaptureError, ConfigurationError
from diemtin.pipeline.reading import CaptureInput, read_input
from diemtin.workspace import Limits, Workspace, open_workspace, read_manifest

VALUES = st.recursive(
    st.one_of(
        st.text(max_size=12),
        st.integers(-(10**12), 10**12),
        st.floats(),
        st.booleans(),
        st.dates().map(str),
        st.sampled_from(["nd30", "en", "pdf", "2024-02-05", "sources", "contents", ""]),
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
KEYS = st.sampled_from(
    ["title", "agency", "date", "language", "style", "name", "to", "recipients", "without", "place"]
) | st.text("abc-_\"'.=\n đ", max_size=6)
TABLES = st.sampled_from(["signature", "parts", "limits", "sources", "x.y", "[sources]"])
ODD_NAMES = ["", " ", "\u202e", "%2e%2e", "..\\", "\\"]
NAMES = st.lists(
    st.sampled_from(
        [
            "..",
            ".",
            "sources",
            "away",
            "*",
            "**",
            "?",
            "[a-z]*",
            "a.txt",
            "link.txt",
            "outside.txt",
            "~",
            "/",
            "C:",
            "con",
        ]
    )
    | st.sampled_from(ODD_NAMES),
    min_size=1,
    max_size=4,
).map("/".join)


def toml(value: object) -> str:
    """Write a value as TOML, in which the strings and lists of JSON stand as they are."""
    if isinstance(value, float):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda entry: f"{entry[0]} = {toml(entry[1])}"),
    TABLES.map(lambda name: f"[{name}]"),
    st.text(max_size=20),
)


def workspace(folder: str) -> Path:
    """Make a workspace of two captures, with links out of it to a file and to a folder."""
    root = Path(folder) / "ws"
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "a.txt").write_text("Tin")
    (root / "outside.txt").write_text("Tin")
    (root.parent / "outside.txt").write_text("mật")
    (root / "sources" / "link.txt").symlink_to(root.parent / "outside.txt")
    (root / "away").symlink_to(root.parent)
    return root


def opened(root: Path, text: str) -> Workspace | None:
    (root / "briefing.toml").write_text(text, encoding="utf-8", errors="replace")
    try:
        return open_workspace(root)
    except ConfigurationError as error:
        told = str(error)
    assert told.startswith(str(root)) or "language" in told
    return None


@settings(deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_manifest_is_followed_or_refused_with_its_name(text: str) -> None:
    with TemporaryDirectory() as folder:
        if found := opened(workspace(folder), text):
            assert found.front.title
            assert found.sources


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_nothing_outside_the_workspace_is_ever_read(names: list[str]) -> None:
    """A pattern may match what a link leads to; that is then refused when it is read."""
    with TemporaryDirectory() as folder:
        root = workspace(folder)
        found = opened(root, f"sources = {toml(names)}")
        for source in found.sources if found else ():
            item = CaptureInput(0, source.path, source.origin, None, root)
            with suppress(CaptureError):
                read_input(item, Limits())
                assert source.path.resolve().is_relative_to(root.resolve())


def printable(text: str) -> str:
    return CONTROLS.sub("", text).replace("\r", "").replace("\u2028", "").replace("\u2029", "")


@given(st.text(), st.lists(st.text(), max_size=3), st.dates())
@example("Tin\u202e tuần\x1b[31m", ["Như\u200f trên"], datetime.date(2024, 2, 5))
def test_what_a_manifest_says_is_what_is_read(
    title: str, recipients: list[str], date: datetime.date
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "briefing.toml"
        text = f"title = {toml(title)}\nrecipients = {toml(recipients)}\ndate = {date}"
        file.write_text(text.replace("\x7f", "\\u007f"), encoding="utf-8", newline="")
        manifest = read_manifest(file)
    assert manifest.title == printable(title)
    assert manifest.recipients == tuple(map(printable, recipients))
    assert manifest.date == str(date)
