"""What a build leaves undone: libraries that nothing needs, and a second layout."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from diemtin.model import Document, Metadata, Pagination, Paragraph, Section, Text
from diemtin.pipeline.rendering import render
from diemtin.style import Style, load_style
from diemtin.writers import pdf

# For pages, for damaged text, for edited PDF, for terminals, for a network that is never used, and
# those of reportlab's layers that know more than a briefing's pages need.
NEEDLESS = (
    *("bs4", "ftfy", "pikepdf", "rich", "ssl", "http.client", "asyncio", "numpy", "pydantic"),
    *("reportlab.platypus", "reportlab.graphics"),
)

LOADED = f"""
import sys
from diemtin.cli import main
try:
    main()
finally:
    print(*[name for name in {NEEDLESS} if name in sys.modules], file=sys.stderr)
"""


def printed(script: str) -> list[str]:
    """Return the words that a script prints in a process of its own."""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return run.stdout.split()


def test_a_build_of_text_captures_loads_only_what_runs(workspace: Path) -> None:
    command = [sys.executable, "-c", LOADED, "--quiet", "build", str(workspace)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, run.stderr.strip()) == (0, "")


def test_what_cleans_and_what_writes_is_loaded_where_it_runs(workspace: Path) -> None:
    elsewhere = ("diemtin.cleaning.rules", "docx", "ebooklib")
    script = LOADED.replace(str(NEEDLESS), str(elsewhere))
    command = [sys.executable, "-c", script, "--quiet", "build", str(workspace)]
    # Several processes that clean share what is loaded before they are forked.
    run = subprocess.run([*command, "--jobs", "2"], capture_output=True, text=True)
    assert (run.returncode, run.stderr.split()) == (0, ["diemtin.cleaning.rules"])
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.returncode, "diemtin.cleaning.rules" in run.stderr) == (0, False)


def test_what_a_build_has_made_is_not_looked_through_at_its_end(workspace: Path) -> None:
    # What is registered first runs last.
    script = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.get_freeze_count(), len(gc.get_objects())))\n"
        "from diemtin.cli import main\n"
        "main()"
    )
    command = [sys.executable, "-c", script, "--quiet", "build", str(workspace)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    frozen, looked_through = map(int, run.stdout.splitlines()[-1].split())
    assert frozen > 10_000
    assert looked_through < 1_000


def test_the_account_of_a_cleaning_is_printed_without_what_cleans() -> None:
    script = (
        "import sys, diemtin.pipeline.audit_page\n"
        "print(*[name for name in sys.modules if name.startswith('diemtin.cleaning.')])"
    )
    assert printed(script) == ["diemtin.cleaning.account"]


def test_what_is_loaded_ahead_is_all_that_a_cleaning_needs_and_is_made_once() -> None:
    script = (
        "from diemtin.cleaning.phrases import clues, phrases\n"
        "from diemtin.pipeline.tasks import load_cleaning\n"
        "load_cleaning()\n"
        "import sys\n"
        "loaded = set(sys.modules)\n"
        "from diemtin.cleaning import clean\n"
        "from diemtin.readers.text import read\n"
        "text = 'Huyện họp chợ. dân vui\\n\\nSáng nay, huyện họp chợ. dân vui vẻ.\\n'\n"
        "clean(read(text.encode(), 'a.txt'))\n"
        "late = {name for name in set(sys.modules) - loaded if 'cleaning' in name}\n"
        "print(phrases.cache_info().misses, clues.cache_info().misses, *late)"
    )
    built, tables, *late = printed(script)
    # The clues are written with accents, and without.
    assert (built, int(tables) <= 2, late) == ("1", True, [])


def test_pages_are_laid_out_once_for_all_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = 0
    lay_out = pdf.lay_out

    def count(document: Document, style: Style) -> tuple[bytes, Pagination]:
        nonlocal passes
        passes += 1
        return lay_out(document, style)

    monkeypatch.setattr(pdf, "lay_out", count)
    section = Section("article", "a", "Tin", (Paragraph((Text("Một câu."),)),))
    document = Document(Metadata(title="Tin", language="vi"), (section,))
    outputs = render(document, load_style("plain"), ("docx", "epub", "pdf"))
    assert (sorted(outputs), passes) == (["docx", "epub", "pdf"], 1)


def test_the_layout_is_loaded_in_short_steps_so_that_workers_are_answered_soon() -> None:
    script = (
        "import sys\n"
        "from diemtin.pipeline.rendering import loading_steps\n"
        "counts = [len(sys.modules)]\n"
        "for step in loading_steps(('pdf', 'docx')):\n"
        "    step()\n"
        "    counts.append(len(sys.modules))\n"
        "print('diemtin.writers.pdf.layout' in sys.modules, 'docx' in sys.modules, *counts)"
    )
    layout, word, *counts = printed(script)
    assert (layout, word) == ("True", "False")
    loaded = [int(after) - int(before) for before, after in pairwise(counts)]
    assert max(loaded) < sum(loaded) / 2


def test_patterns_of_ideographs_are_compiled_for_texts_that_may_have_some() -> None:
    script = (
        "import re._compiler as compiler\n"
        "made, make = [], compiler.compile\n"
        "compiler.compile = lambda *given: made.append(str(given[0])) or make(*given)\n"
        "from diemtin.writers.pdf.typesetting import is_ideographic\n"
        "for text in ('', 'Nghị định', '→ 5°', 'Sở中国'):\n"
        "    print(is_ideographic(text), sum('\\u4e00' in pattern for pattern in made))"
    )
    assert printed(script) == ["False", "0", "False", "0", "False", "0", "True", "1"]


def test_what_draws_charts_for_word_is_loaded_with_the_writer() -> None:
    script = (
        "import sys\n"
        "from diemtin.formats import load_writer\n"
        "load_writer('docx')\n"
        "loaded = set(sys.modules)\n"
        "from io import BytesIO\n"
        "from PIL import Image\n"
        "Image.new('RGB', (1, 1)).save(BytesIO(), 'PNG')\n"
        "print('late:', *[name for name in set(sys.modules) - loaded if 'Plugin' in name])"
    )
    assert printed(script) == ["late:"]
