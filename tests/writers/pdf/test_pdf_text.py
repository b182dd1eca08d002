"""Text: what engines that are not ours read in the file, and where it stands."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from diemtin.fonts import find_family
from diemtin.model import Citation, Link, Paragraph, Text, document_words, plain_text
from diemtin.writers.pdf import lay_out
from diemtin.writers.pdf.breaking import balance, break_lines
from diemtin.writers.pdf.embedding import EmbeddedFonts
from diemtin.writers.pdf.typesetting import Typesetter

if TYPE_CHECKING:
    from tests.writers.pdf.conftest import LaidOut, ReadCode, ReadPrinted, ReadTagged, Samples

    from diemtin.style import Style


def paragraph(text: str, **marks: Any) -> Paragraph:
    return Paragraph((Text(text, **marks),))


def test_pdfium_reads_the_words_of_plain_paragraphs(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    document = samples.document(samples.body(3), samples.body(20))
    characters = [c for c in read_printed(lay_out(document, nd30)[0])
                  if c.top < nd30.page.height - nd30.page.margin_top]  # fmt: skip
    assert "".join(c.text for c in characters) == "".join(document_words(document))


def test_decomposed_letters_are_read_composed_or_as_typed(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    data, _ = lay_out(samples.document(paragraph("Vie\u0323\u0302t Nam")), nd30)
    assert "".join(read_tagged(data).words()) in {"Vie\u0323\u0302tNam", "ViệtNam"}


def test_glyph_numbers_that_strings_must_escape_are_read_as_they_are(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    """Text is written as literal strings: brackets, backslashes and ends of lines are escaped."""
    look = Typesetter(nd30, EmbeddedFonts()).look(nd30.of("body"))
    numbers = {character: look.font.word(character).runs[0].glyphs[0].number
               for character in map(chr, range(0x21, 0x250)) if character.isalnum()}  # fmt: skip
    special = {ord(character) for character in "()\\\r\n"}
    chosen = [character for character, number in numbers.items()
              if special & {number >> 8, number & 0xFF}]  # fmt: skip
    assert {numbers[character] & 0xFF for character in chosen} >= special
    document = samples.document(paragraph(" ".join(chosen)))
    printed = [c.text for c in read_printed(lay_out(document, nd30)[0])]
    assert "".join(printed) == "".join(chosen)


@pytest.mark.parametrize(
    "text",
    [
        "中国北京",
        "مرحبا",
        "שלום",
        "😀",
        "👍🏽",
        "ສະບາຍດີ",
        "ខ្មែរ",
        "₫",
        "Ω",
        "Привет",
        "①",
        "\U00013000",
    ],
)
def test_characters_of_other_scripts_are_kept(
    text: str, nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    """In a fallback font; where none has them, as their code with the character behind it."""
    tagged = read_tagged(lay_out(samples.document(paragraph(f"Chữ {text} lạ.")), nd30)[0])
    assert tagged.problems == []
    assert tagged.words() == ["Chữ", text, "lạ."]


@pytest.mark.skipif(find_family("Noto Sans CJK SC") is None, reason="the extra cjk is absent")
def test_chinese_is_set_in_the_font_of_the_extra(
    nd30: Style, samples: Samples, read_tagged: ReadTagged, read_printed: ReadPrinted
) -> None:
    """A collection of variable fonts with PostScript outlines: none of that troubles a reader."""
    data, _ = lay_out(samples.document(paragraph("Chữ 中国北京 lạ.")), nd30)
    tagged = read_tagged(data)
    assert tagged.problems == []
    assert tagged.words() == ["Chữ", "中国北京", "lạ."]
    assert "中国北京" in "".join(character.text for character in read_printed(data))


def test_no_character_is_an_empty_box(nd30: Style, samples: Samples, read_code: ReadCode) -> None:
    """Glyph 0 of a font, .notdef, is never painted."""
    from io import BytesIO

    text = "Chữ 中 م 😀 ສ \U00013000 \ue000 \u0378 x\u0301"
    data, _ = lay_out(samples.document(paragraph(text)), nd30)
    for page in pikepdf.open(BytesIO(data)).pages:
        for operands, name in read_code(page):
            if name == "TJ":
                strings = [bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)]
                codes = [string[at : at + 2] for string in strings
                         for at in range(0, len(string), 2)]  # fmt: skip
                assert b"\0\0" not in codes


def test_space_after_a_raised_figure_is_that_of_the_text(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    def gap(*content: Text) -> float:
        block = Paragraph(content)
        characters = read_printed(lay_out(samples.document(block), nd30)[0])
        before, after = next(
            pair for pair in pairwise(characters) if pair[0].text == "2" and pair[1].text == "n"
        )
        return float(after.left - before.right)

    raised = (Text("rộng 5 m"), Text("2", script="superscript"))
    space = gap(*raised, Text(" nữa")) - gap(*raised, Text("nữa"))
    assert space == pytest.approx(gap(Text("52 nữa")) - gap(Text("52nữa")), abs=0.05)


def test_right_to_left_words_run_from_right_to_left(
    nd30: Style,
    samples: Samples,
    read_tagged: ReadTagged,
    read_printed: ReadPrinted,
) -> None:
    data, _ = lay_out(samples.document(paragraph("Trước אחת שתיים 12 שלוש sau")), nd30)
    assert read_tagged(data).words() == ["Trước", "אחת", "שתיים", "12", "שלוש", "sau"]
    places = {c.text: c.left for c in read_printed(data)}
    before, one, three, after = places["ớ"], places["א"], places["ל"], places["u"]
    assert before < three < places["1"] < one < after


def test_marks_of_direction_cannot_turn_text_around(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    data, _ = lay_out(samples.document(paragraph("tệp \u202egpj.exe\u202c xong")), nd30)
    assert read_tagged(data).words() == ["tệp", "gpj.exe", "xong"]


def test_control_characters_and_pdf_syntax_are_text(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    text = "(\\) <b>&amp;</b> %PDF /Type >> endstream \x00\x1b[31m"
    data, _ = lay_out(samples.document(paragraph(text)), nd30)
    assert read_tagged(data).words() == [
        "(\\)", "<b>&amp;</b>", "%PDF", "/Type", ">>", "endstream", "[31m",
    ]  # fmt: skip


def test_capitals_of_a_style_are_drawn(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    data, _ = lay_out(samples.document(*samples.lines("Ủy ban", role="agency")), nd30)
    assert read_tagged(data).words() == ["ỦY", "BAN"]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#nowhere", "//x"]
)
def test_link_that_leads_nowhere_good_is_mere_text(
    target: str, nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    block = Paragraph((Link(target, (Text("bấm"),)), Citation("#none", "1")))
    tagged = read_tagged(lay_out(samples.document(block), nd30)[0])
    assert tagged.words() == ["bấm[1]"]
    assert not tagged.root.find("Link")
    assert "/Annots" not in tagged.pdf.pages[0].obj


def test_citation_leads_to_its_source_and_back(full_pdf: LaidOut, read_tagged: ReadTagged) -> None:
    tagged = read_tagged(full_pdf[0])
    pages = [page.obj.objgen for page in tagged.pdf.pages]
    anchors = full_pdf[1].anchors
    found = {}
    for page in tagged.pdf.pages:
        for note in page.obj.get("/Annots", []):
            if "/Dest" in note:
                found[str(note.Contents)] = pages.index(note.Dest[0].objgen) + 1
    assert found["[1]"] == anchors["source-1"]
    assert found["xem lại"] == anchors["citation-1"]


def test_justified_lines_end_at_the_margin(
    nd30: Style, samples: Samples, read_printed: ReadPrinted
) -> None:
    """Those of changing looks too."""
    runs = [Text(f"{word} ", strong=n % 3 == 0) for n, word in enumerate(["thông", "quan"] * 90)]
    margin = nd30.page.width - nd30.page.margin_right
    for block in (samples.body(4), Paragraph(tuple(runs))):
        ends = {}
        for c in read_printed(lay_out(samples.document(block), nd30)[0]):
            ends[round(c.bottom / nd30.of("body").size / 1.3)] = c.right
        rights = sorted(ends.values())[1:]
        assert rights
        assert all(abs(right - margin) < 2.5 for right in rights)


def test_spaces_of_justified_lines_stay_near_their_width(nd30: Style, samples: Samples) -> None:
    """No rivers: with words of Vietnamese length a space gains little more than its own width."""
    look = Typesetter(nd30, EmbeddedFonts()).look(nd30.of("body"))
    words = [
        word for text in plain_text(samples.body(5).content).split() for word in look.words(text)
    ]
    for width in range(300, 480, 7):
        for line in break_lines(words, width, width, justify=True)[:-1]:
            assert -0.13 * look.space <= line.stretch < 1.25 * look.space


@pytest.mark.parametrize("seed", range(20))
def test_best_breaks_are_no_worse_than_filling_line_by_line(seed: int, nd30: Style) -> None:
    """Short last lines are allowed: a paragraph is not stretched to lengthen its last line."""
    chance = random.Random(seed)  # noqa: S311
    look = Typesetter(nd30, EmbeddedFonts()).look(nd30.of("body"))
    syllables = ["ở", "và", "Nông", "nghiệp", "trường", "khẩu.", "165.000", "Nguyễn"]
    words = look.words(chance.choices(syllables, k=chance.randint(20, 90)))
    filled = break_lines(words, 420, 450, justify=False)
    best = break_lines(words, 420, 450, justify=True)
    slack = max(
        (width - line.width) / max(line.end - line.start - 1, 1)
        for line, width in zip(filled[:-1], [420, *[450] * len(filled)], strict=False)
    )
    assert max(line.stretch for line in best) <= slack + 0.01


def test_long_address_breaks_at_its_punctuation(
    nd30: Style, samples: Samples, read_tagged: ReadTagged
) -> None:
    address = "https://tinh.example/" + "thu-muc/" * 30 + "tep.html"
    block = Paragraph((Text("Xem "), Link(address, (Text(address),)), Text(" nhé.")))
    tagged = read_tagged(lay_out(samples.document(block), nd30)[0])
    assert tagged.words() == ["Xem", address, "nhé."]


@pytest.mark.parametrize(
    ("title", "measure", "expected"),
    [
        ("Thông báo kết quả Tuần lễ Giao thương vùng biên", 150,
         ["Thông báo kết quả Tuần lễ", "Giao thương vùng biên"]),
        ("Hội nghị đối ngoại vùng biên lần thứ 5 (9/5/2025, năm suy luận)", 230,
         ["Hội nghị đối ngoại vùng biên lần thứ 5", "(9/5/2025, năm suy luận)"]),
        ("Chè cao nguyên tìm đường ra thế giới", 400, ["Chè cao nguyên tìm đường ra thế giới"]),
    ],
)  # fmt: skip
def test_titles_break_where_a_reader_pauses(
    title: str, measure: float, expected: list[str], nd30: Style
) -> None:
    look = Typesetter(nd30, EmbeddedFonts()).look(nd30.of("body"))
    words = look.words(title.split())
    lines = break_lines(words, measure, measure, justify=False)
    lines = balance(words, lines, measure, measure)
    told = [" ".join(word.pieces[0].text for word in words[line.start : line.end])
            for line in lines]  # fmt: skip
    assert told == expected
    assert all(line.width <= measure + 0.1 for line in lines)
