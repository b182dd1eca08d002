"""The instant that outputs give as theirs: the only place where the clock is read."""

import os
import time
from datetime import UTC, datetime

from diemtin.errors import ConfigurationError


def wanted_instant() -> str | None:
    """Return the instant that SOURCE_DATE_EPOCH asks for, in UTC; None if it asks for none.

    Raises:
        ConfigurationError: The variable is no number of seconds
            (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        return _format(int(text))
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigurationError(
            f'SOURCE_DATE_EPOCH must be a number of seconds since 1970, not "{text}".'
        ) from error


def present_instant() -> str:
    """Return the instant that is asked for, or else the present one."""
    return wanted_instant() or _format(int(time.time()))


def _format(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
