"""What the cleaning gives: the article, and the account of all that was taken away or mended."""

import msgspec

from diemtin.model.block import Block


class Repair(msgspec.Struct, frozen=True):
    """A kind of damage that was mended, and how often (`nbsp`, `mojibake`, `nfc`, …)."""

    rule: str
    count: int


class Removal(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Text that was taken away: its line in the decoded capture, and the rule that took it.

    `reasons` are given where a model decided: which features spoke.
    """

    line: int
    text: str
    rule: str
    reasons: tuple[str, ...] = ()


class Kept(msgspec.Struct, frozen=True, gc=False):
    """Text that left the body but was kept as metadata: `field` is an attribute of `Article`."""

    line: int
    text: str
    field: str


class Placed(msgspec.Struct, frozen=True):
    """Where the kept text of a line stands: the index in `Article.blocks` (-1: title, -2: lead)."""

    line: int
    block: int


class Suggestion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A mistake of the text that is shown to the editor and never mended on its own.

    `block` is the index in `Article.blocks` (-1: the title, -2: the standfirst); `start` counts
    characters of its plain text. `after` is None where there is doubt, but no proposal.
    """

    block: int
    start: int
    before: str
    after: str | None
    rule: str


class Article(msgspec.Struct, frozen=True, omit_defaults=True):
    """A cleaned article. Unknown values are None; `published` is an ISO date or date and time.

    `blocks` are the body: paragraphs, headings (level 2 and below), figures, lists, quotes and
    tables. Title and standfirst stand apart. `mark` is the source's own mark, taken from the
    dateline (`Baotinh.vn`); `date_text` is the date as the capture prints it. `given` names the
    fields that the manifest gives in the capture's place.
    """

    origin: str
    title: str | None
    blocks: tuple[Block, ...]
    standfirst: str | None = None
    byline: str | None = None
    site: str | None = None
    section: str | None = None
    mark: str | None = None
    credit: str | None = None
    published: str | None = None
    date_text: str | None = None
    url: str | None = None
    language: str | None = None
    charset: str = "utf-8"
    suggestions: tuple[Suggestion, ...] = ()
    given: tuple[str, ...] = ()


class Audit(msgspec.Struct, frozen=True, omit_defaults=True):
    """The account of one capture. Words are runs of characters between white space, after repair.

    Conservation: `words_read == words_kept + words_as_metadata + words_removed`. A word of which
    only a part was taken away counts as kept.
    """

    origin: str
    charset: str
    confidence: float
    words_read: int
    words_kept: int
    words_as_metadata: int
    words_removed: int
    removed: tuple[Removal, ...] = ()
    metadata: tuple[Kept, ...] = ()
    placed: tuple[Placed, ...] = ()
    repairs: tuple[Repair, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
