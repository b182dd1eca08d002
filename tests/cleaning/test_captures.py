"""Labelled captures come out clean: our own varied portals, and the shared ones where present.

A line of a `.labelled` file is `LABEL | text`; `[[…]]` marks noise inside a line of content.
TITLE STANDFIRST HEADING BODY CAPTION are content; NOISE and SITE must go; BYLINE and DATE may
stay or go.
"""

import json
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pytest
from tests.unpublished import CAPTURES, PAGES

from diemtin.cleaning import clean
from diemtin.cleaning.account import article_lines
from diemtin.readers.text import markdown_blocks, read

CONTENT = {"TITLE", "STANDFIRST", "HEADING", "BODY", "CAPTION"}
NOISE = {"NOISE", "SITE"}
OWN = sorted((Path(__file__).parent / "captures").glob("*.labelled"))
TRUTH = PAGES / "truth.jsonl"


class Labelled(NamedTuple):
    """A capture, and of each line with text: its label, its text, and its text without noise."""

    name: str
    text: str
    lines: list[tuple[str, str, str]]


def own_capture(path: Path) -> Labelled:
    text, lines = [], []
    for row in path.read_text(encoding="utf-8").splitlines():
        label, _, marked = row.partition(" | ")
        text.append(marked.replace("[[", "").replace("]]", ""))
        if row.strip():
            printed = plain(text[-1]) if "markdown" in path.stem else text[-1]
            lines.append((label, printed, collapse(re.sub(r"\[\[.*?\]\]", " ", marked))))
            if "markdown" in path.stem:
                lines[-1] = (label, printed, printed)
    return Labelled(path.stem, "\n".join(text), lines)


def shared_captures() -> list[Labelled]:
    mixed: dict[tuple[str, int], str] = {}
    for row in (CAPTURES / "mixed.tsv").read_text(encoding="utf-8").splitlines():
        name, number, noisy = row.split("\t")
        mixed[name, int(number)] = collapse(noisy)
    captures = []
    for path in sorted(CAPTURES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        texts = [line for line in map(collapse, text.splitlines()) if line]
        labels = path.with_suffix(".labels").read_text().split()
        lines = [
            (label, line, collapse(line.replace(mixed.get((path.stem, number), "\0"), " ", 1)))
            for number, (label, line) in enumerate(zip(labels, texts, strict=True), 1)
        ]
        captures.append(Labelled(path.stem, text, lines))
    return captures


def plain(text: str) -> str:
    return collapse(" ".join(block.text for block in markdown_blocks(text, 1)))


def collapse(text: str) -> str:
    return " ".join(text.split())


def score(capture: Labelled) -> dict[str, float]:
    """Return how much noise went and how much content stayed, as the shared scorer counts it."""
    article, _ = clean(read(capture.text.encode(), f"{capture.name}.txt"))
    output = [collapse(line) for line in article_lines(article)]
    flat, counts = " ".join(output), Counter(output)
    wanted = Counter(text for label, text, _ in capture.lines if label not in NOISE)
    noise = Counter(text for label, text, _ in capture.lines if label in NOISE and text)
    leaked = sum(min(n, max(0, counts[text] - wanted[text])) for text, n in noise.items())
    content = [(text, pure) for label, text, pure in capture.lines if label in CONTENT]
    inline = [text not in flat for text, pure in content if text != pure]
    words = [word for _, pure in content for word in pure.split()]
    neutral = {text for label, text, _ in capture.lines if label in {"BYLINE", "DATE"}}
    got = [word for line in output if line not in neutral for word in line.split()]
    common = sum((Counter(got) & Counter(words)).values())
    return {
        "noise": 1 - leaked / max(1, noise.total()),
        "inline": mean(inline) if inline else 1.0,
        "content": sum(kept_words(pure, flat) for _, pure in content) / max(1, len(words)),
        "F1": 2 * common / max(1, len(got) + len(words)),
    }


def kept_words(line: str, flat: str) -> int:
    if f" {line} " in f" {flat} ":
        return len(line.split())
    words = line.split()
    matcher = SequenceMatcher(None, words, flat.split(), autojunk=False)
    return sum(
        block.size for block in matcher.get_matching_blocks() if block.size >= min(3, len(words))
    )


def averages(captures: list[Labelled]) -> dict[str, float]:
    scores = [score(capture) for capture in captures]
    return {name: mean(one[name] for one in scores) for name in scores[0]}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_capture_keeps_its_article_and_loses_its_noise(path: Path) -> None:
    figures = score(own_capture(path))
    assert figures["noise"] >= 0.95
    assert figures["inline"] == 1
    assert figures["content"] >= 0.95
    assert figures["F1"] >= 0.95


def test_own_captures_reach_the_aim_on_average() -> None:
    figures = averages([own_capture(path) for path in OWN])
    assert figures["noise"] >= 0.99
    assert figures["inline"] >= 0.95
    assert figures["content"] >= 0.998
    assert figures["F1"] >= 0.99


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the shared captures are not here")
def test_shared_captures_reach_the_aim_on_average() -> None:
    figures = averages(shared_captures())
    assert figures["noise"] >= 0.99
    assert figures["inline"] >= 0.95
    assert figures["content"] >= 0.998
    assert figures["F1"] >= 0.99


def in_other_frames(captures: list[Labelled]) -> list[Labelled]:
    """Set the article of each capture between the head of a second and the tail of a third one."""
    spans = []
    for capture in captures:
        content = [i for i, (label, _, _) in enumerate(capture.lines) if label in CONTENT]
        spans.append((content[0], content[-1] + 1))
    count, made = len(captures), []
    for number, (capture, (start, end)) in enumerate(zip(captures, spans, strict=True)):
        above, below = (7 * number + 3) % count, (11 * number + 5) % count
        head = (
            captures[above].lines[: spans[above][0]] if capture.lines[start][0] == "TITLE" else []
        )
        lines = [*head, *capture.lines[start:end], *captures[below].lines[spans[below][1] :]]
        text = "\n".join(line for _, line, _ in lines)
        made.append(Labelled(f"{capture.name} in another frame", text, lines))
    return made


def test_articles_in_the_frames_of_other_portals_come_out_as_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was learnt of one portal must hold on the next: no capture stands in its own frame."""
    captures = [own_capture(path) for path in OWN if "markdown" not in path.stem]
    figures = averages(in_other_frames(captures))
    with capsys.disabled():
        told = ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
        sys.stdout.write(f"\n{len(captures)} articles in other frames: {told}\n")
    assert figures["noise"] >= 0.99
    assert figures["inline"] >= 0.95
    assert figures["content"] >= 0.998
    assert figures["F1"] >= 0.99


@pytest.mark.skipif(not TRUTH.is_file(), reason="the shared pages are not here")
def test_articles_without_any_frame_keep_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Of guides, lists and reviews in English, nearly all is kept: there is nothing to remove."""
    read_words = removed_words = 0
    for row in TRUTH.read_text(encoding="utf-8").strip().split("\n")[::4]:
        _, audit = clean(read(json.loads(row)["main_content"].encode(), "page.txt"))
        markers = sum(removal.rule == "list.marker" for removal in audit.removed)
        read_words += audit.words_read
        removed_words += audit.words_removed - markers
    kept = 1 - removed_words / read_words
    with capsys.disabled():
        sys.stdout.write(f"\n{kept:.4f} of {read_words:,} words without a frame kept\n")
    assert kept >= 0.99
