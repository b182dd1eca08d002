"""The five seeds as articles, cut by hand so that these tests stand on the assembly alone."""

import pytest
from tests.unpublished import SEEDS

from diemtin.model import Article, Audit, Block, Figure, Heading, Paragraph, Text

# Of each seed, by its lines that hold text (from 0): what is not a paragraph of the body.
_CUTS: dict[str, dict[str, str]] = {
    "000": {"0": "title", "-1": "noise"},
    "001": {"0": "title", "1": "caption", "4": "caption"},
    "002": {
        "0": "noise", "1": "noise", "2": "title", "5": "noise", "6": "caption", "7": "heading",
        "11": "heading", "12": "noise", "13": "caption", "19": "heading", "23": "byline",
        "24": "noise", "25": "noise", "26": "noise", "27": "noise", "28": "noise",
    },
    "003": {
        "0": "noise", "1": "site", "2": "noise", "3": "title", "6": "caption", "8": "caption",
        "10": "caption", "12": "byline",
    },
    "004": {"0": "title", "1": "standfirst"},
}  # fmt: skip


def _article(name: str) -> Article:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    text = path.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.split()]
    kinds = {int(key) % len(lines): kind for key, kind in _CUTS[name].items()}
    blocks: list[Block] = []
    fields: dict[str, str] = {}
    for number, line in enumerate(lines):
        content = (Text(line.removesuffix(" |").removeprefix("- ").removesuffix("Ý kiến ()")),)
        match kinds.get(number, "paragraph"):
            case "noise":
                continue
            case "paragraph":
                blocks.append(Paragraph(content))
            case "heading":
                blocks.append(Heading(2, content))
            case "caption":
                blocks.append(Figure(content))
            case field:
                fields[field] = line
    return Article(
        path.name,
        fields["title"],
        tuple(blocks),
        standfirst=fields.get("standfirst"),
        byline=fields.get("byline"),
        site=fields.get("site"),
        language="vi",
    )


@pytest.fixture(scope="session")
def seeds() -> list[Article]:
    """The seeds 000 to 004, in that order."""
    if not SEEDS.is_dir():
        pytest.skip("the seeds are not beside this checkout")
    return [_article(name) for name in _CUTS]


@pytest.fixture(scope="session")
def seed_audits(seeds: list[Article]) -> list[Audit]:
    """An account of each seed, with round numbers."""
    return [Audit(article.origin, "utf-8", 1.0, 1000, 900, 25, 75) for article in seeds]
