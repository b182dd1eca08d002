"""The file as a whole is what PDF/A-2a and PDF/UA-1 ask for, and the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec
import pikepdf
import pytest
from lxml import etree

from diemtin.model import Heading, Metadata, Text
from diemtin.writers.pdf import lay_out, write

if TYPE_CHECKING:
    from tests.writers.pdf.conftest import LaidOut, Samples

    from diemtin.style import Style


@pytest.fixture(scope="module")
def pdf(full_pdf: LaidOut) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(full_pdf[0]))


def test_catalogue_says_language_title_and_tagging(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "vi"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.pdf_version >= "1.7"


def test_output_intent_is_srgb(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    profile = intent.DestOutputProfile
    assert int(profile.N) == 3
    assert profile.read_bytes()[16:20] == b"RGB "


def test_metadata_names_both_standards_with_the_extension_schema(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_raw_bytes()
    assert "/Filter" not in pdf.Root.Metadata
    text = etree.fromstring(packet)
    spaces = {
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "schema": "http://www.aiim.org/pdfa/ns/schema#",
    }
    assert text.findtext(".//pdfaid:part", namespaces=spaces) == "2"
    assert text.findtext(".//pdfaid:conformance", namespaces=spaces) == "A"
    assert text.findtext(".//pdfuaid:part", namespaces=spaces) == "1"
    described = text.findtext(".//schema:namespaceURI", namespaces=spaces)
    assert described == spaces["pdfuaid"]


def test_metadata_and_information_dictionary_agree(pdf: pikepdf.Pdf) -> None:
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    xmp = pdf.open_metadata()
    assert xmp["dc:title"] == info["/Title"] == "Tin đối ngoại (tháng 01)"
    assert xmp["dc:creator"] == [info["/Author"]]
    assert xmp["pdf:Keywords"] == info["/Keywords"] == "biên giới, hợp tác"
    assert xmp["xmp:CreateDate"] == "2024-02-05T07:00:00Z"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20240205070000Z"


def test_metadata_is_data_and_not_markup(samples: Samples, nd30: Style) -> None:
    document = samples.document(samples.body())
    evil = Metadata("</dc:title><x> & (\\", creator="]]>", language='vi"')
    data, _ = lay_out(msgspec.structs.replace(document, metadata=evil), nd30)
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "</dc:title><x> & (\\"


def test_metadata_holds_no_control_characters(samples: Samples, nd30: Style) -> None:
    evil = Metadata("a\x00\x1b[31m\ud800", subject="b\u202e", keywords=("c\x07",))
    heading = Heading(1, (Text("Tin\u202e \x07mới"),), "h")
    document = msgspec.structs.replace(samples.document(heading, samples.body()), metadata=evil)
    with pikepdf.open(BytesIO(lay_out(document, nd30)[0])) as pdf:
        packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
        told = [text for text in packet.itertext() if text.strip()]
        assert str(pdf.docinfo.Title) in told
        assert str(pdf.docinfo.Subject) == "b"
        assert {"a[31m", "b", "c"} <= set(told)
        with pdf.open_outline() as outline:
            assert [entry.title for entry in outline.root] == ["Tin mới"]


def test_pages_are_read_in_the_order_of_the_structure(pdf: pikepdf.Pdf) -> None:
    assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
    keys = [int(page.obj.StructParents) for page in pdf.pages]
    assert keys == sorted(set(keys))


def test_all_fonts_are_embedded_subsets_and_none_is_helvetica(pdf: pikepdf.Pdf) -> None:
    fonts = [font for page in pdf.pages for font in page.obj.Resources.Font.values()]
    assert fonts
    for font in fonts:
        assert font.Subtype == "/Type0"
        assert str(font.BaseFont)[7] == "+"
        assert "/ToUnicode" in font
    assert b"Helvetica" not in pdf.pages[0].Contents.read_bytes()


def test_every_stream_ends_on_a_line_of_its_own(full_pdf: LaidOut) -> None:
    """ISO 19005-2, 6.1.7.1; without care about one stream in 128 fails."""
    data = full_pdf[0]
    starts = [at for at in range(len(data)) if data.startswith(b"endstream", at)]
    assert len(starts) > 10
    assert all(data[at - 1 : at] == b"\n" for at in starts)


def test_same_document_gives_the_same_bytes(
    samples: Samples, nd30: Style, full_pdf: LaidOut
) -> None:
    data, pagination = full_pdf
    assert write(samples.full(), nd30, pagination) == data


def test_bytes_depend_on_no_hash_seed_time_zone_or_locale() -> None:
    """The pages of a whole specimen, printed by two processes in different surroundings."""
    script = (
        "import hashlib; from diemtin.assembly.specimen import specimen;"
        "from diemtin.style import load_style; from diemtin.writers.pdf import lay_out;"
        "style = load_style('bulletin');"
        "print(hashlib.sha256(lay_out(specimen(style), style)[0]).hexdigest())"
    )
    digests = set()
    for seed, zone, language in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Ho_Chi_Minh", "C")):
        surroundings = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language,
            "PYTHONUTF8": "1",
        }  # fmt: skip
        command = [sys.executable, "-c", script]
        found = subprocess.run(command, env=surroundings, capture_output=True, check=True)
        digests.add(found.stdout)
    assert len(digests) == 1


def test_other_content_gives_another_identifier(samples: Samples, nd30: Style) -> None:
    identifiers = set()
    for text in ("một", "hai"):
        data, _ = lay_out(samples.document(*samples.lines(text, role="body")), nd30)
        identifiers.add(bytes(pikepdf.open(BytesIO(data)).trailer.ID[0]))
    assert len(identifiers) == 2


def test_document_without_a_title_still_has_one(samples: Samples, nd30: Style) -> None:
    data, _ = lay_out(samples.document(samples.body(), title=""), nd30)
    assert str(pikepdf.open(BytesIO(data)).docinfo.Title)


def test_nothing_in_the_file_reaches_out(full_pdf: LaidOut, pdf: pikepdf.Pdf) -> None:
    """No script, no launch, no embedded file; the only addresses are those of links."""
    for name in ("JavaScript", "Launch", "EmbeddedFile", "OpenAction", "AcroForm"):
        assert f"/{name}".encode() not in full_pdf[0]
    actions = {str(item.S) for item in pdf.objects if _is_action(item)}
    assert actions <= {"/URI"}


def _is_action(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/URI" in item and "/S" in item
