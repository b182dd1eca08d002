"""Pictures: the image parts that drawings show."""

from hashlib import sha256
from typing import TYPE_CHECKING

from docx.opc.part import Part
from docx.parts.document import DocumentPart

from diemtin.charts.picture import kept_chart
from diemtin.errors import CaptureError
from diemtin.model import Chart, Picture
from diemtin.pictures import PictureLimits, decode_picture, verify_picture
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import Drawn
from diemtin.readers.docx.names import name, number

if TYPE_CHECKING:
    from lxml.etree import _Element

# As large as a sheet of A4 can show, whichever way it is turned.
_LIMITS = PictureLimits(width=842, height=842)
_VECTOR_DRAWING = "{urn:schemas-microsoft-com:vml}imagedata"


class PictureTable:
    """The pictures that were met.

    One that our own writer embedded comes out as it went in, which its digest tells. All others
    are decoded and encoded anew.
    """

    def __init__(self, part: DocumentPart, ledger: Ledger, origin: str) -> None:
        self._part = part
        self._ledger = ledger
        self._origin = origin
        self._met: dict[tuple[int, str], str | None] = {}
        self._pictures: dict[str, Picture] = {}

    def drawn(self, drawing: "_Element") -> list[Drawn]:
        """Return what a drawing shows; a picture that is not at hand has no identifier."""
        described = next(drawing.iter(name("wp:docPr")), None)
        title = described.get("name", "") if described is not None else ""
        alternative = described.get("descr", "") if described is not None else ""
        relations = [
            node.get(name("r:embed")) or node.get(name("r:id")) or ""
            for node in drawing.iter(name("a:blip"), _VECTOR_DRAWING)
        ]
        return [self._drawn(relation, title, alternative) for relation in relations]

    def finish(self) -> tuple[Picture, ...]:
        """Return the pictures: those of the ledger in its order, then new ones as they came."""
        order = {identifier: place for place, identifier in enumerate(self._ledger.pictures)}
        last = len(order)
        return tuple(sorted(self._pictures.values(), key=lambda p: order.get(p.identifier, last)))

    def _drawn(self, relation: str, title: str, alternative: str) -> Drawn:
        chart = self._chart(relation)
        if chart is not None:
            return Drawn(None, alternative, chart)
        return Drawn(self._identify(relation, title), alternative)

    def _chart(self, relation: str) -> Chart | None:
        """Return the chart that is kept in the picture behind a relationship."""
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            return None
        return kept_chart(found.target_part.blob)

    def _identify(self, relation: str, title: str) -> str | None:
        """Return the identifier of the picture behind a relationship, None if it is of no use."""
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            return None
        key = (id(found.target_part), title)
        if key not in self._met:
            picture = self._noted(found.target_part, title) or self._decoded(found.target_part)
            self._met[key] = picture.identifier if picture else None
            if picture:
                self._pictures.setdefault(picture.identifier, picture)
        return self._met[key]

    def _noted(self, part: Part, title: str) -> Picture | None:
        """Return a picture that the ledger knows by the name of its drawing, if it is unchanged."""
        note = self._ledger.pictures.get(title)
        if note is None or sha256(part.blob).hexdigest() != note.get("digest"):
            return None
        width, height = number(note.get("width")), number(note.get("height"))
        kind = "image/png" if part.blob.startswith(b"\x89PNG") else "image/jpeg"
        picture = Picture(title, kind, width, height, part.blob)  # type: ignore[arg-type]
        try:
            verify_picture(picture, self._origin)
        except CaptureError:
            return None
        return picture

    def _decoded(self, part: Part) -> Picture | None:
        """Return a picture that came from elsewhere; a figure does without a damaged one."""
        try:
            return decode_picture(part.blob, self._origin, part.partname, _LIMITS)
        except CaptureError:
            return None
