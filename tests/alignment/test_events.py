"""Scenes and sounds are placed in the pauses that the text gives them, never before what precedes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from woordbeeld.alignment.events import place_events
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match, PlacedEvent, Placement
from woordbeeld.alignment.recording import Recording
from woordbeeld.media.model import Activity, Media
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

END_MS = 30_000


def placed(
    text: str, *lines: tuple[int, int], shots: Sequence[int] = (), noises: Sequence[tuple[int, int]] = ()
) -> tuple[PlacedEvent, ...]:
    """The scenes and sounds of a text whose spoken lines are said at the given times."""
    transcript = read(text)
    aligned = [
        AlignedLine(source, (AlignedWord(source.text, Span(*time), Match.SAME, 1.0),))
        for source, time in zip(transcript.spoken_lines, lines, strict=True)
    ]
    media = Media("a.mp4", "", END_MS, has_video=True)
    activity = Activity((), (), tuple(Span(*noise) for noise in noises))
    return place_events(
        transcript, aligned, Recording(media, np.zeros(1, np.float32), activity, tuple(shots))
    )


def test_a_scene_fills_the_pause_where_the_text_has_it() -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (5000, 6000))
    assert (scene.span, scene.placement) == (Span(1000, 5000), Placement.PAUSE)


def test_a_scene_starts_with_the_new_shot_in_its_pause() -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (5000, 6000), shots=[200, 2000, 3000])
    assert (scene.span, scene.placement) == (Span(2000, 5000), Placement.SHOT)


@pytest.mark.parametrize(
    ("shots", "start_ms"),
    [
        ([2320, 6320], 3000),  # the picture cuts to the scene in the last words
        ([2320, 3500], 3500),  # the cut in the pause is nearer
        ([1900, 6320], 6320),  # more than a second before the pause somebody else is seen
    ],
)
def test_a_scene_that_is_seen_in_the_last_words_starts_with_the_pause(
    shots: Sequence[int], start_ms: int
) -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 3000), (9000, 9500), shots=shots)
    assert scene.span == Span(start_ms, 9000)


def test_the_shot_in_which_a_short_line_is_said_is_not_the_scene() -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (9000, 9500), shots=[400, 5000])
    assert scene.span == Span(5000, 9000)


def test_only_the_first_scene_of_a_pause_is_seen_in_the_words_before_it() -> None:
    text = "A: Ja.\n\n(Hij.)\n\n(Zij.)\n\nB: Nee."
    first, second = placed(text, (0, 3000), (9000, 9500), shots=[2800, 8400])
    assert (first.span, second.span) == (Span(3000, 6000), Span(8400, 9000))


def test_a_shot_that_comes_with_the_next_speaker_is_not_the_scene() -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (5000, 6000), shots=[4900])
    assert scene.span == Span(1000, 5000)


def test_a_sound_lasts_as_long_as_the_noise_in_its_pause() -> None:
    noises = [(200, 800), (2500, 3000), (3200, 4000)]
    (sound,) = placed("A: Ja.\n\nAPPLAUS\n\nB: Nee.", (0, 1000), (5000, 6000), noises=noises)
    assert (sound.span, sound.placement) == (Span(2500, 4000), Placement.NOISE)


def test_a_scene_and_a_sound_in_one_pause_may_happen_at_once() -> None:
    scene, sound = placed("A: Ja.\n\n(Hij loopt.)\n\nAPPLAUS\n\nB: Nee.", (0, 1000), (5000, 6000))
    assert scene.span == sound.span == Span(1000, 5000)


def test_two_scenes_share_their_pause_in_order_and_by_length() -> None:
    short, long = placed(
        "A: Ja.\n\n(Hij.)\n\n(Zij lopen samen het gebouw uit.)\n\nB: Nee.", (0, 1000), (5000, 6000)
    )
    assert short.span
    assert long.span
    assert (short.span.start_ms, long.span.end_ms) == (1000, 5000)
    assert short.span.end_ms == long.span.start_ms < 3000


def test_what_opens_or_closes_the_text_lies_before_or_after_all_speech() -> None:
    before, after = placed("(Een zaal.)\n\nA: Ja.\n\nMUZIEK", (4000, 5000))
    assert before.span == Span(0, 4000)
    assert after.span == Span(5000, END_MS)


@pytest.mark.parametrize(
    "text", ["A: Ja.\n\nAPPLAUS\n\nMUZIEK\n\nB: Nee.", "A: Ja.\nB: Nee.\n\nGELUID\n\nGELUID"]
)
@pytest.mark.parametrize("pause_ms", [0, 68, 499])
def test_a_sound_for_which_the_speech_leaves_no_pause_has_no_time(text: str, pause_ms: int) -> None:
    second_ms = 1000 + pause_ms
    sounds = placed(text, (0, 1000), (second_ms, END_MS - pause_ms))
    assert [(sound.span, sound.placement) for sound in sounds] == [(None, Placement.UNPLACED)] * 2


def test_sounds_before_the_first_word_have_no_time_where_it_comes_at_once() -> None:
    (sound,) = placed("MUZIEK\n\nA: Ja.", (200, 5000))
    assert sound.span is None


def test_of_several_sounds_those_are_placed_that_the_pause_has_room_for() -> None:
    sounds = placed("A: Ja.\n\nMUZIEK\n\nGELACH\n\nAPPLAUS\n\nB: Nee.", (0, 1000), (2100, 6000))
    assert [sound.placement for sound in sounds] == [Placement.PAUSE, Placement.PAUSE, Placement.UNPLACED]
    assert [sound.span for sound in sounds[:2]] == [Span(1000, 1550), Span(1550, 2100)]


def test_a_scene_in_a_pause_with_too_many_sounds_has_the_pause() -> None:
    scene, sound, other = placed("A: Ja.\n\n(Hij.)\n\nEEN\n\nTWEE\n\nB: Nee.", (0, 1000), (1700, 6000))
    assert (scene.span, sound.span, other.span) == (Span(1000, 1700), Span(1000, 1700), None)


@pytest.mark.parametrize("next_ms", [1000, 1300])
def test_where_the_speech_leaves_no_pause_an_event_is_squeezed_in_after_what_precedes_it(
    next_ms: int,
) -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (next_ms, 6000))
    assert scene.span
    assert (scene.span.start_ms, scene.placement) == (1000, Placement.SQUEEZED)


def test_what_opens_the_film_is_seen_from_its_first_picture_and_what_follows_from_its_own_shot() -> None:
    card, hall = placed("(Beeldtekst: Open dag.)\n\n(Een zaal.)\n\nA: Ja.", (9000, 9500), shots=[3000, 7000])
    assert [(each.span.start_ms if each.span else None, each.placement) for each in (card, hall)] == [
        (0, Placement.PAUSE),
        (7000, Placement.SHOT),
    ]


@pytest.mark.parametrize(
    ("shots", "start_ms"), [([1580], 1580), ([2100], 1000), ([700, 1580], 1000), ([700, 1200], 1200)]
)
def test_a_scene_without_a_pause_starts_with_the_nearest_cut_if_that_comes_soon(
    shots: Sequence[int], start_ms: int
) -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)\n\nB: Nee.", (0, 1000), (1300, 6000), shots=shots)
    assert (scene.span, scene.placement) == (Span(start_ms, start_ms + 1000), Placement.SQUEEZED)


def test_a_scene_at_a_cut_in_the_last_moment_of_the_film_has_a_time() -> None:
    (scene,) = placed("A: Ja.\n\n(Hij loopt.)", (0, END_MS - 300), shots=[END_MS - 1])
    assert scene.span == Span(END_MS - 1, END_MS)


def test_a_transcript_without_speech_times_still_places_everything_within_the_film() -> None:
    transcript = read("(Een zaal.)\n\nAPPLAUS")
    recording = Recording(
        Media("a.mp4", "", END_MS, has_video=True), np.zeros(1, np.float32), Activity((), (), ()), ()
    )
    assert [event.span for event in place_events(transcript, (), recording)] == [Span(0, END_MS)] * 2
