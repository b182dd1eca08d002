"""From cleaned articles to one briefing."""

from collections.abc import Sequence

from diemtin.model import Article, Audit, Briefing, FrontMatter, Parts


def assemble(
    articles: Sequence[Article], audits: Sequence[Audit], front: FrontMatter, parts: Parts
) -> Briefing:
    """Bring articles together in one briefing.

    Args:
        articles: In the order of the manifest.
        audits: The account of each article, in the same order.
        front: What stands before and after the articles.
        parts: Which parts are made.
    """
    return Briefing(front, parts, tuple(articles), tuple(audits))
