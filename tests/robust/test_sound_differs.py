"""Whatever surrounds, covers or carries the speech, each line is found where it is said in the new sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import Alignment, Placement, Unwritten
from woordbeeld.errors import BadInputError
from woordbeeld.timing import Span

pytestmark = pytest.mark.whisper

Samples = npt.NDArray[np.float32]
Times = dict[str, Span]
Cut = Callable[[int, int], Samples]
Align = Callable[[Samples | Path, str], Alignment]
Off = Callable[[Alignment, Times], dict[str, int]]

RATE = 16_000
PER_MS = RATE // 1000
LOST_MS = 1000
NEAR_MS = 100  # a caption that starts so near looks right
UNWRITTEN_NEAR_MS = 300
LIKE = 0.5  # of the letters; Whisper base mishears about a third of what the computer voices say
# What is put in or taken out lasts whole steps of both detectors (20 and 32 ms), so that the rest of the
# sound is the same to the sample, and is listened to once for all tests.
WHOLE_MS = 160
STEP_MS = 10  # in which levels are measured

ENTHUSIASM = "Want ik ben echt ontzettend enthousiast over dat entree en ook over dit rapport."
JUDGEMENT = (
    "Het is niet direct oordelend of veroordelend maar het is een inspectie die "
    "meebeweegt met de ontwikkelingen."
)
INVESTING = "Investeren in een goed pedagogisch klimaat en in een goeie begeleiding."
ADVICE_LINE = 11
APPLAUSE_MS = (19_200, 23_200)
PAUSE_IN_TURN_MS = 31_580  # between ENTHUSIASM and JUDGEMENT
SHORT_MS = (23_520, 52_960)  # lines 8 to 11, of two speakers: half a minute
BRIEF_MS = (23_520, 38_880)  # lines 8 to 10
SOME_MS = 8000  # of which lines 8 and 9


def at_level(samples: Samples, decibel: float) -> Samples:
    """The samples at a level (RMS) so far below full scale."""
    rms = np.sqrt(np.mean(samples.astype(np.float64) ** 2))
    scaled: Samples = (samples * (10 ** (decibel / 20) / rms)).astype(np.float32)
    return scaled


def level(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2)))


def with_inserted(sound: Samples, at_ms: int, other: Samples) -> Samples:
    assert len(other) % (WHOLE_MS * PER_MS) == 0
    return np.concatenate((sound[: at_ms * PER_MS], other, sound[at_ms * PER_MS :]))


def with_removed(sound: Samples, start_ms: int, end_ms: int) -> Samples:
    assert (end_ms - start_ms) % WHOLE_MS == 0
    return np.concatenate((sound[: start_ms * PER_MS], sound[end_ms * PER_MS :]))


def moved(times: Times, from_ms: int, by_ms: int) -> Times:
    """The times when all that begins from a moment on comes so much later."""
    return {text: span.moved(by_ms) if span.start_ms >= from_ms else span for text, span in times.items()}


def without(times: Times, *lines: str) -> Times:
    return {text: span for text, span in times.items() if text not in lines}


def far_off(offs: dict[str, int]) -> dict[str, int]:
    return {text: off_ms for text, off_ms in offs.items() if off_ms > NEAR_MS}


def alike(one: str, other: str) -> float:
    """The share of letters that two texts have in common."""
    return Levenshtein.normalized_similarity(key(one.replace(" ", "")), key(other.replace(" ", "")))


def is_near(one: Unwritten, span: Span) -> bool:
    return (
        abs(one.span.start_ms - span.start_ms) <= UNWRITTEN_NEAR_MS
        and abs(one.span.end_ms - span.end_ms) <= UNWRITTEN_NEAR_MS
    )


def longest_pause_ms(sound: Samples, span: Span) -> int:
    """The middle of the longest pause between the words of a line."""
    samples = sound[span.start_ms * PER_MS : span.end_ms * PER_MS].astype(np.float64)
    step = STEP_MS * PER_MS
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    levels = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-12)
    best, began = (0, 0), None
    for at, quiet in enumerate([*(levels < levels.max() - 35), False]):
        if quiet and began is None:
            began = at
        elif not quiet and began is not None:
            best, began = max(best, (at - began, began)), None
    assert best[0] >= 5, "there is a pause of 50 ms or more"
    return span.start_ms + (best[1] * 2 + best[0]) * STEP_MS // 2


def chords(duration_ms: int) -> Samples:
    """Music without a voice: slow chords of four notes with overtones."""
    seconds = np.arange(duration_ms * PER_MS) / RATE
    notes = [(220.0, 277.2, 329.6, 440.0), (196.0, 246.9, 293.7, 392.0), (174.6, 220.0, 261.6, 349.2)]
    music = np.zeros(len(seconds))
    for at, chord in enumerate(notes):
        playing = (seconds // 2).astype(int) % len(notes) == at
        tones = [np.sin(2 * np.pi * note * part * seconds) / part for note in chord for part in (1, 2, 3)]
        music += playing * np.exp(-(seconds % 2)) * sum(tones)
    return at_level(music.astype(np.float32), -22)


def reverberant(samples: Samples) -> Samples:
    """As a microphone far away in a hall hears it: the voice, and as much again of its decaying echo."""
    rng = np.random.default_rng(1)
    seconds = np.arange(int(0.7 * RATE)) / RATE
    tail = rng.standard_normal(len(seconds)) * 10 ** (-3 * seconds / 0.7)  # 60 dB in 0.7 s
    tail[: 5 * PER_MS] = 0
    tail *= 1 / np.sqrt(np.sum(tail**2))
    tail[0] = 1
    size = len(samples) + len(tail)
    echoing = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)[: len(samples)]
    return echoing.astype(np.float32)


def hesitation(duration_ms: int) -> Samples:
    """`uh`, as a low voice says it: pulses through the resonances of a schwa, amid a little silence."""
    length = (duration_ms - 160) * PER_MS
    pulses = np.zeros(length)
    pulses[:: RATE // 110] = 1.0
    spectrum, pitches = np.fft.rfft(pulses), np.fft.rfftfreq(length, 1 / RATE)
    shape = sum(
        1 / (1 + ((pitches - peak) / width) ** 2) for peak, width in ((500, 60), (1450, 90), (2500, 120))
    )
    voice = np.fft.irfft(spectrum * shape, length) * np.hanning(length) ** 0.3
    return np.pad(at_level(voice.astype(np.float32), -20), 80 * PER_MS)


@pytest.fixture(scope="module")
def short(cut: Cut) -> Samples:
    return cut(*SHORT_MS)


@pytest.fixture(scope="module")
def short_times(said: Callable[..., Times]) -> Times:
    return said(8, 11, -SHORT_MS[0])


@pytest.fixture(scope="module")
def short_text(short_times: Times) -> str:
    return "\n".join(short_times)


@pytest.fixture(scope="module")
def brief(cut: Cut) -> Samples:
    return cut(*BRIEF_MS)


@pytest.fixture(scope="module")
def brief_times(said: Callable[..., Times]) -> Times:
    return said(8, 10, -BRIEF_MS[0])


def test_after_a_minute_of_music_every_line_is_found(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    music = chords(60_000)
    alignment = align(np.concatenate((music, sound)), f"RUSTIGE MUZIEK\n\n{text}")
    assert far_off(off(alignment, moved(times, 0, 60_000))) == {}
    assert not any(line.estimated for line in alignment.lines)
    assert all(each.span.start_ms >= 60_000 for each in alignment.unwritten), "nothing is heard in the music"
    placed = alignment.events[0]
    assert placed.placement is Placement.NOISE
    assert placed.span
    assert placed.span.end_ms <= 60_000 + min(span.start_ms for span in times.values())


def test_applause_between_two_lines_of_a_turn_moves_only_what_follows(
    *,
    align: Align,
    sound: Samples,
    cut: Cut,
    text: str,
    times: Times,
    off: Off,
) -> None:
    clapped = with_inserted(sound, PAUSE_IN_TURN_MS, cut(*APPLAUSE_MS))
    alignment = align(clapped, text)
    assert far_off(off(alignment, moved(times, PAUSE_IN_TURN_MS, 4000))) == {}
    assert not any(line.estimated for line in alignment.lines)


def test_applause_between_two_words_of_a_line_moves_only_what_follows(
    *,
    align: Align,
    sound: Samples,
    cut: Cut,
    text: str,
    times: Times,
    off: Off,
    said: Callable[..., Times],
) -> None:
    (span,) = said(ADVICE_LINE, ADVICE_LINE).values()
    at_ms = longest_pause_ms(sound, span)
    alignment = align(with_inserted(sound, at_ms, cut(*APPLAUSE_MS)), text)
    assert far_off(off(alignment, moved(times, at_ms, 4000))) == {}
    assert not any(line.estimated for line in alignment.lines)
    (line,) = (line for line in alignment.lines if line.source.line == ADVICE_LINE)
    assert line.span
    assert line.span.end_ms == pytest.approx(span.end_ms + 4000, abs=UNWRITTEN_NEAR_MS)


def test_half_a_minute_of_silence_moves_only_what_follows(
    align: Align, sound: Samples, text: str, times: Times, off: Off
) -> None:
    silence_ms = 188 * WHOLE_MS
    silence = np.zeros(silence_ms * PER_MS, np.float32)
    alignment = align(with_inserted(sound, PAUSE_IN_TURN_MS, silence), text)
    assert far_off(off(alignment, moved(times, PAUSE_IN_TURN_MS, silence_ms))) == {}
    silent = Span(PAUSE_IN_TURN_MS, PAUSE_IN_TURN_MS + silence_ms)
    words = [word.span for word in alignment.words if word.span]
    assert not any(
        word.start_ms < silent.end_ms - 300 and silent.start_ms + 300 < word.end_ms for word in words
    )
    assert not any(
        silent.start_ms + 300 < each.span.middle_ms < silent.end_ms - 300 for each in alignment.unwritten
    )


def test_a_speaker_far_from_the_microphone_is_found(
    align: Align, short: Samples, short_text: str, short_times: Times, off: Off
) -> None:
    far = (reverberant(short) * 10 ** (-25 / 20)).astype(np.float32)
    alignment = align(far, short_text)
    assert far_off(off(alignment, short_times)) == {}


def test_no_line_is_lost_where_another_speaks_at_once(
    *,
    align: Align,
    short: Samples,
    cut: Cut,
    short_text: str,
    short_times: Times,
    off: Off,
) -> None:
    other = cut(216_480, 216_480 + SHORT_MS[1] - SHORT_MS[0])
    quiet = at_level(other, level(short) - 12)
    alignment = align((short + quiet[: len(short)]).astype(np.float32), short_text)
    offs = off(alignment, short_times)
    assert max(offs.values()) <= LOST_MS
    assert len(far_off(offs)) <= len(offs) / 2


def test_a_sentence_said_twice_and_written_once_is_told_the_other_time(
    *,
    align: Align,
    sound: Samples,
    cut: Cut,
    text: str,
    times: Times,
    off: Off,
) -> None:
    start_ms, end_ms = 60_160, 65_440
    alignment = align(with_inserted(sound, end_ms, cut(start_ms, end_ms)), text)
    later = moved(times, end_ms, end_ms - start_ms)
    assert far_off(off(alignment, without(later, INVESTING))) == {}
    first = times[INVESTING]
    again = first.moved(end_ms - start_ms)
    takes = [(first, again), (again, first)]
    (unwritten,) = [each for each in alignment.unwritten if alike(each.heard, INVESTING) >= LIKE]
    assert any(
        far_off(off(alignment, {INVESTING: taken})) == {} and is_near(unwritten, other)
        for taken, other in takes
    ), unwritten


@pytest.mark.parametrize(
    ("start_ms", "end_ms"),
    [
        pytest.param(26_080, 38_880, id="two lines of a turn"),
        pytest.param(38_880, 52_800, id="a whole turn"),
        pytest.param(65_440, 68_800, id="the last line"),
    ],
)
def test_lines_that_are_cut_out_of_the_video_are_unheard_and_the_others_right(
    *,
    align: Align,
    sound: Samples,
    text: str,
    times: Times,
    off: Off,
    start_ms: int,
    end_ms: int,
) -> None:
    alignment = align(with_removed(sound, start_ms, end_ms), text)
    gone = [line for line, span in times.items() if start_ms <= span.start_ms < end_ms]
    left = moved(without(times, *gone), end_ms, start_ms - end_ms)
    assert far_off(off(alignment, left)) == {}
    assert [line.source.text for line in alignment.lines if line.estimated] == gone


def test_lines_that_only_the_video_has_are_told_and_the_others_right(
    *,
    align: Align,
    sound: Samples,
    cut: Cut,
    text: str,
    times: Times,
    off: Off,
    said: Callable[..., Times],
) -> None:
    start_ms, end_ms = 69_120, 85_440  # lines 19 to 21, of another speaker
    alignment = align(with_inserted(sound, PAUSE_IN_TURN_MS, cut(start_ms, end_ms)), text)
    assert far_off(off(alignment, moved(times, PAUSE_IN_TURN_MS, end_ms - start_ms))) == {}
    assert not any(line.estimated for line in alignment.lines)
    strange = said(19, 21, PAUSE_IN_TURN_MS - start_ms)
    first, *_, last = strange.values()
    told = [
        each
        for each in alignment.unwritten
        if first.start_ms - 300 <= each.span.middle_ms <= last.end_ms + 300
    ]
    assert min(each.span.start_ms for each in told) == pytest.approx(first.start_ms, abs=UNWRITTEN_NEAR_MS)
    assert max(each.span.end_ms for each in told) == pytest.approx(last.end_ms, abs=UNWRITTEN_NEAR_MS)
    assert alike(" ".join(each.heard for each in told), " ".join(strange)) >= LIKE


@pytest.mark.parametrize("at", ["between two lines", "between two words"])
def test_a_hesitation_that_is_not_written_makes_no_line_unheard_and_moves_none(
    *,
    align: Align,
    sound: Samples,
    text: str,
    times: Times,
    off: Off,
    at: str,
    said: Callable[..., Times],
) -> None:
    (advice,) = said(ADVICE_LINE, ADVICE_LINE).values()
    at_ms = PAUSE_IN_TURN_MS if at == "between two lines" else longest_pause_ms(sound, advice)
    uh = hesitation(4 * WHOLE_MS)
    alignment = align(with_inserted(sound, at_ms, uh), text)
    offs = off(alignment, moved(times, at_ms, 4 * WHOLE_MS))
    assert far_off(offs) == {}
    assert not any(line.estimated for line in alignment.lines)


ENGLISH = """ESTHER DEURSEN: Welcome to the symposium of the Inspectorate on the entry programmes.
A special education, as we as Inspectorate discovered in the past year.
TON HEERTS: Thank you so much for this report.
Because I am really very enthusiastic about this level and about this report as well.
It does not judge or condemn directly, but this is an inspectorate that moves along with what happens.
KARIN VAN DEN BOSCH: We recommend that you reconsider that open intake, place people where they fit, and also
see to a safety net in the region for those for whom this is not yet the right way.
STEF BÖGER: The relation comes before the achievement.
So where do you begin?
Invest in a good climate and in good guidance.
That is what we saw with all of you.
"""
GERMAN = """ESTHER DEURSEN: Willkommen zum Symposium der Aufsichtsbehörde über die Einstiegslehrgänge.
Eine besondere Ausbildung, wie wir voriges Jahr als Behörde entdeckten.
TON HEERTS: Herzlichen Dank für diesen Bericht.
Denn ich bin wirklich begeistert von dieser Stufe und auch von diesem Bericht.
Er urteilt nicht direkt und verurteilt nicht, sondern zeigt eine Behörde, die sich mitbewegt.
KARIN VAN DEN BOSCH: Wir empfehlen euch, den Zugang ohne Schwelle zu überdenken, passend zu vermitteln und
auch für ein Netz in der Umgebung zu sorgen, für alle, für die dieser Weg noch nicht der richtige ist.
STEF BÖGER: Die Beziehung kommt vor der Leistung.
Womit fängt man also an?
Man investiert in ein gutes Klima und in gute Begleitung.
Das haben wir bei euch allen gesehen.
"""


def sentence_told(align: Align, sound: Samples, text: str) -> str:
    """What the user is told of two that do not belong together: how little is heard, and what to do next."""
    with pytest.raises(BadInputError, match=r"% of its words were heard in sound\.wav") as told:
        align(sound, text)
    assert re.search(r"check that it is the transcript of this video|use the transcript of", str(told.value))
    return str(told.value)


@pytest.mark.parametrize("foreign", [pytest.param(ENGLISH, id="English"), pytest.param(GERMAN, id="German")])
def test_of_a_text_in_another_language_than_the_video_the_user_is_told_so(
    align: Align, sound: Samples, foreign: str
) -> None:
    assert "language" in sentence_told(align, sound, foreign)


def test_of_speech_that_is_no_language_at_all_the_user_is_told_that_the_text_is_not_heard(
    align: Align, brief: Samples, brief_times: Times
) -> None:
    assert sentence_told(align, brief[SOME_MS * PER_MS :: -1].copy(), "\n".join(brief_times))


def test_of_the_transcript_of_another_video_in_the_same_language_the_user_is_told_so(
    align: Align, sound: Samples, truth: dict[str, Any]
) -> None:
    other = "\n".join(line["text"] for line in truth["lines"] if line["line"] >= 19)
    told = sentence_told(align, sound, other)
    assert "English" not in told, "both are Dutch"


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("-ar", 8000), id="8 kHz"),
        pytest.param(("-ar", 96_000), id="96 kHz"),
        pytest.param(("-af", "pan=5.1|FC=c0"), id="5.1 with the speech in the centre"),
        pytest.param(("-af", "pan=5.1|FL=c0"), id="5.1 with the speech in front left"),
    ],
)
def test_speech_is_found_at_any_sample_rate_and_in_any_channel(
    *,
    align: Align,
    save: Callable[..., Path],
    brief: Samples,
    brief_times: Times,
    off: Off,
    options: tuple[object, ...],
) -> None:
    alignment = align(save(brief, "speech.wav", *options), "\n".join(brief_times))
    assert far_off(off(alignment, brief_times)) == {}
    assert not any(line.estimated for line in alignment.lines)


PICTURE = ("-f", "lavfi", "-i", "color=size=64x36:rate=10:duration=21")
CODECS = ("-c:v", "libx264", "-c:a", "aac", "-b:a", "128k", "-ar", 48_000)


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.ts"])
def test_of_a_container_whose_first_timestamp_is_not_zero_the_times_are_those_of_the_player(
    *,
    align: Align,
    save: Callable[..., Path],
    brief: Samples,
    brief_times: Times,
    off: Off,
    name: str,
) -> None:
    video = save(brief, name, *CODECS, "-output_ts_offset", 7, before=PICTURE)
    assert far_off(off(align(video, "\n".join(brief_times)), brief_times)) == {}


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.ts"])
def test_of_sound_that_begins_after_the_picture_the_times_are_those_of_the_player(
    *,
    align: Align,
    save: Callable[..., Path],
    brief: Samples,
    brief_times: Times,
    off: Off,
    name: str,
) -> None:
    late_ms = 32 * WHOLE_MS
    video = save(brief, name, *CODECS, before=(*PICTURE, "-itsoffset", late_ms / 1000))
    assert far_off(off(align(video, "\n".join(brief_times)), moved(brief_times, 0, late_ms))) == {}
