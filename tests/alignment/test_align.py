"""The whole alignment: each word of the text gets its time or says why not, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.benchmarks.line_breaks import VARIANTS

from woordbeeld.alignment.align import KnownWindows, align
from woordbeeld.alignment.given_times import NO_TIMES, Given
from woordbeeld.alignment.model import AlignedLine, Alignment, Match, Placement
from woordbeeld.alignment.recording import Recording
from woordbeeld.media.model import Activity, Media
from woordbeeld.media.samples import Samples, decode
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Speech
from woordbeeld.speech.null import LIKELY, NullRecogniser
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

Recorded = dict[str, Any]

TEXT = (Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt").read_text(encoding="utf-8")
NEVER_SAID = "Op vrijdag kookte zijn buurman altijd verse vissoep."
LEFT_OUT = "Het is vaak moeilijk om een stageplek te vinden."


@pytest.fixture(scope="module")
def film_recording(recorded: Recorded, film: Path) -> Recording:
    def spans(name: str) -> tuple[Span, ...]:
        return tuple(Span(*pair) for pair in recorded[name])

    media, samples = decode(film)
    activity = Activity(spans("voice"), tuple(recorded["probabilities"]), spans("noises"))
    return Recording(media, samples, activity, tuple(recorded["shots"]))


@pytest.fixture
def align_film(film_recording: Recording, replay: NullRecogniser) -> Callable[[str], Alignment]:
    """The alignment of the film with a text."""
    activity = film_recording.activity
    speech = listen(film_recording.samples, activity.voice, activity.probabilities, replay, language="nl")
    return lambda text: align(film_recording, read(text), speech, replay)


@pytest.fixture
def align_variant(align_film: Callable[[str], Alignment], recorded: Recorded) -> Callable[[str], Alignment]:
    """The alignment of the film with its transcript as published, or as changed for the recording."""

    def aligned(variant: str) -> Alignment:
        old, new = recorded["variants"][variant]
        return align_film(TEXT.replace(old, new, 1))

    return aligned


@pytest.mark.parametrize("lines", VARIANTS)
def test_words_have_the_same_times_however_the_lines_are_broken(
    align_film: Callable[[str], Alignment], lines: str
) -> None:
    broken = align_film(VARIANTS[lines](TEXT))
    assert broken.words == align_film(TEXT).words
    assert broken.lines != align_film(TEXT).lines or lines == "as it is"


@pytest.mark.parametrize("variant", ["published", "never said", "left out"])
def test_windows_that_are_known_are_not_timed_again_and_their_times_are_the_same(
    film_recording: Recording, recorded: Recorded, replay: NullRecogniser, variant: str
) -> None:
    activity = film_recording.activity
    speech = listen(film_recording.samples, activity.voice, activity.probabilities, replay, language="nl")
    asked: list[Sequence[str]] = []

    def attended(chunk: Samples, words: Sequence[str]) -> Attention:
        asked.append(words)
        return replay.attended(chunk, words)

    counting = replace(replay, attended=attended)
    known = KnownWindows()
    old, new = recorded["variants"][variant]
    published, changed = read(TEXT), read(TEXT.replace(old, new, 1))
    align(film_recording, published, speech, counting, known=known)
    windows = len(asked)
    again = align(film_recording, changed, speech, counting, known=known)
    assert len(asked) - windows <= (0 if changed == published else 2) < windows
    assert again == align(film_recording, changed, speech, counting)


def line_of(alignment: Alignment, text: str) -> AlignedLine:
    return next(line for line in alignment.lines if line.source.text == text)


def spans_of(alignment: Alignment) -> list[Span]:
    return [word.span for word in alignment.words if word.span]


def test_lines_of_the_film_start_when_they_truly_start(
    align_variant: Callable[[str], Alignment], truth: dict[str, Any]
) -> None:
    lines = align_variant("published").lines
    starts = [line.span.start_ms if line.span else -1 for line in lines]
    off_ms = np.abs(np.subtract(starts, [line["start_ms"] for line in truth["lines"]]))
    assert np.mean(off_ms <= 100) >= 0.97


def test_every_word_of_the_transcript_is_there_in_order_and_no_two_at_once(
    align_variant: Callable[[str], Alignment],
) -> None:
    alignment = align_variant("published")
    written = [word for line in read(TEXT).spoken_lines for word in line.words]
    assert [word.text for word in alignment.words] == written
    assert len(spans_of(alignment)) == len(written) == 502
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(spans_of(alignment)))
    assert all(0 <= word.confidence <= 1 for word in alignment.words)


def test_every_scene_and_sound_of_the_film_is_placed_near_its_true_time(
    align_variant: Callable[[str], Alignment], truth: dict[str, Any]
) -> None:
    events = align_variant("published").events
    true = sorted(truth["scenes"] + truth["sounds"], key=lambda entry: entry["line"])
    assert [event.source.text for event in events] == [entry["text"] for entry in true]
    assert all(event.placement in (Placement.SHOT, Placement.NOISE) for event in events)
    starts = [event.span.start_ms for event in events if event.span]
    off_ms = [abs(start_ms - entry["start_ms"]) for start_ms, entry in zip(starts, true, strict=True)]
    assert max(off_ms) <= 1000


def test_applause_and_music_are_not_among_the_words_heard(align_variant: Callable[[str], Alignment]) -> None:
    alignment = align_variant("published")
    noises = [each.span for each in alignment.events if each.span and each.placement is Placement.NOISE]
    assert len(noises) == 2
    assert not any(chunk.span.overlaps(noise) for chunk in alignment.unwritten for noise in noises)


def test_a_sentence_that_is_never_said_is_estimated_between_its_neighbours_and_touches_no_other(
    align_variant: Callable[[str], Alignment],
) -> None:
    published, changed = align_variant("published"), align_variant("never said")
    before, line, after = (
        line_of(changed, text)
        for text in (
            "Dus waar begin je mee?",
            NEVER_SAID,
            "Investeren in een goed pedagogisch klimaat en in een goeie begeleiding.",
        )
    )
    assert {word.match for word in line.words} == {Match.UNHEARD}
    assert line.estimated
    assert before.span
    assert line.span
    assert after.span
    assert before.span.end_ms <= line.span.start_ms < line.span.end_ms <= after.span.start_ms
    others = [each for each in changed.lines if each is not line]
    assert [each.words for each in others] == [each.words for each in published.lines]


def test_a_sentence_that_is_said_but_not_written_is_an_unwritten_chunk_where_it_was_said(
    align_variant: Callable[[str], Alignment], truth: dict[str, Any]
) -> None:
    published, changed = align_variant("published"), align_variant("left out")
    (extra,) = set(changed.unwritten) - set(published.unwritten)
    said = next(line for line in truth["lines"] if line["text"] == LEFT_OUT)
    assert extra.span.start_ms == pytest.approx(said["start_ms"], abs=150)
    assert extra.span.end_ms == pytest.approx(said["end_ms"], abs=150)
    assert {"moeilijk", "om", "een"} <= set(extra.heard.split())
    kept = [line.span for line in published.lines if line.source.text != LEFT_OUT]
    assert [line.span for line in changed.lines] == kept


def hear(*said: tuple[str, int, int]) -> tuple[HeardWord, ...]:
    """Phrases, each with its start and end, whose words share the time."""
    words: list[HeardWord] = []
    for phrase, start_ms, end_ms in said:
        texts = phrase.split()
        edges = [start_ms + (end_ms - start_ms) * at // len(texts) for at in range(len(texts) + 1)]
        words += [
            HeardWord(text, Span(*edge), 0.9) for text, edge in zip(texts, pairwise(edges), strict=True)
        ]
    return tuple(words)


def aligned(
    text: str,
    heard: tuple[HeardWord, ...],
    duration_ms: int,
    *voice: tuple[int, int],
    given: Given = NO_TIMES,
) -> Alignment:
    """The alignment of a text with noise for voice, and next to nothing where nobody speaks."""
    spans = tuple(Span(*each) for each in voice)
    media = Media("kort.wav", "0" * 64, duration_ms, has_video=False)
    samples = np.full(duration_ms * 16, 1e-4, np.float32)
    odds = np.full(duration_ms // FRAME_MS, -7.0, np.float32)
    for span in spans:
        samples[span.start_ms * 16 : span.end_ms * 16] = 0.3
        odds[span.start_ms // FRAME_MS : span.end_ms // FRAME_MS] = 7.0
    recording = Recording(media, samples, Activity(spans, (), ()), ())
    return align(recording, read(text), Speech("nl", "none", heard, odds), NullRecogniser(), given=given)


def test_a_line_between_two_that_follow_at_once_has_no_time_and_says_so() -> None:
    text = "A: Ja dat is zo.\nNiemand kocht deze fietsen ooit.\nNee dat mag niet."
    speech = hear(("ja dat is zo", 0, 1000), ("nee dat mag niet", 1000, 2000))
    before, line, after = aligned(text, speech, 2000, (0, 2000)).lines
    assert line.span is None
    assert {(word.span, word.match, word.confidence) for word in line.words} == {(None, Match.UNHEARD, 0.0)}
    assert before.span
    assert after.span
    assert before.span.end_ms == after.span.start_ms


def test_where_nothing_was_heard_every_word_is_estimated_at_the_pace_of_speech() -> None:
    (line,) = aligned("A: Super dank voor dit rapport.", hear(), 60_000).lines
    assert {word.match for word in line.words} == {Match.UNHEARD}
    assert line.span
    assert line.span.start_ms == 0
    assert 1000 < line.span.end_ms < 4000
    assert {word.confidence for word in line.words} == {0.0}


def test_where_the_media_is_too_short_for_its_text_no_word_has_a_time() -> None:
    alignment = aligned("A: " + "Super dank voor dit rapport. " * 20, hear(), 300)
    assert [word.span for word in alignment.words] == [None] * 100


def test_a_transcript_without_speech_leaves_all_that_was_heard_unwritten() -> None:
    alignment = aligned("(Een zaal.)", hear(("wie is daar", 1000, 2000)), 5000, (1000, 2000))
    assert alignment.words == ()
    assert [chunk.heard for chunk in alignment.unwritten] == ["wie is daar"]
    assert [event.source.text for event in alignment.events] == ["Een zaal."]


def test_speech_without_text_is_parted_at_a_long_pause_and_tells_where_in_the_text_it_belongs() -> None:
    text = "A: Dat is nu eindelijk klaar.\nB: Nee dat mag beslist helemaal niet."
    voice = ((0, 2000), (2500, 4500), (7000, 9000), (9500, 11_500))
    said = (
        "dat is nu eindelijk klaar",
        "hallo allemaal hier",
        "wie zijn jullie dan",
        "nee dat mag beslist helemaal niet",
    )
    heard = hear(*((words, *times) for words, times in zip(said, voice, strict=True)))
    found = aligned(text, heard, 12_000, *voice).unwritten
    assert [(each.heard, each.before) for each in found] == [(said[1], 5), (said[2], 5)]
    assert [each.probability for each in found] == [0.9, 0.9]


def test_a_misheard_word_tells_what_was_heard_and_is_less_sure_than_one_heard_as_written() -> None:
    text = "A: Het rapport is bijzonder goed."
    (line,) = aligned(text, hear(("het rapport is bijzondere goed", 0, 2000)), 2000, (0, 2000)).lines
    same, misheard = line.words[1], line.words[3]
    assert (same.match, same.heard) == (Match.SAME, None)
    assert (misheard.match, misheard.heard) == (Match.REPLACED, "bijzondere")
    assert misheard.confidence < same.confidence
    assert (misheard.heard_probability, same.heard_probability) == (0.9, 0.0)
    assert misheard.probability == same.probability == LIKELY


def test_two_lines_meet_the_pause_between_them() -> None:
    text = "A: Ja dat is zo.\nNee dat mag beslist helemaal niet."
    speech = hear(("ja dat is zo", 100, 1000), ("nee dat mag beslist helemaal niet", 1600, 3000))
    first, second = aligned(text, speech, 3000, (100, 1000), (1600, 3000)).lines
    assert first.span
    assert second.span
    assert first.span.end_ms == pytest.approx(1000, abs=20)
    assert second.span.start_ms == pytest.approx(1600, abs=20)


def test_a_line_that_the_recogniser_passed_over_has_its_time_where_somebody_speaks() -> None:
    text = "A: Ja dat is zo.\nWow wat een rare boel.\nNee dat mag niet."
    speech = hear(("ja dat is zo", 0, 1000), ("nee dat mag niet", 4000, 5000))
    passed_over, never_said = (
        aligned(text, speech, 5000, (0, 1000), *between, (4000, 5000)).lines[1]
        for between in ([(1800, 3200)], [])
    )
    assert {word.match for word in (*passed_over.words, *never_said.words)} == {Match.UNHEARD}
    assert passed_over.span
    assert passed_over.span.start_ms == pytest.approx(1800, abs=20)
    assert passed_over.span.end_ms == pytest.approx(3200, abs=20)
    assert all(word.confidence > 0 for word in passed_over.words)
    assert {word.confidence for word in never_said.words} == {0.0}


def test_what_is_heard_extra_where_the_text_leaves_no_time_for_it_is_not_unwritten_speech() -> None:
    text = "A: Ja dat is zo.\nNee dat mag niet."
    for pause_ms, unwritten in ((60, []), (2000, ["hallo"])):
        then_ms = 1000 + pause_ms
        speech = hear(
            ("ja dat is zo", 0, 1000), ("hallo", 1000, then_ms), ("nee dat mag niet", then_ms, then_ms + 1000)
        )
        alignment = aligned(text, speech, then_ms + 1000, (0, then_ms + 1000))
        assert [chunk.heard for chunk in alignment.unwritten] == unwritten
        assert [chunk.heard for chunk in alignment.crowded_out] == ([] if unwritten else ["hallo"])


SAID = "Ja dat is zo. Wow, wat een rare boel! Nee dat mag niet. Of denk jij soms daar anders over?".split()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.booleans(), min_size=len(SAID) - 1, max_size=len(SAID) - 1))
def test_words_of_a_turn_have_the_same_times_wherever_its_lines_break(breaks: list[bool]) -> None:
    speech = hear(
        ("ja dat is zo", 0, 1000), ("nee dat mag niet", 4000, 5000), ("of denk jij soms", 5500, 6500)
    )
    voice = (0, 1000), (1800, 3200), (4000, 5000), (5500, 7500)
    text = SAID[0] + "".join(
        ("\n" if new else " ") + word for new, word in zip(breaks, SAID[1:], strict=True)
    )
    broken = aligned(f"A: {text}\n", speech, 8000, *voice)
    assert broken.words == aligned(f"A: {' '.join(SAID)}\n", speech, 8000, *voice).words
    assert [word.text for word in broken.words] == SAID


@dataclass(frozen=True)
class Telling:
    """A recogniser that tells in which language it was asked for which words."""

    recogniser: NullRecogniser
    asked: list[tuple[str, str]]

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        self.asked.append((language, " ".join(words)))
        return self.recogniser.attend(chunk, words, language)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.recogniser, name)


def test_what_is_marked_is_aligned_in_its_language_and_nothing_else_is(
    film_recording: Recording, replay: NullRecogniser
) -> None:
    activity = film_recording.activity
    speech = listen(film_recording.samples, activity.voice, activity.probabilities, replay, language="nl")
    telling = Telling(NullRecogniser(), [])
    marked = TEXT.replace(LEFT_OUT, f"[en] {LEFT_OUT} [/en]", 1)
    assert marked != TEXT
    alignment = align(film_recording, read(marked), speech, cast("Recogniser", telling))
    english = [words for language, words in telling.asked if language == "en"]
    assert english == [LEFT_OUT]
    assert {language for language, _ in telling.asked} == {"nl", "en"}
    assert [word.text for word in alignment.words] == [
        word for line in read(TEXT).spoken_lines for word in line.words
    ]


def test_a_line_that_was_not_heard_is_estimated_at_the_time_of_its_document() -> None:
    said = (
        "Ja dat is zo.",
        "Nee dat mag niet.",
        "Wie komt er morgen.",
        "Alle bewoners komen.",
        "Tot morgen dan.",
    )
    unheard = "Wow wat een rare boel."
    begins = 0, 2000, 4000, 50_000, 52_000
    heard = hear(*((text, ms, ms + 1000) for text, ms in zip(said, begins, strict=True)))
    text = "A: " + "\n".join((*said[:3], unheard, *said[3:]))
    given = dict(enumerate((*begins[:3], 30_000, *begins[3:]), 1))
    voice = [(ms, ms + 1000) for ms in begins]
    line = aligned(
        text, heard, 60_000, *voice, given={(at, 0): Span(ms, ms + 1) for at, ms in given.items()}
    ).lines[3]
    assert line.span
    assert (line.span.start_ms, line.estimated, line.words[0].by_document) == (30_000, True, True)
    without = aligned(text, heard, 60_000, *voice).lines[3]
    assert without.span
    assert (without.span.start_ms < 6000, without.words[0].by_document) == (True, False)
