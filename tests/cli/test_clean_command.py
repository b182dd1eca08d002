"""`diemtin clean`: JSON, text and the account, and what a terminal never gets to see."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call

KEYS = {
    "origin", "title", "standfirst", "byline", "site", "published", "language", "charset",
    "blocks", "removed", "repairs", "suggestions",
}  # fmt: skip


def test_json_is_one_object_for_one_file(diemtin: "Call", workspace: Path) -> None:
    run = diemtin("clean", workspace / "sources" / "a.txt", "--json")
    assert (run.status, run.err) == (0, "")
    article = json.loads(run.out)
    assert set(article) >= KEYS
    assert article["origin"] == str(workspace / "sources" / "a.txt")
    assert article["title"] == "Tỉnh Mẫu mở hội chợ biên giới"
    assert article["byline"] is None
    assert [block["kind"] for block in article["blocks"]] == ["paragraph", "paragraph"]
    removed = {line["text"]: line["line"] for line in article["removed"]}
    assert removed["image banner"] == 1
    words = article["words"]
    assert words["read"] == words["kept"] + words["metadata"] + words["removed"]


def test_json_is_a_line_a_file_for_several(diemtin: "Call", workspace: Path) -> None:
    files = [workspace / "sources" / name for name in ("b.txt", "a.txt")]
    run = diemtin("clean", *files, "--json", "--jobs", "2")
    assert [json.loads(line)["origin"] for line in run.out.splitlines()] == [str(f) for f in files]


def test_text_is_a_block_a_line(diemtin: "Call", workspace: Path) -> None:
    run = diemtin("clean", workspace / "sources" / "a.txt")
    lines = run.out.splitlines()
    assert lines[0] == "Tỉnh Mẫu mở hội chợ biên giới"
    assert len(lines) == 3
    assert lines == diemtin("clean", workspace / "sources" / "a.txt", "--text").out.splitlines()


def test_the_account_names_each_removal_and_its_rule(diemtin: "Call", workspace: Path) -> None:
    run = diemtin("clean", workspace / "sources" / "a.txt", "--explain")
    assert run.status == 0
    assert "[-image banner-] (placeholder.image)" in run.out
    assert "    3 Sáng 05/02" in run.out
    assert "hội chợ biên giới  = title\n" in run.out
    assert "\n- placeholder.image (a picture's place): 1\n" in run.out
    assert "\x1b" not in run.out


def test_the_account_speaks_the_language_of_the_person(diemtin: "Call", workspace: Path) -> None:
    file = workspace / "sources" / "a.txt"
    file.write_text(f"{file.read_text('utf-8')}Hội chợ của của bà con vùng biên.\n", "utf-8")
    out = diemtin("clean", file, "--explain", locale="vi_VN.UTF-8").out
    assert "hội chợ biên giới  = tiêu đề\n" in out
    assert "\n- placeholder.image (chỗ trống của ảnh): 1\n" in out
    assert "? của của → của  (doubled-words: từ lặp)\n" in out


def test_the_account_says_first_what_was_mended_in_the_encoding(
    diemtin: "Call", workspace: Path
) -> None:
    file = workspace / "sources" / "a.txt"
    text = file.read_text(encoding="utf-8")
    file.write_bytes(text.encode("utf-8").decode("latin-1").encode("utf-8"))
    charset, repaired, line = diemtin("clean", file, "--explain").out.splitlines()[2:5]
    assert charset.startswith("charset utf-8")
    assert repaired.startswith("repaired: mojibake, ")
    assert line.startswith("    1 ")
    vietnamese = diemtin("clean", file, "--explain", locale="vi_VN.UTF-8").out.splitlines()
    assert vietnamese[3].startswith("đã sửa: mojibake, ")


def test_on_a_terminal_only_the_numbers_of_lines_are_faint(
    diemtin: "Call", workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = diemtin("clean", workspace / "sources" / "a.txt", "--explain").out
    assert "\x1b[2m    3 \x1b[0mSáng 05/02" in out
    assert "\x1b[9;31mimage banner\x1b[0m" in out


def test_a_rule_can_be_left_out(diemtin: "Call", workspace: Path) -> None:
    call = ("clean", workspace / "sources" / "a.txt", "--json")
    with_all, without = diemtin(*call), diemtin(*call, "--without", "placeholder.image")
    rules = [{own["rule"] for own in json.loads(run.out)["removed"]} for run in (with_all, without)]
    assert rules[0] - rules[1] == {"placeholder.image"}


def test_a_rule_for_saved_pages_can_be_left_out(diemtin: "Call", tmp_path: Path) -> None:
    """Two articles on one page: the second goes by a rule, and stays without it."""
    stories = (("Mở chợ phiên vùng cao", "mở chợ phiên"), ("Trồng rừng ven hồ", "trồng rừng"))
    page = "".join(
        f"<article><h1>{title}</h1>"
        + "".join(
            f"<p>Đợt {number}, bà con đã {told} cùng bộ đội biên phòng đóng quân "
            "ở gần bản, ai cũng phấn khởi.</p>"
            for number in range(4)
        )
        + "</article>"
        for title, told in stories
    )
    (tmp_path / "hai.html").write_text(page, encoding="utf-8")
    assert "trồng rừng" not in diemtin("clean", tmp_path / "hai.html").out
    left = diemtin("clean", tmp_path / "hai.html", "--without", "article.second")
    assert (left.status, left.err) == (0, "")
    assert "trồng rừng" in left.out


def test_an_encoding_can_be_insisted_on(diemtin: "Call", tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Tin\nTỉnh mở hội chợ lớn ở biên giới vào sáng nay.".encode("utf-16-le"))
    run = diemtin("clean", file, "--encoding", "utf-16-le")
    assert "Tỉnh mở hội chợ" in run.out
    unknown = diemtin("clean", file, "--encoding", "no-such")
    assert unknown.status == 1
    assert "no-such" in unknown.err


def test_a_file_that_cannot_be_used_is_status_1_and_the_others_are_printed(
    diemtin: "Call", workspace: Path
) -> None:
    missing = workspace / "no-such.txt"
    run = diemtin("clean", missing, workspace / "sources" / "a.txt", workspace, "--text")
    assert run.status == 1
    assert "hội chợ" in run.out
    assert f"{missing}: there is no such file" in run.err
    assert f"{workspace}: this is not a file" in run.err


@pytest.mark.parametrize("form", ["--text", "--json", "--explain"])
def test_escapes_in_a_capture_never_reach_the_terminal(
    diemtin: "Call", tmp_path: Path, form: str
) -> None:
    file = tmp_path / "a\x1b[31m.txt"
    evil = "Tin \x1b]0;pwned\x07\x1b[2J\x9b31m\u202egnp.exe\u2066"
    text = f"{evil}\nTỉnh mở hội chợ {evil} lớn ở biên giới vào sáng nay, theo {evil} báo.\n"
    file.write_text(text, encoding="utf-8")
    run = diemtin("clean", file, tmp_path / "none\x1b[31m", form)
    for sign in "\x1b\x07\x9b\u202e\u2066":
        assert sign not in run.out
        assert sign not in run.err


def test_one_form_at_a_time(diemtin: "Call", workspace: Path) -> None:
    run = diemtin("clean", workspace / "sources" / "a.txt", "--json", "--text")
    assert run.status == 2
    assert "choose one of --json, --text and --explain" in run.err
