"""The table of figures holds every quantity once, and refers to the sentence that gives it."""

from diemtin.assembly import assemble, compose
from diemtin.model import (
    Article,
    Definitions,
    Document,
    FrontMatter,
    Link,
    Paragraph,
    Parts,
    Section,
    Table,
    Text,
    plain_text,
)
from diemtin.style import load_style

TRADE = "Năm 2024, kim ngạch xuất khẩu đạt 1,2 tỷ USD, tăng 21% so với năm 2023."
FAIR = "Hội chợ có 120 gian hàng của hợp tác xã, diện tích 3 ha."
GOODS = "Nhập khẩu đạt 300 triệu đô la, còn hội chợ có 120 gian hàng của hợp tác xã."


def told(origin: str, *texts: str) -> Article:
    return Article(origin, origin, tuple(Paragraph((Text(text),)) for text in texts))


def document_of(*articles: Article) -> Document:
    return compose(assemble(articles, (), FrontMatter(), Parts()), load_style("nd30"))


def section_of(document: Document) -> Section:
    (section,) = (section for section in document.sections if section.identifier == "figures")
    return section


def rows_of(document: Document) -> list[list[str]]:
    (table,) = (block for block in section_of(document).blocks if isinstance(block, Table))
    cells = [[plain_text(cell.content) for cell in row] for row in table.rows]
    return [[text.replace("\N{NO-BREAK SPACE}", " ") for text in row] for row in cells]


def statements_of(document: Document) -> Definitions:
    (found,) = (b for b in section_of(document).blocks if isinstance(b, Definitions))
    return found


def test_quantities_stand_by_kind_and_the_greatest_first() -> None:
    document = document_of(told("a.txt", TRADE, FAIR), told("b.txt", GOODS))
    assert rows_of(document) == [
        ["Giá trị", "Đối tượng", "Thời kỳ", "Câu trích, nguồn"],
        ["Giá trị bằng tiền"],
        ["1,2 tỷ USD", "Kim ngạch xuất khẩu", "năm 2024", "(1) [1]"],
        ["300 triệu đô la", "Nhập khẩu", "", "(3) [2]"],
        ["Tỷ lệ, mức tăng, giảm"],
        ["tăng 21%", "Kim ngạch xuất khẩu", "năm 2024", "(1) [1]"],
        ["Khối lượng, diện tích, độ dài và đại lượng khác"],
        ["3 ha", "Diện tích", "", "(2) [1]"],
        ["Số lượng"],
        ["120", "gian hàng", "", "(2) [1]; (3) [2]"],
    ]


def test_every_sentence_stands_once_where_its_number_leads() -> None:
    document = document_of(told("a.txt", TRADE, FAIR), told("b.txt", GOODS))
    statements = {
        item.identifier: plain_text(item.description) for item in statements_of(document).items
    }
    assert list(statements.values()) == [
        f"{TRADE}\N{NO-BREAK SPACE}[1]",
        f"{FAIR}\N{NO-BREAK SPACE}[1]",
        f"{GOODS}\N{NO-BREAK SPACE}[2]",
    ]
    (table,) = (block for block in section_of(document).blocks if isinstance(block, Table))
    targets = [
        inline.target
        for row in table.rows
        for cell in row
        for inline in cell.content
        if isinstance(inline, Link)
    ]
    assert {target.removeprefix("#") for target in targets} == set(statements)


def test_no_line_begins_with_the_mark_of_what_is_left_out() -> None:
    long = f"Hội chợ có 120 gian hàng của hợp tác xã{', giới thiệu hàng hóa hai bên' * 8}."
    document = document_of(told("a.txt", TRADE, long), told("b.txt", GOODS))
    said = [plain_text(item.description) for item in statements_of(document).items]
    (cut,) = (text for text in said if "…" in text)
    assert cut[cut.index("…") - 1] == "\N{NO-BREAK SPACE}"


def test_the_seeds_lose_no_quantity(seeds: list[Article]) -> None:
    briefing = assemble(seeds, (), FrontMatter(), Parts())
    document = document_of(*seeds)
    said = " ".join(plain_text(item.description) for item in statements_of(document).items)
    assert all(quantity.text in said for quantity in briefing.quantities)
    references = [reference for row in rows_of(document)[1:] for reference in row[-1].split(";")]
    assert len([text for text in references if text.strip().startswith("(")]) == 30
