"""Chapters: one a turn, together the whole of the media."""

from __future__ import annotations

from collections.abc import Callable

from woordbeeld.alignment.model import Alignment
from woordbeeld.timing import Span
from woordbeeld.tracks.chapters import MAX_TITLE_CHARS, chapters


def test_chapters_follow_the_turns_and_cover_the_media(align: Callable[..., Alignment]) -> None:
    made = chapters(
        align(
            "TON HEERTS: Dank.\nEcht.\nLATISHA: Graag gedaan!",
            (500, 900),
            (1000, 2000),
            (3000, 4000),
            until_ms=5000,
        )
    )
    assert [(cue.lines[0], cue.span) for cue in made.cues] == [
        ("Ton Heerts: Dank", Span(0, 3000)),
        ("Latisha: Graag gedaan!", Span(3000, 5000)),
    ]


def test_a_turn_without_time_has_a_chapter_after_the_words_before_it(align: Callable[..., Alignment]) -> None:
    made = chapters(align("A: Ja.\nB: Nee.\nC: Toch.", (0, 1000), None, (2000, 3000), until_ms=4000))
    assert [cue.span for cue in made.cues] == [Span(0, 1000), Span(1000, 2000), Span(2000, 4000)]


def test_a_long_title_is_cut_between_words(align: Callable[..., Alignment]) -> None:
    text = "TON: " + "woord " * 30
    (cue,) = chapters(align(text, (0, 9000))).cues
    assert cue.lines[0].endswith("woord…")
    assert len(cue.lines[0]) <= MAX_TITLE_CHARS


def test_a_title_of_one_endless_word_is_cut_inside_it(align: Callable[..., Alignment]) -> None:
    (cue,) = chapters(align("w" * 200, (0, 9000))).cues
    assert len(cue.lines[0]) == MAX_TITLE_CHARS


def test_a_transcript_without_speech_has_no_chapters(align: Callable[..., Alignment]) -> None:
    assert chapters(align("APPLAUS", (0, 1000))).cues == ()
