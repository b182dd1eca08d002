"""Putting the publication together: one file a section, navigation, style and cover."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ebooklib import epub

from diemtin.model import Document, PageBreak, Pagination, Picture, Section
from diemtin.style import Style
from diemtin.writers.epub.archive import Container
from diemtin.writers.epub.cover import HEIGHT, WIDTH, draw_cover
from diemtin.writers.epub.fonts import embedded_fonts
from diemtin.writers.epub.metadata import UNTITLED, add_accessibility, add_dublin_core
from diemtin.writers.epub.navigation import Landmark, navigation_body, ncx, outline
from diemtin.writers.epub.strings import Strings, strings
from diemtin.writers.xhtml import Anchors, Renderer, attribute, escape, stylesheet

XHTML = "application/xhtml+xml"
_FRONT, _BACK = ("front", "contents"), ("index", "appendix", "closing")
# The landmarks as readers of EPUB 2 know them (Open Packaging Format 2.0.1, section 2.6).
_GUIDE_TYPES = {"cover": "cover", "toc": "toc", "bodymatter": "text"}
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png"}


def _page(title: str, body: str, language: str, term: str = "") -> bytes:
    """Return a whole XHTML file around a body; `term` says which part of the book it is."""
    said = f' epub:type="{term}"' if term else ""
    tag = attribute(language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}">\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{escape(title).strip() or UNTITLED}</title>\n"
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body{said}>\n{body}\n</body>\n</html>\n"
    ).encode()


def _matter(section: Section) -> str:
    """Return which of the three parts of a book a section belongs to."""
    if section.kind in _FRONT:
        return "frontmatter"
    return "backmatter" if section.kind in _BACK else "bodymatter"


def _section_files(document: Document) -> list[str]:
    """Return the file of each section."""
    return [
        f"{section.kind}-{number:04}.xhtml"
        for number, section in enumerate(document.sections, start=1)
    ]


def _breaks(pagination: Pagination) -> dict[str, list[PageBreak]]:
    """Return the page breaks by section, in reading order."""
    breaks: dict[str, list[PageBreak]] = {}
    first: dict[int, PageBreak] = {}
    for page_break in pagination.breaks:
        first.setdefault(page_break.page, page_break)
    for each in sorted(first.values(), key=lambda one: (one.block, one.offset, one.page)):
        breaks.setdefault(each.section, []).append(each)
    return breaks


class _PackageWriter(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer of what tells of the files, which are in the container themselves.

    It says the language of the package too: EPUB Accessibility and Ace ask for `xml:lang` there
    (rule `epub-lang`), which EbookLib has no option for.
    """

    def __init__(self, container: Container, book: epub.EpubBook, modified: datetime) -> None:
        super().__init__("", book, {"mtime": modified})
        self.out = container
        self._write_container()

    def write(self) -> None:
        """Write the package document, once all files are known."""
        self._write_opf()

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)


