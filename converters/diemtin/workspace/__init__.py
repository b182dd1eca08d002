"""A workspace: a folder with captures, a manifest (`briefing.toml`), own styles and outputs."""

from diemtin.workspace.limits import Limits
from diemtin.workspace.load import MANIFEST, Workspace, limits_near, open_workspace, styles_near
from diemtin.workspace.manifest import Manifest, Signature, SourceTable, read_manifest
from diemtin.workspace.paths import contained, path_text
from diemtin.workspace.sources import Source, select_sources

__all__ = [
    "MANIFEST",
    "Limits",
    "Manifest",
    "Signature",
    "Source",
    "SourceTable",
    "Workspace",
    "contained",
    "limits_near",
    "open_workspace",
    "path_text",
    "read_manifest",
    "select_sources",
    "styles_near",
]
