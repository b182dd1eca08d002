"""Which captures a briefing is made of, in their order, with what the manifest says of each."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from diemtin.errors import CaptureError, ManifestError
from diemtin.formats import ending_of, formats
from diemtin.workspace.manifest import SourceTable
from diemtin.workspace.paths import contained, path_text

_DOCUMENT_ENDINGS = frozenset({"docx", "json"})
_GLOB = frozenset("*?[")
# What pages are saved with, and what systems put into every folder.
_COMPANIONS = frozenset(
    {
        "apng", "avif", "bmp", "css", "db", "gif", "ico", "ini", "jpeg", "jpg", "js", "lnk",
        "map", "mjs", "mp3", "mp4", "png", "svg", "tif", "tiff", "toml", "ttf", "url",
        "webm", "webp", "woff", "woff2",
    }
)  # fmt: skip
_DOCUMENTS = _DOCUMENT_ENDINGS | {"doc", "epub", "odt", "pdf", "rtf"}
_OWN_FOLDERS = frozenset({"build", "styles"})


class Source(msgspec.Struct, frozen=True):
    """One capture of a briefing: its path in the workspace (`sources/a.txt`), and its entry."""

    origin: str
    path: Path
    entry: SourceTable


def _is_capture(path: Path) -> bool:
    """Tell whether a file that nobody named looks like a capture."""
    ending = ending_of(path.name)
    hidden = path.name.startswith((".", "~$")) or path.stem.upper() == "README"
    return (
        not hidden
        and ending in formats("reader")
        and ending not in _DOCUMENT_ENDINGS
        and path.is_file()
    )


def _captures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if _is_capture(path))


def _origin(root: Path, path: Path) -> str:
    return path_text(path.relative_to(root).as_posix())


def overlooked(root: Path) -> tuple[str, ...]:
    """Return what a person may take for a capture in the usual folder, and why it is not read.

    Pictures, the folder that a browser saves beside a page, and hidden files are not meant.
    """
    folder = _usual_folder(root)
    paths = sorted(folder.iterdir())
    pages = tuple(path.stem + sign for path in paths if _is_capture(path) for sign in "_.")
    return tuple(
        str(why)
        for path in paths
        if not path.name.startswith((".", "~$")) and (why := _why_not_read(root, path, pages))
    )


def _why_not_read(root: Path, path: Path, pages: tuple[str, ...]) -> CaptureError | None:
    """Return why a file or a folder is not read and what to do; None where nobody would ask."""
    if path.is_dir():
        own = path.parent == root and path.name in _OWN_FOLDERS
        below = (child for depth in ("*", "*/*") for child in path.glob(depth))
        if own or path.name.startswith(pages) or not any(map(_is_capture, below)):
            return None
        listed = ", ".join(f'"{_origin(root, folder)}"' for folder in (path.parent, path))
        return CaptureError(
            _origin(root, path),
            "the captures in this folder are not read",
            f"List the folder in briefing.toml: sources = [{listed}].",
        )
    ending = ending_of(path.name)
    if _is_capture(path) or path.stem.upper() == "README" or ending in _COMPANIONS:
        return None
    if ending in _DOCUMENTS:
        reason, remedy = "this is a finished document, not a capture", "Use: diemtin convert."
    else:
        reason, remedy = "this is not read", "Save it as text (UTF-8) or HTML, or leave it out."
    return CaptureError(_origin(root, path), reason, remedy)


def _named(root: Path, entry: SourceTable) -> list[Path]:
    """Return the files that an entry names: a file, a folder's captures, or a pattern's matches.

    Raises:
        ValueError: It names none, or leaves the workspace.
    """
    if not _GLOB.isdisjoint(entry.file):
        contained(root, entry.file.translate({ord(sign): "x" for sign in _GLOB | {"]"}}))
        found = sorted(path for path in root.glob(entry.file) if path.is_file())
        if not found:
            raise ValueError(f'no file matches "{entry.file}"')
        for folder in {path.parent for path in found}:
            contained(root, folder.relative_to(root).as_posix())
        return found
    path = contained(root, entry.file)
    if path.is_dir():
        return _captures_in(path)
    if not path.is_file():
        raise ValueError(f'there is no file "{entry.file}"')
    return [path]


def _listed(
    root: Path, manifest: Path, entries: tuple[str | SourceTable, ...]
) -> Iterator[tuple[Path, SourceTable]]:
    for number, listed in enumerate(entries, 1):
        entry = SourceTable(file=listed) if isinstance(listed, str) else listed
        try:
            yield from ((path, entry) for path in _named(root, entry))
        except (ValueError, OSError) as error:
            raise ManifestError(f"{manifest}: sources[{number}]: {error}") from error


def _usual_folder(root: Path) -> Path:
    """Return the folder `sources`, or the workspace itself where there is none.

    Raises:
        ManifestError: It is a symbolic link that leaves the workspace.
    """
    if not (root / "sources").is_dir():
        return root
    try:
        return contained(root, "sources")
    except ValueError as error:
        raise ManifestError(f"{root / 'sources'}: {error}") from error


def select_sources(
    root: Path, manifest: Path, entries: tuple[str | SourceTable, ...] | None
) -> tuple[Source, ...]:
    """Return the captures of a briefing in their order, each once.

    Args:
        root: The workspace's folder.
        manifest: The manifest's path, for messages.
        entries: What the manifest lists; None for the captures in `sources`, or in the folder
            itself where there is no folder `sources`, by name.

    Raises:
        ManifestError: An entry names no file, or one outside the workspace, or there is no
            capture at all.
    """
    if entries is None:
        folder = _usual_folder(root)
        found = [(path, SourceTable(file=path.name)) for path in _captures_in(folder)]
    else:
        found = list(_listed(root, manifest, entries))
    chosen: dict[str, Source] = {}
    for path, entry in found:
        origin = _origin(root, path)
        if origin not in chosen or entry.file == origin:
            chosen[origin] = Source(origin, path, entry)
    if not chosen:
        endings = ", ".join(f".{e}" for e in formats("reader") if e not in _DOCUMENT_ENDINGS)
        raise ManifestError(f"{root}: there is no capture here. Put files ({endings}) in sources.")
    return tuple(chosen.values())
