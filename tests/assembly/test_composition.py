"""A briefing becomes a document: front, contents, articles, sources and closing."""

from collections.abc import Iterator

import pytest

from diemtin.assembly import assemble, compose
from diemtin.model import (
    Article,
    Audit,
    Block,
    Citation,
    Columns,
    Contents,
    Definitions,
    Document,
    Figure,
    FrontMatter,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Parts,
    Picture,
    Suggestion,
    Text,
    plain_text,
)
from diemtin.model.document import block_texts
from diemtin.style import Style, load_style

AUDIT = Audit("a.txt", "utf-8", 1.0, words_read=200, words_kept=150, words_as_metadata=0,
              words_removed=50)  # fmt: skip

BODIES = {
    "a.txt": "Hội nghị bàn về hợp tác kinh tế giữa hai tỉnh vùng biên.",
    "b.txt": "Mùa vải năm nay được giá, bà con phấn khởi thu hoạch từ sớm.",
}
PLAIN, EVERYTHING = FrontMatter(), Parts()


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def article(origin: str = "a.txt", title: str | None = "Một hội nghị", **more: object) -> Article:
    blocks = (paragraph(BODIES[origin]),)
    return Article(origin, title, **{"blocks": blocks, **more})  # type: ignore[arg-type]


@pytest.fixture
def letterhead() -> Style:
    return load_style("nd30")


def composed(
    *articles: Article,
    style: Style,
    front: FrontMatter = PLAIN,
    parts: Parts = EVERYTHING,
    pictures: dict[str, Picture] | None = None,
) -> Document:
    audits = [AUDIT for _ in articles]
    return compose(assemble(articles, audits, front, parts), style, pictures or {})


def blocks(document: Document) -> Iterator[Block]:
    for section in document.sections:
        yield from section.blocks


def inlines(document: Document) -> Iterator[Inline]:
    for block in blocks(document):
        for content in block_texts(block):
            yield from content


def texts(columns: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(block.role, plain_text(block.content)) for block in columns]


def closing_of(document: Document) -> Columns:
    (block,) = next(own for own in document.sections if own.kind == "closing").blocks
    assert isinstance(block, Columns)
    return block


