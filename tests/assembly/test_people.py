"""People have the offices that captures give them, and never a wrong one."""

import pytest

from diemtin.assembly.people import find_bodies, find_people
from diemtin.assembly.sentences import read_articles
from diemtin.model import Article, Paragraph, Person, Text

# By careful reading: the name, its offices, and the seeds that name the person.
GOLD: dict[str, tuple[set[str], tuple[int, ...]]] = {
    "Phạm Minh Chính": ({"Thủ tướng Chính phủ", "Ủy viên Bộ Chính trị"}, (0, 1, 2, 3, 4)),
    "Bùi Thanh Sơn": ({"Bộ trưởng Bộ Ngoại giao"}, (0, 2, 3)),
    "Dương Xuân Huyên": ({"Phó Chủ tịch Thường trực UBND tỉnh"}, (0, 3)),
    "Nguyễn Huy Dũng": ({"Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh Thái Nguyên"}, (1,)),
    "Nguyễn Đức Trung": ({"Phó Bí thư Tỉnh ủy", "Chủ tịch UBND tỉnh"}, (2,)),
}


def people_of(*texts: str, language: str = "vi") -> list[Person]:
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    return find_people(read_articles([Article("a.txt", None, blocks, language=language)], "vi"))


def offices(text: str, language: str = "vi") -> dict[str, list[str]]:
    found = people_of(text, language=language)
    return {person.name: [office.text for office in person.offices] for person in found}


def test_the_seeds_people_have_their_offices_and_no_others(seeds: list[Article]) -> None:
    people = find_people(read_articles(seeds, "vi"))
    found = {p.name: ({office.text for office in p.offices}, p.articles) for p in people}
    assert found == GOLD


def test_the_seeds_bodies_are_those_that_are_one_alone(seeds: list[Article]) -> None:
    bodies = {body.name: body.articles for body in find_bodies(read_articles(seeds, "vi"))}
    assert bodies["Bộ Ngoại giao"] == (0, 2, 3, 4)
    assert bodies["UBND tỉnh Thái Nguyên"] == (1,)
    assert "UBND tỉnh" not in bodies
    assert "Tỉnh ủy" not in bodies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Giám đốc Sở Công Thương tỉnh Lâm Đồng Nguyễn Văn An báo cáo.",
            {"Nguyễn Văn An": ["Giám đốc Sở Công Thương tỉnh Lâm Đồng"]},
        ),
        (
            "Đồng chí Trần Thị Bình, nguyên Bộ trưởng Bộ Tài chính dự họp.",
            {"Trần Thị Bình": ["Nguyên Bộ trưởng Bộ Tài chính"]},
        ),
        (
            "Có ông Lê Văn Cường, Giám đốc Sở Y tế Phạm Thị Dung cùng dự.",
            {"Phạm Thị Dung": ["Giám đốc Sở Y tế"], "Lê Văn Cường": []},
        ),
        (
            (
                "Phó Bí thư Tỉnh ủy Trần Văn Lâm, Phó Chủ tịch UBND tỉnh - Trưởng đoàn đại biểu "
                "Quốc hội tỉnh Lê Thị Hoa chủ trì."
            ),
            {
                "Trần Văn Lâm": ["Phó Bí thư Tỉnh ủy"],
                "Lê Thị Hoa": ["Trưởng đoàn đại biểu Quốc hội tỉnh"],
            },
        ),
        (
            "Có ông Lê Văn Cường, Phó Chủ tịch UBND tỉnh - Trưởng ban Dân vận Tỉnh ủy Vũ Thị Lan.",
            {"Vũ Thị Lan": ["Trưởng ban Dân vận Tỉnh ủy"], "Lê Văn Cường": []},
        ),
        (
            (
                "Có các đồng chí: Chẩu Văn Phong, Phó Bí thư chuyên trách Đảng ủy UBND tỉnh; Bế "
                "Thị Na, Phó trưởng Ban Thường trực Ban Tuyên giáo Tỉnh ủy."
            ),
            {
                "Chẩu Văn Phong": ["Phó Bí thư chuyên trách Đảng ủy UBND tỉnh"],
                "Bế Thị Na": ["Phó trưởng Ban Thường trực Ban Tuyên giáo Tỉnh ủy"],
            },
        ),
        (
            "Thứ trưởng Ngoại giao Đỗ Văn Giang tiếp ông Vương Bình, Đại sứ Lào tại Việt Nam.",
            {
                "Đỗ Văn Giang": ["Thứ trưởng Ngoại giao"],
                "Vương Bình": ["Đại sứ Lào tại Việt Nam"],
            },
        ),
        ("Chủ tịch UBND tỉnh Hà Sơn và lãnh đạo tỉnh Thái Nguyên dự họp.", {}),
        ("Thủ tướng Chính phủ Ban hành Chương trình hành động.", {}),
        ("Ông Hoàng Văn Em, Phó Chủ tịch Hội Cây cảnh dự họp.", {"Hoàng Văn Em": []}),
    ],
)
def test_an_office_is_given_only_to_whom_it_belongs(text: str, found: dict[str, list[str]]) -> None:
    assert offices(text) == found


