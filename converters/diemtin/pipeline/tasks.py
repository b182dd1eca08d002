"""What a worker process does with one capture: read it, clean it, fetch its pictures from disk."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from diemtin.errors import CaptureError, DiemtinError
from diemtin.model import (
    Article,
    Audit,
    Block,
    Capture,
    CaptureBlock,
    Document,
    Figure,
    List,
    Picture,
    Quote,
)
from diemtin.model.document import block_words
from diemtin.pictures import PictureLimits, load_picture
from diemtin.pipeline.reading import CaptureInput, read_input
from diemtin.workspace import Limits

if TYPE_CHECKING:
    from diemtin.cleaning import SiteBoilerplate

# A worker keeps what it has read for the cleaning that follows, but no more than this many
# characters, so that a thousand captures need no more memory than a few.
_MOST_KEPT = 20_000_000
_REMOTE = ("http:", "https:", "//", "ftp:")


class Cleaned(msgspec.Struct, frozen=True):
    """One capture after cleaning.

    `lines` is what was read, for the account of what went. `pictures` are those of its figures,
    which name them by their identifiers; `notes` says why others are not there.
    """

    article: Article
    audit: Audit
    lines: tuple[CaptureBlock, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()


class Unusable(msgspec.Struct, frozen=True):
    """Why one capture is left out; `trace` is the traceback of an error that was not foreseen."""

    origin: str
    reason: str
    remedy: str = ""
    trace: str = ""


class _Kept:
    """What this process has read and not cleaned yet."""

    def __init__(self) -> None:
        self._captures: dict[int, Capture] = {}
        self._characters = 0

    def keep(self, index: int, capture: Capture) -> None:
        size = sum(len(block.text) for block in capture.blocks)
        if self._characters + size <= _MOST_KEPT:
            self._characters += size
            self._captures[index] = capture

    def take(self, index: int) -> Capture | None:
        capture = self._captures.pop(index, None)
        if capture is not None:
            self._characters -= sum(len(block.text) for block in capture.blocks)
        return capture


_kept = _Kept()


def _read_capture(item: CaptureInput, limits: Limits) -> Capture:
    read = read_input(item, limits)
    if isinstance(read, Document):
        remedy = "Use: diemtin convert."
        raise CaptureError(item.origin, "this is a finished document, not a capture", remedy)
    return read


def _unusable(item: CaptureInput, error: DiemtinError) -> Unusable:
    if isinstance(error, CaptureError):
        return Unusable(item.origin, error.reason, error.remedy)
    return Unusable(item.origin, str(error))


def read_task(item: CaptureInput, limits: Limits) -> Capture | Unusable:
    """Read a capture, and keep it in this process for `clean_task`; return it without its tree.

    What cleans is loaded too, so that it is there when the main process, which loads what comes
    after at the same time, has all captures and asks for the cleaning.
    """
    try:
        capture = _read_capture(item, limits)
    except DiemtinError as error:
        return _unusable(item, error)
    _kept.keep(item.index, capture)
    load_cleaning()
    return msgspec.structs.replace(capture, tree=None)


@cache
def load_cleaning() -> None:
    """Load what cleans captures of text, with the phrases and the syllables that it knows."""
    from diemtin.cleaning import clean, learn_boilerplate, rule_names  # noqa: F401
    from diemtin.encodings.syllables import is_syllable

    rule_names()
    is_syllable("tin")


def learn_task(captures: Sequence[Capture]) -> bytes:
    """Learn what the sites of captures repeat; return it packed, for `clean_task`.

    So the main process of a small build needs no rule of the cleaning.
    """
    from diemtin.cleaning import learn_boilerplate

    return msgspec.msgpack.encode(learn_boilerplate(captures), order="deterministic")


@lru_cache(maxsize=1)
def _unpacked(boilerplate: bytes) -> "SiteBoilerplate":
    from diemtin.cleaning import SiteBoilerplate

    return msgspec.msgpack.decode(boilerplate, type=SiteBoilerplate)


def clean_task(
    item: CaptureInput,
    limits: Limits,
    without: frozenset[str],
    boilerplate: bytes | None,
    pictures: PictureLimits | None,
) -> Cleaned | Unusable:
    """Clean a capture that this process has read, or else read it again.

    Args:
        item: The capture.
        limits: For the reading.
        without: Cleaning rules that are left out.
        boilerplate: What `learn_task` learnt from all captures.
        pictures: What its pictures may be; None if they are not wanted.
    """
    from diemtin.cleaning import clean

    learnt = _unpacked(boilerplate) if boilerplate else None
    try:
        capture = _kept.take(item.index) or _read_capture(item, limits)
        article, audit = clean(capture, without=without, boilerplate=learnt)
    except DiemtinError as error:
        return _unusable(item, error)
    if not article.standfirst and not any(block_words(block) for block in article.blocks):
        reason = "nothing of it is left after the cleaning"
        return Unusable(item.origin, reason, "See what went and why: diemtin clean --explain.")
    one = Cleaned(article, audit)
    return one if pictures is None else _with_pictures(one, item, pictures)


def open_task(
    item: CaptureInput, limits: Limits, pictures: PictureLimits
) -> Document | Cleaned | Unusable:
    """Read a file alone: a finished document as it is, a capture cleaned."""
    try:
        read = read_input(item, limits)
    except DiemtinError as error:
        return _unusable(item, error)
    if isinstance(read, Document):
        return read
    _kept.keep(item.index, read)
    return clean_task(item, limits, frozenset(), None, pictures)


def _with_pictures(one: Cleaned, item: CaptureInput, limits: PictureLimits) -> Cleaned:
    """Load the pictures that an article's figures refer to; what cannot be had leaves a note."""
    pictures: dict[str, Picture] = {}
    notes: list[str] = []

    def load(figure: Figure) -> Figure:
        reference = figure.picture
        if reference is None or reference.lower().startswith(_REMOTE):
            return figure
        try:
            root = item.root or item.path.parent
            picture = load_picture(reference, item.path, root, limits)
        except CaptureError as error:
            notes.append(str(CaptureError(item.origin, error.reason, error.remedy)))
            return figure
        pictures[picture.identifier] = picture
        return msgspec.structs.replace(figure, picture=picture.identifier)

    blocks = tuple(_map_figures(block, load) for block in one.article.blocks)
    article = msgspec.structs.replace(one.article, blocks=blocks)
    found = tuple(pictures.values())
    return msgspec.structs.replace(one, article=article, pictures=found, notes=tuple(notes))


def _map_figures(block: Block, change: Callable[[Figure], Figure]) -> Block:
    """Return a block with its figures changed, those inside of it too."""
    match block:
        case Figure():
            return change(block)
        case Quote(blocks=blocks):
            inner = tuple(_map_figures(child, change) for child in blocks)
            return msgspec.structs.replace(block, blocks=inner)
        case List(items=items):
            changed = tuple(tuple(_map_figures(b, change) for b in item) for item in items)
            return msgspec.structs.replace(block, items=changed)
        case _:
            return block