class _Book:
    """An EPUB while it is put together."""

    def __init__(self, document: Document, style: Style, pagination: Pagination) -> None:
        self.document = document
        self.style = style
        self.words: Strings = strings(document.metadata.language)
        self.files = _section_files(document)
        self.anchors = Anchors(document, self.files)
        self.breaks = _breaks(pagination)
        self.pages: list[tuple[int, str]] = []
        self.pictures = {
            picture.identifier: f"pictures/{number:04}.{_ENDINGS[picture.media_type]}"
            for number, picture in enumerate(document.pictures, start=1)
        }
        self.book = epub.EpubBook()
        modified = datetime.fromisoformat(document.metadata.modified)
        self.container = Container(modified)
        self.package = _PackageWriter(self.container, self.book, modified)
        add_dublin_core(self.book, document)
        add_accessibility(self.book, document, pagination, self.words)

    def add(self, uid: str, file: str, media_type: str, content: bytes) -> epub.EpubItem:
        """Add a file to the container, and what the package says of it to the book."""
        self._pack(file, content)
        item = epub.EpubItem(uid=uid, file_name=file, media_type=media_type)
        self.book.add_item(item)
        return item

    def _pack(self, file: str, content: bytes) -> None:
        self.container.writestr(f"{self.book.FOLDER_NAME}/{file}", content)

    def page(self, uid: str, file: str, title: str, body: str, term: str = "") -> epub.EpubItem:
        """Add an XHTML file to the book."""
        content = _page(title, body, self.document.metadata.language, term)
        return self.add(uid, file, XHTML, content)

    def add_sections(self) -> None:
        """Add the sections, one file each, to the book and its spine."""
        pictures = {picture.identifier: picture for picture in self.document.pictures}
        renderer = Renderer(
            self.anchors,
            pictures,
            lambda picture: self.pictures[picture.identifier],
            self.style,
            epub=True,
        )
        for section, file in zip(self.document.sections, self.files, strict=True):
            breaks = self.breaks.pop(section.identifier, [])
            self.pages += [(each.page, f"{file}#page-{each.page}") for each in breaks]
            body = renderer.section(section, file, breaks)
            title = section.title or self.document.metadata.title
            item = self.page(file.removesuffix(".xhtml"), file, title, body, _matter(section))
            # EPUB 3.3, manifest property `svg`: the file has SVG inside. No text holds a tag.
            item.properties = ["svg"] if "<svg" in body else []
            self.book.spine.append(item)

    def add_pictures(self, pictures: Iterable[Picture]) -> None:
        """Add the pictures that the document carries."""
        for picture in pictures:
            file = self.pictures[picture.identifier]
            uid = file.replace("/", "-").partition(".")[0]
            self.add(uid, file, picture.media_type, picture.data)

    def add_cover(self) -> None:
        """Add the cover picture, and the page that shows it first."""
        title = self.document.metadata.title
        self._pack("cover.png", draw_cover(self.document.metadata, self.style))
        self.book.set_cover("cover.png", b"", False)
        said = attribute(f"{self.words.cover}: {title}")
        body = (
            '<section class="cover" epub:type="cover">\n'
            f'<img src="cover.png" alt="{said}" role="doc-cover" '
            f'width="{WIDTH}" height="{HEIGHT}"/>\n</section>'
        )
        self.book.spine.append(self.page("cover", "cover.xhtml", self.words.cover, body))

    def add_fonts(self) -> str:
        """Add the fonts that the style asks for, and return the CSS that names them."""
        if not self.style.reader.embed_fonts:
            return ""
        rules = []
        for number, font in enumerate(embedded_fonts(self.style), start=1):
            file = f"fonts/{number:02}{font.path.suffix.lower()}"
            self.add(f"font-{number:02}", file, font.media_type, font.path.read_bytes())
            rules.append(font.rule(file))
        return "\n".join(rules)

    def landmarks(self) -> list[Landmark]:
        """Return the parts that e-readers offer to jump to."""
        parts = list(zip(self.document.sections, self.files, strict=True))
        contents = [file for section, file in parts if section.kind == "contents"]
        body = [file for section, file in parts if _matter(section) == "bodymatter"]
        return [
            Landmark("cover", self.words.cover, "cover.xhtml"),
            *(Landmark("toc", self.words.contents, file) for file in contents[:1]),
            *(Landmark("bodymatter", self.words.start, file) for file in body[:1]),
        ]

    def add_navigation(self) -> None:
        """Add the navigation document and the NCX.

        They are made here, since EbookLib's own parse every file again to find its pages, cannot
        name their lists in the book's language, and leave the NCX without pages.
        """
        stops = outline(zip(self.document.sections, self.files, strict=True), self.anchors)
        body = navigation_body(stops, self.pages, self.landmarks(), self.words)
        item = self.page("nav", "nav.xhtml", self.words.contents, body)
        item.properties = ["nav"]
        content = ncx(self.book.uid, self.book.title, stops, self.pages)
        self.add("ncx", "toc.ncx", "application/x-dtbncx+xml", content.encode())
        self.book.guide = [
            {"type": _GUIDE_TYPES[mark.term], "title": mark.title, "href": mark.href}
            for mark in self.landmarks()
        ]


def write(document: Document, style: Style, pagination: Pagination) -> bytes:
    """Render the document as EPUB 3.3.

    The page list agrees with the pages of `pagination`; without any, there is none. All dates
    are that of `document.metadata.modified`, so that equal documents give equal bytes.
    """
    book = _Book(document, style, pagination)
    css = book.add_fonts() + stylesheet(style)
    book.add("style", "style.css", "text/css", css.encode())
    book.add_cover()
    book.add_sections()
    book.add_pictures(document.pictures)
    book.add_navigation()
    book.package.write()
    return book.container.to_bytes()
