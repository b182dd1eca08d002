"""The account of a build as JSON: outputs with digests, and what went from each capture."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from diemtin import __version__
from diemtin.model import Account, Audit, Briefing, EventDate, Metadata
from diemtin.pipeline.outputs import content_of
from diemtin.pipeline.tasks import Cleaned, Unusable


class OutputRecord(msgspec.Struct, frozen=True):
    """One output's size in bytes and its digest."""

    bytes: int
    sha256: str


class LeftOut(msgspec.Struct, frozen=True):
    """A capture that is not in the briefing, and why."""

    origin: str
    reason: str


class EventRecord(msgspec.Struct, frozen=True):
    """An event, its date with the evidence that it was inferred from, and its articles."""

    name: str | None
    date: EventDate | None
    articles: tuple[int, ...]


class AssemblyRecord(msgspec.Struct, frozen=True):
    """How the articles were put together; articles are numbered from 0 in their printed order."""

    articles: tuple[str, ...]
    events: tuple[EventRecord, ...]
    account: Account


class AuditRecord(msgspec.Struct, frozen=True):
    """All that `NAME.audit.json` says; `modified` is the instant that the outputs give.

    `notes` are about pictures that are left out of their articles.
    """

    program: str
    title: str
    style: str
    modified: str
    outputs: dict[str, OutputRecord]
    captures: tuple[Audit, ...]
    assembly: AssemblyRecord
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()


def audit_record(
    metadata: Metadata,
    briefing: Briefing,
    cleaned: Sequence[Cleaned],
    unusable: Sequence[Unusable],
) -> AuditRecord:
    """Return the account of a build whose outputs are still to come."""
    return AuditRecord(
        program=f"diemtin {__version__}",
        title=metadata.title,
        style=metadata.style,
        modified=metadata.modified,
        outputs={},
        captures=tuple(one.audit for one in cleaned),
        assembly=AssemblyRecord(
            articles=tuple(article.origin for article in briefing.articles),
            events=tuple(
                EventRecord(event.name, event.date, event.articles) for event in briefing.events
            ),
            account=briefing.account,
        ),
        left_out=tuple(LeftOut(one.origin, one.reason) for one in unusable),
        notes=tuple(note for one in cleaned for note in one.notes),
    )


def encode_record(record: AuditRecord, outputs: Mapping[str, bytes]) -> bytes:
    """Return the account with its outputs as indented JSON, the same bytes for the same build."""
    digests = {
        name: OutputRecord(len(data), sha256(data).hexdigest())
        for name, data in sorted(outputs.items())
    }
    whole = msgspec.json.encode(msgspec.structs.replace(record, outputs=digests))
    return msgspec.json.format(whole, indent=2) + b"\n"


def recorded_instant(file: Path) -> str | None:
    """Return the instant that an earlier account names; None if there is no such account."""
    try:
        return msgspec.json.decode(content_of(file) or b"", type=AuditRecord).modified
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
