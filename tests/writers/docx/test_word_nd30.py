"""The Word report keeps to Decree 30/2020/NĐ-CP, Annex I: measured in the file, styles resolved."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from lxml import etree

from diemtin.assembly.specimen import specimen
from diemtin.model import Pagination
from diemtin.style import load_style
from diemtin.writers.docx import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MM = 1440 / 25.4  # in twips, the unit of WordprocessingML
WIDTH = (210 - 30 - 18) * MM
Element = etree._Element


class Looks(NamedTuple):
    """What a paragraph looks like: sizes in points, indents and spaces in twips."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    colour: str
    face: str
    alignment: str
    first_line: int
    indents: tuple[int, int]
    spaces: tuple[int, int]
    lines: float


class WordFile:
    """A Word file, unzipped; values of a paragraph are looked up along its chain of styles."""

    def __init__(self, data: bytes) -> None:
        self._zip = ZipFile(BytesIO(data))
        self.body = self.part("document.xml")[0]
        self._styles = {
            style.get(f"{W}styleId"): style for style in self.part("styles.xml").iter(f"{W}style")
        }

    def part(self, name: str) -> Element:
        return etree.fromstring(self._zip.read(f"word/{name}"))

    def header(self, section: Element, kind: str) -> Element:
        (reference,) = (
            node for node in section.iter(f"{W}headerReference") if node.get(f"{W}type") == kind
        )
        relations = self.part("_rels/document.xml.rels")
        (target,) = (
            node.get("Target") for node in relations if node.get("Id") == reference.get(RELATION)
        )
        return self.part(str(target))

    def paragraph(self, text: str) -> Element:
        """Return the first that begins with a text, in any case, and is no entry of contents."""
        return next(
            paragraph
            for paragraph in self.body.iter(f"{W}p")
            if text_of(paragraph).casefold().startswith(text.casefold())
            and not style_of(paragraph).startswith("TOC")
        )

    def looks(self, paragraph: Element) -> Looks:
        """Resolve what a paragraph and the runs in it look like; no run may differ."""
        chain = self._chain(style_of(paragraph))

        def value(path: str, attribute: str = "val") -> str | None:
            steps = "/".join(f"{W}{step}" for step in path.split("/"))
            for style in chain:
                node = style.find(steps)
                if node is not None and (found := node.get(f"{W}{attribute}")) is not None:
                    return str(found)
                if node is not None and attribute == "val":
                    return "1"  # an element alone switches its property on
            return None

        def twips(path: str, attribute: str) -> int:
            return int(value(path, attribute) or 0)

        def on(path: str) -> bool:
            return value(path) not in {None, "0", "false"}

        assert value("pPr/spacing", "lineRule") in {"auto", "exact"}
        return Looks(
            size=int(value("rPr/sz") or 0) / 2,
            bold=on("rPr/b"),
            italic=on("rPr/i"),
            capitals=on("rPr/caps"),
            colour=value("rPr/color") or "auto",
            face=value("rPr/rFonts", "ascii") or "",
            alignment=value("pPr/jc") or "left",
            first_line=twips("pPr/ind", "firstLine"),
            indents=(twips("pPr/ind", "left"), twips("pPr/ind", "right")),
            spaces=(twips("pPr/spacing", "before"), twips("pPr/spacing", "after")),
            lines=twips("pPr/spacing", "line") / 240,
        )

    def _chain(self, identifier: str | None) -> list[Element]:
        """Return a style, those it is based on, and the defaults of the document."""
        chain = []
        while identifier is not None:
            chain.append(self._styles[identifier])
            based = chain[-1].find(f"{W}basedOn")
            identifier = None if based is None else based.get(f"{W}val")
        defaults = next(self.part("styles.xml").iter(f"{W}docDefaults"))
        return [*chain, *defaults]


