"""The ZIP container of an EPUB, the same for the same members, filled as these are made."""

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


class Container:
    """Members in the order in which they are added, all dated `moment`, each packed at once.

    The mimetype comes first and is not compressed (EPUB Open Container Format 3.3, 4.3); pictures
    are compressed already.
    """

    def __init__(self, moment: datetime) -> None:
        self._target = io.BytesIO()
        self._archive = zipfile.ZipFile(self._target, "w")
        self._date = _zip_time(moment)
        self.writestr("mimetype", b"application/epub+zip")

    def writestr(self, name: str, data: str | bytes) -> None:
        """Add a member; the name of this function is the one that EbookLib calls."""
        entry = zipfile.ZipInfo(name, self._date)
        # Unix and rw-r--r--, wherever the archive is made.
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        stored = name.endswith(_STORED)
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self._archive.writestr(entry, data)

    def to_bytes(self) -> bytes:
        """Close the container and return it."""
        self._archive.close()
        return self._target.getvalue()
