"""What other programs read in our files is what we wrote."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import imschrm.doc_sequence
import imschrm.hrm
import pysubs2
import pytest
import ttconv.imsc.reader
import ttconv.srt.writer
from tests.publications.talk import talk

from woordbeeld.formats import subrip
from woordbeeld.formats.subrip import render_subrip
from woordbeeld.formats.ttml import render_ttml
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import DASH, Colour, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

SPOKEN = (
    (Utterance(("Ja, 1 < 2 & zo.", "Echt <b>waar</b>?"), "Ton Heerts", "TON HEERTS: "),),
    (Utterance(("Ja?",), "Ton Heerts", "", Colour.YELLOW), Utterance(("Nee.",), "Stef", DASH, Colour.CYAN)),
    (Utterance(("[applaus]",)),),
    (
        Utterance(
            ("Ver weg -->", "{\\an8}hé {x} B < C > C:\\nieuw &amp;."),
            "Voice-over",
            "VOICE-OVER: ",
            off_screen=True,
        ),
    ),
)


@pytest.fixture
def track() -> Track:
    cues = (
        Cue(Span(number * 3000, number * 3000 + 2500), spoken, (1,))
        for number, spoken in enumerate(SPOKEN, 1)
    )
    return Track(TrackKind.CAPTIONS, "nl", tuple(cues))


def shown(track: Track) -> list[tuple[int, int, str]]:
    return [(cue.span.start_ms, cue.span.end_ms, "\n".join(cue.shown)) for cue in track.cues]


def seen(text: str) -> str:
    """A text as it looks, in the letters that were meant."""
    return text.replace("\u2060", "").translate({ord("｛"): "{", ord("｝"): "}"})


@pytest.mark.parametrize("crlf", [False, True])
def test_pysubs2_reads_our_subrip(track: Track, *, crlf: bool) -> None:
    read = pysubs2.SSAFile.from_string(render_subrip(track, crlf=crlf).replace("\r\n", "\n"), "srt")
    found = [(event.start, event.end, seen(event.plaintext)) for event in read]
    assert found == shown(track)
    assert ["\\i1" in event.text for event in read] == [False, False, False, True]


def test_ffmpeg_reads_our_subrip(track: Track, ffmpeg: Callable[..., None], tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.srt", tmp_path / "theirs.srt"
    ours.write_text(render_subrip(track, crlf=True), encoding="utf-8", newline="")
    ffmpeg("-i", ours, theirs)
    assert shown(subrip.read(theirs.read_text(encoding="utf-8")).track) == shown(track)


def srt_by_ttconv(track: Track) -> str:
    tree = ET.ElementTree(ET.fromstring(render_ttml(track, "Praatje")))  # noqa: S314 - we wrote it
    document = ttconv.imsc.reader.to_model(tree)
    assert document is not None
    return str(ttconv.srt.writer.from_model(document))


def test_ttconv_reads_our_ttml(track: Track, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = pysubs2.SSAFile.from_string(srt_by_ttconv(track), "srt")
    assert caplog.records == []
    assert [(event.start, event.end) for event in found] == [(start, end) for start, end, _ in shown(track)]
    assert found[1].plaintext == "Ja?\n-Nee."


def test_the_captions_of_a_talk_can_be_rendered_in_time() -> None:
    text = render_ttml(captions(talk(), NL_WEB), "Praatje")

    class Handler(imschrm.hrm.EventHandler):  # type: ignore[misc]
        failed = False

        def error(self, *_: object) -> None:
            self.failed = True

    handler = Handler()
    imschrm.hrm.validate(imschrm.doc_sequence.iter_isd([(0, None, text)]), handler, 0)
    assert not handler.failed
    assert io.StringIO(text).readline().startswith("<?xml")
