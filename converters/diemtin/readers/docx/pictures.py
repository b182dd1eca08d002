"""Pictures: the image parts that drawings show."""

from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.part import Part
from docx.parts.document import DocumentPart

from diemtin.model import Picture
from diemtin.readers.docx.ledger import Ledger
from diemtin.readers.docx.lines import Drawn
from diemtin.readers.docx.names import name

if TYPE_CHECKING:
    from lxml.etree import _Element

# A picture with more pixels is not opened.
MOST_PIXELS = 50_000_000
_FORMS = {"JPEG": "image/jpeg", "PNG": "image/png"}


class PictureTable:
    """The pictures that were met; they keep the names that our own writer gave them."""

    def __init__(self, part: DocumentPart, ledger: Ledger) -> None:
        self._part = part
        self._ledger = ledger
        self._by_part: dict[tuple[int, str], str | None] = {}
        self._pictures: dict[str, Picture] = {}

    def drawn(self, drawing: "_Element") -> list[Drawn]:
        """Return what a drawing shows; a picture that is not at hand has no identifier."""
        found = []
        described = next(drawing.iter(name("wp:docPr")), None)
        title = described.get("name", "") if described is not None else ""
        alternative = described.get("descr", "") if described is not None else ""
        for node in drawing.iter(name("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata"):
            relation = node.get(name("r:embed")) or node.get(name("r:id")) or ""
            found.append(Drawn(self._identify(relation, title), alternative))
        return found

    def finish(self) -> tuple[Picture, ...]:
        """Return the pictures: those of the ledger in its order, then new ones as they came."""
        order = {identifier: place for place, identifier in enumerate(self._ledger.pictures)}
        last = len(order)
        return tuple(sorted(self._pictures.values(), key=lambda p: order.get(p.identifier, last)))

    def _identify(self, relation: str, title: str) -> str | None:
        """Return the identifier of the picture behind a relationship, None if it is of no use."""
        found = self._part.rels.get(relation)
        if found is None or found.is_external:
            return None
        key = (id(found.target_part), title if title in self._ledger.pictures else "")
        if key not in self._by_part:
            self._by_part[key] = self._take(found.target_part, title)
        return self._by_part[key]

    def _take(self, part: Part, title: str) -> str | None:
        identifier = title
        if title not in self._ledger.pictures or title in self._pictures:
            count = len(self._pictures) + 1
            taken = {*self._pictures, *self._ledger.pictures}
            while f"picture-{count}" in taken:
                count += 1
            identifier = f"picture-{count}"
        picture = self._picture(identifier, part.blob)
        if picture is None:
            return None
        self._pictures[identifier] = picture
        return identifier

    def _picture(self, identifier: str, data: bytes) -> Picture | None:
        """Return a picture as it is, or as PNG where it is in another form that Pillow reads."""
        from PIL import Image

        try:
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                form = _FORMS.get(image.format or "")
                if form is None:
                    buffer = BytesIO()
                    image.convert("RGBA" if "A" in image.getbands() else "RGB").save(buffer, "PNG")
                    form, data = "image/png", buffer.getvalue()
                return Picture(identifier, form, image.width, image.height, data)  # type: ignore[arg-type]
        # Pillow raises whatever the decoder of a form stumbles over.
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return None
