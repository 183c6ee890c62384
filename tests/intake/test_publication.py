"""What is published is read back: the same speakers say the same words, and what is seen and heard stays."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.publications.talk import MEDIA

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.intake.document import Why
from woordbeeld.intake.readers.table import read_document
from woordbeeld.media.model import Media
from woordbeeld.publications.alignment_json import render_alignment
from woordbeeld.publications.docx import render_docx
from woordbeeld.publications.html import render_fragment, render_html
from woordbeeld.publications.markdown import render_markdown
from woordbeeld.publications.player import render_player
from woordbeeld.publications.text import render_text
from woordbeeld.timing import Span
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.model import Track, TrackKind
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.transcript.reader import read

SYMPOSIUM = Path(__file__).parents[2] / "transcripts" / "symposium-entreeopleidingen.txt"
NO_CAPTIONS = Track(TrackKind.CAPTIONS, "nl", ())
Render = Callable[[Alignment], str | bytes]
PAGES: dict[str, Render] = {
    "transcript.html": lambda alignment: render_html(alignment, "Titel")[0],
    "index.html": lambda alignment: render_player(
        alignment, "Titel", [descriptions(alignment), NO_CAPTIONS], MEDIA, ()
    )[0],
    "transcript.fragment.html": render_fragment,
    "transcript.md": lambda alignment: render_markdown(alignment, "Titel"),
    "transcript.docx": lambda alignment: render_docx(alignment, "Titel"),
    "transcript.txt": render_text,
}


def placed(transcript: Transcript) -> list[SpokenLine | SceneDescription | Sound]:
    """What has a place in time, in the order of the text."""
    return sorted((*transcript.spoken_lines, *transcript.scenes, *transcript.sounds), key=lambda it: it.line)


def aligned(transcript: Transcript) -> Alignment:
    """Every line, scene and sound a second after the one before."""
    spans = {each.line: Span(at * 1000, at * 1000 + 900) for at, each in enumerate(placed(transcript), 1)}
    return Alignment(
        media=Media("film.mp4", "ab" * 32, 7_200_000, has_video=True),
        transcript=transcript,
        lines=tuple(
            AlignedLine(
                line, tuple(AlignedWord(word, spans[line.line], Match.UNHEARD, 0.0) for word in line.words)
            )
            for line in transcript.spoken_lines
        ),
        events=tuple(
            PlacedEvent(event, spans[event.line], Placement.PAUSE)
            for event in placed(transcript)
            if not isinstance(event, SpokenLine)
        ),
        unwritten=(),
        language="nl",
        model="base",
    )


def items(transcript: Transcript) -> list[tuple[str, str]]:
    """Who says which words, scenes and sounds, in order; lines of a paragraph as one."""
    found: list[tuple[str, str]] = []
    for block in placed(transcript):
        speaker = getattr(block, "speaker", None)
        kind = speaker.name if speaker else type(block).__name__
        words = " ".join(block.text.split())
        if found and found[-1][0] == kind and kind not in ("SceneDescription", "Sound"):
            found[-1] = (kind, f"{found[-1][1]} {words}")
        else:
            found.append((kind, words))
    return found


@pytest.fixture(scope="module")
def symposium() -> Alignment:
    return aligned(read(SYMPOSIUM.read_text(encoding="utf-8")))


def encoded(published: str | bytes) -> bytes:
    return published if isinstance(published, bytes) else published.encode()


def as_text(published: bytes, name: str) -> str:
    paragraphs = read_document(published, name).paragraphs
    return "".join(f"{'' if not each.spaced else chr(10)}{each.text}\n" for each in paragraphs)


@pytest.mark.parametrize("name", PAGES)
def test_what_was_published_is_the_same_transcript(symposium: Alignment, name: str) -> None:
    text = as_text(encoded(PAGES[name](symposium)), name)
    assert items(read(text)) == items(symposium.transcript)


@pytest.mark.parametrize("name", [each for each in PAGES if each != "transcript.txt"])
def test_a_function_stands_at_the_first_turn_of_who_has_it_and_is_read_back(name: str) -> None:
    talk = aligned(read("TRUDY VOS (bestuurder): Een.\nJAN: Twee.\nTRUDY VOS (bestuurder): Drie.\n"))
    found = as_text(encoded(PAGES[name](talk)), name)
    assert [line for line in found.splitlines() if "VOS" in line] == [
        "TRUDY VOS (bestuurder): Een.",
        "TRUDY VOS: Drie.",
    ]


@pytest.mark.parametrize("name", ["transcript.html", "transcript.fragment.html", "index.html"])
def test_a_heading_tells_a_function_once(name: str) -> None:
    talk = aligned(read("TRUDY VOS (bestuurder): Een.\nJAN: Twee.\nTRUDY VOS (bestuurder): Drie.\n"))
    page = BeautifulSoup(encoded(PAGES[name](talk)), "html.parser")
    headings = [" ".join(each.get_text().split()) for each in page.select("h2, h3")]
    told = [re.sub(r" \d:\d\d$", "", each) for each in headings if "Vos" in each]
    assert told == ["Trudy Vos (bestuurder)", "Trudy Vos"]


@pytest.mark.parametrize("name", ["transcript.html", "transcript.fragment.html", "index.html"])
def test_a_word_that_only_says_that_it_is_seen_is_not_said_twice(name: str) -> None:
    talk = aligned(read("TRUDY VOS: Een.\n\n(Beeld: Einde van de video)\n\n(Archiefbeeld: een plein)\n"))
    page = BeautifulSoup(encoded(PAGES[name](talk)), "html.parser")
    told = [" ".join(each.get_text().split()) for each in page.select("p.scene, p em")]
    assert [each[each.index("Beeld") :] for each in told] == [
        "Beeld: Einde van de video",
        "Beeld: Archiefbeeld: een plein",
    ]


@pytest.mark.parametrize("name", ["transcript.html", "index.html"])
def test_each_line_has_the_time_that_was_shown(symposium: Alignment, name: str) -> None:
    found = read_document(encoded(PAGES[name](symposium)), name).paragraphs
    assert [each.span and each.span.start_ms for each in found] == [
        at * 1000 for at in range(1, len(found) + 1)
    ]


@pytest.mark.parametrize("name", ["transcript.fragment.html", "transcript.md", "transcript.docx"])
def test_each_turn_has_the_time_that_was_shown(symposium: Alignment, name: str) -> None:
    found = [
        each.span for each in read_document(encoded(PAGES[name](symposium)), name).paragraphs if each.span
    ]
    assert [span.start_ms for span in found] == starts_of(symposium)


def starts_of(alignment: Alignment) -> list[int]:
    lines = {line.source.line: line for line in alignment.lines}
    spans = [lines[turn.lines[0].line].span for turn in alignment.transcript.turns]
    return [span.start_ms for span in spans if span]


def test_our_alignment_is_read_with_times_and_speakers(symposium: Alignment) -> None:
    document = read_document(render_alignment(symposium).encode(), "alignment.json")
    spoken = [each for each in document.paragraphs if each.voice]
    lines = symposium.lines
    assert [(each.voice, each.text, each.span) for each in spoken] == [
        (line.source.speaker.name if line.source.speaker else "", " ".join(line.source.words), line.span)
        for line in lines
    ]
    assert document.language == "nl"


def test_a_language_without_words_of_ours_is_read_too(symposium: Alignment) -> None:
    turkish = replace(symposium, language="tr")
    document = read_document(render_html(turkish, "Titel")[0].encode(), "transcript.html")
    assert document.language == "tr"
    assert items(read(as_text(render_html(turkish, "Titel")[0].encode(), "t"))) == items(symposium.transcript)


def test_what_stood_around_it_is_left_out_as_ours(symposium: Alignment) -> None:
    document = read_document(render_docx(symposium, "Titel"), "transcript.docx")
    left = {each.text: each.why for each in document.left_out}
    assert left["Titel"] is Why.TITLE
    assert left["Uitgeschreven tekst van de video"] is Why.EXPORT_NOTE
    assert left["Duur: 2:00:00"] is Why.EXPORT_NOTE


INTRODUCTION = ("Waar gaat dit over?", "(Over *stages*.)", "Beeld: dit is geen beeld.", "ANNA: Of dit?")
INTRODUCED: dict[str, Render] = {
    "transcript.html": lambda alignment: render_html(alignment, "Titel", INTRODUCTION)[0],
    "index.html": lambda alignment: render_player(
        alignment, "Titel", [descriptions(alignment), NO_CAPTIONS], MEDIA, (), introduction=INTRODUCTION
    )[0],
    "transcript.fragment.html": lambda alignment: render_fragment(alignment, INTRODUCTION),
    "transcript.md": lambda alignment: render_markdown(alignment, "Titel", INTRODUCTION),
    "transcript.docx": lambda alignment: render_docx(alignment, "Titel", INTRODUCTION),
}


@pytest.mark.parametrize("name", INTRODUCED)
def test_an_introduction_is_no_part_of_the_transcript_and_is_told(symposium: Alignment, name: str) -> None:
    published = encoded(INTRODUCED[name](symposium))
    assert items(read(as_text(published, name))) == items(symposium.transcript)
    left = "\n".join(each.text for each in read_document(published, name).left_out)
    assert all(paragraph in left for paragraph in INTRODUCTION)


def test_a_page_that_only_begins_as_ours_is_read_in_time_that_grows_with_its_length() -> None:
    page = '<section class="turn" id="t1">' * 20_000 + '<p class="event scene">' * 20_000 + "ANNA: Een"
    assert read_document(page.encode(), "page").paragraphs[-1].text == "ANNA: Een"
