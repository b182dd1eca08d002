"""Readers: one module a format, each a function from bytes to a `Capture` or a `Document`."""

from typing import Protocol

from diemtin.model import Capture, Document


class Reader(Protocol):
    """What an entry point of the group `diemtin.readers` must be."""

    def __call__(
        self, data: bytes, origin: str, *, encoding: str | None = None
    ) -> Capture | Document:
        """Read one input.

        Args:
            data: The whole file.
            origin: Its path as the user wrote it, for messages and the audit.
            encoding: The charset that the user insists on, or None to detect it.

        Raises:
            CaptureError: The input cannot be read as this format.
        """