def test_letterhead_follows_the_decree(letterhead: Style) -> None:
    front = FrontMatter(
        title="Về ngoại giao kinh tế",
        agency="Sở Ngoại vụ",
        agency_above="UBND tỉnh Lạng Sơn",
        number="5/BC-SNgV",
        place="Lạng Sơn",
        date="2024-02-05",
    )
    head, kind, subject = composed(article(), style=letterhead, front=front).sections[0].blocks
    assert isinstance(head, Columns)
    assert texts(head.left) == [
        ("agency-above", "UBND tỉnh Lạng Sơn"),
        ("agency", "Sở Ngoại vụ"),
        ("number", "Số: 05/BC-SNgV"),
    ]
    assert texts(head.right) == [
        ("national-name", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("motto", "Độc lập - Tự do - Hạnh phúc"),
        ("place-date", "Lạng Sơn, ngày 05 tháng 02 năm 2024"),
    ]
    assert isinstance(kind, Paragraph)
    assert isinstance(subject, Paragraph)
    assert texts((kind, subject)) == [("kind", "BÁO CÁO"), ("subject", "Về ngoại giao kinh tế")]


def test_a_month_after_february_has_no_leading_zero(letterhead: Style) -> None:
    front = FrontMatter(place="Huế", date="2024-03-15")
    head = composed(article(), style=letterhead, front=front).sections[0].blocks[0]
    assert isinstance(head, Columns)
    assert texts(head.right)[-1] == ("place-date", "Huế, ngày 15 tháng 3 năm 2024")


def test_letterhead_without_an_agency_leaves_the_left_empty(letterhead: Style) -> None:
    head = composed(article(), style=letterhead).sections[0].blocks[0]
    assert isinstance(head, Columns)
    assert head.left == ()
    assert [role for role, _ in texts(head.right)] == ["national-name", "motto"]


def test_recipients_are_punctuated_and_end_with_the_archive(letterhead: Style) -> None:
    front = FrontMatter(
        authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signatory="Trần Văn A",
        recipients=("UBND tỉnh", "Như trên;"),
    )
    closing = closing_of(composed(article(), style=letterhead, front=front))
    assert [text for _, text in texts(closing.left)] == [
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Như trên;",
        "- Lưu: VT.",
    ]
    assert texts(closing.right) == [
        ("authority", "KT. GIÁM ĐỐC"),
        ("authority", "PHÓ GIÁM ĐỐC"),
        ("signatory", "Trần Văn A"),
    ]


def test_a_given_archive_line_is_kept() -> None:
    front = FrontMatter(recipients=("UBND tỉnh", "Lưu: VT, HTQT"))
    closing = closing_of(composed(article(), style=load_style("nd30"), front=front))
    assert texts(closing.left)[-1] == ("recipient", "- Lưu: VT, HTQT.")


def test_the_signature_stands_before_what_is_attached(letterhead: Style) -> None:
    front = FrontMatter(
        agency="Sở Ngoại vụ", number="5/BC-SNgV", date="2024-02-05", signatory="Trần Văn A"
    )
    document = composed(article(), style=letterhead, front=front)
    kinds = [section.kind for section in document.sections]
    assert kinds[-2:] == ["closing", "appendix"]
    head = [block for block in document.sections[-1].blocks[:3] if isinstance(block, Paragraph)]
    assert texts(tuple(head)) == [
        ("appendix-label", "Phụ lục"),
        ("appendix-title", "Tra cứu và nguồn tin"),
        (
            "appendix-reference",
            "(Kèm theo Báo cáo số 05/BC-SNgV ngày 05 tháng 02 năm 2024 của Sở Ngoại vụ)",
        ),
    ]


def test_a_newsletter_has_no_appendix_of_its_own() -> None:
    document = composed(article(), style=load_style("bulletin"))
    roles = {block.role for block in blocks(document) if isinstance(block, Paragraph)}
    assert not {"appendix-label", "appendix-title", "appendix-reference"} & roles


def test_a_narrow_column_breaks_behind_the_kind_of_a_body(letterhead: Style) -> None:
    front = FrontMatter(agency="Hội đồng nhân dân xã Tân Phú", agency_above="Sở Y tế")
    head = composed(article(), style=letterhead, front=front).sections[0].blocks[0]
    assert isinstance(head, Columns)
    assert [text for _, text in texts(head.left)] == [
        "Sở Y tế",
        "Hội\u00a0đồng\u00a0nhân\u00a0dân xã\u00a0Tân\u00a0Phú",
    ]


def test_no_closing_without_signature_and_recipients(letterhead: Style) -> None:
    kinds = [section.kind for section in composed(article(), style=letterhead).sections]
    assert "closing" not in kinds


def test_facts_name_only_what_is_known(letterhead: Style) -> None:
    one = article(site="Cổng thông tin điện tử", byline="Kim Oanh")
    document = composed(one, style=letterhead)
    facts = next(block for block in blocks(document) if isinstance(block, Definitions))
    printed = [(plain_text(item.term), plain_text(item.description)) for item in facts.items]
    assert printed == [("Nguồn:", "Cổng thông tin điện tử [1]"), ("Tác giả:", "Kim Oanh")]


def test_subheadings_never_skip_a_level(letterhead: Style) -> None:
    body = tuple(Heading(level, (Text(str(level)),)) for level in (4, 6, 4, 3, 2, 5))
    document = composed(article(blocks=body), style=letterhead)
    section = next(section for section in document.sections if section.kind == "article")
    levels = [block.level for block in section.blocks if isinstance(block, Heading)]
    assert levels == [1, 2, 3, 2, 2, 2, 3]


def test_contents_lead_to_headings_that_exist(letterhead: Style) -> None:
    document = composed(article(), article("b.txt", "Hai"), style=letterhead)
    (contents,) = [block for block in blocks(document) if isinstance(block, Contents)]
    targets = {block.identifier for block in blocks(document) if isinstance(block, Heading)}
    entries = [plain_text(entry.content) for entry in contents.entries]
    assert entries[0] == "Điểm chính"
    assert [entry for entry in entries if entry in ("Một hội nghị", "Hai", "Nguồn tin")] == [
        "Một hội nghị",
        "Hai",
        "Nguồn tin",
    ]
    assert {entry.target for entry in contents.entries} <= targets


def test_a_caption_without_its_picture_is_labelled(letterhead: Style) -> None:
    body = (Figure((Text("Quang cảnh"),), "a.jpg"), Figure((), "gone.jpg"))
    document = composed(article(blocks=body), style=letterhead)
    figures = [block for block in blocks(document) if isinstance(block, Figure)]
    assert [(figure.label, figure.picture) for figure in figures] == [("Chú thích ảnh:", None)]


def test_a_picture_at_hand_is_shown_and_embedded(letterhead: Style) -> None:
    picture = Picture("picture-1", "image/png", 4, 3, b"...")
    body = (Figure((Text("Quang cảnh"),), "a.jpg"),)
    document = composed(article(blocks=body), style=letterhead, pictures={"a.jpg": picture})
    (figure,) = [block for block in blocks(document) if isinstance(block, Figure)]
    assert (figure.label, figure.picture) == ("", "picture-1")
    assert document.pictures == (picture,)


def test_suggestions_become_remarks_on_the_very_characters(letterhead: Style) -> None:
    text = "Các cơ quan ở nước ngoàiphải bám sát yêu cầu."
    mistake = Suggestion(0, text.index("ngoàiphải"), "ngoàiphải", "ngoài phải", "glued-words")
    document = composed(
        article(blocks=(paragraph(text),), suggestions=(mistake,)), style=letterhead
    )
    (block,) = [b for b in blocks(document) if isinstance(b, Paragraph) and b.comments]
    (comment,) = block.comments
    assert plain_text(block.content)[comment.start : comment.end] == "ngoàiphải"
    assert (comment.text, comment.replacement) == ("Có thể là: “ngoài phải”", "ngoài phải")


def test_remarks_reach_the_paragraphs_of_a_list(letterhead: Style) -> None:
    items = ((paragraph("Một"),), (paragraph("nước ngoàiphải"),))
    mistake = Suggestion(0, 9, "ngoàiphải", "ngoài phải", "glued-words")
    document = composed(article(blocks=(List(items),), suggestions=(mistake,)), style=letterhead)
    (found,) = [block for block in blocks(document) if isinstance(block, List)]
    second = found.items[1][0]
    assert isinstance(second, Paragraph)
    (comment,) = second.comments
    assert plain_text(second.content)[comment.start : comment.end] == "ngoàiphải"


def test_links_that_lead_nowhere_keep_their_text(letterhead: Style) -> None:
    script = Link("javascript:alert(1)", (Text("bấm vào đây"),))
    body = (Paragraph((Text("Hãy "), script, Text("."))),)
    document = composed(article(blocks=body), style=letterhead)
    assert "Hãy bấm vào đây." in [text.text for text in inlines(document) if isinstance(text, Text)]


def test_every_link_and_citation_has_its_target(letterhead: Style) -> None:
    document = composed(article(), article("b.txt", "Hai"), style=letterhead)
    found = list(identifiers(document))
    assert len(found) == len(set(found))
    for inline in inlines(document):
        if isinstance(inline, Link | Citation) and inline.target.startswith("#"):
            assert inline.target[1:] in found


def identifiers(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.identifier
        for block in section.blocks:
            if isinstance(block, Definitions):
                yield from (item.identifier for item in block.items if item.identifier)
            elif isinstance(block, Heading | Paragraph | Figure) and block.identifier:
                yield block.identifier
    for inline in inlines(document):
        if isinstance(inline, Citation) and inline.identifier:
            yield inline.identifier


def test_the_identifier_depends_on_the_content_alone(letterhead: Style) -> None:
    one, same = (composed(article(), style=letterhead) for _ in range(2))
    other = composed(article(title="Khác"), style=letterhead)
    assert one == same
    assert one.metadata.identifier.startswith("urn:uuid:")
    assert one.metadata.identifier != other.metadata.identifier


def test_an_english_briefing_speaks_english(letterhead: Style) -> None:
    front = FrontMatter(title="Digest", place="Hanoi", date="2024-02-05", language="en")
    document = composed(article(site="Portal"), style=letterhead, front=front)
    words = " ".join(
        plain_text(content) for block in blocks(document) for content in block_texts(block)
    )
    assert "Hanoi, 5 February 2024" in words
    assert "Sources" in words
    assert "Nguồn" not in words


def test_a_briefing_of_nothing_is_still_a_document(letterhead: Style) -> None:
    assert [section.kind for section in composed(style=letterhead).sections] == ["front"]
