"""A reader of tagged PDF for tests: walks structure tree, parent tree and content together."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
KIDS = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody", "TFoot", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "P", "TOC"},
}
INLINE = {"Link", "Span", "Reference", "Lbl", "LBody"}


@dataclass
class Shown:
    """A marked-content sequence of a page: what it shows and how often it paints."""

    shown: str = ""
    paints: int = 0
    role = ""

    def text(self) -> str:
        return self.shown


@dataclass
class Node:
    """A structure element with its kids in order: elements and marked content."""

    role: str
    kids: list["Node | Shown"] = field(default_factory=list)
    source: Any = None

    def find(self, role: str) -> list["Node"]:
        """Return all elements of a role below, in reading order."""
        found = [self] if self.role == role else []
        for kid in self.kids:
            if isinstance(kid, Node):
                found += kid.find(role)
        return found

    def text(self) -> str:
        """Return the text below, with a space at the bounds of blocks."""
        parts = []
        for kid in self.kids:
            inline = isinstance(kid, Shown) or kid.role in INLINE
            parts.append(kid.text() if inline else f" {kid.text()} ")
        return "".join(parts)


class TaggedPdf:
    """A PDF opened for inspection; `problems` lists what is wrong with its tagging."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.problems: list[str] = []
        self.artifacts: list[str] = []
        self._contents: dict[tuple[tuple[int, int], int], Shown] = {}
        self._owners: dict[tuple[tuple[int, int], int], tuple[int, int]] = {}
        self._annotations: dict[tuple[int, int], tuple[int, int]] = {}
        self._unicode: dict[tuple[int, int], dict[int, str]] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            self._read_page(number, page)
        self.root = self._read_tree()
        self._compare()

    def problem(self, text: str) -> None:
        self.problems.append(text)

    def _read_page(self, number: int, page: pikepdf.Page) -> None:
        """Read a page's content: every operator that leaves a mark is tagged or an artifact."""
        fonts: Any = page.obj.Resources.get("/Font", {})
        nesting: list[tuple[str, Shown | None, str | None]] = []
        maps: dict[int, str] = {}
        for operands, name in code_of(page):
            if name == "Tf":
                maps = self._font_map(fonts[str(operands[0])])
            elif name in {"BDC", "BMC"}:
                nesting.append(self._begin(number, page, operands))
            elif name == "EMC":
                self._end(number, nesting)
            elif name in SHOWS or name in PAINTS:
                if not nesting:
                    self.problem(f"page {number}: {name} is neither tagged nor an artifact")
                shown = next((entry[1] for entry in nesting if entry[1]), None)
                if shown is not None:
                    shown.paints += 1
                    told = any(entry[2] is not None for entry in nesting)
                    if name in SHOWS and not told:
                        shown.shown += _decode(operands[0], maps)
                elif name in SHOWS:
                    self.artifacts.append(nesting[-1][0] + ":" + _decode(operands[0], maps))
        if nesting:
            self.problem(f"page {number}: marked content is left open")

    def _begin(
        self, number: int, page: pikepdf.Page, operands: Any
    ) -> tuple[str, Shown | None, str | None]:
        properties = operands[1] if len(operands) > 1 else {}
        shown = None
        if "/MCID" in properties:
            key = (page.obj.objgen, int(properties["/MCID"]))
            if key in self._contents:
                self.problem(f"page {number}: MCID {key[1]} occurs twice")
            shown = self._contents[key] = Shown()
        told = str(properties["/ActualText"]) if "/ActualText" in properties else None
        return (str(operands[0]), shown, told)

    def _end(self, number: int, nesting: list[tuple[str, Shown | None, str | None]]) -> None:
        _, shown, told = nesting.pop()
        if shown is not None and not shown.paints:
            self.problem(f"page {number}: a marked content is empty")
        if told is not None:
            outer = next((entry[1] for entry in nesting if entry[1]), None)
            if outer is not None:
                outer.shown += told

    def _font_map(self, font: Any) -> dict[int, str]:
        """Return what the codes of an embedded font mean."""
        if font.objgen not in self._unicode:
            self._unicode[font.objgen] = {}
            if "/ToUnicode" not in font or font.Subtype != "/Type0":
                self.problem(f"font {font.BaseFont} has no ToUnicode or is not composite")
                return {}
            descriptor = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                self.problem(f"font {font.BaseFont} is not embedded")
            cmap = font.ToUnicode.read_bytes().decode("ascii")
            for code, text in re.findall(r"<([0-9A-F]{4})><([0-9A-F]+)>\n", cmap):
                if code + text != "0000FFFF":
                    decoded = bytes.fromhex(text).decode("utf-16-be")
                    self._unicode[font.objgen][int(code, 16)] = decoded
        return self._unicode[font.objgen]

    def _read_tree(self) -> Node:
        root = self.pdf.Root.StructTreeRoot
        return self._read_node(root.K)

    def _read_node(self, source: Any) -> Node:
        node = Node(str(source.S).lstrip("/"), source=source)
        kids = source.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                node.kids.append(self._content(source.Pg, kid, source))
            elif kid.get("/Type") == "/MCR":
                node.kids.append(self._content(kid.Pg, int(kid.MCID), source))
            elif kid.get("/Type") == "/OBJR":
                self._annotations[kid.Obj.objgen] = source.objgen
            else:
                if kid.P.objgen != source.objgen:
                    self.problem(f"{kid.S} has another parent than {source.S}")
                node.kids.append(self._read_node(kid))
        roles = {kid.role for kid in node.kids if isinstance(kid, Node)}
        if roles - KIDS.get(node.role, roles):
            self.problem(f"{node.role} holds {sorted(roles)}")
        return node

    def _content(self, page: Any, number: int, source: Any) -> Shown:
        key = (page.objgen, number)
        if key in self._owners:
            self.problem(f"content {key} has two elements")
        self._owners[key] = source.objgen
        if key not in self._contents:
            self.problem(f"{source.S} claims content {key}, which no page has")
        return self._contents.get(key, Shown())

    def _compare(self) -> None:
        """Compare the parent tree with what the structure tree and the pages say."""
        for key in self._contents.keys() - self._owners.keys():
            self.problem(f"content {key} belongs to no element")
        numbers = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        if list(parents) != sorted(parents):
            self.problem("the parent tree is out of order")
        for page in self.pdf.pages:
            entries = parents[int(page.obj.StructParents)]
            for number, entry in enumerate(entries):
                if self._owners.get((page.obj.objgen, number)) != entry.objgen:
                    self.problem(f"the parent tree leads from content {number} astray")
            for annotation in page.obj.get("/Annots", []):
                entry = parents[int(annotation.StructParent)]
                if self._annotations.get(annotation.objgen) != entry.objgen:
                    self.problem("the parent tree leads from an annotation astray")

    def words(self) -> list[str]:
        """Return the words in reading order."""
        return self.root.text().split()


def _decode(operand: Any, maps: dict[int, str]) -> str:
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    text: list[str] = []
    for string in strings:
        if isinstance(string, pikepdf.String):
            data = bytes(string)
            codes = (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
            text.extend(maps.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes)
    return "".join(text)


def code_of(page: pikepdf.Page) -> list[tuple[Any, str]]:
    """Return the operands and the name of each operator of a page."""
    return [
        (instruction.operands, str(instruction.operator))
        for instruction in pikepdf.parse_content_stream(page)
    ]
