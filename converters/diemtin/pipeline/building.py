"""The whole street: from a workspace to one briefing in every format, with its account.

The assembly is imported where it is used: it takes long, and is loaded while captures are cleaned.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from diemtin.forking import Ask, ForkedCall, give_back_memory, usable_cores
from diemtin.formats import check_writers
from diemtin.model import Briefing, Document, Metadata
from diemtin.pipeline.audit import AuditRecord, audit_record, encode_record, recorded_instant
from diemtin.pipeline.cache import CaptureCache
from diemtin.pipeline.captures import Cleaning, clean_captures, picture_limits
from diemtin.pipeline.duplicates import drop_duplicates
from diemtin.pipeline.outputs import content_of, publish
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.rendering import PackedDocument, Rendering, Write, loading_steps
from diemtin.pipeline.tasks import Cleaned, Unusable
from diemtin.style import Style, load_style
from diemtin.workspace import SourceTable, Workspace
from diemtin.workspace.limits import MEGABYTE

Progress = Callable[[str, int, int], None]

_AUDIT_PAGE = "audit.html"
# From so many captures on, what analyses and composes has a process of its own, which hands over
# the document as bytes: the memory that it needed is free again when the writers begin, and the
# two processes that write each have a document of their own instead of all that memory twice.
_MANY = 500


class Order(msgspec.Struct, frozen=True):
    """What one call asks for; None leaves it to the manifest.

    `modified` is the instant that outputs give as theirs (`2024-02-05T07:00:00Z`). `cached` lets
    captures that have not changed since the last build stay as they were cleaned then.
    """

    modified: str
    to: tuple[str, ...] | None = None
    folder: Path | None = None
    style: str | None = None
    jobs: int | None = None
    cached: bool = True


class Build(msgspec.Struct, frozen=True):
    """What a build gave: the outputs by file name, and the captures that are not in them.

    There is no output at all if no capture could be used. `notes` are about pictures that are
    left out.
    """

    folder: Path
    outputs: dict[str, bytes]
    unusable: tuple[Unusable, ...]
    notes: tuple[str, ...] = ()

    def publish(self) -> list[Path]:
        """Put the outputs in their place, all or none, and return their paths.

        Raises:
            OutputError: They cannot be written; the former outputs are untouched.
        """
        if self.outputs:
            publish(self.outputs, self.folder)
        return [self.folder / name for name in self.outputs]

    def stale(self) -> list[Path]:
        """Return the outputs that are not what the inputs give, or are not there."""
        paths = {self.folder / name: data for name, data in self.outputs.items()}
        return [path for path, data in paths.items() if content_of(path) != data]


def last_instant(workspace: Workspace, folder: Path | None) -> str | None:
    """Return the instant that the outputs of the last build give; None if there was none."""
    place = folder or workspace.output
    return recorded_instant(place / f"{workspace.manifest.name}.audit.json")


def build(workspace: Workspace, order: Order, progress: Progress = lambda *_: None) -> Build:
    """Make all outputs of a workspace, in memory.

    Args:
        workspace: Where the captures and the manifest are.
        order: What the call asks for.
        progress: Called with a step's name (`clean`, `write`), how much of it is done, and of
            how much.

    Raises:
        ConfigurationError: The call, the manifest or the style cannot be followed.
        OutputError: A writer failed.
    """
    manifest = workspace.manifest
    endings = tuple(dict.fromkeys(order.to or manifest.to))
    check_writers(endings)
    style = load_style(order.style or manifest.style, workspace.styles)
    folder = order.folder or workspace.output
    parallel = _parallel(order)
    cleaned, unusable = _cleaned(workspace, style, order, endings, progress)
    if not cleaned:
        return Build(folder, {}, tuple(unusable))
    steps = iter(range(len(endings)))
    with Rendering(
        style,
        endings,
        lambda _: progress("write", next(steps, 0), len(endings)),
        parallel=parallel,
    ) as rendering:
        many = len(cleaned) >= _MANY
        if not many:
            rendering.begin()
        compose = partial(_composed, workspace, style, order, cleaned, unusable)
        call = ForkedCall[None, _Composed](compose, apart=parallel and many)
        # Nothing else needs them any more.
        del cleaned, compose
        with call:
            composed = call.result(None)
        document, record = composed.document, composed.record
        further = {_AUDIT_PAGE: composed.page}
        del call, composed
        if many:
            give_back_memory()
        rendered = rendering.render(document, further)
    outputs = {f"{manifest.name}.{ending}": rendered[ending] for ending in endings}
    outputs[f"{manifest.name}.audit.json"] = encode_record(record, outputs)
    outputs[f"{manifest.name}.{_AUDIT_PAGE}"] = rendered[_AUDIT_PAGE]
    return Build(folder, outputs, tuple(unusable), record.notes)


def _cleaned(
    workspace: Workspace, style: Style, order: Order, endings: Sequence[str], progress: Progress
) -> tuple[list[Cleaned], list[Unusable]]:
    """Clean the captures, and return those that are to be published, and the others."""
    manifest = workspace.manifest
    cleaning = Cleaning(
        limits=manifest.limits,
        without=frozenset(manifest.without),
        jobs=order.jobs,
        pictures=picture_limits(style, manifest.limits),
    )
    outcomes = clean_captures(
        _inputs(workspace),
        cleaning,
        lambda done, of: progress("clean", done, of),
        _loading(endings, workspace),
        _cache(workspace) if order.cached else None,
    )
    return drop_duplicates(_with_entries(outcomes, workspace))


class _Composed(msgspec.Struct, frozen=True):
    """What is to be written, its account, and what makes the page of that."""

    document: Document | PackedDocument
    record: AuditRecord
    page: Write


def _composed(
    workspace: Workspace,
    style: Style,
    order: Order,
    cleaned: Sequence[Cleaned],
    unusable: Sequence[Unusable],
    _: Ask[None],
) -> _Composed:
    """Bring the articles together, and give them the form in which they are written."""
    from diemtin.assembly import assemble

    briefing = assemble(
        [one.article for one in cleaned],
        [one.audit for one in cleaned],
        workspace.front,
        workspace.manifest.parts,
        parallel=_parallel(order),
    )
    document = _document(briefing, cleaned, style, order.modified)
    record = audit_record(document.metadata, briefing, cleaned, unusable)
    page = partial(_audit_page, document.metadata, briefing, cleaned, unusable)
    if len(cleaned) < _MANY:
        return _Composed(document, record, page)
    # What makes it needs nothing more, so that it can be handed over as bytes.
    return _Composed(PackedDocument.of(document), record, partial(bytes, page()))


def _parallel(order: Order) -> bool:
    """Tell whether work may be done in two processes."""
    return (order.jobs or usable_cores()) > 1


def _loading(endings: Sequence[str], workspace: Workspace) -> list[Callable[[], object]]:
    """Return the steps that load what comes after the cleaning, while captures are cleaned.

    They are short, since a worker that has answered has nothing to do until the next one.
    """
    writers = loading_steps(endings)
    if len(workspace.sources) == 1:
        return [_load_assembly, *writers]
    return [_load_assembly, partial(_load_words, workspace), *writers]


def _load_assembly() -> None:
    import diemtin.assembly  # noqa: F401


def _load_words(workspace: Workspace) -> None:
    from diemtin.assembly import load_words

    load_words(workspace.front.language, workspace.manifest.parts)


def _audit_page(
    metadata: Metadata,
    briefing: Briefing,
    cleaned: Sequence[Cleaned],
    unusable: Sequence[Unusable],
) -> bytes:
    from diemtin.pipeline.audit_page import audit_page  # loads in the process that it runs in

    return audit_page(metadata, briefing, cleaned, unusable)


def _cache(workspace: Workspace) -> CaptureCache | None:
    """Return the cache of a workspace that has been built before, beside its outputs."""
    folder = workspace.output / ".cache"
    if not folder.parent.is_dir() or folder.is_symlink():
        return None
    return CaptureCache(folder, int(workspace.manifest.limits.file_megabytes * MEGABYTE))


def _inputs(workspace: Workspace) -> list[CaptureInput]:
    return [
        CaptureInput(index, source.path, source.origin, source.entry.encoding, workspace.root)
        for index, source in enumerate(workspace.sources)
    ]


def _with_entries(
    outcomes: Sequence[Cleaned | Unusable], workspace: Workspace
) -> list[Cleaned | Unusable]:
    return [
        one if isinstance(one, Unusable) else _with_entry(one, source.entry)
        for one, source in zip(outcomes, workspace.sources, strict=True)
    ]


def _with_entry(one: Cleaned, entry: SourceTable) -> Cleaned:
    """Lay what the manifest says of a capture over what the capture says."""
    said = {
        "title": entry.title,
        "site": entry.source,
        "published": entry.date,
        "url": entry.url,
        "byline": entry.byline,
    }
    changes = {field: value for field, value in said.items() if value is not None}
    article = msgspec.structs.replace(one.article, given=tuple(changes), **changes)
    if entry.date is not None:
        article = msgspec.structs.replace(article, date_text=None)
    return msgspec.structs.replace(one, article=article)


def _document(
    briefing: Briefing, cleaned: Sequence[Cleaned], style: Style, modified: str
) -> Document:
    from diemtin.assembly import compose

    pictures = {picture.identifier: picture for one in cleaned for picture in one.pictures}
    document = compose(briefing, style, pictures)
    metadata = msgspec.structs.replace(document.metadata, modified=modified)
    return msgspec.structs.replace(document, metadata=metadata)
