"""Vietnamese portal pages written for these tests: ten templates after layouts of real portals.

Each template (`pages/NAME.html`) is a page around `{title}`, `{lead}`, `{p0}` to `{p3}` and the
like; what else it holds is noise. The articles (`pages/stories.toml`) are invented.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

_PAGES = Path(__file__).parent / "pages"
_DATA = tomllib.loads((_PAGES / "stories.toml").read_text(encoding="utf-8"))
_NOISE: dict[str, list[str]] = _DATA["noise"]
TEMPLATES = tuple(sorted(path.stem for path in _PAGES.glob("*.html")))


class Story(NamedTuple):
    """An article: what a cleaner must find, and nothing else."""

    title: str
    lead: str
    paragraphs: list[str]
    heading: str
    caption: str
    byline: str


STORIES = {name: Story(**fields) for name, fields in _DATA.items() if name != "noise"}


def render(template: str, story: Story) -> bytes:
    """Return the page of a story in a template, as UTF-8."""
    fields = {f"p{n}": paragraph for n, paragraph in enumerate(story.paragraphs)}
    fields |= {
        "title": story.title,
        "lead": story.lead,
        "heading": story.heading,
        "caption": story.caption,
        "byline": story.byline,
        "menu": "<ul>" + "".join(f'<li><a href="#">{e}</a></li>' for e in _NOISE["menu"]) + "</ul>",
        "related": _related('<li><a href="/tin/{n}">{title}</a></li>'),
        "related_div": _related('<div><a href="/tin/{n}">{title}</a></div>'),
        "related_tr": _related(
            '<tr><td>- <a href="/tin/{n}">{title}</a> (10/9/2023)</td></tr>',
        ),
        "cards": _related(
            '<div class="card"><a href="/tin/{n}"><img src="/thumb/{n}.jpg" width="120"></a>'
            '<h4><a href="/tin/{n}">{title}</a></h4><p>{blurb}</p></div>'
        ),
    }
    page = (_PAGES / f"{template}.html").read_text(encoding="utf-8")
    for name, value in fields.items():
        page = page.replace(f"{{{name}}}", value)
    return f'<!DOCTYPE html><meta charset="utf-8">{page}'.encode()


def _related(item: str) -> str:
    blurbs = _NOISE["blurbs"]
    return "".join(
        item.format(n=n, title=title, blurb=blurbs[n % len(blurbs)])
        for n, title in enumerate(_NOISE["related"])
    )
