"""Calls of the command line, as a person makes them."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from diemtin.cli import main, messages

TEXT = """image banner
Tỉnh Mẫu mở hội chợ biên giới
Sáng 05/02, tỉnh Mẫu khai mạc hội chợ biên giới với 120 gian hàng của hai nước tham gia.
Hội chợ kéo dài năm ngày, dự kiến đón khoảng 20.000 lượt khách đến tham quan và mua sắm.
Ý kiến ()
"""
OTHER = """Huyện Mẫu trồng thêm rừng
Ngày 06/02, huyện Mẫu phát động trồng cây với 500 đoàn viên thanh niên tham gia ở ba xã.
Theo kế hoạch, đến tháng 6 huyện sẽ trồng 40 ha rừng phòng hộ dọc theo hai bờ sông.
"""


class Outcome(NamedTuple):
    """What a call gave."""

    status: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def diemtin(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return a function that runs one command line in this process."""

    def call(*arguments: str | Path, locale: str = "C.UTF-8") -> Outcome:
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setattr(sys, "argv", ["diemtin", *map(str, arguments)])
        messages.language.cache_clear()
        capfd.readouterr()
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfd.readouterr()
        return Outcome(int(caught.value.code or 0), out, err)

    return call


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace with two good captures and no manifest."""
    root = tmp_path / "ws"
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "a.txt").write_text(TEXT, encoding="utf-8")
    (root / "sources" / "b.txt").write_text(OTHER, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def _fixed_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1707100000")
