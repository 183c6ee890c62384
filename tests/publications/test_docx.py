"""The Word document: headings, language, styles and every word in order; and LibreOffice opens it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader
from pypdf.generic import Destination

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.docx import render_docx
from woordbeeld.transcript.model import Speaker

WILD = ["<w:t>&amp;</w:t>", "\x00nul\x0b", "\u202eomgekeerd", "👩‍👩‍👧", "W" * 10_000, "]]>"]


def paragraphs(made: bytes) -> list[tuple[str | None, str]]:
    return [
        (each.style.name if each.style else None, each.text) for each in Document(BytesIO(made)).paragraphs
    ]


def part(made: bytes, name: str) -> str:
    with ZipFile(BytesIO(made)) as packed:
        return packed.read(name).decode()


def test_every_turn_has_a_heading_and_all_follows_in_order_each_in_its_style(talk: Alignment) -> None:
    told = paragraphs(render_docx(talk, "Praatje"))
    opening = next(at for at, (style, _) in enumerate(told) if style == "Heading 1")
    assert ("Title", "Praatje") in told[:opening]
    assert told[opening:] == [
        ("Heading 1", "Ton Heerts  0:01"),
        ("Speech", "Dank <b>allemaal</b> & welkom --> hier. Want *iedereen* weet: A < B, en B > C."),
        ("Scene", "Beeld: Een man lacht. Beeldtekst: Rapport <2018> & meer."),
        ("Sound", "Geluid: applaus"),
        ("Speech", "Nog één ding."),
        ("Heading 1", "Stef Böger  0:13"),
        ("Speech", "<script>alert(1)</script> Nee. 1. Dat klopt niet. (tijd geschat)"),
    ]


def test_speakers_and_on_screen_texts_have_a_style_of_their_own_and_there_is_no_table(
    talk: Alignment,
) -> None:
    document = Document(BytesIO(render_docx(talk, "Praatje")))
    runs = [(run.style.name, run.text) for each in document.paragraphs for run in each.runs]
    assert ("Speaker", "Ton Heerts") in runs
    assert ("On screen", "Rapport <2018> & meer.") in runs
    assert document.tables == []


def test_the_introduction_stands_between_the_title_and_how_to_read_it(talk: Alignment) -> None:
    told = paragraphs(render_docx(talk, "Praatje", ("Over <stages>.", "Voor scholen.")))
    assert told[1:4] == [
        ("Title", "Praatje"),
        ("Introduction", "Over <stages>."),
        ("Introduction", "Voor scholen."),
    ]
    assert told[4][0] == "Explanation"


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB"), ("tr", "tr")])
def test_the_language_and_the_title_are_set(talk: Alignment, language: str, tag: str) -> None:
    made = render_docx(replace(talk, language=language), "  Een   praatje ")
    about = Document(BytesIO(made)).core_properties
    assert (about.title, about.language, about.author) == ("Een praatje", tag, "")
    assert f'w:lang w:val="{tag}"' in part(made, "word/styles.xml")


def test_our_own_words_in_another_language_say_so(talk: Alignment) -> None:
    assert '<w:lang w:val="en-GB"' in part(
        render_docx(replace(talk, language="tr"), "x"), "word/document.xml"
    )
    assert "<w:lang" not in part(render_docx(talk, "x"), "word/document.xml")


def test_right_to_left_text_is_told_so(talk: Alignment) -> None:
    document = part(render_docx(replace(talk, language="ar"), "x"), "word/document.xml")
    assert "<w:rtl/>" in document
    assert "<w:bidi/>" in document


def test_the_same_alignment_gives_the_same_bytes_without_a_clock(talk: Alignment) -> None:
    made = render_docx(talk, "Praatje")
    assert made == render_docx(talk, "Praatje")
    with ZipFile(BytesIO(made)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_whatever_a_text_holds_it_is_text(talk: Alignment) -> None:
    (line,) = talk.lines[:1]
    lines = tuple(
        replace(
            line, source=replace(line.source, line=at, turn=at, text=text, speaker=Speaker(text, (text,)))
        )
        for at, text in enumerate(WILD, 1)
    )
    blocks = tuple(each.source for each in lines)
    made = replace(talk, lines=lines, events=(), transcript=replace(talk.transcript, blocks=blocks))
    told = [text for style, text in paragraphs(render_docx(made, WILD[1])) if style == "Speech"]
    assert told == [text.replace("\x00", "").replace("\x0b", "") for text in WILD]


def test_libreoffice_opens_it_and_its_pdf_has_the_text_the_headings_and_the_language(
    talk: Alignment, tmp_path: Path
) -> None:
    (tmp_path / "transcript.docx").write_bytes(render_docx(talk, "Praatje"))
    office = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    export = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"},'
    export += '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    command = [*office, "--convert-to", export, "--outdir", str(tmp_path), str(tmp_path / "transcript.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    pdf = PdfReader(tmp_path / "transcript.pdf")
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Want *iedereen* weet: A < B, en B > C." in text
    titles = [str(entry.title) for entry in pdf.outline if isinstance(entry, Destination)]
    assert [title.split()[0] for title in titles] == ["Ton", "Stef"]
    assert str(pdf.root_object["/Lang"]) == "nl-NL"


def test_a_long_title_is_whole_in_the_text_and_cut_in_the_properties_which_have_no_room(
    talk: Alignment,
) -> None:
    for chars in (255, 256, 10_000):
        made = render_docx(talk, "x" * chars)
        kept = Document(BytesIO(made)).core_properties.title
        assert kept == ("x" * 255 if chars == 255 else "x" * 254 + "…")
        assert ("Title", "x" * chars) in paragraphs(made)
