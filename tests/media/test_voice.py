"""Voice activity: speech, the pauses in it, and loud sound that is no speech."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from woordbeeld.media import voice
from woordbeeld.media.model import Activity
from woordbeeld.media.voice import voice_activity
from woordbeeld.timing import Span

Samples = npt.NDArray[np.float32]
Cut = Callable[[int, int], Samples]

OPENING = Span(0, 40_000)  # of the film: two speakers with applause between them


@pytest.fixture(scope="module")
def activity(cut: Cut) -> Activity:
    return voice_activity(cut(OPENING.start_ms, OPENING.end_ms))


@pytest.fixture(scope="module")
def lines(truth: dict[str, Any]) -> list[Span]:
    """When the lines of the opening are truly said."""
    spans = [Span(line["start_ms"], line["end_ms"]) for line in truth["lines"]]
    return [span for span in spans if span.end_ms < OPENING.end_ms - 1000]


def noise(duration_ms: int, level: float = 0.1) -> Samples:
    """White noise, the same in every run."""
    return (level * np.random.default_rng(1).standard_normal(duration_ms * 16)).astype(np.float32)


def overlap_ms(span: Span, others: tuple[Span, ...]) -> int:
    shared = (
        min(span.end_ms, other.end_ms) - max(span.start_ms, other.start_ms)
        for other in others
        if span.overlaps(other)
    )
    return sum(shared)


def test_every_line_is_voice_nearly_from_start_to_end(activity: Activity, lines: list[Span]) -> None:
    assert len(lines) == 5
    assert all(overlap_ms(line, activity.voice) > 0.85 * line.duration_ms for line in lines)


def test_where_nobody_speaks_there_is_hardly_any_voice(activity: Activity, lines: list[Span]) -> None:
    between = [Span(one.end_ms, other.start_ms) for one, other in pairwise(lines)]
    silent = [Span(0, lines[0].start_ms), *between]
    assert sum(overlap_ms(span, activity.voice) for span in silent) < 0.1 * sum(
        span.duration_ms for span in silent
    )


def test_the_applause_is_noise_and_no_line_is(
    activity: Activity, lines: list[Span], truth: dict[str, Any]
) -> None:
    applause = Span(truth["sounds"][0]["start_ms"], truth["sounds"][0]["end_ms"])
    assert overlap_ms(applause, activity.noises) > 0.7 * applause.duration_ms
    assert not any(line.overlaps(found) for line in lines for found in activity.noises)


def test_spans_are_in_order_apart_and_within_the_sound(activity: Activity) -> None:
    for spans in (activity.voice, activity.noises):
        assert spans
        assert all(one.end_ms < other.start_ms for one, other in pairwise(spans))
        assert spans[-1].end_ms <= OPENING.end_ms


def test_white_noise_is_no_voice() -> None:
    assert voice_activity(noise(6000)).voice == ()


@pytest.mark.parametrize("sound", [0, 1])
def test_applause_and_music_alone_are_noise_without_voice(
    cut: Cut, truth: dict[str, Any], sound: int
) -> None:
    start_ms, end_ms = (truth["sounds"][sound][edge] for edge in ("start_ms", "end_ms"))
    found = voice_activity(cut(start_ms - 300, end_ms + 300))
    assert found.voice == ()
    assert sum(span.duration_ms for span in found.noises) > 0.7 * (end_ms - start_ms)


@pytest.mark.parametrize("duration_ms", [1, 20, 700])
def test_sound_too_short_to_hold_a_word_holds_none(duration_ms: int) -> None:
    assert voice_activity(noise(duration_ms, level=0.001)).voice == ()


def test_every_32_ms_has_one_probability(activity: Activity) -> None:
    assert len(activity.probabilities) == 40_000 // 32
    assert all(0 <= probability <= 1 for probability in activity.probabilities)


def test_several_lanes_hear_the_voice_that_one_lane_hears(
    activity: Activity, cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "MAX_LANES", 1)
    alone = voice_activity(cut(OPENING.start_ms, OPENING.end_ms))
    off = np.abs(np.subtract(alone.probabilities, activity.probabilities))
    assert np.mean(off < 0.1) > 0.95
    shared_ms = sum(overlap_ms(span, activity.voice) for span in alone.voice)
    for spans in (alone.voice, activity.voice):
        assert shared_ms > 0.97 * sum(span.duration_ms for span in spans)


@pytest.mark.parametrize(("duration_ms", "lanes"), [(9000, 1), (20_000, 2), (200_000, 16)])
def test_a_long_recording_is_judged_in_several_lanes_and_put_together_in_order(
    monkeypatch: pytest.MonkeyPatch, duration_ms: int, lanes: int
) -> None:
    class Loudness:
        """Judges each step by its first sample, and by what it heard before."""

        def __init__(self) -> None:
            self.heard = torch.zeros(lanes)

        def __call__(self, sounds: torch.Tensor, _rate: int) -> torch.Tensor:
            assert len(sounds) == lanes
            self.heard = 0.9 * self.heard + 0.1 * sounds[:, 0]
            return self.heard

    monkeypatch.setattr("silero_vad.load_silero_vad", Loudness)
    rising = np.linspace(0, 1, duration_ms * 16, dtype=np.float32)
    heard = [*accumulate(rising[::512].tolist(), lambda so_far, now: 0.9 * so_far + 0.1 * now, initial=0.0)]
    assert voice_activity(rising).probabilities == pytest.approx(heard[1:], abs=0.001)


def test_torch_keeps_its_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "silero_vad"]:
        monkeypatch.delitem(sys.modules, name)  # its first import is what sets them
    threads = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        voice_activity(noise(100))
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(threads)


def test_progress_rises_to_all_of_it() -> None:
    told: list[float] = []
    voice_activity(noise(1000), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