def text_of(paragraph: Element) -> str:
    """Return a paragraph's text; no-break spaces as spaces."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t")).replace("\xa0", " ")


def attribute(element: Element, path: str, name: str) -> str:
    """Return an attribute of what stands at a path: `tcPr/tcW`."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    assert found is not None, path
    return str(found.attrib[f"{W}{name}"])


def style_of(paragraph: Element) -> str:
    return attribute(paragraph, "pPr/pStyle", "val")


def column(paragraph: Element) -> Element:
    """Return the cell that a paragraph stands in."""
    return next(paragraph.iterancestors(f"{W}tc"))


def width_of(cell: Element) -> int:
    return int(attribute(cell, "tcPr/tcW", "w"))


def below(paragraph: Element) -> Element:
    following = paragraph.getnext()
    assert following is not None
    return following


def table_of(paragraph: Element) -> Element:
    return next(paragraph.iterancestors(f"{W}tbl"))


@pytest.fixture(scope="module")
def report() -> WordFile:
    style = load_style("nd30")
    return WordFile(write(specimen(style), style, Pagination()))


@pytest.fixture(scope="module")
def sections(report: WordFile) -> list[Element]:
    return list(report.body.iter(f"{W}sectPr"))


def test_paper_is_a4_upright_and_turned_for_wide_tables_only(sections: list[Element]) -> None:
    sizes = [tuple(int(attribute(section, "pgSz", side)) for side in "wh") for section in sections]
    upright = (round(210 * MM), round(297 * MM))
    assert sizes[0] == sizes[-1] == upright
    assert set(sizes) == {upright, upright[::-1]}


def test_margins_are_those_of_the_decree(sections: list[Element]) -> None:
    """Of a page that is turned too: what was its left margin is now above."""
    for section in sections:
        top, right, bottom, left = (
            int(attribute(section, "pgMar", side)) / MM
            for side in ("top", "right", "bottom", "left")
        )
        if int(attribute(section, "pgSz", "w")) > int(attribute(section, "pgSz", "h")):
            assert min(top, right, bottom, left) >= 15 - 0.1
            continue
        assert 20 - 0.1 <= top <= 25
        assert 20 - 0.1 <= bottom <= 25
        assert 30 - 0.1 <= left <= 35
        assert 15 <= right <= 20
        assert attribute(section, "pgMar", "gutter") == "0"


def test_page_number_is_centred_in_the_top_margin(
    report: WordFile, sections: list[Element]
) -> None:
    (paragraph,) = report.header(sections[0], "default").iter(f"{W}p")
    assert "".join(node.text or "" for node in paragraph.iter(f"{W}instrText")).split() == ["PAGE"]
    looks = report.looks(paragraph)
    assert looks.alignment == "center"
    assert looks.first_line == sum(looks.indents) == 0
    assert 13 <= looks.size <= 14
    assert not looks.italic
    above, margin = (int(attribute(sections[0], "pgMar", name)) / MM for name in ("header", "top"))
    height = looks.lines * 1.15 * looks.size * 20 / MM
    assert 0 < above < above + height <= margin


def test_first_page_has_no_number(report: WordFile, sections: list[Element]) -> None:
    first, *others = sections
    assert first.find(f"{W}titlePg") is not None
    assert not text_of(report.header(first, "first"))
    assert not list(report.header(first, "first").iter(f"{W}instrText"))
    assert all(section.find(f"{W}titlePg") is None for section in others)


def test_pages_are_counted_through_in_arabic_numbers_from_one(sections: list[Element]) -> None:
    for section in sections:
        assert section.find(f"{W}pgNumType") is None


def test_everything_is_black_in_times_new_roman(report: WordFile) -> None:
    for paragraph in report.body.iter(f"{W}p"):
        looks = report.looks(paragraph)
        assert looks.face == "Times New Roman"
        assert looks.colour in {"auto", "000000"}, text_of(paragraph)


