"""How much one capture may cost, before it is refused."""

import msgspec

MEGABYTE = 1_000_000
# No limit at all for people, and still a number that the system can count with.
_MOST = 1_000_000_000


class Limits(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Bounds for every capture on its own; a capture beyond one is reported and left out.

    `nesting` counts block-level elements inside of one another; a page that is deeper than the
    parser reads (2,048 elements) is read as paragraphs, without any nesting. `archive_ratio` is
    how many times its size an archive, and each of its larger members, may unpack to. `seconds`
    is the time for reading, and again for cleaning. `memory_megabytes` bounds the address space
    of the process that reads captures, where the system can do that.
    """

    file_megabytes: float = 20
    text_megabytes: float = 1
    blocks: int = 100_000
    nesting: int = 2_000
    archive_members: int = 5_000
    archive_ratio: float = 200
    picture_megabytes: float = 32
    picture_megapixels: float = 60
    seconds: float = 60
    memory_megabytes: int = 4_000

    def __post_init__(self) -> None:
        """Refuse a limit under which no capture could pass, and one that is no number (`nan`)."""
        for name in self.__struct_fields__:
            if not 0 < getattr(self, name) <= _MOST:
                key = name.replace("_", "-")
                raise ValueError(f"{key} must be more than 0 and at most {_MOST}")
