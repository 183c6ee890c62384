"""WebVTT: what other programs read is what we wrote."""

from __future__ import annotations

import html
import io

import webvtt
from hypothesis import given
from hypothesis import strategies as st
from tests.publications.talk import talk

from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.timing import Span, format_timestamp
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB


def read(text: str) -> webvtt.WebVTT:
    return webvtt.from_buffer(io.StringIO(text), strict=True)


def render(*cues: Cue) -> str:
    return render_webvtt(Track(TrackKind.CAPTIONS, "nl", cues))


def cue_of(*lines: str, voice: str | None = None, speaker_prefix: str = "") -> Cue:
    return Cue(Span(1000, 2500), (Utterance(lines, voice, speaker_prefix),), (1,))


def test_the_header_tells_kind_and_language() -> None:
    assert render().startswith("WEBVTT\nKind: captions\nLanguage: nl\n")


def test_a_cue_of_speech_has_a_number_a_voice_and_the_visible_label() -> None:
    cue = cue_of("Super dank", "allemaal.", voice="Ton Heerts", speaker_prefix="TON HEERTS: ")
    assert render(cue).split("\n\n")[1] == (
        "1\n00:00:01.000 --> 00:00:02.500\n<v Ton Heerts>TON HEERTS: Super dank\nallemaal.</v>\n"
    )


def test_a_sound_has_no_voice() -> None:
    assert "\n[applaus]\n" in render(cue_of("[applaus]"))


def test_a_name_with_markup_stays_inside_its_voice_annotation() -> None:
    cue = cue_of("Ja.", voice="A&B\n> <i>C")
    assert "<v A&amp;B &gt; &lt;i&gt;C>Ja.</v>" in render(cue)


def test_an_empty_line_does_not_end_the_cue() -> None:
    assert "een\n \n\ndrie" not in (text := render(cue_of("een", " ", "", "drie")))
    assert "een\ndrie" in text


def test_webvtt_py_reads_all_captions_back_but_leaves_escapes_as_they_are() -> None:
    track = captions(talk(), NL_WEB)
    found = read(render_webvtt(track))
    assert [caption.identifier for caption in found.captions] == [
        str(number) for number in range(1, len(track.cues) + 1)
    ]
    for caption, cue in zip(found.captions, track.cues, strict=True):
        assert (caption.start, caption.end) == (
            format_timestamp(cue.span.start_ms),
            format_timestamp(cue.span.end_ms),
        )
        assert caption.voice == cue.utterances[0].voice
        assert html.unescape(caption.text) == "\n".join(cue.shown)
    assert "&lt;b&gt;" in found[0].text


@given(st.lists(st.text(st.sampled_from("ab<>&-\n\r \u2028\x85;[]é"), max_size=20), min_size=1, max_size=3))
def test_any_text_whatsoever_stays_in_its_cue(lines: list[str]) -> None:
    cues = (cue_of(*lines, voice="V"), cue_of("na"))
    found = read(render(*cues))
    assert [caption.identifier for caption in found.captions] == ["1", "2"]
    kept = "".join("".join(lines).split())
    assert "".join(html.unescape(found[0].text).split()) == kept
