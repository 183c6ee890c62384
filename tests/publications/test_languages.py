"""Parts in another language are told by every publication that can, as programs not ours read it."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import ttconv.imsc.reader
import ttconv.model
import webvtt
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from tests.publications.talk import MEDIA

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match
from woordbeeld.formats import ttml
from woordbeeld.formats import webvtt as our_webvtt
from woordbeeld.formats.table import FORMATS
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.model import Spot, UnmarkedPart, Verdict
from woordbeeld.publications.summary import summary
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import StyledRun, Track
from woordbeeld.tracks.profile import NL_WEB, Labels
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.reader import read

TEXT = """\
TON HEERTS: Welkom. [en] Thank you <b>all</b> for coming here today, from so far away. [/en] Fijn.
[nl] Dit blijft Nederlands. [/nl]

VOICE-OVER: [ar]
مرحبا بكم
[/ar]
[en] The end.
"""
ENGLISH = "Thank you <b>all</b> for coming here today, from so far away."
ARABIC = "مرحبا بكم"


def _line(source: SpokenLine, at: int) -> AlignedLine:
    words = (
        AlignedWord(word, Span(at * 8000 + 400 * place, at * 8000 + 400 * place + 390), Match.SAME, 0.9)
        for place, word in enumerate(source.words)
    )
    return AlignedLine(source, tuple(words))


@pytest.fixture
def foreign(talk: Alignment) -> Alignment:
    """A talk in Dutch with a sentence in English and one in Arabic, and a mark that is not closed."""
    transcript = read(TEXT)
    lines = tuple(_line(source, at) for at, source in enumerate(transcript.spoken_lines))
    media = replace(talk.media, duration_ms=40_000)
    return replace(talk, media=media, transcript=transcript, lines=lines, events=(), unwritten=())


@pytest.fixture
def made(foreign: Alignment) -> dict[str, bytes]:
    return {each.name: each.data for each in publications(foreign, "Praatje", NL_WEB, MEDIA).publications}


@pytest.mark.parametrize(
    "name", ["captions.nl.vtt", "captions.nl.srt", "captions.nl.ttml", "chapters.nl.vtt", "transcript.txt"]
)
def test_marks_are_nowhere_to_be_seen_and_a_half_of_one_is(made: dict[str, bytes], name: str) -> None:
    text = made[name].decode()
    assert "[/" not in text
    assert ("[en]" in text) == (not name.startswith("chapters"))


def test_webvtt_has_language_spans_that_another_reader_accepts(made: dict[str, bytes]) -> None:
    text = made["captions.nl.vtt"].decode()
    assert "<lang ar>" in text
    assert "<lang nl>" not in text
    read_back = webvtt.from_buffer(StringIO(text), format="vtt")
    shown = " ".join(caption.text.replace("\n", " ") for caption in read_back.captions)
    assert "Thank you &lt;b&gt;all&lt;/b&gt; for coming here today, from so far away. Fijn." in shown


def _english(track: Track) -> str:
    return " ".join(_said(track, "en"))


def _said(track: Track, language: str) -> list[str]:
    """The runs of a language."""
    return [
        each.shown[run.line][run.start : run.end]
        for cue in track.cues
        for each in cue.utterances
        for run in each.runs
        if run.style.language == language
    ]


@pytest.mark.parametrize("labels", list(Labels))
def test_webvtt_and_ttml_are_read_back_as_they_were_written(foreign: Alignment, labels: Labels) -> None:
    track = captions(foreign, replace(NL_WEB, labels=labels))
    assert _english(track) == ENGLISH
    assert _said(track, "ar") == [ARABIC]
    for found in (
        our_webvtt.read(our_webvtt.render_webvtt(track)).track,
        ttml.read(ttml.render_ttml(track, "Praatje")).track,
    ):
        assert [cue.shown for cue in found.cues] == [cue.shown for cue in track.cues]
        assert _english(found) == ENGLISH
        assert _said(found, "ar") == [ARABIC]


def test_a_voice_off_screen_keeps_its_italics_around_another_language(foreign: Alignment) -> None:
    runs = [
        run for cue in captions(foreign, NL_WEB).cues for each in cue.utterances for run in each.runs
        if each.voice == "Voice-over"
    ]  # fmt: skip
    assert {run.style.italic for run in runs} == {True}
    assert all(isinstance(run, StyledRun) for run in runs)


def test_ttml_has_the_language_on_spans_and_another_reader_finds_it(made: dict[str, bytes]) -> None:
    tree = ET.parse(BytesIO(made["captions.nl.ttml"]))  # noqa: S314 - we wrote it
    document = ttconv.imsc.reader.to_model(tree)
    assert document is not None
    body = document.get_body()
    assert body is not None
    found: dict[str, str] = {}
    for element in body.dfs_iterator():
        if isinstance(element, ttconv.model.Text):
            parent: Any = element.parent()
            found[parent.get_lang()] = f"{found.get(parent.get_lang(), '')} {element.get_text()}".strip()
    assert found["en"] == ENGLISH
    assert found["ar"] == ARABIC
    assert "Fijn." in found["nl"]


@pytest.mark.parametrize("ending", [".srt", ".stl"])
def test_a_format_without_languages_tells_that_it_loses_them(foreign: Alignment, ending: str) -> None:
    track = captions(foreign, NL_WEB)
    (format_,) = (each for each in FORMATS if ending in each.endings)
    assert any("the language of parts of the text" in str(lost) for lost in format_.cannot_hold(track))


@pytest.mark.parametrize("name", ["transcript.html", "transcript.fragment.html", "index.html"])
def test_pages_have_the_language_on_the_part_and_its_direction(made: dict[str, bytes], name: str) -> None:
    page = BeautifulSoup(made[name], "html.parser")
    spans = {span["lang"]: span for span in page.select("span[lang]") if span["lang"] in ("en", "ar")}
    assert spans["en"].text == ENGLISH
    assert not spans["en"].has_attr("dir")
    assert (spans["ar"].text, spans["ar"]["dir"]) == (ARABIC, "rtl")
    assert "[/" not in page.text.replace("[/ar]", "") or name == "index.html"


def test_the_player_gets_the_languages_of_its_captions(made: dict[str, bytes]) -> None:
    data = BeautifulSoup(made["index.html"], "html.parser").select_one("#data")
    assert data is not None
    parts = [
        part for *_, cue in json.loads(data.text)["captions"] for utterance in cue
        for line in utterance.get("parts", []) for part in line
    ]  # fmt: skip
    assert " ".join(text for text, language in parts if language == "en") == ENGLISH


def test_word_has_the_language_on_the_run(made: dict[str, bytes]) -> None:
    runs = [run for each in Document(BytesIO(made["transcript.docx"])).paragraphs for run in each.runs]
    told = {language.get(qn("w:val")): run.text for run in runs for language in run._r.iter(qn("w:lang"))}
    assert told == {"en-GB": ENGLISH, "ar": ARABIC}


def test_the_times_of_words_tell_their_language(made: dict[str, bytes]) -> None:
    words = json.loads(made["alignment.json"])["words"]
    assert " ".join(each["text"] for each in words if each.get("language") == "en") == ENGLISH
    assert all("language" not in each for each in words if each["text"] in ("Welkom.", "Dit", "[en]"))


def test_what_is_not_marked_but_seems_to_be_in_another_language_is_told_in_all_places(
    foreign: Alignment,
) -> None:
    said = "We know that there is no easy answer."
    transcript = read(f"{TEXT}\nTON HEERTS: Zij zei: {said}\n")
    lines = tuple(_line(source, at) for at, source in enumerate(transcript.spoken_lines))
    alignment = replace(foreign, transcript=transcript, lines=lines)
    evidence = build_evidence(alignment, "Praatje", captions(alignment, NL_WEB), NL_WEB, ())
    (parts,) = (each for each in evidence.judged if each.criterion.id == "3.1.2")
    assert parts.verdict is Verdict.JUDGE
    (line, start_ms) = (transcript.spoken_lines[-1].line, (len(lines) - 1) * 8000 + 800)
    assert parts.spots == (Spot(f"en: {said}", start_ms, line),)
    assert evidence.worklist.unmarked == (UnmarkedPart(line, start_ms, said, "en"),)
    made = publications(alignment, "Praatje", NL_WEB, MEDIA)
    page = next(each.data for each in made.publications if each.name == "report.html")
    assert [each.text for each in BeautifulSoup(page, "html.parser").select("bdi[lang=en]")] == [said]
    assert f"is not marked as [en], the language in which it seems to be: “{said}”" in summary(made.report)


def test_the_report_says_which_parts_are_marked(foreign: Alignment) -> None:
    evidence = build_evidence(foreign, "Praatje", captions(foreign, NL_WEB), NL_WEB, ())
    (parts,) = (each for each in evidence.judged if each.criterion.id == "3.1.2")
    assert parts.verdict is Verdict.MET
    assert [(spot.text, spot.line) for spot in parts.spots] == [(f"en: {ENGLISH}", 1), (f"ar: {ARABIC}", 5)]