def test_a_fuller_wording_of_an_office_stands_for_the_shorter() -> None:
    text = "Thủ tướng Đỗ Văn Giang đến dự. Thủ tướng Chính phủ Đỗ Văn Giang phát biểu."
    assert offices(text) == {"Đỗ Văn Giang": ["Thủ tướng Chính phủ"]}


def test_a_bare_name_counts_once_the_person_is_known() -> None:
    one = Article("a.txt", None, (Paragraph((Text("Đồng chí Võ Văn Hải chủ trì."),)),))
    two = Article("b.txt", None, (Paragraph((Text("Sau đó, Võ Văn Hải trao quà."),)),))
    (person,) = find_people(read_articles([one, two], "vi"))
    assert person.articles == (0, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Prime Minister Le Van An met Minister of Foreign Affairs Tran Thi Binh.",
            {"Le Van An": ["Prime Minister"], "Tran Thi Binh": ["Minister of Foreign Affairs"]},
        ),
        (
            "Vu Van Cuong, Vice Chairman of the National Assembly’s Economic Committee, spoke.",
            {"Vu Van Cuong": ["Vice Chairman of the National Assembly’s Economic Committee"]},
        ),
        (
            "Secretary of the Party Committee, Chairman of the People's Council Do Thi Dung",
            {"Do Thi Dung": ["Chairman of the People's Council"]},
        ),
        (
            "Mr. Ho Van Em – Chairman of State Committee of overseas trade",
            {"Ho Van Em": ["Chairman"]},
        ),
    ],
)
def test_english_offices_are_read_with_their_bodies(text: str, found: dict[str, list[str]]) -> None:
    assert offices(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Tỉnh ủy Thừa Thiên Huế và Tỉnh ủy Lạng Sơn họp.",
            {"Tỉnh ủy Thừa Thiên Huế", "Tỉnh ủy Lạng Sơn"},
        ),
        ("Bí thư Huyện ủy Zơ Râm Bông dự họp.", set()),
        ("Trưởng Ban Dân tộc HĐND tỉnh dự họp.", set()),
    ],
)
def test_a_local_body_is_told_only_with_its_place(text: str, found: set[str]) -> None:
    articles = [Article("a.txt", None, (Paragraph((Text(text),)),), language="vi")]
    assert {body.name for body in find_bodies(read_articles(articles, "vi"))} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Đồng chí Rơ Mah Hlin, Trưởng Ban Dân tộc HĐND tỉnh kết luận.",
            {"Rơ Mah Hlin": ["Trưởng Ban Dân tộc HĐND tỉnh"]},
        ),
        ("Chị Y Nhiên, 29 tuổi, từng dạy học.", {"Y Nhiên": []}),
        ("Hội Nhà báo Việt Nam và đồng chí Bí thư Tỉnh ủy dự họp.", {}),
        ("Đồng chí Phó Chủ tịch UBND tỉnh và ông Bí thư chi bộ.", {}),
    ],
)
def test_an_honorific_tells_names_that_no_list_has(text: str, found: dict[str, list[str]]) -> None:
    assert offices(text) == found


def test_an_english_body_takes_no_name_that_follows() -> None:
    text = "Head of the Provincial National Assembly Delegation Nguyen Dinh Viet chaired."
    article = Article("a.txt", None, (Paragraph((Text(text),)),), language="en")
    readings = read_articles([article], "en")
    assert [body.name for body in find_bodies(readings)] == ["National Assembly"]
    (person,) = find_people(readings)
    assert person.name == "Nguyen Dinh Viet"
    assert [o.text for o in person.offices] == [
        "Head of the Provincial National Assembly Delegation"
    ]


def test_a_name_without_its_marks_is_the_same_person() -> None:
    vietnamese = Article("a.txt", None, (Paragraph((Text("Thủ tướng Đỗ Văn Giang dự."),)),))
    english = Article(
        "b.txt", None, (Paragraph((Text("Mr. Do Van Giang, Chairman, spoke."),)),), language="en"
    )
    (person,) = find_people(read_articles([vietnamese, english], "vi"))
    assert (person.name, person.articles) == ("Đỗ Văn Giang", (0, 1))
    assert [office.text for office in person.offices] == ["Thủ tướng", "Chairman"]


def test_a_company_is_named_with_its_trade() -> None:
    text = "Hợp tác xã Nông sản Bản Lầu và Công ty cổ phần Thương mại Sao Mai dự hội chợ."
    articles = [Article("a.txt", None, (Paragraph((Text(text),)),), language="vi")]
    bodies = {body.name for body in find_bodies(read_articles(articles, "vi"))}
    assert bodies == {"Hợp tác xã Nông sản Bản Lầu", "Công ty cổ phần Thương mại Sao Mai"}
