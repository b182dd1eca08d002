"""Whatever a file holds, `clean` has one clear outcome for it: an article, a doubt or a reason."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call

TITLE = "Hội chợ biên giới Tân Mẫu"
FIRST = (
    "Sáng 5/2, huyện Tân Mẫu khai mạc hội chợ biên giới với 120 gian hàng của hai nước, thu hút "
    "đông đảo người dân."
)
SECOND = (
    "Hội chợ kéo dài năm ngày, dự kiến đón khoảng 20.000 lượt khách đến tham quan, mua sắm và "
    "thưởng thức đặc sản."
)
OTHER = (
    "Khởi công cầu treo Nậm Tốc",
    "Cầu treo dài 120 m, rộng 2 m, vốn đầu tư 14 tỷ đồng, do xã làm chủ đầu tư trong năm nay.",
    "Người dân hai bản hiến 600 m2 đất để làm đường dẫn lên cầu, góp hơn 400 ngày công lao động.",
)
TITLES = [f"Hội nghị triển khai nhiệm vụ quý {number} của toàn huyện" for number in range(20)]
LINKS = "".join(f"<li><a href='/{title[-9:]}'>{title}</a> 12/3/2024</li>" for title in TITLES)


def page(title: str, *paragraphs: str) -> str:
    return f"<article><h1>{title}</h1><p>{'</p><p>'.join(paragraphs)}</p></article>"


ARTICLES = {
    "tag soup.html": f"<p><b><i>{FIRST}</b></i><table><p>{SECOND}</tr><li></div></html><div",
    "nested.html": "<div>" * 100_000 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 100_000,
    "large.html": "<html><body>" + f"<div><p>{FIRST} {SECOND}</p></div>" * 4_000,
    "large.txt": "\n".join(f"{number}, {FIRST} {SECOND}" for number in range(4_000)),
}
DOUBTS = {
    "two.html": (
        "page.two-articles",
        f"{page(TITLE, FIRST, SECOND, FIRST + SECOND)}{page(*OTHER)}",
    ),
    "two.txt": (
        "page.two-articles",
        "\n".join((TITLE, "5/2/2024", FIRST, SECOND, "Minh Hà", OTHER[0], "6/2/2024", *OTHER[1:])),
    ),
    "stub.html": (
        "page.paywall",
        f"{page(TITLE, FIRST)}<p>Đăng nhập để đọc tiếp bài này</p>",
    ),
    "stub.txt": (
        "page.paywall",
        f"{TITLE}\n5/2/2024\n{FIRST}\nĐăng nhập để đọc tiếp bài viết này\nTin liên quan",
    ),
}
REFUSED = {
    "listing.html": ("a list of articles", f"<h1>Tin tức</h1><ul>{LINKS}</ul>"),
    "listing.txt": ("a list of articles", "\n12/3/2024\n".join(["Trang chủ", *TITLES])),
    "scripts.html": ("no text, only scripts", "<script>a()</script><body><script>b()</script>"),
    "empty body.html": ("no text, only scripts", "<html><body></body></html>"),
    "empty.txt": ("the file is empty", ""),
    "blank.txt": ("the capture is empty", "\n \n\u00a0\n"),
    "menu.txt": ("only menus, forms and the like", "Trang chủ\nĐăng nhập\nTìm kiếm\nChia sẻ"),
    "30 MB.html": ("larger than 20 MB", f"<p>{FIRST}</p>" * 220_000),
    "30 MB.txt": ("larger than 20 MB", f"{FIRST}\n" * 230_000),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_taken_out_of_any_markup(diemtin: "Call", tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(ARTICLES[name], encoding="utf-8")
    run = diemtin("clean", tmp_path / name)
    assert (run.status, run.err) == (0, "")
    assert FIRST in run.out
    assert SECOND in run.out


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubt_is_told_beside_the_article(diemtin: "Call", tmp_path: Path, name: str) -> None:
    rule, text = DOUBTS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    run = diemtin("clean", tmp_path / name, "--json")
    assert run.status == 0
    article = json.loads(run.out)
    assert article["title"] == TITLE
    assert rule in [suggestion["rule"] for suggestion in article["suggestions"]]
    assert f"({rule}: " in diemtin("clean", tmp_path / name, "--explain").out


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_with_a_remedy(
    diemtin: "Call", tmp_path: Path, name: str
) -> None:
    reason, text = REFUSED[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    run = diemtin("clean", tmp_path / name)
    assert (run.status, run.out) == (1, "")
    [line] = run.err.splitlines()
    assert line.startswith(f"diemtin: {tmp_path / name}: ")
    assert reason in line
    assert line.count(". ") >= 1, "the remedy follows the reason"