@pytest.mark.parametrize(
    ("text", "sizes", "capitals", "bold", "italic", "alignment"),
    [
        ("Ủy ban nhân dân tỉnh", (12, 13), True, False, False, "center"),
        ("Sở Ngoại vụ", (12, 13), True, True, False, "center"),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", (12, 13), True, True, False, "center"),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), False, True, False, "center"),
        ("Số: 08/BC-SNgV", (13, 13), False, False, False, "center"),
        ("Hà Giang, ngày 05 tháng 02 năm 2024", (13, 14), False, False, True, "center"),
        ("Báo cáo", (13, 14), True, True, False, "center"),
        ("Bản mẫu các thành phần", (13, 14), False, True, False, "center"),
        ("Điểm chính", (13, 14), True, True, False, "left"),
        ("Sở Ngoại vụ cho biết", (13, 14), False, False, False, "both"),
        ("Nơi nhận:", (12, 12), False, True, True, "left"),
        ("- Lưu: VT", (11, 11), False, False, False, "left"),
        ("KT. Giám đốc", (13, 14), True, True, False, "center"),
        ("Nguyễn Thị Minh Hạnh", (13, 14), False, True, False, "center"),
        ("Phụ lục", (14, 14), False, True, False, "center"),
        ("Tra cứu và nguồn tin", (13, 14), True, True, False, "center"),
        ("(Kèm theo", (13, 14), False, False, True, "center"),
    ],
)
def test_an_element_has_the_letters_of_the_decree(
    text: str,
    sizes: tuple[float, float],
    capitals: bool,
    bold: bool,
    italic: bool,
    alignment: str,
    report: WordFile,
) -> None:
    looks = report.looks(report.paragraph(text))
    assert sizes[0] <= looks.size <= sizes[1]
    assert looks.capitals == capitals
    assert (looks.bold, looks.italic, looks.alignment) == (bold, italic, alignment)


def test_letterhead_has_columns_of_two_and_three_fifths(report: WordFile) -> None:
    left = column(report.paragraph("Sở Ngoại vụ"))
    right = column(report.paragraph("Độc lập"))
    assert table_of(left) is table_of(right)
    widths = [width_of(left), width_of(right)]
    assert sum(widths) == pytest.approx(WIDTH, abs=4)
    assert widths[0] / sum(widths) == pytest.approx(2 / 5, abs=0.01)
    grid = [int(node.attrib[f"{W}w"]) for node in table_of(left).iter(f"{W}gridCol")]
    assert grid == widths


def test_letterhead_stands_in_the_order_of_the_decree(report: WordFile) -> None:
    left, right = (column(report.paragraph(text)) for text in ("Sở Ngoại vụ", "Độc lập"))
    assert [text_of(line) for line in left if text_of(line)] == [
        "Ủy ban nhân dân tỉnh",
        "Sở Ngoại vụ",
        "Số: 08/BC-SNgV",
    ]
    assert [text_of(line) for line in right if text_of(line)] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Giang, ngày 05 tháng 02 năm 2024",
    ]


def test_place_and_date_stand_on_the_line_of_the_number(report: WordFile) -> None:
    """Of two spaces that meet Word leaves the larger; what rules take is theirs and the text's."""

    def depth(last: str) -> float:
        """Return how far below the table's top a column's last line stands, in points."""
        paragraph = report.paragraph(last)
        height, after = 0.0, 0
        for line in column(paragraph).iter(f"{W}p"):
            looks = report.looks(line)
            before, own_after = looks.spaces
            height += max(before, after) / 20
            if line is paragraph:
                return height
            height += looks.lines * 240 / 20 if _is_rule(line) else looks.lines * 1.15 * looks.size
            after = own_after
        raise AssertionError(last)

    assert depth("Số: 08") == pytest.approx(depth("Hà Giang, ngày"), abs=1)


# Widths of the texts in Times New Roman Bold at their sizes, in points.
RULES = [
    ("Độc lập - Tự do", 158.5, 0.99, 1.01),
    ("Sở Ngoại vụ", 80.0, 1 / 3, 1 / 2),
    ("Bản mẫu các thành phần", 208.5, 1 / 3, 1 / 2),
]


