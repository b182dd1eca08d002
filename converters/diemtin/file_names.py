"""Names of files that are none: devices of Windows, which open whatever folder they stand in."""

import re

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Tell whether a name, without its folder, is that of a device on Windows.

    >>> is_device("nul.txt"), is_device("COM1 "), is_device("null.txt")
    (True, True, False)
    """
    return _DEVICE.fullmatch(name.partition(".")[0].strip()) is not None
