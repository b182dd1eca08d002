"""Nothing is fetched while building, and no output reaches out when it is opened."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from tests.pipeline.conftest import build, build_command, outputs

HOSTILE = """<!DOCTYPE html [<!ENTITY leak SYSTEM "file:///etc/passwd">]>
<html lang="vi"><head><meta charset="utf-8"><title>Tỉnh Mẫu mở hội chợ biên giới</title>
<link rel="stylesheet" href="https://evil.example/a.css"><base href="https://evil.example/">
<style>@import url("https://evil.example/b.css"); p {background: url(//evil.example/c)}</style>
<script src="https://evil.example/d.js"></script></head>
<body onload="fetch('https://evil.example/e')"><article><h1>Tỉnh Mẫu mở hội chợ biên giới</h1>
<p onclick="alert(1)">Sáng 05/02, tỉnh Mẫu khai mạc hội chợ biên giới với 120 gian hàng của hai
nước tham gia; &leak; xem <a href="javascript:alert(1)">chương trình</a>, <a
href="data:text/html,x">ảnh</a> và <a href="https://good.example/tin">thông báo</a>.</p>
<img src="https://evil.example/f.gif" width="1" height="1"><img src="//evil.example/g.jpg">
<iframe src="https://evil.example/h"></iframe><object data="https://evil.example/i"></object>
<figure><img src="../../../../etc/hostname" alt="x">
<figcaption>Gian hàng của xã Mẫu</figcaption></figure>
<p>Hội chợ kéo dài năm ngày, dự kiến đón khoảng 20.000 lượt khách đến tham quan và mua sắm
&lt;script&gt;alert(1)&lt;/script&gt; trong dịp này.</p>
<p>Ban tổ chức bố trí lực lượng bảo đảm an ninh, trật tự và an toàn cho người dân đến hội chợ.</p>
<svg><image href="https://evil.example/j.svg"/></svg></article></body></html>"""

# A module that is imported at the start of every Python process, workers too.
BLOCK = """
import socket

def refuse(*arguments, **options):
    raise SystemExit("a socket was opened")

socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""


@pytest.fixture
def hostile(workspace: Path) -> Path:
    (workspace / "sources" / "002.html").write_text(HOSTILE, encoding="utf-8")
    return workspace


def parts(outputs: dict[str, bytes]) -> dict[str, bytes]:
    """Return all files of the outputs, those inside of archives and PDF streams too."""
    found: dict[str, bytes] = {}
    for name, data in outputs.items():
        if name.endswith((".docx", ".epub")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found |= {f"{name}/{inner}": archive.read(inner) for inner in archive.namelist()}
        elif name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                found[name] = "\n".join(
                    repr(inner) for inner in pdf.objects if isinstance(inner, pikepdf.Object)
                ).encode()
        else:
            found[name] = data
    return found


def test_no_output_of_a_hostile_page_refers_to_anything_remote(hostile: Path) -> None:
    run = build(hostile, "--to", "pdf,docx,epub,html,md,json")
    assert run.returncode == 0, run.stderr
    found = parts(outputs(hostile / "build"))
    assert any(b"120 gian" in data for data in found.values())
    for name, data in found.items():
        if "audit" in name:
            continue
        for word in (b"evil.example", b"javascript:", b"data:text", b"onload", b"root:x:0"):
            assert word not in data, name


def test_the_account_of_a_hostile_page_runs_nothing(hostile: Path) -> None:
    assert build(hostile, "--to", "md").returncode == 0
    page = (hostile / "build" / "briefing.audit.html").read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe|link|object|embed|svg|base)\b", page)
    assert not re.search(r"<[^>]*\son\w+=", page)
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "url(" not in page


def test_a_build_opens_no_socket(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BLOCK)
    run = build(hostile, environment={"PYTHONPATH": str(tmp_path / "site")})
    assert run.returncode == 0, run.stderr


def _can_unshare() -> bool:
    command = ["unshare", "--net", "--map-root-user", "true"]
    return shutil.which("unshare") is not None and not subprocess.run(command).returncode


@pytest.mark.skipif(not _can_unshare(), reason="network namespaces cannot be made here")
def test_a_build_needs_no_network(hostile: Path) -> None:
    command = ["unshare", "--net", "--map-root-user", *build_command(hostile)]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert (hostile / "build" / "briefing.pdf").is_file()