@pytest.mark.parametrize(("text", "width", "least", "most"), RULES)
def test_a_rule_stands_below_as_long_as_the_decree_says(
    text: str, width: float, least: float, most: float, report: WordFile
) -> None:
    paragraph = report.paragraph(text)
    rule = below(paragraph)
    assert _is_rule(rule)
    looks = report.looks(rule)
    assert looks.spaces[0] <= 6 * 20, "close below the text"
    room = WIDTH
    if list(paragraph.iterancestors(f"{W}tc")):
        room = width_of(column(paragraph)) - 2 * 60
    left, right = looks.indents
    assert left == right, "centred"
    assert least <= (room - left - right) / 20 / width <= most


def _is_rule(paragraph: Element) -> bool:
    return style_of(paragraph).endswith("Rule") and not text_of(paragraph)


def test_rules_are_solid_lines(report: WordFile) -> None:
    for text, *_ in RULES:
        style = style_of(below(report.paragraph(text)))
        (border,) = (
            node
            for own in report.part("styles.xml").iter(f"{W}style")
            if own.get(f"{W}styleId") == style
            for node in own.iter(f"{W}top")
        )
        assert border.get(f"{W}val") == "single"


def test_first_lines_lines_and_spaces_of_the_body_are_those_of_the_decree(
    report: WordFile,
) -> None:
    looks = report.looks(report.paragraph("Sở Ngoại vụ cho biết"))
    assert looks.first_line in {round(10 * MM), round(12.7 * MM)}
    assert looks.indents == (0, 0)
    assert max(looks.spaces) >= 6 * 20
    assert 1 <= looks.lines <= 1.5


def test_body_has_one_size_throughout(report: WordFile) -> None:
    """Headings, lists and quotations too."""
    body = report.looks(report.paragraph("Sở Ngoại vụ cho biết")).size
    styles = ("BodyText", "Heading1", "Heading2", "Standfirst", "ListParagraph", "QuoteParagraph")
    found = {
        style: report.looks(paragraph).size
        for paragraph in report.body.iter(f"{W}p")
        if (style := style_of(paragraph)) in styles
    }
    assert set(found) == set(styles)
    assert set(found.values()) == {body}


def test_titles_of_clauses_stand_at_the_first_line_s_indent(report: WordFile) -> None:
    body = report.looks(report.paragraph("Sở Ngoại vụ cho biết"))
    for text in ("Điểm chính", "Thông quan cả ngày lẫn đêm"):
        heading = report.paragraph(text)
        assert style_of(heading).startswith("Heading")
        assert report.looks(heading).first_line == body.first_line
        assert report.looks(heading).bold


def test_signature_stands_in_the_right_half_beside_the_recipients(report: WordFile) -> None:
    recipients = column(report.paragraph("Nơi nhận:"))
    signature = column(report.paragraph("Nguyễn Thị Minh Hạnh"))
    assert column(report.paragraph("KT. Giám đốc")) is signature
    assert list(table_of(recipients).iter(f"{W}tc")) == [recipients, signature]
    left, right = width_of(recipients), width_of(signature)
    assert left + right == pytest.approx(WIDTH, abs=4)
    assert left >= right - 4, "the right half"


def test_there_is_room_to_sign(report: WordFile) -> None:
    assert report.looks(report.paragraph("Nguyễn Thị Minh Hạnh")).spaces[0] >= 40 * 20


def test_each_recipient_has_a_line_and_the_last_is_the_archive(report: WordFile) -> None:
    heading, *recipients = (
        text_of(line) for line in column(report.paragraph("Nơi nhận:")).iter(f"{W}p")
    )
    assert heading == "Nơi nhận:"
    assert all(line.startswith("- ") for line in recipients)
    assert all(line.endswith(";") for line in recipients[:-1])
    assert recipients[-1].startswith("- Lưu: VT")
    assert recipients[-1].endswith(".")
