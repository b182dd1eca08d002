"""The ZIP container of an EPUB, the same for the same members."""

import io
import zipfile
from datetime import datetime

_STORED = (".jpg", ".png", "mimetype")
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


def _zip_time(moment: datetime) -> tuple[int, int, int, int, int, int]:
    """Return a moment as ZIP can say it: in the years that it knows."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return _FIRST_YEAR, 1, 1, 0, 0, 0
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second


def pack_again(container: bytes, moment: datetime) -> bytes:
    """Return the container with its members in their order, all dated `moment`, and compressed.

    EbookLib dates the members by the clock. The mimetype stays first and is not compressed
    (EPUB Open Container Format 3.3, 4.3); pictures are compressed already.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(container)) as members,
        zipfile.ZipFile(target, "w") as archive,
    ):
        for member in members.infolist():
            entry = zipfile.ZipInfo(member.filename, _zip_time(moment))
            # Unix and rw-r--r--, wherever the archive is made.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            stored = member.filename.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, members.read(member))
    return target.getvalue()
