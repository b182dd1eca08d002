"""Captures of the same text: the first is published, the others are named."""

from collections.abc import Sequence
from hashlib import sha256

from diemtin.model import Article
from diemtin.model.document import block_words
from diemtin.pipeline.tasks import Cleaned, Unusable


def _digest(article: Article) -> bytes:
    """Return a digest of the words of an article's body, whatever stood around it."""
    words = (article.standfirst or "").split()
    for block in article.blocks:
        words += block_words(block)
    return sha256(" ".join(words).casefold().encode("utf-8", "surrogatepass")).digest()


def drop_duplicates(
    outcomes: Sequence[Cleaned | Unusable],
) -> tuple[list[Cleaned], list[Unusable]]:
    """Part the captures that are published from those that are not, both in their order."""
    first: dict[bytes, str] = {}
    cleaned: list[Cleaned] = []
    unusable: list[Unusable] = []
    for outcome in outcomes:
        if isinstance(outcome, Unusable):
            unusable.append(outcome)
            continue
        origin = outcome.article.origin
        former = first.setdefault(_digest(outcome.article), origin)
        if former == origin:
            cleaned.append(outcome)
        else:
            reason = f"it holds the same text as {former}"
            unusable.append(Unusable(origin, reason, "It is published once; leave one out."))
    return cleaned, unusable
