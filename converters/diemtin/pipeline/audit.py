"""The account of a build as JSON: outputs with digests, and what went from each capture."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from diemtin import __version__
from diemtin.model import Audit, Metadata
from diemtin.pipeline.tasks import Cleaned, Unusable


class OutputRecord(msgspec.Struct, frozen=True):
    """One output's size in bytes and its digest."""

    bytes: int
    sha256: str


class LeftOut(msgspec.Struct, frozen=True):
    """A capture that is not in the briefing, and why."""

    origin: str
    reason: str


class AuditRecord(msgspec.Struct, frozen=True):
    """All that `NAME.audit.json` says; `modified` is the instant that the outputs give."""

    program: str
    title: str
    style: str
    modified: str
    outputs: dict[str, OutputRecord]
    captures: tuple[Audit, ...]
    left_out: tuple[LeftOut, ...]


def audit_record(
    metadata: Metadata,
    cleaned: Sequence[Cleaned],
    unusable: Sequence[Unusable],
    outputs: Mapping[str, bytes],
) -> bytes:
    """Return the account as indented JSON, the same bytes for the same build."""
    record = AuditRecord(
        program=f"diemtin {__version__}",
        title=metadata.title,
        style=metadata.style,
        modified=metadata.modified,
        outputs={
            name: OutputRecord(len(data), sha256(data).hexdigest())
            for name, data in sorted(outputs.items())
        },
        captures=tuple(one.audit for one in cleaned),
        left_out=tuple(LeftOut(one.origin, one.reason) for one in unusable),
    )
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def recorded_instant(file: Path) -> str | None:
    """Return the instant that an earlier account names; None if there is no such account."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=AuditRecord).modified
    except (OSError, msgspec.DecodeError):
        return None
