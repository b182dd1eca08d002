"""From any reader to any writer: an edited document to a PDF, a capture to a briefing."""

from pathlib import Path

import msgspec

from diemtin.errors import CaptureError
from diemtin.formats import check_writers, ending_of
from diemtin.model import Document, FrontMatter, Parts
from diemtin.pipeline.captures import explain_loss, picture_limits
from diemtin.pipeline.outputs import publish
from diemtin.pipeline.reading import CaptureInput
from diemtin.pipeline.rendering import render
from diemtin.pipeline.tasks import Cleaned, Unusable, open_task
from diemtin.pipeline.workers import Lost, Task, Workers
from diemtin.style import Style, load_style, style_names
from diemtin.workspace import limits_near, path_text, styles_near

_DEFAULT_STYLE = "nd30"


def convert(
    source: Path,
    target: Path,
    *,
    modified: str,
    style: str | None = None,
    encoding: str | None = None,
) -> None:
    """Read one file and write it in the format of another's ending.

    Args:
        source: A document (DOCX, JSON) or a capture.
        target: The output; its ending chooses the writer.
        modified: The instant that the output gives as its own.
        style: A style's name; None for the one that the document was composed for.
        encoding: The charset of a capture; None to detect it.

    Raises:
        CaptureError: The source cannot be used.
        ConfigurationError: There is no such reader, writer or style, or the manifest of the
            workspace that the source lies in cannot be followed.
        OutputError: The target cannot be written; a former one is untouched.
    """
    ending = ending_of(target.name)
    check_writers((ending,))
    styles = styles_near(source)
    chosen = load_style(style or _DEFAULT_STYLE, styles)
    opened = _open(CaptureInput(0, source, path_text(str(source)), encoding), chosen)
    if isinstance(opened, Document):
        document = opened
        if style is None:
            chosen = load_style(_style_of(document, styles), styles)
    else:
        document = _compose(opened, chosen)
    metadata = msgspec.structs.replace(document.metadata, modified=modified)
    document = msgspec.structs.replace(document, metadata=metadata)
    rendered = render(document, chosen, (ending,))
    publish({target.name: rendered[ending]}, target.parent)


def _open(item: CaptureInput, style: Style) -> Document | Cleaned:
    limits = limits_near(item.path)
    task = Task(open_task, (item, limits, picture_limits(style, limits)))
    with Workers(1, seconds=limits.seconds, megabytes=limits.memory_megabytes) as workers:
        _, result = next(workers.run([task]))
    opened = explain_loss(item, result, limits) if isinstance(result, Lost) else result.value
    if isinstance(opened, Unusable):
        raise CaptureError(opened.origin, opened.reason, opened.remedy)
    return opened  # type: ignore[no-any-return]


def _style_of(document: Document, styles: Path | None) -> str:
    """Return the style that a document was composed for, where it is still at hand."""
    name = document.metadata.style
    return name if name in style_names(styles) else _DEFAULT_STYLE


def _compose(one: Cleaned, style: Style) -> Document:
    from diemtin.assembly import assemble, compose

    article = one.article
    front = FrontMatter(title=article.title, language=article.language or "vi")
    parts = Parts(contents=False)
    pictures = {picture.identifier: picture for picture in one.pictures}
    return compose(assemble([article], [one.audit], front, parts), style, pictures)
