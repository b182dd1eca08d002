"""What sources count differently is set side by side; what agrees is not."""

from diemtin.assembly import assemble
from diemtin.model import Article, Difference, FrontMatter, Paragraph, Parts, Text

LEAD = "Sáng 5/6/2023, tỉnh Hà Sơn khai mạc hội chợ nông sản vùng biên tại trung tâm thị trấn."


def told(origin: str, *texts: str) -> Article:
    return Article(origin, origin, tuple(Paragraph((Text(text),)) for text in texts))


def differences_of(*articles: Article) -> tuple[Difference, ...]:
    return assemble(articles, (), FrontMatter(), Parts()).differences


def values(difference: Difference) -> list[str]:
    return [quantity.text for quantity in difference.quantities]


def test_the_seeds_differ_in_agreements_and_activities(seeds: list[Article]) -> None:
    found = {difference.unit: values(difference) for difference in differences_of(*seeds)}
    assert found == {
        "Hiệp định thương mại tự do": ["16 Hiệp định thương mại tự do", "16 FTA", "17"],
        "hoạt động đối ngoại cấp cao": [
            "36 hoạt động đối ngoại cấp cao",
            "gần 60 hoạt động đối ngoại",
        ],
    }


def test_a_round_number_agrees_with_the_exact_one() -> None:
    one = told("a.txt", LEAD, "Có gần 120 gian hàng của các hợp tác xã tham gia.")
    two = told("b.txt", LEAD, "Hội chợ quy tụ 118 gian hàng của các hợp tác xã.")
    assert differences_of(one, two) == ()


def test_counts_of_one_event_differ() -> None:
    one = told("a.txt", LEAD, "Các bên ký 14 biên bản ghi nhớ về tiêu thụ nông sản.")
    two = told("b.txt", LEAD, "Đã có 15 biên bản ghi nhớ, trong đó 6 biên bản về đào tạo nghề.")
    (difference,) = differences_of(one, two)
    assert values(difference) == ["14 biên bản ghi nhớ", "15 biên bản ghi nhớ"]


def test_of_an_article_the_whole_is_compared_and_not_its_parts() -> None:
    parts = "Bên bạn có {} gian hàng tiêu chuẩn, bên ta có 250 gian hàng của 162 hợp tác xã."
    one = told("a.txt", LEAD, "Hội chợ có hơn 350 gian hàng.", parts.format(62))
    two = told("b.txt", LEAD, "Hội chợ quy tụ gần 300 gian hàng.", parts.format(48))
    (difference,) = differences_of(one, two)
    assert values(difference) == ["hơn 350 gian hàng", "gần 300 gian hàng"]


def test_a_value_that_the_other_article_gives_too_is_no_difference() -> None:
    one = told("a.txt", LEAD, "Có 120 hợp tác xã dự hội chợ, cả tỉnh có 500 hợp tác xã.")
    two = told("b.txt", LEAD, "Hội chợ thu hút 120 hợp tác xã.")
    assert differences_of(one, two) == ()


def test_what_lasts_is_compared_in_years_in_a_row_only() -> None:
    leads = [f"Sáng 9/9/{year}, đường tránh thị trấn thông xe." for year in (2018, 2023, 2024)]
    said = "Cả nước đã ký {} hiệp định thương mại tự do với các đối tác."
    old, late, latest = (
        told(f"{n}.txt", lead, said.format(12 + n)) for n, lead in enumerate(leads)
    )
    (difference,) = differences_of(old, late, latest)
    assert [quantity.low for quantity in difference.quantities] == [13, 14]


def test_a_common_unit_in_two_events_is_no_difference() -> None:
    one = told("a.txt", LEAD, "Hội chợ đón 900 lượt khách trong ngày đầu tiên.")
    two = told("b.txt", "Sáng 9/9/2024, đường tránh thị trấn thông xe.", "Có 20 lượt khách đến.")
    assert differences_of(one, two) == ()


def test_measures_of_one_subject_differ() -> None:
    one = told("a.txt", LEAD, "Kim ngạch xuất khẩu đạt 1,2 tỷ USD.")
    two = told("b.txt", LEAD, "Kim ngạch xuất khẩu đạt 1,5 tỷ USD.")
    (difference,) = differences_of(one, two)
    assert values(difference) == ["1,2 tỷ USD", "1,5 tỷ USD"]


def test_measures_of_two_years_do_not_differ() -> None:
    one = told("a.txt", LEAD, "Năm 2022, kim ngạch xuất khẩu đạt 1,2 tỷ USD.")
    two = told("b.txt", LEAD, "Năm 2023, kim ngạch xuất khẩu đạt 1,5 tỷ USD.")
    assert differences_of(one, two) == ()


def test_one_source_alone_makes_no_difference() -> None:
    one = told("a.txt", LEAD, "Có 3 hợp tác xã kiểu mới.", "Có 5 hợp tác xã kiểu mới.")
    two = told("b.txt", LEAD, "Bà con phấn khởi vì được mùa và được giá suốt ba tháng.")
    assert differences_of(one, two) == ()
