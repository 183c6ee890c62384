"""Saved pages, old Word, Markdown, and files that hold no transcript, known by what is in them."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.word_files import left_out, packed, rich_word, told, word

from woordbeeld.errors import BadInputError, EnvironmentProblemError, WoordbeeldError
from woordbeeld.intake.document import Document, Paragraph, Run
from woordbeeld.intake.readers import old_word
from woordbeeld.intake.readers.old_word import find_libreoffice, with_lost_cells
from woordbeeld.intake.readers.table import read_document

CASES = Path(__file__).parents[1] / "cases" / "documents"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WORD_PART = "WordDocument".encode("utf-16-le")
NESTED = "".join(
    f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b{at}\n\n--b{at}\n" for at in range(5_000)
)
SAME = (
    "<html><p>ANNA: Een</p></html>",
    "{\\rtf1 ANNA: Een\\par}",
    "ANNA: Een",
    word("<w:p><w:r><w:t>ANNA: Een</w:t></w:r></w:p>"),
)
MARKDOWN = """\
# Titel

**ANNA:** Een *twee*
drie

- vier
  - vijf

| Beeld | Geluid |
|---|---|
| plein | muziek |

![alternatief](x.png) <b>tekst</b>
"""


def read(data: bytes | str, name: str = "talk.txt") -> Document:
    return read_document(data if isinstance(data, bytes) else data.encode(), name)


def test_markdown_is_read_with_its_marks() -> None:
    document = read(MARKDOWN)
    assert told(document) == [
        "# Titel",
        "*ANNA:* Een /twee/",
        "drie",
        "- vier",
        "- vijf",
        "[0,0] Beeld",
        "[0,1] Geluid",
        "[1,0] plein",
        "[1,1] muziek",
        "tekst",
    ]
    assert [each.level for each in document.paragraphs if each.text in ("vier", "vijf")] == [1, 2]
    assert left_out(document) == [("alternatief", "not shown"), ("<b>", "markup"), ("</b>", "markup")]


@pytest.mark.parametrize(
    "text",
    [
        "ANNA: Een *twee*.\n\n# geen kop\n",
        "*applaus*\n\n- Wat kost die kaas?\n- Vier euro.\n",
        "1. Een\n2. Twee\n> Drie\n\tVier\n",
        "ANNA: Het kost 3 * 4 ** 2 euro.\n",
    ],
)
def test_a_text_with_a_mark_or_two_is_a_text(text: str) -> None:
    assert read(text).format_name == "text"


def test_a_page_saved_as_one_file_is_read() -> None:
    saved = MIMEMultipart("related")
    saved.attach(MIMEText("body { color: red }", "css"))
    saved.attach(MIMEText("<html><p>ANNA: Één</p></html>", "html", "iso-8859-1"))
    document = read(saved.as_bytes(), "page.mht")
    assert (told(document), document.format_name) == (["ANNA: Één"], "web page")


def test_a_saved_page_without_a_page_says_so() -> None:
    saved = MIMEMultipart("related")
    saved.attach(MIMEText("body { color: red }", "css"))
    with pytest.raises(BadInputError, match="without a page"):
        read(saved.as_bytes())


@pytest.mark.parametrize(
    "data",
    [
        "<html><p>ANNA: Een</p></html>",
        "{\\rtf1 ANNA: Een\\par}",
        "ANNA: Een",
        word("<w:p><w:r><w:t>ANNA: Een</w:t></w:r></w:p>"),
    ],
)
@pytest.mark.parametrize("name", ["talk.docx", "talk.doc", "talk.pdf", "talk.txt", "talk.srt", "talk"])
def test_a_file_is_known_by_what_is_in_it(data: bytes | str, name: str) -> None:
    assert told(read(data, name)) == ["ANNA: Een"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (packed({"xl/workbook.xml": "x"}), "an Excel workbook"),
        (packed({"ppt/presentation.xml": "x"}), "a PowerPoint presentation"),
        (packed({"META-INF/container.xml": "x"}), "an e-book"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "of another kind than text"),
        (packed({"talk.txt": "ANNA: Een"}), "a packed file"),
        (b"PK\3\4" + b"\0" * 100, "damaged packed file"),
        ('<?xml version="1.0"?><gpx><name>x</name></gpx>', "is XML, but"),
        (OLE + "Workbook".encode("utf-16-le"), "no Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE + b"\xec\xa5" + b"\0" * 9 + b"\1" + b"\0" * 500 + WORD_PART, "protected with a password"),
        (b"\0\1\2\3", "not a text file"),
        (b"", "empty"),
        (NESTED, "nested too deep|without a page"),
    ],
)  # fmt: skip
def test_what_holds_no_transcript_says_what_it_is(data: bytes | str, what: str) -> None:
    with pytest.raises(BadInputError, match=what) as refused:
        read(data)
    assert refused.value.where == "talk.txt"


@pytest.mark.skipif(find_libreoffice() is None, reason="old Word needs LibreOffice")
def test_old_word_is_read_where_libreoffice_is() -> None:
    assert told(read_document((CASES / "opendag.doc").read_bytes(), "opendag.doc")) == told(
        read_document((CASES / "opendag.odt").read_bytes(), "opendag.odt")
    )


def test_without_libreoffice_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_word, "find_libreoffice", lambda: None)
    with pytest.raises(EnvironmentProblemError, match=r"save it as \.docx in Word, or install LibreOffice"):
        read(OLE + WORD_PART)


def test_a_libreoffice_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 &\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(old_word, "find_libreoffice", lambda: str(program))
    monkeypatch.setattr(old_word, "_TIMEOUT_S", 0.2)
    with pytest.raises(BadInputError, match="takes LibreOffice more than"):
        read(OLE + WORD_PART)


def test_a_libreoffice_that_gives_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(old_word, "find_libreoffice", lambda: str(program))
    with pytest.raises(BadInputError, match="LibreOffice cannot read"):
        read(OLE + WORD_PART)


def test_the_cells_of_a_last_table_that_libreoffice_lost_are_found_again() -> None:
    lost = Document("x", (Paragraph((Run("Een"),), 1), Paragraph((Run("ABCD"),), 2)))
    data = b"\0\0" + "Een\rA\aB\a\aC\aD\a\a\0".encode("utf-16-le")
    assert told(with_lost_cells(lost, data)) == ["Een", "[0,0] A", "[0,1] B", "[1,0] C", "[1,1] D"]
    assert with_lost_cells(lost, b"ABCD") == lost


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_a_damaged_file_gives_a_document_or_one_sentence(at: int, byte: int, cuts: bool) -> None:  # noqa: FBT001
    whole = bytearray(RICH)
    at %= len(whole)
    whole[at] = byte
    data = bytes(whole[:at]) if cuts else bytes(whole)
    try:
        assert read(data).paragraphs
    except WoordbeeldError as refused:
        assert "\n" not in str(refused)  # noqa: PT017 - either is right


RICH = rich_word()
