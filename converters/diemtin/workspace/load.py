"""Opening a workspace: with a manifest, or with none."""

from pathlib import Path

import msgspec

from diemtin.errors import ManifestError
from diemtin.languages import load_language
from diemtin.model import FrontMatter
from diemtin.workspace.limits import Limits
from diemtin.workspace.manifest import Manifest, read_manifest
from diemtin.workspace.paths import contained, path_text
from diemtin.workspace.sources import Source, overlooked, select_sources

MANIFEST = "briefing.toml"


class Workspace(msgspec.Struct, frozen=True):
    """An opened workspace; `output` is where its outputs go unless the call says otherwise.

    `overlooked` tells what lies beside the captures and is not read, where the manifest does not
    list the sources.
    """

    root: Path
    manifest: Manifest
    sources: tuple[Source, ...]
    overlooked: tuple[str, ...] = ()

    @property
    def styles(self) -> Path | None:
        """The workspace's own styles, which go before the shipped ones; None if it has none."""
        folder = self.root / "styles"
        return folder if folder.is_dir() else None

    @property
    def output(self) -> Path:
        """The folder of the outputs.

        Raises:
            ManifestError: `build` is a symbolic link that leaves the workspace.
        """
        try:
            return contained(self.root, "build")
        except ValueError as error:
            raise ManifestError(f"{self.root / 'build'}: {error}") from error

    @property
    def front(self) -> FrontMatter:
        """What stands before and after the articles."""
        manifest = self.manifest
        return FrontMatter(
            title=manifest.title or self._default_title(),
            subtitle=manifest.subtitle,
            kind=manifest.kind,
            agency=manifest.agency,
            agency_above=manifest.agency_above,
            number=manifest.number,
            place=manifest.place,
            date=manifest.date,
            language=manifest.language,
            authority=manifest.signature.authority,
            signatory=manifest.signature.signatory,
            recipients=manifest.recipients,
        )

    def _default_title(self) -> str:
        """Name the briefing after its folder, since nothing else tells one from another."""
        masthead = load_language(self.manifest.language).document.masthead
        folder = path_text(self.root.resolve().name).replace("_", " ").replace("-", " ").strip()
        return f"{masthead}: {folder}" if folder else masthead


def _check_names(file: Path, manifest: Manifest) -> None:
    """Refuse a file name or a style name that is a path."""
    for key, name in (("name", manifest.name), ("style", manifest.style)):
        if "/" in name or "\\" in name:
            raise ManifestError(f'{file}: {key}: expected a name without folders, not "{name}"')
        try:
            contained(file.parent, name)
        except ValueError as error:
            raise ManifestError(f"{file}: {key}: {error}") from error


def open_workspace(root: Path) -> Workspace:
    """Open a workspace: read its manifest if it has one, and choose its captures.

    Raises:
        ManifestError: There is no such folder, the manifest cannot be followed, or there is
            no capture.
        ConfigurationError: The manifest names a language that there is not.
    """
    if not root.is_dir():
        raise ManifestError(f"{root}: there is no such folder. Make one with: diemtin init {root}")
    file = root / MANIFEST
    manifest = read_manifest(file) if file.is_file() else Manifest()
    _check_names(file, manifest)
    load_language(manifest.language)
    sources = select_sources(root, file, manifest.sources)
    beside = overlooked(root) if manifest.sources is None else ()
    return Workspace(root, manifest, sources, beside)


def _workspace_near(path: Path) -> Path | None:
    """Return the folder of the workspace that a file lies in; None if it lies in none."""
    folders = path.resolve().parents
    return next((folder for folder in folders if (folder / MANIFEST).is_file()), None)


def styles_near(path: Path) -> Path | None:
    """Return the own styles of the workspace that a file lies in; None if it has none."""
    root = _workspace_near(path)
    return root / "styles" if root and (root / "styles").is_dir() else None


def limits_near(path: Path) -> Limits:
    """Return the limits of the workspace that a file lies in, or else the usual ones.

    Raises:
        ManifestError: The workspace's manifest cannot be followed.
    """
    root = _workspace_near(path)
    return read_manifest(root / MANIFEST).limits if root else Limits()
