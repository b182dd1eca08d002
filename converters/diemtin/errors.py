"""The one tree of exceptions: every message says what went wrong, where, and what to do.

Messages are written in English where they are raised; the command line prints them in the
person's language (`diemtin.cli.messages`).
"""


class DiemtinError(Exception):
    """The root of all errors that diemtin raises on purpose; its text is meant for a person."""


class CaptureError(DiemtinError):
    """One input cannot be used; the others still can (exit status 1).

    Args:
        origin: The path of the input, as the user wrote it.
        reason: What is wrong with it, in a clause without a full stop.
        remedy: What the user can do about it, as a sentence; may be empty.
    """

    def __init__(self, origin: str, reason: str, remedy: str = "") -> None:
        self.origin = origin
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{origin}: {reason}" + (f". {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type["CaptureError"], tuple[str, str, str]]:
        """Say how to rebuild the error, so that it can cross from one process to another."""
        return type(self), (self.origin, self.reason, self.remedy)


class EncodingError(DiemtinError):
    """Bytes hold no text that can be read; who knows their origin raises a `CaptureError` of it.

    Args:
        reason: What is wrong, in a clause without a full stop.
        remedy: What the user can do about it, as a sentence; may be empty.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason}. {remedy}" if remedy else reason)

    def __reduce__(self) -> tuple[type["EncodingError"], tuple[str, str]]:
        """Say how to rebuild the error, so that it can cross from one process to another."""
        return type(self), (self.reason, self.remedy)


class ConfigurationError(DiemtinError):
    """A call, a manifest or a style is wrong, so that nothing can be done (exit status 2)."""


class ManifestError(ConfigurationError):
    """The manifest (`briefing.toml`) cannot be followed."""


class StyleError(ConfigurationError):
    """A style file cannot be followed."""


class FormatError(ConfigurationError):
    """No reader or writer serves the format that was asked for."""


class OutputError(DiemtinError):
    """An output could not be made or put in its place; the former one is untouched."""
